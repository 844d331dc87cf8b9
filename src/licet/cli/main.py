"""The entry point: which command, its errors and its exit code.

Exit codes: 0 answered, 1 could not finish, 2 wrong usage or bad input, 10 not cleared (`--gate`).
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from licet import __version__
from licet.cli.options import unknown_option
from licet.cli.output import prepare
from licet.errors import BadInput, LicetError

BAD_INPUT = 2
FAILED = 1


# The commands, each with its module; a module is imported when its command, or the whole help, is
# asked for, so that a quick command stays quick.
COMMANDS = {
    "check": "check",
    "law": "law_commands",
    "catalog": "catalog_commands",
    "design": "design_commands",
    "orders": "orders_commands",
    "site": "site_command",
    "timeline": "timeline_commands",
    "watch": "watch_command",
    "read": "read_command",
    "chart": "chart_command",
    "serve": "serve_command",
    "mcp": "serve_command",
}

# Libraries that come with an extra, and which.
EXTRAS = {
    "duckdb": "orders", "pyarrow": "orders", "narwhals": "orders", "pyspark": "spark",
    "py4j": "spark", "fastapi": "serve", "uvicorn": "serve", "jinja2": "serve",
    "starlette": "serve", "pypdf": "reading",
    "statsmodels": "study", "scipy": "study", "z3": "solve", "numpy": "sweep",
    "altair": "charts", "vl_convert": "charts", "typst": "pdf",
}  # fmt: skip


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The command line: whole, or of one command alone."""
    top = argparse.ArgumentParser(
        prog="licet",
        description="May this AI chip ship? Export-control answers with citation, proof and date.",
        epilog="licet informs; it does not give legal advice.",
    )
    top.add_argument("--version", action="version", version=f"licet {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    chosen = COMMANDS.get(command or "")
    for module in dict.fromkeys([chosen] if chosen else COMMANDS.values()):
        import_module(f"licet.cli.{module}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; those of the process when None.

    Returns:
        The exit code.
    """
    prepare()
    # Loading the law makes many small objects that all stay; looking for garbage among them every
    # few hundred would cost a tenth of a short command.
    gc.set_threshold(100_000, 20, 20)
    if argv is None:
        # Who ends the process gets what Ctrl-C gets: nothing half-written is left behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    given = list(sys.argv[1:] if argv is None else argv)
    top = parser(given[0] if given else None)
    if wrong := unknown_option(top, given):
        top.error(wrong)
    arguments = top.parse_args(given)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except BadInput as error:
        print(f"licet: {error}", file=sys.stderr)
        return BAD_INPUT
    except LicetError as error:
        print(f"licet: {error}", file=sys.stderr)
        return FAILED
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in EXTRAS:
            raise
        extra = EXTRAS[library]
        print(
            f"licet: this needs `{library}`, which is not installed (pip install 'licet[{extra}]')",
            file=sys.stderr,
        )
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe left; point standard output elsewhere so that exit stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("licet: interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        place = f"`{error.filename}`: " if error.filename else ""
        print(f"licet: {place}{error.strerror or error}", file=sys.stderr)
        return FAILED
