"""Running the server until it is stopped."""

from __future__ import annotations

import socket
from contextlib import closing

from licet.errors import LicetError
from licet.server.settings import Settings

IDLE = 5
AT_ONCE = 512


def run(settings: Settings, host: str) -> int:
    """Serve until interrupted.

    Raises:
        LicetError: The extra is not installed, or the port is taken.
    """
    try:
        import uvicorn

        from licet.server.app import create_app
    except ImportError as error:
        raise LicetError(
            f"the server needs `{error.name}`", hint="pip install 'licet[serve]'"
        ) from error
    _check_port(host, settings.port)
    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE,
        limit_concurrency=AT_ONCE,
        h11_max_incomplete_event_size=65_536,
    )
    uvicorn.Server(config).run()
    return 0


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LicetError(
                f"can't listen on {host}:{port}: {error.strerror}", hint="--port chooses another"
            ) from error
