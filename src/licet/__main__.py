"""``python -m licet``."""

from __future__ import annotations

import sys

from licet.cli import main

if __name__ == "__main__":
    sys.exit(main())
