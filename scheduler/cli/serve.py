"""`scheduler serve`: the feeds over HTTP."""

import os
import sys

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer
from scheduler.cli.verbs import Verb
from scheduler.settings import NOW, read_web_address

_MOST_WORKERS = 64


@click.command(cls=Verb)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes one that is free.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_WORKERS),
    default=1,
    show_default=True,
    help="How many processes.",
)
@click.option("--access-log/--no-access-log", default=True, help="A line for each request.")
@pass_app
def serve(app: App, host: str, port: int, workers: int, *, access_log: bool) -> None:
    """Serve the feeds over HTTP until it is stopped.

    Public feeds are at /feeds/NAME.ics, those of a token at /feeds/TOKEN/NAME.ics: see `feed list`
    and `feed token`. /healthz says whether the record can be read. Where programs reach the server
    stands in SCHEDULER_WEB_ADDRESS. It speaks no TLS: a proxy before it does. No line of the log
    names a token.
    """
    from scheduler.web.door import Deployment  # noqa: PLC0415 -- slow import
    from scheduler.web.server import listen  # noqa: PLC0415 -- slow import
    from scheduler.web.server import serve as run  # noqa: PLC0415 -- slow import

    app.database.engine.dispose()  # its schema is known to be ours; each process opens it anew
    now = app.now if os.environ.get(NOW) else None
    address = read_web_address(os.environ)
    deployment = Deployment(app.settings.database, address, now, access_log)
    listening = listen(host, port)
    taken = listening.getsockname()
    shown = f"[{taken[0]}]" if ":" in taken[0] else taken[0]
    url = f"http://{shown}:{taken[1]}/feeds/"
    answer(app, {"address": url}, lambda: click.echo(f"Serving the feeds at {url}"))
    sys.stdout.flush()
    run(deployment, listening, workers=workers)
