"""The entry point: which command, its errors and its exit code.

Exit codes: 0 answered, 1 could not finish, 2 wrong usage or bad input, 10 not cleared (`--gate`).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from licet import __version__
from licet.cli.output import prepare
from licet.errors import BadInput, LicetError

BAD_INPUT = 2
FAILED = 1


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from licet.cli import catalog_commands, check, law_commands, timeline_commands

    top = argparse.ArgumentParser(
        prog="licet",
        description="May this AI chip ship? Export-control answers with citation, proof and date.",
        epilog="licet informs; it does not give legal advice.",
    )
    top.add_argument("--version", action="version", version=f"licet {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    check.add(commands)
    law_commands.add(commands)
    catalog_commands.add(commands)
    timeline_commands.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; those of the process when None.

    Returns:
        The exit code.
    """
    prepare()
    arguments = parser().parse_args(argv)
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
