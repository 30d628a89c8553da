"""What a pack says beyond agenda, people and notes: seats, the agenda's version, open points."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader, own
from scheduler.papers.edition import PackKind
from scheduler.papers.pack import BriefingPack, OpenPoint
from scheduler.papers.seating import Layout, SeatingPlan
from scheduler.secretariat.agenda_versions import last_version
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.gaps import find_gaps
from scheduler.secretariat.seating_plans import seating_plan


def with_what_is_known(
    session: Session, meeting: Meeting, pack: BriefingPack, *, today: date
) -> BriefingPack:
    """The pack with seats and the agenda's version for a party; open points are for our chair."""
    home = home_party(meeting.partnership).code
    if pack.reader.party is None:
        return pack
    is_chairs = pack.kind is PackKind.CHAIR and pack.reader.party == home
    return replace(
        pack,
        seating=_seats(session, meeting, pack.reader, today),
        agenda_version=last_version(session, meeting),
        open_points=_open_points(session, meeting, home, today) if is_chairs else (),
    )


def _seats(session: Session, meeting: Meeting, reader: Reader, today: date) -> SeatingPlan | None:
    try:
        return seating_plan(session, meeting, reader, Layout.FACING, today=today)
    except NotAllowed:  # nobody is expected whom the reader may know of
        return None


def _open_points(
    session: Session, meeting: Meeting, home: str, today: date
) -> tuple[OpenPoint, ...]:
    found = find_gaps(session, meeting, today=today)
    return tuple(OpenPoint(gap.item, gap.message, own(home)) for gap in found)
