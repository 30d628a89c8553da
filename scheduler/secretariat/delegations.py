"""Delegations: who is added to one, named, corrected, taken out again."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.body import Body, Mandate, Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import Presence
from scheduler.papers.words import day_in_words
from scheduler.secretariat.attendance import exact_name, listed_as, require_read
from scheduler.secretariat.dates import when
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.people import known_on, latest_mandate, mandate_on
from scheduler.secretariat.texts import one_line

# What an edit sets as it is.
_PLAIN = ("person", "is_announced", "invited_on", "precedence", "in_post_since")


@dataclass(frozen=True, slots=True)
class Placed:
    """A member of a delegation after a change, and what deserves a look."""

    member: Attendance
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAttendee:
    """Whom an officer adds: a person, a post, or both; what is left out their mandate says."""

    person: Person | None = None
    post: str = ""
    body: Body | None = None
    is_head: bool = False
    is_announced: bool = False
    invited_on: date | None = None
    precedence: int | None = None
    is_alternate: bool = False
    in_post_since: date | None = None


@dataclass(frozen=True, slots=True)
class AttendeeEdit:
    """What an officer says of a member; None leaves it as it is."""

    person: Person | None = None
    post_title: str | None = None
    is_head: bool | None = None
    is_announced: bool | None = None
    invited_on: date | None = None
    precedence: int | None = None
    is_alternate: bool | None = None
    in_post_since: date | None = None


def add_attendee(session: Session, meeting: Meeting, party: Party, new: NewAttendee) -> Placed:
    """Add somebody to a party's delegation; their mandate on the day gives post and body.

    Where no mandate does, the latest one known gives the body, and a note says so. A new head takes
    over from the one there was. Raises AlreadyExists for who is in the delegation, InvalidValue
    where nothing says the body, or it is one of the other party.
    """
    mandate = mandate_on(session, new.person, meeting.day) if new.person else None
    _require_one_role(is_head=new.is_head, is_alternate=new.is_alternate)
    body, notes = _body_of(session, meeting, party, new, mandate)
    delegation = _delegation(session, meeting, party)
    member = Attendance(
        person=new.person,
        body=body,
        post_title=_post_title(new, mandate.post.title if mandate else ""),
        precedence=_precedence(new.precedence, mandate.post.precedence if mandate else None),
        is_alternate=new.is_alternate,
        in_post_since=new.in_post_since or (mandate.valid_from if mandate else None),
        is_announced=new.is_announced,
        invited_on=new.invited_on,
    )
    _require_new(delegation, member)
    delegation.members.append(member)
    session.flush()
    return Placed(member, notes + (_make_head(session, member) if new.is_head else ()))


def edit_attendee(
    session: Session, member: Attendance, edit: AttendeeEdit, *, version: int | None = None
) -> Placed:
    """Correct what is said of a member, for example who holds the post that is listed.

    Raises AlreadyExists if another member would bear the same name.
    """
    said = {
        field.name: value
        for field in fields(edit)
        if (value := getattr(edit, field.name)) is not None
    }
    if not said:
        raise InvalidValue("the edit of", listed_as(member), "at least one thing to change")
    theirs = _in_words({name: getattr(member, name) for name in said})
    require_version(listed_as(member), member, version, theirs=theirs, yours=_in_words(said))
    findings = _apply(session, member, edit)
    session.flush()
    return Placed(member, findings)


def remove_attendee(session: Session, member: Attendance, *, version: int | None = None) -> None:
    """Take somebody out of a delegation; NotAllowed once it is recorded whether they were there."""
    require_read(member, version, "removed")
    act = f"removing {listed_as(member)} from the {member.delegation.party.code} delegation"
    if member.presence is not Presence.UNKNOWN:
        remedy = "if that is wrong, record them as unknown first"
        raise NotAllowed(act, f"they are recorded as {member.presence}", remedy)
    members = member.delegation.members
    if replaced := next((other for other in members if other.replaced_by is member), None):
        reason = f"they are recorded as having replaced {listed_as(replaced)}"
        raise NotAllowed(act, reason, "if that is wrong, record that one anew first")
    members.remove(member)
    session.flush()


def _apply(session: Session, member: Attendance, edit: AttendeeEdit) -> tuple[Finding, ...]:
    head = member.is_head if edit.is_head is None else edit.is_head
    alternate = member.is_alternate if edit.is_alternate is None else edit.is_alternate
    _require_one_role(is_head=head, is_alternate=alternate)
    # Half an edit must not reach the database: nobody may be there twice.
    with session.no_autoflush:
        for name in _PLAIN:
            if (value := getattr(edit, name)) is not None:
                setattr(member, name, value)
        if edit.post_title is not None:
            member.post_title = one_line("--post", edit.post_title)
        # A database knows no head who is an alternate: who stops leading does so first.
        member.is_head = member.is_head and edit.is_head is not False
        member.is_alternate = alternate
        _require_new(member.delegation, member)
    if edit.is_head and not member.is_head:
        return _make_head(session, member)
    return ()


def _require_one_role(*, is_head: bool, is_alternate: bool) -> None:
    if is_head and is_alternate:
        raise InvalidValue("--alternate", "", "somebody who does not head the delegation")


def _in_words(values: dict[str, object]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {_word(value)}" for name, value in values.items())


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.name if isinstance(value, Person) else str(value)


def _delegation(session: Session, meeting: Meeting, party: Party) -> Delegation:
    found = session.scalar(
        select(Delegation).where(
            Delegation.meeting_id == meeting.id, Delegation.party_id == party.id
        )
    )
    if found is None:
        found = Delegation(meeting=meeting, party=party)
        session.add(found)
    return found


def _require_new(delegation: Delegation, new: Attendance) -> None:
    """Raise AlreadyExists for who is there already: nobody could tell the two apart by name."""
    names = {exact_name(one).casefold() for one in delegation.members if one is not new}
    if exact_name(new).casefold() in names:
        where = f"they are in the {delegation.party.code} delegation to {delegation.meeting.name}"
        raise AlreadyExists(
            "attendee", new.label, f"{where}; another post needs a title of its own"
        )


def _body_of(
    session: Session, meeting: Meeting, party: Party, new: NewAttendee, mandate: Mandate | None
) -> tuple[Body, tuple[Finding, ...]]:
    """The body somebody comes from, with a note where only an older mandate says it."""
    body = new.body or (mandate.post.body if mandate else None)
    latest = latest_mandate(session, new.person, party) if new.person and body is None else None
    if latest is not None:
        return latest.post.body, (_taken_from(latest, meeting),)
    if body is None:
        expected = f"--body, since no mandate says it on {when(meeting)}"
        raise InvalidValue("the body", "", expected)
    if body.party_id != party.id:
        raise InvalidValue("--body", body.code, f"a body of {party.code}, not of {body.party.code}")
    return body, ()


def _taken_from(mandate: Mandate, meeting: Meeting) -> Finding:
    day = known_on(mandate)
    known = f", known of {day_in_words(day)}" if day else ""
    who, body = mandate.person.name, short_name(mandate.post.body, meeting)
    return Finding(
        Severity.NOTE,
        f"no mandate of {who} is known for {when(meeting)}; the body {body} is that of "
        f"their latest one ({mandate.post.title}{known}): say another post or body if it changed",
        meeting.name,
    )


def _post_title(new: NewAttendee, of_mandate: str) -> str:
    if new.post:
        return one_line("--post", new.post)
    if new.person is None:
        raise InvalidValue("the name", "", "--person, or --post for a post alone")
    return of_mandate


def _precedence(given: int | None, of_post: int | None) -> int:
    return next((place for place in (given, of_post) if place is not None), 100)


def _make_head(session: Session, member: Attendance) -> tuple[Finding, ...]:
    """Make a member the head, with a note on whom they take over from."""
    delegation = member.delegation
    before = [other for other in delegation.members if other.is_head]
    for other in before:
        other.is_head = False
    # The database knows one head at a time: the old one steps down first.
    session.flush()
    member.is_head = True
    session.flush()
    where = f"{delegation.meeting.name}, {delegation.party.code}"
    return tuple(
        Finding(Severity.NOTE, f"{listed_as(other)} is no longer the head", where)
        for other in before
    )
