"""The people of a meeting as papers list them: whom a reader may know of, and what of them."""

from collections.abc import Callable, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from scheduler.model.delegation import PROPOSED, Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Presence
from scheduler.papers.audience import JOINT, Audience, Reader, own
from scheduler.papers.parts import DelegationList, Participant
from scheduler.secretariat.attendance import listed_as, members_of
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.post_holders import vacant_since
from scheduler.secretariat.texts import folded

Standing = Callable[[Attendance], str]


def members_for(session: Session, meeting: Meeting, reader: Reader) -> Sequence[Attendance]:
    """The members of all delegations that the reader may know of.

    Whom our side merely thinks of is ours; who is announced, invited or there is joint; the public
    is told of nobody.
    """
    if reader.party is None:
        return ()
    members = members_of(session, meeting)
    if _is_home(meeting, reader):
        return members
    return [member for member in members if member.standing != PROPOSED]


def participants_for(
    meeting: Meeting, members: Sequence[Attendance], reader: Reader
) -> tuple[DelegationList, ...]:
    """The delegations with what the reader may know of each member: replies are ours alone."""
    return _listed(meeting, members, _known if _is_home(meeting, reader) else _joint)


def attendance_list(meeting: Meeting, members: Sequence[Attendance]) -> tuple[DelegationList, ...]:
    """The delegations with who was there; of the others, that nothing is recorded."""
    return _listed(meeting, members, _presence)


def _is_home(meeting: Meeting, reader: Reader) -> bool:
    home = meeting.partnership.home_party
    return home is not None and home.code == reader.party


def _listed(
    meeting: Meeting, members: Sequence[Attendance], standing: Standing
) -> tuple[DelegationList, ...]:
    """The participants of each party, by the posts and names of the day of the meeting."""
    parties = groupby(members, key=lambda member: member.delegation.party)
    return tuple(
        _delegation(meeting, party.name, list(of_party), standing) for party, of_party in parties
    )


def _delegation(
    meeting: Meeting, party: str, members: Sequence[Attendance], standing: Standing
) -> DelegationList:
    shown = [(member, standing(member)) for member in members]
    return DelegationList(
        party,
        tuple(_participant(member, meeting, words) for member, words in shown),
        _audience(meeting, shown),
    )


def _audience(meeting: Meeting, shown: Sequence[tuple[Attendance, str]]) -> Audience:
    """Joint, unless the list says more of somebody than both sides know."""
    home = meeting.partnership.home_party
    says_more = any(words not in (_joint(one), _presence(one)) for one, words in shown)
    return own(home.code) if home is not None and says_more else JOINT


def _participant(member: Attendance, meeting: Meeting, standing: str) -> Participant:
    return Participant(
        name=member.person.full_name if member.person else "",
        post=member.post_title,
        body=short_name(member.body, meeting) if member.body else "",
        is_head=member.is_head,
        standing=standing,
        is_alternate=member.is_alternate,
        is_vacant=_is_vacant(member, meeting),
    )


def _is_vacant(member: Attendance, meeting: Meeting) -> bool:
    """True for a post of which it is known that nobody holds it on the day of the meeting."""
    if member.person or member.body is None or meeting.day is None:
        return False
    title = folded(member.post_title)
    posts = [post for post in member.body.posts if folded(post.title) == title]
    return any(vacant_since(post, meeting.day) for post in posts)


def _known(member: Attendance) -> str:
    """The furthest that is known of them, with the name of a substitute."""
    if member.replaced_by is None:
        return member.standing
    return f"{member.standing} by {listed_as(member.replaced_by)}"


def _joint(member: Attendance) -> str:
    if member.presence is not Presence.UNKNOWN:
        return _known(member)
    if member.invited_on is not None:
        return "invited"
    return "announced" if member.is_announced else ""


def _presence(member: Attendance) -> str:
    return "not recorded" if member.presence is Presence.UNKNOWN else _known(member)
