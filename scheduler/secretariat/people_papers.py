"""The papers of who comes to a meeting, for one reader, from whom that reader may know of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import Finding, NotAllowed
from scheduler.model.delegation import PROPOSED, Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Presence, Reply
from scheduler.papers.audience import JOINT, Reader, own, refuse_leaks
from scheduler.papers.language import Language
from scheduler.papers.parts import DelegationList
from scheduler.papers.people import PeopleKind, PeoplePaper
from scheduler.secretariat.biographies import biographies_for
from scheduler.secretariat.paper_parts import facts_of, name_of, sources_of
from scheduler.secretariat.paper_people import members_for, participants_for

_NAMES = {
    PeopleKind.PARTICIPANTS: "the list of participants",
    PeopleKind.PLATES: "the name plates",
    PeopleKind.BADGES: "the badge list",
}
_AWAY = (Presence.EXCUSED, Presence.ABSENT, Presence.REPLACED)


def people_paper(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    kind: PeopleKind,
    *,
    today: date,
    spoken: Language | None = None,
) -> tuple[PeoplePaper, list[Finding]]:
    """The paper for one reader, and what deserves a look before it is handed out.

    Plates and badges are for those who are expected: not for who declined, is excused or replaced.
    Raises NotAllowed where the reader may know of nobody, AudienceLeak before anything leaves.
    """
    members = members_for(session, meeting, reader)
    is_list = kind is PeopleKind.PARTICIPANTS
    shown = members if is_list else expected(members)
    _require_somebody(_NAMES[kind], meeting, reader, shown)
    texts, findings = biographies_for(session, meeting, shown, reader, today=today)
    paper = PeoplePaper(
        kind=kind,
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=meeting.partnership.marking,
        delegations=participants_for(meeting, shown, reader) if is_list else listed(meeting, shown),
        biographies=texts if is_list else (),
        sources=sources_of(session, meeting, shown) if is_list else (),
    )
    refuse_leaks(f"{_NAMES[kind]} of {meeting.name}", reader, paper.pieces())
    return paper, findings if is_list else []


def expected(members: Sequence[Attendance]) -> list[Attendance]:
    """Those who are still expected in the room."""
    return [one for one in members if one.reply is not Reply.DECLINED and one.presence not in _AWAY]


def listed(meeting: Meeting, members: Sequence[Attendance]) -> tuple[DelegationList, ...]:
    """The delegations without how far each member is: joint, unless one is but thought of."""
    home = meeting.partnership.home_party
    lists = participants_for(meeting, members, Reader(None))
    ours = {one.delegation.party.name for one in members if one.standing == PROPOSED}
    return tuple(
        replace(
            one,
            participants=tuple(replace(person, standing="") for person in one.participants),
            audience=own(home.code) if home and one.party in ours else JOINT,
        )
        for one in lists
    )


def _require_somebody(
    what: str, meeting: Meeting, reader: Reader, members: Sequence[Attendance]
) -> None:
    if not members:
        raise NotAllowed(
            f"making {what} of {meeting.name}",
            f"nobody is listed whom {reader} may know of",
            f"list them with: scheduler attendee propose {meeting.name}, or add",
        )
