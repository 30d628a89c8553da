"""The seating plan of a meeting, for one reader, from the delegations."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader, refuse_leaks
from scheduler.papers.parts import DelegationList
from scheduler.papers.seating import Layout, Place, SeatingPlan, seated
from scheduler.secretariat.dates import announced_title, when
from scheduler.secretariat.paper_people import members_for
from scheduler.secretariat.people_papers import expected, listed


def seating_plan(
    session: Session, meeting: Meeting, reader: Reader, layout: Layout, *, today: date
) -> SeatingPlan:
    """Who sits where; the first party of the partnership sits at the far side of the table.

    Raises NotAllowed where nobody is expected whom the reader may know of.
    """
    members = expected(members_for(session, meeting, reader))
    at_table = [one for one in members if not one.is_alternate]
    if not at_table:
        act = f"making the seating plan of {meeting.name}"
        reason = f"nobody is expected whom {reader} may know of"
        remedy = f"list them with: scheduler attendee propose {meeting.name}, or add"
        raise NotAllowed(act, reason, remedy)
    lists = listed(meeting, at_table)
    first = meeting.partnership.parties[0].name
    far, near = seated(
        layout,
        _places(one for one in lists if one.party == first),
        _places(one for one in lists if one.party != first),
    )
    plan = SeatingPlan(
        title=f"{meeting.name}: {announced_title(meeting)}",
        when=", ".join(part for part in (when(meeting), meeting.venue, meeting.place) if part),
        marking=meeting.partnership.marking,
        reader=reader,
        layout=layout,
        far=far,
        near=near,
        standing_by=tuple(one.label for one in members if one.is_alternate),
        audiences=tuple((one.party, one.audience) for one in listed(meeting, members)),
        prepared_on=today,
    )
    refuse_leaks(f"the seating plan of {meeting.name}", reader, plan.pieces())
    return plan


def _places(lists: Iterable[DelegationList]) -> Sequence[Place]:
    return [
        Place(person.name, person.post, person.body, one.party, person.is_head)
        for one in lists
        for person in one.participants
    ]
