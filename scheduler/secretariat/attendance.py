"""Attendance: who is listed for each party, what they answered, who was in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import AmbiguousName, InvalidValue, NotFound
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import Presence, Reply
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edits import require_day_has_come, require_version
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.texts import one_line


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One member of a delegation as a list shows them; a post alone has an empty name."""

    party: str
    name: str
    post: str
    body: str
    is_head: bool
    is_alternate: bool
    standing: str
    invited_on: date | None
    reply: Reply
    reply_source: str
    presence: Presence
    replaced_by: str
    version: int


def list_attendees(session: Session, meeting: Meeting) -> list[AttendeeRow]:
    """The attendees by party, the head first, then in order of precedence, alternates last."""
    return [row_of(member) for member in members_of(session, meeting)]


def members_of(session: Session, meeting: Meeting) -> Sequence[Attendance]:
    """The members of all delegations, in the order of lists and papers.

    The head, then by post, by body, by the day of the mandate, as they were added; alternates last.
    """
    return session.scalars(
        select(Attendance)
        .join(Attendance.delegation)
        .outerjoin(Attendance.body)
        .where(Delegation.meeting_id == meeting.id)
        .options(
            joinedload(Attendance.delegation).joinedload(Delegation.party),
            joinedload(Attendance.person),
            joinedload(Attendance.body).selectinload(Body.names),
            joinedload(Attendance.replaced_by).joinedload(Attendance.person),
        )
        .order_by(
            Delegation.party_id,
            Attendance.is_head.desc(),
            Attendance.is_alternate,
            Attendance.precedence,
            Body.precedence.nulls_last(),
            Attendance.in_post_since.nulls_last(),
            Attendance.id,
        )
    ).all()


def row_of(member: Attendance) -> AttendeeRow:
    """The member as a list shows them, the body by its name on the meeting's day."""
    delegation = member.delegation
    return AttendeeRow(
        party=delegation.party.code,
        name=member.person.full_name if member.person else "",
        post=member.post_title,
        body=short_name(member.body, delegation.meeting) if member.body else "",
        is_head=member.is_head,
        is_alternate=member.is_alternate,
        standing=member.standing,
        invited_on=member.invited_on,
        reply=member.reply,
        reply_source=member.reply_source,
        presence=member.presence,
        replaced_by=listed_as(member.replaced_by) if member.replaced_by else "",
        version=member.version,
    )


def listed_as(member: Attendance) -> str:
    """How lists name them: the person, else the post with its body."""
    if member.person or member.body is None:
        return member.label
    return f"{member.post_title}, {short_name(member.body, member.delegation.meeting)}"


def confirmed_as(member: Attendance) -> str:
    """The member and the meeting, as confirmations name them."""
    delegation = member.delegation
    head = "head of " if member.is_head else ""
    of = f"{head}the {delegation.party.code} delegation"
    return f"{listed_as(member)} ({of}), {named_with_date(delegation.meeting)}"


def exact_name(member: Attendance) -> str:
    """The name nobody else of the delegation has, in any case: a person's key, or post and body."""
    if member.person:
        return member.person.key
    return f"{member.post_title}, {member.body.code}" if member.body else member.post_title


def find_attendee(
    session: Session, meeting: Meeting, who: str, *, party: Party | None = None
) -> Attendance:
    """The member named by person, key, post, or post with body; of one party if that is said.

    Raises NotFound with all members, or AmbiguousName with the candidates.
    """
    members = [
        member
        for member in members_of(session, meeting)
        if party is None or member.delegation.party_id == party.id
    ]
    wanted = one_line("the attendee", who).casefold()
    found = [member for member in members if wanted in _names_of(member)]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName("attendee", who, [exact_name(member) for member in found])
    raise NotFound("attendee", who, [listed_as(member) for member in members])


def record_reply(
    member: Attendance,
    reply: Reply,
    *,
    source: str = "",
    version: int | None = None,
    now: datetime,
) -> None:
    """Keep what somebody answered, when we learned it and from where."""
    require_read(member, version, str(reply))
    member.reply, member.replied_at = reply, now
    member.reply_source = one_line("--source", source) if source else ""


def record_presence(
    member: Attendance,
    presence: Presence,
    *,
    replaced_by: Attendance | None = None,
    version: int | None = None,
    today: date,
) -> None:
    """Keep whether somebody was in the room, or who sat there instead.

    Raises TooEarly before the meeting's day, NotAllowed if it was not held.
    """
    require_read(member, version, str(presence))
    meeting = member.delegation.meeting
    require_day_has_come(meeting, f"recording who was at {meeting.name}", today=today)
    if replaced_by is not None:
        _require_substitute(member, presence, replaced_by)
    member.presence, member.replaced_by = presence, replaced_by


def require_read(member: Attendance, version: int | None, wanted: str) -> None:
    """Raise StaleEdit, with both words, if the member was edited since that version was read."""
    require_version(
        listed_as(member),
        member,
        version,
        theirs=f"{listed_as(member)}, {member.standing}",
        yours=wanted,
    )


def _require_substitute(member: Attendance, presence: Presence, other: Attendance) -> None:
    if presence is not Presence.REPLACED:
        raise InvalidValue("--by", listed_as(other), f"nobody: who is {presence} has no substitute")
    if other is member:
        raise InvalidValue("--by", listed_as(other), "another member of the same delegation")


def _names_of(member: Attendance) -> set[str]:
    names = {member.post_title, listed_as(member), exact_name(member)}
    if member.body:
        short = short_name(member.body, member.delegation.meeting)
        names |= {f"{member.post_title}, {body}" for body in (short, member.body.code)}
    if member.person:
        names.add(member.person.name)
    return {name.casefold() for name in names if name}
