"""The pages of the workbench: each a view of what the library answers, rendered here."""

from __future__ import annotations
