"""`scheduler agenda propose`, `backlog`, `take`, `drop`: proposals for the agendas of a series."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.errors import InvalidValue
from scheduler.papers.audience import Reach
from scheduler.secretariat import agenda_backlog
from scheduler.secretariat.agenda_backlog import NewProposal
from scheduler.secretariat.agenda_items import ItemEdit, begins_thread
from scheduler.secretariat.agenda_sheets import item_row
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_body, find_meeting, find_series

series_argument = click.argument("series", metavar="SERIES")
proposal_argument = click.argument("number", metavar="P", type=click.IntRange(min=1))


@click.command(cls=Verb)
@series_argument
@click.argument("title", metavar="TITLE")
@click.option("--by", metavar="BODY", help="The body that proposes it.")
@click.option("--thread", metavar="KEY", help="The topic it follows across meetings.")
@click.option("--remarks", default="", metavar="TEXT", help="Why, in Markdown.")
@audience_option(Reach.PARTY, "Who may read the proposal; own, if not said.")
@pass_app
def propose(
    app: App,
    /,
    *,
    series: str,
    title: str,
    by: str | None,
    thread: str | None,
    remarks: str,
    reach: Reach,
) -> None:
    """Put a proposal on the backlog of SERIES."""
    with app.writing() as session:
        found = find_series(session, series)
        new_thread = begins_thread(session, found.partnership, thread)
        body = find_body(session, by) if by else None
        new = NewProposal(title, body, thread, remarks, reach)
        row = agenda_backlog.row_of(agenda_backlog.propose(session, found, new, now=app.now))
        sentence = f"Proposal {row.number} is on the backlog of {row.series}: {row.title}."
    confirm_change(app, row, sentence, new_thread)


@click.command(cls=Verb)
@series_argument
@click.option("--all", "whatever_state", is_flag=True, help="Those taken or dropped too.")
@pass_app
def backlog(app: App, series: str, *, whatever_state: bool) -> None:
    """List what was proposed for the agendas of SERIES."""
    with app.reading() as session:
        found = find_series(session, series)
        proposals = agenda_backlog.backlog(session, found, whatever_state=whatever_state)
        rows = [agenda_backlog.row_of(one) for one in proposals]
    answer(
        app,
        rows,
        lambda: table(
            ("P", "Proposal", "By", "Thread", "State", "Meeting", "Reason", "For"),
            [
                (
                    *(str(r.number), r.title, r.by, r.thread, str(r.state)),
                    *(r.taken_by, r.reason, r.audience),
                )
                for r in rows
            ],
        ),
    )


@click.command(cls=Verb)
@meeting_argument
@proposal_argument
@click.option("--minutes", "minutes_planned", type=click.IntRange(1, 1440), help="Planned.")
@click.option("--at", metavar="N", help="Put it before this item; else at the end.")
@audience_option(Reach.JOINT, "Who may read the item; joint, if not said.")
@pass_app
def take(
    app: App,
    /,
    *,
    meeting: str,
    number: int,
    minutes_planned: int | None,
    at: str | None,
    reach: Reach,
) -> None:
    """Put proposal P of its series on the agenda of MEETING.

    Who proposed it leads for its party. Its remarks stay on the backlog.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        if found.series is None:
            raise InvalidValue("the meeting", meeting, "one of a series, which has the backlog")
        proposal = agenda_backlog.find_proposal(session, found.series, number)
        edit = ItemEdit(minutes_planned=minutes_planned, reach=reach)
        place = find_item(session, found, at) if at else None
        item = agenda_backlog.take(session, proposal, found, edit, at=place)
        row = item_row(session, item)
        on = f"item {row.number} of {named_with_date(found)}"
        sentence = f"Took proposal {number}, {row.title}, as {on}."
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@series_argument
@proposal_argument
@click.argument("reason", metavar="REASON")
@pass_app
def drop(app: App, series: str, number: int, reason: str) -> None:
    """Drop proposal P of SERIES for a reason."""
    with app.writing() as session:
        proposal = agenda_backlog.find_proposal(session, find_series(session, series), number)
        agenda_backlog.drop(session, proposal, reason)
        row = agenda_backlog.row_of(proposal)
        sentence = f"Dropped proposal {row.number} of {row.series}, {row.title}: {row.reason}"
    confirm_change(app, row, sentence)
