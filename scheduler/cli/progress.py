"""How far a long command is, on stderr."""

from time import monotonic

import click

_PATIENCE = 1.0


class Progress:
    """Says on stderr how far it is, once a second at most."""

    def __init__(self) -> None:
        self._last = monotonic()

    def show(self, what: str, done: int, total: int) -> None:
        """Say it, if the last word is a second old."""
        if monotonic() - self._last >= _PATIENCE:
            self._last = monotonic()
            of = f" of {total:,}" if total else ""
            click.echo(f"{done:,}{of} {what} ...", err=True)
