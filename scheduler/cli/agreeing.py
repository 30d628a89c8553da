"""How a text is agreed: circulate, adopt, versions, diff, of minutes and conclusions alike."""

from datetime import date

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.commenting import comment, comments, read_back, settle
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.papers import reader_option
from scheduler.cli.text_kind import kind_of, speak, spoken_by
from scheduler.cli.verbs import DAY, Noun, Verb, meeting_argument
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Adoption
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat import minutes_versions
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.minutes_adoption import adopt as adopt_text
from scheduler.secretariat.minutes_differences import TextDifference, difference
from scheduler.secretariat.minutes_versions import Round, TextRow, row_of, versions_of
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of


def add_agreeing(noun: Noun) -> None:
    """Give the verbs to a noun, which says by its name which text they are about."""
    for verb in (circulate, adopt, versions, diff, comment, comments, settle, read_back):
        noun.add_command(verb)


@click.command(cls=Verb)
@meeting_argument
@click.option("--until", type=DAY, required=True, help="The last day for comments.")
@click.option("--silence", "is_silent", is_flag=True, help="Without comments it is agreed.")
@click.option("--reason", default="", help="Why a text that was adopted is amended.")
@pass_app
@click.pass_context
def circulate(
    ctx: click.Context, app: App, meeting: str, until: date, *, is_silent: bool, reason: str
) -> None:
    """Freeze the text as a version that goes round.

    The draft goes on. Build what each party reads with build --version N --for PARTY.
    """
    kind = kind_of(ctx)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        version = minutes_versions.circulate(
            session,
            found,
            kind,
            Round(until, is_silent, reason),
            spoken_by(app, found.partnership),
            today=app.today,
            now=app.now,
            officer=app.officer,
        )
        row = row_of(session, version)
        silence = ", under silence" if is_silent else ""
        sentence = (
            f"Sent version {row.number} of the {kind} of {named_with_date(found)} round, for "
            f"comments until {day_in_words(until)}{silence}."
        )
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@click.option(
    "--by",
    "how",
    metavar="parties|silence|MEETING",
    default=str(Adoption.PARTIES),
    help="How: both parties said so, by silence, or at which meeting.",
)
@pass_app
@click.pass_context
def adopt(ctx: click.Context, app: App, meeting: str, how: str) -> None:
    """Say that the version that went round last is adopted.

    Refused while comments are open, before the silence ends, or where the record moved on.
    """
    kind = kind_of(ctx)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        by, at = _adoption(app, session, how)
        version = adopt_text(session, found, kind, by, speak(app), at=at, today=app.today)
        row = row_of(session, version)
        sentence = (
            f"Adopted version {row.number} of the {kind} of {named_with_date(found)}, by "
            f"{row.adopted_by}."
        )
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@pass_app
@click.pass_context
def versions(ctx: click.Context, app: App, meeting: str) -> None:
    """List the versions: state, days, open comments."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        rows = [row_of(session, one) for one in versions_of(session, found, kind_of(ctx))]
        title = named_with_date(found)

    def in_words() -> None:
        click.echo(title)
        columns = ("Version", "State", "Sent round", "Comments until", "Adopted", "Open", "Reason")
        table(columns, map(_cells, rows))

    answer(app, rows, in_words)


@click.command(cls=Verb)
@meeting_argument
@click.argument("older", metavar="A", required=False)
@click.argument("newer", metavar="B", required=False)
@reader_option
@pass_app
@click.pass_context
def diff(  # noqa: PLR0917 -- one for each option
    ctx: click.Context,
    app: App,
    meeting: str,
    older: str | None,
    newer: str | None,
    reader_word: str | None,
) -> None:
    """Say what is different between versions A and B, by words.

    A version is a number, or draft. Not said: what went round last, and the draft.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        told = difference(
            session,
            found,
            kind_of(ctx),
            reader_of(found.partnership, reader_word),
            older=older,
            newer=newer,
            today=app.today,
            spoken=spoken_by(app, found.partnership),
        )
        title = named_with_date(found)
    answer(app, told, lambda: _say(title, told))


def _adoption(app: App, session: Session, how: str) -> tuple[Adoption, Meeting | None]:
    for by in (Adoption.PARTIES, Adoption.SILENCE):
        if how.casefold() == by:
            return by, None
    return Adoption.MEETING, find_meeting(session, how, today=app.today)


def _cells(row: TextRow) -> tuple[str, ...]:
    adopted = f"{row.adopted_on}, by {row.adopted_by}" if row.adopted_on else ""
    until = f"{row.comments_until}{', silence' * row.by_silence}"
    days = str(row.circulated_on), until, adopted
    return str(row.number), row.state, *days, str(row.comments), row.reason


def _say(title: str, told: TextDifference) -> None:
    click.echo(f"{title}: from {_name(told.older)} to {_name(told.newer)}")
    for one in told.changes:
        click.echo(f"  {one.where}, {one.change}: {one.words}")
    if not told.changes:
        click.echo("  no difference")
    else:
        click.echo(counted(len(told.changes), "difference"))


def _name(version: str) -> str:
    return f"version {version}" if version.isdecimal() else f"the {version}"
