"""``licet serve`` and ``licet mcp``: the workbench, the REST API, and tools for assistants."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from licet.errors import BadInput

PORT = 8321
EXAMPLES = """examples:
  licet serve                                  on this machine only; prints the address to open
  licet serve --new-key analyst >> keys.txt    a key for a team's server; the key goes to stderr
  licet serve --host 0.0.0.0 --keys keys.txt --name licet.example.org
"""


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    serve = commands.add_parser(
        "serve",
        help="the workbench in a browser, and the REST API",
        description="The workbench and the REST API, on this machine only unless keys are given.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--port", type=int, default=PORT, metavar="N", help=f"the port ({PORT})")
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="the address (127.0.0.1)")
    serve.add_argument("--keys", metavar="FILE", help="hashed API keys; needed for other hosts")
    serve.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a name by which clients reach the server, where it is not local; repeatable",
    )  # fmt: skip
    serve.add_argument("--rate", type=float, default=500.0, metavar="N", help="requests a second")
    serve.add_argument(
        "--workers", type=int, default=None, metavar="N",
        help="processes that help when many cases come at once (one for each core, at most 8)",
    )  # fmt: skip
    serve.add_argument("--new-key", metavar="HOLDER", help="make a key, print its line, and end")
    serve.set_defaults(run=_serve)

    tools = commands.add_parser(
        "mcp",
        help="tools for assistants over standard input and output (Model Context Protocol)",
        description="A Model Context Protocol server on standard input and output.",
    )
    tools.set_defaults(run=_mcp)


def _serve(arguments: argparse.Namespace) -> int:
    from licet.server.settings import LOCAL_NAMES, Settings, is_local, key_line, new_key, read_keys

    if arguments.new_key:
        key = new_key()
        print(key_line(key, arguments.new_key))
        print(f"the key of {arguments.new_key}, shown this once: {key}", file=sys.stderr)
        return 0
    if not 0 < arguments.port < 65_536:
        raise BadInput(f"no such port: `{arguments.port}`", hint="1 to 65535")
    if not arguments.rate > 0:
        raise BadInput(f"a rate of `{arguments.rate:g}`", hint="more than 0")
    if not arguments.keys and not is_local(arguments.host):
        raise BadInput(
            f"`{arguments.host}` can be reached from elsewhere",
            hint="give --keys FILE with hashed API keys, or leave out --host",
        )
    if arguments.workers is not None and not 0 <= arguments.workers <= 64:
        raise BadInput(f"`{arguments.workers}` workers", hint="0 to 64")
    keys = read_keys(Path(arguments.keys)) if arguments.keys else {}
    token = "" if keys else secrets.token_urlsafe(24)
    settings = Settings(
        token=token,
        keys=keys,
        hosts=frozenset({*LOCAL_NAMES, *(name.lower() for name in arguments.name)}),
        port=arguments.port,
        rate=arguments.rate,
        warm=True,
        workers=min(os.cpu_count() or 1, 8) if arguments.workers is None else arguments.workers,
    )
    return _run(settings, arguments.host)


def _run(settings: Any, host: str) -> int:
    from licet.server.run import run

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{settings.port}/"
    if settings.token:
        address += f"?token={settings.token}"
    print(f"licet serves at {address}", flush=True)
    print("Stop with Ctrl-C.", file=sys.stderr)
    return run(settings, host)


def _mcp(arguments: argparse.Namespace) -> int:
    from licet.mcp import serve

    return serve(sys.stdin.buffer, sys.stdout.buffer)
