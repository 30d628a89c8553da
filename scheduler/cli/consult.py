"""`scheduler consult`: open, answer, status, list, remind, reopen, close, cancel."""

from datetime import date, datetime

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.consult_remind import remind
from scheduler.cli.consultation_page import say_status
from scheduler.cli.consultation_values import DAYS, DEADLINE, QUORUM
from scheduler.cli.given import text_given
from scheduler.cli.output import answer as answer_with
from scheduler.cli.output import confirm_change, table, warn
from scheduler.cli.verbs import DAY, HOURS, Noun, meeting_argument, version_option, words
from scheduler.model.consultation import Consultation, ConsultationState
from scheduler.papers.words import counted, listed, short_day
from scheduler.secretariat import (
    candidate_dates,
    consultation_answers,
    consultation_close,
    consultation_status,
    consultations,
    consulted,
)
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.planned_slots import find_stored_meeting


@click.group(cls=Noun)
def consult() -> None:
    """Ask the delegations about candidate dates.

    One consultation at a time for a meeting; the verbs take the last one.
    """


consult.add_command(remind)


@consult.command("open")
@meeting_argument
@click.option("--dates", type=DAYS, help="The candidates, with commas; without, the planner's.")
@click.option("--deadline", type=DEADLINE, required=True, help="The last day, or a time of it.")
@click.option(
    "--quorum",
    type=QUORUM,
    default="all yes",
    show_default=True,
    help='Such as "both co-chairs yes", "nobody no", "2 yes or if need be".',
)
@click.option("--hours", type=HOURS, help="Other hours than the meeting's, such as 09:30-17:00.")
@click.option("--ask", multiple=True, metavar="CODE", help="A party or body; else the meeting's.")
@click.option("--co-chair", multiple=True, metavar="CODE", help="Who speaks for a co-chair.")
@pass_app
def open_(
    app: App,
    /,
    *,
    meeting: str,
    dates: tuple[date, ...] | None,
    ask: tuple[str, ...],
    co_chair: tuple[str, ...],
    **facts: object,
) -> None:
    """Ask about candidate dates, and keep them free.

    Without --dates those that the planner proposes.
    """
    with app.writing() as session:
        found = find_stored_meeting(session, meeting, "asking about", today=app.today)
        new = consultations.NewConsultation(
            days=dates or candidate_dates.proposed_days(session, found, today=app.today),
            asked=tuple(consulted.find_asked(session, found, code) for code in ask),
            chairs=tuple(consulted.find_asked(session, found, code) for code in co_chair),
            **facts,  # type: ignore[arg-type] # click's types are the fields'
        )
        opened = consultations.open_consultation(session, found, new, now=app.now)
        status = consultation_status.show_consultation(session, found, now=app.now)
        sentence = f"Asked {_asked(opened.consultation)}."
    confirm_change(app, status, sentence, opened.findings)


@consult.command()
@meeting_argument
@click.argument("delegation", metavar="DELEGATION")
@click.option("--yes", type=DAYS, default=(), help="Days that suit, with commas.")
@click.option("--if-need-be", type=DAYS, default=(), help="Days that would do.")
@click.option("--no", type=DAYS, default=(), help="Days that will not do.")
@click.option("--rather", type=DAYS, default=(), help="Other days; no to candidates not named.")
@click.option("--comment", default="", metavar="TEXT|-", help="What they add; - reads stdin.")
@click.option("--by", "given_by", default="", metavar="NAME", help="Who gave the answer.")
@click.option("--received", "received_on", type=DAY, help="The day it came, if not today.")
@pass_app
def answer(app: App, /, *, meeting: str, delegation: str, comment: str, **said: object) -> None:
    """Record what a DELEGATION, a party or body, answers.

    A new answer replaces the one before, which is kept. A late one is kept as late.
    """
    new = consultation_answers.NewAnswer(comment=text_given(comment), **said)  # type: ignore[arg-type] # click's types are the fields'
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        given = consultation_answers.record_answer(
            session, found, delegation, new, now=app.now, officer=app.officer
        )
        status = consultation_status.show_consultation(session, found, now=app.now)
        row = next(
            one for one in status.delegations if one.delegation == consulted.label(given.consulted)
        )
        late = ", late" if given.answer.is_late else ""
        what = consultation_answers.said_in_words(given.answer)
        sentence = f"Recorded for {named_with_date(found)}{late}: {row.delegation} says {what}."
    confirm_change(app, row, sentence, given.findings)


@consult.command()
@meeting_argument
@pass_app
def status(app: App, meeting: str) -> None:
    """Show who says what of which date, and what is missing."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        shown = consultation_status.show_consultation(session, found, now=app.now)
    answer_with(app, shown, lambda: say_status(shown))
    warn(shown.findings)


@consult.command("list")
@click.option("--state", type=words(ConsultationState), help="Only in this state.")
@pass_app
def list_(app: App, state: ConsultationState | None) -> None:
    """List the consultations by deadline."""
    with app.reading() as session:
        rows = consultation_status.list_consultations(session, state=state, now=app.now)
    columns = ("Meeting", "State", "Answers until", "Dates", "Answered")
    cells = [
        (
            one.meeting,
            str(one.state),
            one.answers_until,
            str(one.candidates),
            f"{one.answered} of {one.asked}",
        )
        for one in rows
    ]
    answer_with(app, rows, lambda: table(columns, cells))


@consult.command()
@meeting_argument
@click.option("--deadline", type=DEADLINE, help="The new last day, or a time of it.")
@click.option("--dates", type=DAYS, default=(), help="More candidates, with commas.")
@version_option
@pass_app
def reopen(
    app: App,
    /,
    *,
    meeting: str,
    deadline: datetime | None,
    dates: tuple[date, ...],
    version: int | None,
) -> None:
    """Give more time or more dates, or resume what was cancelled."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        reopened = consultations.reopen_consultation(
            session, found, deadline=deadline, days=dates, version=version, now=app.now
        )
        shown = consultation_status.show_consultation(session, found, now=app.now)
        sentence = f"Asked again: {_asked(reopened.consultation)}."
    confirm_change(app, shown, sentence, reopened.findings)


@consult.command()
@meeting_argument
@click.option("--date", "day", type=DAY, help="Which candidate, if several meet the quorum.")
@click.option("--against-quorum", metavar="REASON", help="Why a day that does not meet it.")
@click.option("--number", type=click.IntRange(1, 999), help="Its number, if not the next one.")
@version_option
@pass_app
def close(
    app: App,
    /,
    *,
    meeting: str,
    day: date | None,
    against_quorum: str | None,
    number: int | None,
    version: int | None,
) -> None:
    """Confirm the chosen date, and release the others.

    The quorum must be met, or a reason given. Of several dates that meet it you choose.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        closed = consultation_close.close_consultation(
            session,
            found,
            day=day,
            against_quorum=against_quorum,
            number=number,
            version=version,
            now=app.now,
            officer=app.officer,
        )
        shown = consultation_status.show_consultation(session, found, now=app.now)
        released = listed([short_day(one.day) for one in closed.released])
        free = f" Released: {released}." if released else ""
        sentence = f"Confirmed {named_with_date(found)}.{free}"
    confirm_change(app, shown, sentence, closed.findings)


@consult.command()
@meeting_argument
@click.option("--reason", required=True, help="Why; it stays in the record.")
@version_option
@pass_app
def cancel(app: App, meeting: str, reason: str, version: int | None) -> None:
    """Ask no more, and release all the dates.

    The meeting keeps its own date; `reopen` resumes the consultation.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        cancelled = consultations.cancel_consultation(
            session, found, reason=reason, version=version, now=app.now
        )
        shown = consultation_status.show_consultation(session, found, now=app.now)
        count = counted(len(cancelled.consultation.candidates), "date")
        sentence = f"Cancelled the consultation on {named_with_date(found)}; released {count}."
    confirm_change(app, shown, sentence)


def _asked(consultation: Consultation) -> str:
    """For example "EU and IOM about 2 dates for SOM-2027-1, until Monday 1 February 2027"."""
    names = listed([consulted.label(one) for one in consultation.consulted])
    dates = counted(len(consultation.candidates), "date")
    until = consultations.deadline_in_words(consultation)
    return f"{names} about {dates} for {consultation.meeting.name}, until {until}"
