"""The command line: thin doors over the same functions that Python callers use."""

from __future__ import annotations

from licet.cli.main import main

__all__ = ["main"]
