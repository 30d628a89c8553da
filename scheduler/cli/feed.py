"""`scheduler feed`: write the calendar feeds."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.feed_check import check
from scheduler.cli.feed_link import link
from scheduler.cli.feed_one import write_one
from scheduler.cli.feed_token import token
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Noun, words
from scheduler.errors import InvalidValue
from scheduler.exports.ical import feed as as_ical
from scheduler.files import write_all
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarFeed
from scheduler.papers.feed_names import FeedStyle
from scheduler.papers.words import counted
from scheduler.secretariat.feed_catalogue import list_feeds
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.holds import hold_feeds_of
from scheduler.secretariat.milestone_feeds import milestone_feeds_of
from scheduler.secretariat.naming import find_partnership


@click.group(cls=Noun)
def feed() -> None:
    """Write the calendar feeds, and give access to them."""


feed.add_command(check)
feed.add_command(link)
feed.add_command(token)


@feed.command()
@click.argument("target", metavar="DIR|NAME")
@click.option("-o", "--output", metavar="FILE|-", help="Write this one feed of `feed list`.")
@click.option("--style", type=words(FeedStyle), help="Of the one feed; else single.")
@click.option("--reach", type=words(Reach), help="Of the one feed; else public, if it is.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def write(
    app: App,
    /,
    *,
    target: str,
    output: str | None,
    style: FeedStyle | None,
    reach: Reach | None,
    partnership: str | None,
) -> None:
    """Write the calendar feeds into DIR, or one of them into FILE.

    One .ics file for the partnership, for each series and for each body.
    They show what anybody may know. The same record gives the same bytes; a file that would not
    change is not touched, and a feed that never had a meeting is not written.

    With -o, NAME is a feed of `feed list`. One that is not public is written where it alone is so
    called, or for --reach joint, and never into a folder of public feeds.
    """
    if output is not None:
        if partnership:
            raise click.UsageError("--partnership is of the feeds of a folder; give it without -o")
        write_one(app, target, output, style=style, reach=reach)
        return
    if style or reach:
        raise click.UsageError("--style and --reach are of one feed; say its file with -o")
    folder = Path(target)
    if folder.is_file():
        raise InvalidValue("the folder", target, "a folder; or a feed's NAME with -o FILE")
    feeds = _feeds(app, partnership)
    _require_apart(folder, [*feeds.held, *feeds.due])
    _write(app, folder, feeds.public)


@feed.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def holds(app: App, folder: Path, partnership: str | None) -> None:
    """Write the feeds of dates held, which are not public.

    One .ics file with every candidate date of an open consultation, and one for each party with
    those that it is asked about. DIR must hold no public feeds.
    """
    feeds = _feeds(app, partnership)
    _require_apart(folder, feeds.public)
    _write(app, folder, feeds.held, noun="dates")


@feed.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def milestones(app: App, folder: Path, partnership: str | None) -> None:
    """Write the feeds of milestones, which are not public.

    One .ics file with every milestone, and one for each body that must act. DIR must hold no public
    feeds.
    """
    feeds = _feeds(app, partnership)
    _require_apart(folder, feeds.public)
    _write(app, folder, feeds.due, noun="milestones")


@feed.command("list")
@pass_app
def list_(app: App) -> None:
    """List every feed there is, public or not.

    A public one is for everybody; a joint one is for the parties, or for one person. In the style
    recurring, the slots of a series that nobody has touched are shown by its rule.
    """
    with app.reading() as session:
        listed = list_feeds(session)
    rows = [
        {
            "feed": one.name.slug,
            "kind": str(one.kind),
            "reach": str(one.name.reach),
            "style": str(one.name.style),
            "title": one.title,
        }
        for one in listed
    ]
    heads = ("Feed", "Kind", "Reach", "Style", "Title")
    answer(app, rows, lambda: table(heads, [tuple(row.values()) for row in rows]))


class _Feeds(NamedTuple):
    """The feeds for everybody, and those that are not public: dates held, and milestones."""

    public: list[CalendarFeed]
    held: list[CalendarFeed]
    due: list[CalendarFeed]


def _feeds(app: App, partnership: str | None) -> _Feeds:
    with app.reading() as session:
        found = find_partnership(session, partnership)
        return _Feeds(
            feeds_of(session, found),
            hold_feeds_of(session, found),
            milestone_feeds_of(session, found),
        )


def _require_apart(folder: Path, others: Sequence[CalendarFeed]) -> None:
    """Raise InvalidValue for a folder that holds feeds of the other kind."""
    for path in (folder / f"{feed.slug}.ics" for feed in others):
        if path.exists():
            expected = f"another than that of {path.name}: public feeds stand apart"
            raise InvalidValue("the folder", str(folder), expected)


def _write(
    app: App, folder: Path, feeds: Sequence[CalendarFeed], *, noun: str = "meetings"
) -> None:
    by_path = {folder / f"{feed.slug}.ics": feed for feed in feeds}
    # A feed without entries is written only where its subscribers would keep an old one.
    wanted = {path: feed for path, feed in by_path.items() if feed.entries or path.exists()}
    changed = write_all({path: as_ical(feed) for path, feed in wanted.items()})
    rows = [
        {"file": path, noun: len(feed.entries), "written": path in changed}
        for path, feed in wanted.items()
    ]
    answer(app, rows, lambda: _say(rows, folder, noun))


def _say(rows: list[dict[str, object]], folder: Path, noun: str) -> None:
    table(
        ("Feed", noun.capitalize(), ""),
        [(str(r["file"]), str(r[noun]), "written" if r["written"] else "unchanged") for r in rows],
    )
    written = sum(1 for row in rows if row["written"])
    click.echo(f"{counted(written, 'feed')} written to {folder}, {len(rows) - written} unchanged.")
