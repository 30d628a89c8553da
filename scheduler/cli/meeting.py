"""`scheduler meeting`: list, show, add, edit, confirm, move, cancel, postpone, held.

`import` and `export` stand in meeting_exchange, `close` and `reopen` in meeting_closing.
"""

from datetime import date, time

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.back_plan import confirm_meeting
from scheduler.cli.given import text_given
from scheduler.cli.meeting_closing import close, reopen
from scheduler.cli.meeting_exchange import export, import_
from scheduler.cli.output import answer, confirm_change, fields, table, warn
from scheduler.cli.public_line import public_line
from scheduler.cli.verbs import DAY, HOURS, Noun, meeting_argument, version_option, words
from scheduler.model.vocabulary import MeetingKind, MeetingState, Mode
from scheduler.papers.words import listed
from scheduler.secretariat import lifecycle, meeting_edits, meetings
from scheduler.secretariat.dates import day_of, named_with_date
from scheduler.secretariat.naming import (
    find_body,
    find_meeting,
    find_partnership,
    find_series,
)

OF_THE_MACHINE = ("uid", "starts_at", "slot", "rule", "sequence", "version")
reason_option = click.option("--reason", required=True, help="Why; it stays in the record.")


@click.group(cls=Noun)
def meeting() -> None:
    """List, add, confirm, move, cancel or postpone meetings."""


for _verb in (export, import_, close, public_line, reopen):
    meeting.add_command(_verb)


@meeting.command("list")
@click.option("--series", metavar="CODE", help="Only this series.")
@click.option("--since", type=DAY, help="From this day on.")
@click.option("--until", type=DAY, help="Up to this day.")
@click.option("--state", type=words(MeetingState), help="Only in this state.")
@pass_app
def list_(
    app: App,
    series: str | None,
    since: date | None,
    until: date | None,
    state: MeetingState | None,
) -> None:
    """List the meetings by date.

    Those without a known day come last.
    """
    with app.reading() as session:
        rows = meetings.list_meetings(
            session,
            series=find_series(session, series) if series else None,
            since=since,
            until=until,
            state=state,
        )
        passed = meetings.unrecorded(session, rows, today=app.today)
    columns = ("Meeting", "Date", "Hours", "State", "Place", "Host")
    answer(
        app,
        rows,
        lambda: table(
            columns, [(r.name, r.when, r.hours, str(r.state), r.place, r.host) for r in rows]
        ),
    )
    warn(passed)


@meeting.command()
@meeting_argument
@click.option("--all", "everything", is_flag=True, help="Slot, rule and numbers of versions too.")
@pass_app
def show(app: App, meeting: str, *, everything: bool) -> None:
    """Show what is known of a meeting and its date."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        sheet = meetings.show_meeting(session, found)
    answer(app, sheet, lambda: fields(sheet, leave_out=() if everything else OF_THE_MACHINE))


@meeting.command()
@click.argument("name", metavar="NAME")
@click.argument("day", type=DAY)
@click.option(
    "--kind",
    type=words(MeetingKind),
    default=MeetingKind.EXTRAORDINARY,
    help="Extraordinary, if not said.",
)
@click.option("--beside", metavar="MEETING", help="The meeting that a side meeting belongs to.")
@click.option("--series", metavar="CODE", help="The series it counts with.")
@click.option("--title", default="", help="How it is announced.")
@click.option("--last-day", type=DAY, help="Its last day, if it has several.")
@click.option("--hours", type=HOURS, help="Such as 09:30-17:00; without them, the day alone.")
@click.option("--zone", default="Europe/Brussels", show_default=True, help="The hours' IANA zone.")
@click.option("--mode", type=words(Mode), default=Mode.UNKNOWN, help="How they come together.")
@click.option("--place", default="", help="The city.")
@click.option("--venue", default="", help="The building and room.")
@click.option("--link", default="", help="The address of the video conference.")
@click.option("--host", metavar="BODY", help="The body that hosts it.")
@click.option("--publish", "is_published", is_flag=True, help="Show it in the public feeds.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def add(
    app: App,
    /,
    *,
    name: str,
    beside: str | None,
    series: str | None,
    host: str | None,
    partnership: str | None,
    **facts: object,
) -> None:
    """Add a meeting that no rule makes, called NAME, on DAY."""
    with app.writing() as session:
        added = meeting_edits.add_meeting(
            session,
            find_partnership(session, partnership),
            meeting_edits.NewMeeting(code=name, **facts),  # type: ignore[arg-type] # click's types are the fields'
            series=find_series(session, series) if series else None,
            parent=find_meeting(session, beside, today=app.today) if beside else None,
            host=find_body(session, host) if host else None,
            now=app.now,
        )
        row = meetings.row_of(added.meeting)
        hidden = "" if added.meeting.is_published else "; it is in no public feed"
        sentence = f"Added {named_with_date(added.meeting)}{hidden}."
    confirm_meeting(app, row, sentence, added)


@meeting.command()
@meeting_argument
@click.option("--number", type=click.IntRange(1, 999), help="Its number, if not the next one.")
@version_option
@pass_app
def confirm(app: App, meeting: str, number: int | None, version: int | None) -> None:
    """Make the date firm, and give the meeting its number.

    With --number, a wrong number of a confirmed meeting is put right.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        changed = lifecycle.confirm(
            session, found, number=number, version=version, now=app.now, officer=app.officer
        )
        row = meetings.row_of(found)
        sentence = f"Confirmed {named_with_date(found)}."
    confirm_meeting(app, row, sentence, changed)


@meeting.command()
@meeting_argument
@click.argument("day", type=DAY)
@reason_option
@click.option("--hours", type=HOURS, help="Other hours, such as 09:30-17:00.")
@version_option
@pass_app
def move(
    app: App,
    /,
    *,
    meeting: str,
    day: date,
    reason: str,
    hours: tuple[time, time] | None,
    version: int | None,
) -> None:
    """Give the meeting another DAY.

    The old date stays in the record.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        before = day_of(found)
        changed = lifecycle.move(
            session,
            found,
            day=day,
            reason=reason,
            hours=hours,
            version=version,
            now=app.now,
            officer=app.officer,
        )
        row = meetings.row_of(found)
        sentence = f"Moved {named_with_date(found)}; it was on {before}."
    confirm_meeting(app, row, sentence, changed)


@meeting.command()
@meeting_argument
@reason_option
@version_option
@pass_app
def cancel(app: App, meeting: str, reason: str, version: int | None) -> None:
    """Call the meeting off.

    It stays in the record, and in calendars as cancelled.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        changed = lifecycle.cancel(
            session, found, reason=reason, version=version, now=app.now, officer=app.officer
        )
        row = meetings.row_of(found)
        sentence = f"Cancelled {named_with_date(found)}."
    confirm_change(app, row, sentence, changed.findings)


@meeting.command()
@meeting_argument
@reason_option
@version_option
@pass_app
def postpone(app: App, meeting: str, reason: str, version: int | None) -> None:
    """Take the date away without a new one.

    `meeting move` gives it one again.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        changed = lifecycle.postpone(
            session, found, reason=reason, version=version, now=app.now, officer=app.officer
        )
        row = meetings.row_of(found)
        sentence = f"Postponed {found.name}; it was on {day_of(found)}."
    confirm_change(app, row, sentence, changed.findings)


@meeting.command()
@meeting_argument
@version_option
@pass_app
def held(app: App, meeting: str, version: int | None) -> None:
    """Say that the meeting was held."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        lifecycle.hold(found, today=app.today, version=version, now=app.now, officer=app.officer)
        row = meetings.row_of(found)
        sentence = f"Recorded that {named_with_date(found)} was held."
    confirm_change(app, row, sentence)


@meeting.command()
@meeting_argument
@click.option("--title", help="How it is announced.")
@click.option("--place", help="The city.")
@click.option("--venue", help="The building and room.")
@click.option("--mode", type=words(Mode), help="How they come together.")
@click.option("--link", help="The address of the video conference.")
@click.option("--host", metavar="BODY", help="The body that hosts it.")
@click.option("--hours", type=HOURS, help="Such as 09:30-17:00; not of a held meeting.")
@click.option("--zone", help="The hours' IANA zone; not of a held meeting.")
@click.option("--remarks", metavar="TEXT|-", help="What else is to be known; - reads stdin.")
@click.option(
    "--publish/--no-publish", "is_published", default=None, help="Show it in the public feeds."
)
@version_option
@pass_app
def edit(
    app: App,
    /,
    *,
    meeting: str,
    host: str | None,
    remarks: str | None,
    version: int | None,
    **facts: object,
) -> None:
    """Correct what is said of a meeting; `move` changes its day.

    An empty text, such as --place "", takes it away.
    """
    said = None if remarks is None else text_given(remarks)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        change = meeting_edits.MeetingEdit(
            host=find_body(session, host) if host else None,
            remarks=said,
            **facts,  # type: ignore[arg-type] # click's types are the fields'
        )
        changed, names = meeting_edits.edit_meeting(
            session, found, change, version=version, now=app.now
        )
        row = meetings.row_of(found)
        sentence = f"Changed {named_with_date(found)}: {listed(names)}."
    confirm_change(app, row, sentence, changed.findings)
