"""The workbench and the REST API: a thin door over the functions that Python callers use.

FastAPI, uvicorn and Jinja are imported only when the server is asked for (extra ``serve``).
"""

from __future__ import annotations
