"""Delegations proposed from the mandates of the meeting's day: only what differs from the list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.model.body import Person
from scheduler.model.delegation import PROPOSED, Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.secretariat.attendance import listed_as, members_of
from scheduler.secretariat.delegation_seats import Seat, doubtful_days, heads, seats_of
from scheduler.secretariat.delegations import (
    AttendeeEdit,
    NewAttendee,
    add_attendee,
    edit_attendee,
)
from scheduler.secretariat.texts import folded


class Step(StrEnum):
    """What a proposal does to the list."""

    ADD = "add"
    NAME = "name"
    REPLACE = "replace"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One difference; `name` is empty for a vacancy, `was` who or what is listed now.

    `state` is the holder's name, or since when the post is vacant.
    """

    step: Step
    party: str
    name: str
    post: str
    body: str
    is_head: bool
    is_alternate: bool
    in_post_since: date | None
    state: str
    was: str


@dataclass(frozen=True, slots=True)
class DelegationProposal:
    """What the mandates say that the list does not say yet, in order of precedence."""

    changes: tuple[Proposed, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """A difference with the rows that it is made of."""

    step: Step
    seat: Seat
    is_head: bool
    member: Attendance | None


def propose_delegations(
    session: Session, meeting: Meeting, party: Party | None = None, *, today: date
) -> DelegationProposal:
    """What would be added, named or replaced, of one party or of all; changes nothing.

    Who was invited, announced or has answered is never replaced: a warning says what to do. Raises
    NotAllowed where the meeting's day or its series' posts are not known.
    """
    changes, findings = _compare(session, meeting, party, today)
    return DelegationProposal(tuple(_shown(one) for one in changes), tuple(findings))


def apply_proposal(
    session: Session, meeting: Meeting, party: Party | None = None, *, today: date
) -> DelegationProposal:
    """Make the changes that `propose_delegations` shows, and return them."""
    changes, findings = _compare(session, meeting, party, today)
    shown = tuple(_shown(one) for one in changes)
    for change in changes:
        findings += _make(session, meeting, change)
    return DelegationProposal(shown, tuple(findings))


def _compare(
    session: Session, meeting: Meeting, party: Party | None, today: date
) -> tuple[list[_Change], list[Finding]]:
    parties = [party] if party else list(meeting.partnership.parties)
    seats, findings = seats_of(session, meeting, parties)
    listed = [one for one in members_of(session, meeting) if one.delegation.party in parties]
    headed = {one.delegation.party_id for one in listed if one.is_head}
    changes: list[_Change] = []
    seats, again = _one_each(seats, meeting)
    findings += again
    leading = heads(meeting.series, seats) if meeting.series else {}
    for seat in seats:
        party_id = seat.post.body.party_id
        leads = leading.get(party_id) is seat and party_id not in headed
        member = _listed_for(seat, listed)
        changes += _step(seat, member, leads=leads)
        asked = (member.invited_on if member else None) or today
        findings += [*doubtful_days(seat, meeting, asked), *_outdated(seat, member, meeting)]
    posts = {seat.post.body.party_id for seat in seats}
    findings += _headless(meeting, parties, posts, set(leading) | headed)
    return changes, findings


def _one_each(seats: Sequence[Seat], meeting: Meeting) -> tuple[list[Seat], list[Finding]]:
    """The seats without those whose holder sits higher up already."""
    highest: dict[Person, Seat] = {}
    kept, findings = [], []
    for seat in seats:
        holder = seat.mandate.person if seat.mandate else None
        above = highest.setdefault(holder, seat) if holder else seat
        if above is seat:
            kept.append(seat)
        else:
            sentence = f"{seat.state} comes as {above.named}, and holds {seat.named} too"
            findings.append(Finding(Severity.NOTE, sentence, meeting.name))
    return kept, findings


def _step(seat: Seat, member: Attendance | None, *, leads: bool) -> Iterator[_Change]:
    """The change for one seat; none where the list says the same."""
    holder = seat.mandate.person if seat.mandate else None
    if member is None:
        yield _Change(Step.ADD, seat, leads, None)
    elif holder is not None and member.person is None:
        yield _Change(Step.NAME, seat, leads, member)
    elif holder is not None and member.person is not holder and member.standing == PROPOSED:
        yield _Change(Step.REPLACE, seat, leads, member)
    elif leads and not member.is_head and not member.is_alternate:
        yield _Change(Step.LEAD, seat, leads, member)


def _listed_for(seat: Seat, listed: Sequence[Attendance]) -> Attendance | None:
    """The member who sits there: the holder wherever they are listed, else whoever has the post."""
    holder = seat.mandate.person if seat.mandate else None
    if holder and (found := next((one for one in listed if one.person is holder), None)):
        return found
    titles = {folded(title) for title in (seat.post.title, f"Acting {seat.post.title}")}
    return next(
        (
            one
            for one in listed
            if one.body_id == seat.post.body_id and folded(one.post_title) in titles
        ),
        None,
    )


def _outdated(seat: Seat, member: Attendance | None, meeting: Meeting) -> Iterator[Finding]:
    """A warning for somebody listed who does not hold the post on the day, as far as is known."""
    holder = seat.mandate.person if seat.mandate else None
    if member is None or member.person in (None, holder):
        return
    who: Person | None = member.person
    left = any(one.person is who and one.valid_until for one in seat.post.mandates)
    if holder is None and not left:
        return
    if member.standing == PROPOSED and holder is not None:
        return
    sentence = f"{listed_as(member)} is {member.standing} as {member.post_title}, but on the day: "
    remedy = f"change it with: scheduler attendee edit {meeting.name}, or remove"
    yield Finding(Severity.WARNING, f"{sentence}{seat.state}; {remedy}", meeting.name)


def _headless(
    meeting: Meeting, parties: Sequence[Party], posts: set[int], headed: set[int]
) -> Iterator[Finding]:
    """What is missing of a whole party: any post that takes part, or somebody to head it."""
    for party in parties:
        if party.id not in posts:
            sentence = f"no post of {party.code} is named among those that take part"
            yield Finding(Severity.NOTE, sentence, meeting.name)
        elif party.id not in headed:
            sentence = f"nobody can head the {party.code} delegation: no post has a known holder"
            remedy = f"say who does: scheduler attendee add {meeting.name} --head"
            yield Finding(Severity.WARNING, f"{sentence}; {remedy}", meeting.name)


def _shown(change: _Change) -> Proposed:
    seat, member = change.seat, change.member
    return Proposed(
        step=change.step,
        party=seat.post.body.party.code,
        name=seat.mandate.person.full_name if seat.mandate else "",
        post=seat.title,
        body=seat.post.body.short_name_on(seat.day),
        is_head=change.is_head,
        is_alternate=seat.is_alternate,
        in_post_since=seat.since,
        state=seat.state,
        was=listed_as(member) if member else "",
    )


def _make(session: Session, meeting: Meeting, change: _Change) -> tuple[Finding, ...]:
    seat, member = change.seat, change.member
    holder = seat.mandate.person if seat.mandate else None
    if member is None:
        new = NewAttendee(
            person=holder,
            post=seat.title,
            body=seat.post.body,
            is_head=change.is_head,
            is_alternate=seat.is_alternate,
            precedence=seat.post.precedence,
            in_post_since=seat.since,
        )
        return add_attendee(session, meeting, seat.post.body.party, new).findings
    if change.step is Step.LEAD:
        return edit_attendee(session, member, AttendeeEdit(is_head=True)).findings
    edit = AttendeeEdit(
        person=holder,
        post_title=seat.title,
        is_head=change.is_head or None,
        in_post_since=seat.since,
    )
    return edit_attendee(session, member, edit).findings
