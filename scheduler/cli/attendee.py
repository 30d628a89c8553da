"""`scheduler attendee`: list, add, reply, record."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import DAY, Noun, meeting_argument, words
from scheduler.model.vocabulary import Presence, Reply
from scheduler.secretariat import attendance, people
from scheduler.secretariat.naming import find_body, find_meeting, find_party

who_argument = click.argument("who", metavar="WHO")


@click.group(cls=Noun)
def attendee() -> None:
    """Say who comes, who answered, who was there.

    WHO is a person's name or key, or a post as `attendee list` shows it.
    """


@attendee.command("list")
@meeting_argument
@pass_app
def list_(app: App, meeting: str) -> None:
    """List the delegations: the head first, then in order of precedence."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        rows = attendance.list_attendees(session, found)
    columns = ("Party", "Name", "Post", "Body", "Head", "Standing", "Replaced by")
    answer(
        app,
        rows,
        lambda: table(
            columns,
            [
                (r.party, r.name, r.post, r.body, "head" * r.is_head, r.standing, r.replaced_by)
                for r in rows
            ],
        ),
    )


@attendee.command()
@meeting_argument
@click.option("--party", required=True, metavar="CODE", help="Whose delegation.")
@click.option("--person", metavar="NAME", help="Who; their post and body come from their mandate.")
@click.option("--new-person", is_flag=True, help="The person is new to the record.")
@click.option("--post", default="", metavar="TITLE", help="The function; alone where no name is.")
@click.option("--body", metavar="CODE", help="The body they come from.")
@click.option("--head", "is_head", is_flag=True, help="As head; takes over from another head.")
@click.option("--announced", "is_announced", is_flag=True, help="The delegation announced them.")
@click.option("--invited", "invited_on", type=DAY, help="The day they were invited.")
@click.option("--precedence", type=click.IntRange(0, 9999), help="Their place in lists; low first.")
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
    """Add somebody to a party's delegation to MEETING: a person, or a post alone."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        side = find_party(found.partnership, party)
        who = people.add_person if new_person else people.person_of
        new = attendance.NewAttendee(
            person=who(session, side, person) if person else None,
            body=find_body(session, body) if body else None,
            **facts,  # type: ignore[arg-type] # click's types are the fields'
        )
        added = attendance.add_attendee(session, found, side, new)
        row = attendance.row_of(added.member)
        sentence = f"Added {attendance.confirmed_as(added.member)}."
    confirm_change(app, row, sentence, added.findings)


@attendee.command()
@meeting_argument
@who_argument
@click.argument("answer_given", metavar="ANSWER", type=words(Reply))
@click.option("--source", default="", help='How it reached us, such as "e-mail of 3 May".')
@pass_app
def reply(app: App, meeting: str, who: str, answer_given: Reply, source: str) -> None:
    """Record what WHO answered: accepted, tentative or declined; none takes it back."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        member = attendance.find_attendee(session, found, who)
        attendance.record_reply(member, answer_given, source=source, now=app.now)
        row = attendance.row_of(member)
        sentence = f"Recorded as {answer_given}: {attendance.confirmed_as(member)}."
    confirm_change(app, row, sentence)


@attendee.command()
@meeting_argument
@who_argument
@click.argument("presence", metavar="PRESENCE", type=words(Presence))
@click.option("--by", metavar="WHO", help="Who of the same delegation sat there instead.")
@pass_app
def record(app: App, meeting: str, who: str, presence: Presence, by: str | None) -> None:
    """Record whether WHO was there: present, excused, absent or replaced; unknown takes it back."""
    today: date = app.today
    with app.writing() as session:
        found = find_meeting(session, meeting, today=today)
        member = attendance.find_attendee(session, found, who)
        party = member.delegation.party
        other = attendance.find_attendee(session, found, by, party=party) if by else None
        attendance.record_presence(member, presence, replaced_by=other, today=today)
        row = attendance.row_of(member)
        instead = f" by {attendance.listed_as(other)}" if other else ""
        sentence = f"Recorded as {presence}{instead}: {attendance.confirmed_as(member)}."
    confirm_change(app, row, sentence)
