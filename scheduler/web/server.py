"""Starts the server: one socket, one process or several behind it."""

import os
import socket
from contextlib import suppress

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from scheduler.errors import NotAllowed
from scheduler.web.connection import BoundedConnection
from scheduler.web.door import Deployment, FeedDoor

_MOST_CONNECTIONS = 500
_WAITING = 256
_LAST_SECONDS = 10


def listen(host: str, port: int) -> socket.socket:
    """A socket that clients can connect to. Raises NotAllowed where the system gives none."""
    try:
        (family, *_, address), *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        return socket.create_server(address, family=family, backlog=_WAITING)
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None) or 0
        reason = os.strerror(number) if number > 0 else "there is no such address"
        remedy = "choose another with --host or --port"
        raise NotAllowed(f"serving on {host}, port {port},", reason.lower(), remedy) from None


def serve(deployment: Deployment, listening: socket.socket, *, workers: int = 1) -> None:
    """Serve until the process is told to stop; what is under way is answered before."""
    config = configured(deployment, workers=workers)
    with suppress(KeyboardInterrupt):
        if workers > 1:
            Multiprocess(config, [listening]).run()
        else:
            Server(config).run([listening])


def configured(deployment: Deployment, *, workers: int = 1) -> Config:
    """The server as we run it. It writes no access log: that would hold the tokens."""
    return Config(
        FeedDoor(deployment),
        http=BoundedConnection,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_SECONDS,
        workers=workers,
    )
