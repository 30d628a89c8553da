"""`scheduler feed`: write the calendar feeds."""

from collections.abc import Sequence
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Noun
from scheduler.errors import InvalidValue
from scheduler.exports.ical import feed as as_ical
from scheduler.files import write_all
from scheduler.papers.calendar import CalendarFeed
from scheduler.papers.words import counted
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.holds import hold_feeds_of
from scheduler.secretariat.naming import find_partnership


@click.group(cls=Noun)
def feed() -> None:
    """Write the calendar feeds."""


@feed.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def write(app: App, folder: Path, partnership: str | None) -> None:
    """Write the calendar feeds into DIR.

    One .ics file for the partnership, for each series and for each body.
    They show what anybody may know. The same record gives the same bytes; a file that would not
    change is not touched, and a feed that never had a meeting is not written.
    """
    public, held = _feeds(app, partnership)
    _require_apart(folder, held)
    _write(app, folder, public)


@feed.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def holds(app: App, folder: Path, partnership: str | None) -> None:
    """Write the feeds of dates held, which are not public.

    One .ics file with every candidate date of an open consultation, and one for each party with
    those that it is asked about. DIR must hold no public feeds.
    """
    public, held = _feeds(app, partnership)
    _require_apart(folder, public)
    _write(app, folder, held)


def _feeds(app: App, partnership: str | None) -> tuple[list[CalendarFeed], list[CalendarFeed]]:
    """The feeds for everybody, and those that are not public."""
    with app.reading() as session:
        found = find_partnership(session, partnership)
        return feeds_of(session, found), hold_feeds_of(session, found)


def _require_apart(folder: Path, others: Sequence[CalendarFeed]) -> None:
    """Raise InvalidValue for a folder that holds feeds of the other kind."""
    for path in (folder / f"{feed.slug}.ics" for feed in others):
        if path.exists():
            expected = f"another than that of {path.name}: dates held are not public"
            raise InvalidValue("the folder", str(folder), expected)


def _write(app: App, folder: Path, feeds: Sequence[CalendarFeed]) -> None:
    by_path = {folder / f"{feed.slug}.ics": feed for feed in feeds}
    # A feed without entries is written only where its subscribers would keep an old one.
    wanted = {path: feed for path, feed in by_path.items() if feed.entries or path.exists()}
    changed = write_all({path: as_ical(feed) for path, feed in wanted.items()})
    rows = [
        {"file": path, "meetings": len(feed.entries), "written": path in changed}
        for path, feed in wanted.items()
    ]
    answer(app, rows, lambda: _say(rows, folder))


def _say(rows: list[dict[str, object]], folder: Path) -> None:
    table(
        ("Feed", "Meetings", ""),
        [
            (str(r["file"]), str(r["meetings"]), "written" if r["written"] else "unchanged")
            for r in rows
        ],
    )
    written = sum(1 for row in rows if row["written"])
    click.echo(f"{counted(written, 'feed')} written to {folder}, {len(rows) - written} unchanged.")
