"""Answers put on paper: the sheet that pages and memos share, and the memo itself."""

from __future__ import annotations

from licet.reports.sheet import sheet

__all__ = ["sheet"]
