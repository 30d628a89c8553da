"""`scheduler search`: find words in the record."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Verb
from scheduler.errors import InvalidValue
from scheduler.papers.words import counted
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.packs import reader_of
from scheduler.secretariat.search import Answer
from scheduler.secretariat.search import search as found_by
from scheduler.secretariat.search_hits import Hit
from scheduler.secretariat.search_query import parse_query
from scheduler.store import search_index

_LIMIT = 20
_MOST = 500


@click.command(
    cls=Verb,
    # A word that begins with a dash is one that must not stand there, and no option.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="WORDS...")
@click.option(
    "--audience",
    metavar="PARTY|public",
    help="Find only what this reader may read; without it, the home party.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=_LIMIT,
    metavar="N",
    help=f"At most so many; {_LIMIT}, if not said.",
)
@click.option("--rebuild", is_flag=True, help="Make the index anew from the record.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def search(
    app: App,
    words: tuple[str, ...],
    audience: str | None,
    limit: int,
    partnership: str | None,
    *,
    rebuild: bool,
) -> None:
    """Find words in the record, with filters.

    In meetings, agenda items, minutes, notes, contributions, outcomes, commitments and the titles
    of documents. All WORDS must stand there, whatever their case and accents: "a phrase", migr* for
    a beginning, -word for one that must not. Filters: is:open is:late is:held body:ECHO series:SOM
    kind:decision in:notes since:2018 until:2024-06.
    """
    if rebuild:
        _rebuild(app, words)
        return
    query = parse_query(words)
    _take_in(app)
    with app.reading() as session:
        of = find_partnership(session, partnership)
        reader = reader_of(of, audience)
        found = found_by(session, of, query, reader, today=app.today, limit=limit)
    answer(app, found, lambda: _say(found))


def _rebuild(app: App, words: tuple[str, ...]) -> None:
    if words:
        raise InvalidValue("--rebuild with", " ".join(words), "no words: search again afterwards")
    with app.writing() as session:
        count = search_index.rebuild(session.connection())
    made = f"Made the index anew: {counted(count, 'entry', 'entries')}."
    confirm_change(app, {"entries": count}, made)


def _take_in(app: App) -> None:
    """Let the index know of what was changed behind the program's back."""
    with app.reading() as session:
        search_index.require_whole(session.connection())
        is_stale = search_index.is_stale(session.connection())
    if is_stale:
        with app.writing():
            pass  # each writing session takes in what was marked


def _say(found: Answer) -> None:
    if not found.hits:
        click.echo(f"Nothing that {found.reader} may read answers.")
        return
    columns = ("Where", "What", "Text", "See")
    table(columns, [(_where(hit), hit.what, hit.text, hit.see) for hit in found.hits])
    if found.is_cut:
        click.echo(f"These are the first {len(found.hits)}; see more with --limit N.")


def _where(hit: Hit) -> str:
    item = f"item {hit.item}" if hit.item else ""
    named = hit.reference or hit.meeting
    return ", ".join(part for part in (named, hit.when, item) if part)
