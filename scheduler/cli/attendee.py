"""`scheduler attendee`: list, propose, add, edit, remove, reply, record, and the papers."""

from datetime import date

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.attendee_papers import badges, paper, plates, seating
from scheduler.cli.attendee_propose import propose
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.room import out
from scheduler.cli.verbs import DAY, Noun, meeting_argument, version_option, words
from scheduler.model.body import Person
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import Presence, Reply
from scheduler.papers.words import short_day
from scheduler.secretariat import attendance, delegations, people
from scheduler.secretariat.attendance import AttendeeRow
from scheduler.secretariat.naming import find_body, find_meeting, find_party

PRECEDENCE = click.IntRange(0, 9999)
who_argument = click.argument("who", metavar="WHO")


@click.group(cls=Noun)
def attendee() -> None:
    """Say who comes, who answered, who was there.

    WHO is a person's name or key, or a post as `attendee list` shows it.
    """


for verb in (propose, paper, plates, badges, seating, out):
    attendee.add_command(verb)


@attendee.command("list")
@meeting_argument
@pass_app
def list_(app: App, meeting: str) -> None:
    """List the delegations.

    The head first, then in order of precedence.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        rows = attendance.list_attendees(session, found)
    columns = ("Party", "Name", "Post", "Body", "Role", "Standing")
    more = ("Invited", "Reply from", "Replaced by")
    answer(app, rows, lambda: table((*columns, *more), [_cells(row) for row in rows]))


@attendee.command()
@meeting_argument
@click.option("--party", required=True, metavar="CODE", help="Whose delegation.")
@click.option("--person", metavar="NAME", help="Who; their post and body come from their mandate.")
@click.option("--new-person", is_flag=True, help="The person is new to the record.")
@click.option("--post", default="", metavar="TITLE", help="The function; alone where no name is.")
@click.option("--body", metavar="CODE", help="The body they come from.")
@click.option("--head", "is_head", is_flag=True, help="As head; takes over from another head.")
@click.option("--alternate", "is_alternate", is_flag=True, help="To stand in for another.")
@click.option("--announced", "is_announced", is_flag=True, help="The delegation announced them.")
@click.option("--invited", "invited_on", type=DAY, help="The day they were invited.")
@click.option("--precedence", type=PRECEDENCE, help="Their place in lists; low first.")
@pass_app
def add(
    app: App,
    /,
    *,
    meeting: str,
    party: str,
    person: str | None,
    new_person: bool,
    body: str | None,
    **facts: object,
) -> None:
    """Add a person or a post to a party's delegation."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        side = find_party(found.partnership, party)
        new = delegations.NewAttendee(
            person=_person(session, side, person, is_new=new_person),
            body=find_body(session, body) if body else None,
            **facts,  # type: ignore[arg-type] # click's types are the fields'
        )
        added = delegations.add_attendee(session, found, side, new)
        row = attendance.row_of(added.member)
        sentence = f"Added {attendance.confirmed_as(added.member)}."
    confirm_change(app, row, sentence, added.findings)


@attendee.command()
@meeting_argument
@who_argument
@click.option("--person", metavar="NAME", help="Who they are: names the holder of a post.")
@click.option("--new-person", is_flag=True, help="The person is new to the record.")
@click.option("--post", "post_title", metavar="TITLE", help="The function.")
@click.option("--head/--no-head", "is_head", default=None, help="As head, or no longer.")
@click.option("--alternate/--no-alternate", "is_alternate", default=None, help="As an alternate.")
@click.option("--announced/--no-announced", "is_announced", default=None, help="Whether announced.")
@click.option("--invited", "invited_on", type=DAY, help="The day they were invited.")
@click.option("--precedence", type=PRECEDENCE, help="Their place in lists; low first.")
@version_option
@pass_app
def edit(
    app: App,
    /,
    *,
    meeting: str,
    who: str,
    person: str | None,
    new_person: bool,
    version: int | None,
    **facts: object,
) -> None:
    """Correct what is said of WHO.

    --person names the holder of a post that is listed.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        member = attendance.find_attendee(session, found, who)
        named = _person(session, member.delegation.party, person, is_new=new_person)
        change = delegations.AttendeeEdit(person=named, **facts)  # type: ignore[arg-type] # click's types are the fields'
        edited = delegations.edit_attendee(session, member, change, version=version)
        row = attendance.row_of(member)
        sentence = f"Changed {attendance.confirmed_as(member)}."
    confirm_change(app, row, sentence, edited.findings)


@attendee.command()
@meeting_argument
@who_argument
@version_option
@pass_app
def remove(app: App, meeting: str, who: str, version: int | None) -> None:
    """Take WHO out of a delegation.

    Refused once it is recorded whether they were there.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        member = attendance.find_attendee(session, found, who)
        row = attendance.row_of(member)
        sentence = f"Removed {attendance.confirmed_as(member)}."
        delegations.remove_attendee(session, member, version=version)
    confirm_change(app, row, sentence)


@attendee.command()
@meeting_argument
@who_argument
@click.argument("answer_given", metavar="ANSWER", type=words(Reply))
@click.option("--source", default="", help='How it reached us, such as "e-mail of 3 May".')
@version_option
@pass_app
def reply(
    app: App,
    /,
    *,
    meeting: str,
    who: str,
    answer_given: Reply,
    source: str,
    version: int | None,
) -> None:
    """Record what WHO answered.

    ANSWER is accepted, tentative or declined; none takes it back.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        member = attendance.find_attendee(session, found, who)
        attendance.record_reply(member, answer_given, source=source, version=version, now=app.now)
        row = attendance.row_of(member)
        sentence = f"Recorded as {answer_given}: {attendance.confirmed_as(member)}."
    confirm_change(app, row, sentence)


@attendee.command()
@meeting_argument
@who_argument
@click.argument("presence", metavar="PRESENCE", type=words(Presence))
@click.option("--by", metavar="WHO", help="Who of the same delegation sat there instead.")
@version_option
@pass_app
def record(
    app: App,
    /,
    *,
    meeting: str,
    who: str,
    presence: Presence,
    by: str | None,
    version: int | None,
) -> None:
    """Record whether WHO was there.

    PRESENCE is present, excused, absent or replaced; unknown takes it back.
    """
    today: date = app.today
    with app.writing() as session:
        found = find_meeting(session, meeting, today=today)
        member = attendance.find_attendee(session, found, who)
        party = member.delegation.party
        other = attendance.find_attendee(session, found, by, party=party) if by else None
        attendance.record_presence(
            member, presence, replaced_by=other, version=version, today=today
        )
        row = attendance.row_of(member)
        instead = f" by {attendance.listed_as(other)}" if other else ""
        sentence = f"Recorded as {presence}{instead}: {attendance.confirmed_as(member)}."
    confirm_change(app, row, sentence)


def _person(session: Session, party: Party, name: str | None, *, is_new: bool) -> Person | None:
    if name is None:
        return None
    return (people.add_person if is_new else people.person_of)(session, party, name)


def _cells(row: AttendeeRow) -> tuple[str, ...]:
    invited = short_day(row.invited_on) if row.invited_on else ""
    role = "head" * row.is_head or "alternate" * row.is_alternate
    facts = (row.party, row.name, row.post, row.body, role, row.standing)
    return (*facts, invited, row.reply_source, row.replaced_by)
