"""Tools for assistants: a Model Context Protocol server on standard input and output.

Small on purpose: JSON-RPC, one message a line, and a handful of tools that call the same
functions as every other door. It needs nothing beyond what `licet` itself needs.
"""

from __future__ import annotations

from licet.mcp.protocol import serve

__all__ = ["serve"]
