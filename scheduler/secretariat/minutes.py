"""The minutes of a meeting, rendered from its items, attendance and outcomes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed
from scheduler.imports.markdown import parse_markdown
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import JOINT, PUBLIC, Reader, refuse_leaks
from scheduler.papers.language import Language
from scheduler.papers.minutes import MinutedItem, Minutes, RecordedOutcome
from scheduler.papers.parts import AgendaLine
from scheduler.secretariat.audiences import readable_by
from scheduler.secretariat.commitment_lines import decided_line
from scheduler.secretariat.dates import when
from scheduler.secretariat.paper_parts import facts_of, items_for, name_of, sources_of
from scheduler.secretariat.paper_people import attendance_list, members_for

# The heading itself says nothing of the record: what stands under it has audiences of its own.
_OTHER = AgendaLine("", "Other outcomes", "", None, None, (), (), PUBLIC)


def minutes_of(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> Minutes:
    """The minutes for one reader; raises NotAllowed before the meeting, AudienceLeak on a leak.

    What came of no item in particular, or of an item that this reader may not see, stands under a
    last heading without a number.
    """
    _require_begun(meeting, today)
    outcomes = _outcomes(session, meeting, reader)
    visible = items_for(session, meeting, reader)
    items = [
        _minuted(line, item.record, _of_item(outcomes, item.id), reader, spoken)
        for item, line in visible
    ]
    shown = {item.id for item, _ in visible}
    if rest := [one for one in outcomes if one.item_id not in shown]:
        items.append(_minuted(_OTHER, "", rest, reader, spoken))
    members = members_for(session, meeting, reader)
    minutes = Minutes(
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=meeting.partnership.marking,
        delegations=attendance_list(meeting, members),
        items=tuple(items),
        sources=sources_of(session, meeting, members),
    )
    refuse_leaks(f"the minutes of {meeting.name}", reader, minutes.pieces())
    return minutes


def _require_begun(meeting: Meeting, today: date) -> None:
    if meeting.state is MeetingState.HELD:
        return
    begun = meeting.day is not None and meeting.day <= today
    if meeting.state is not MeetingState.CONFIRMED or not begun:
        raise NotAllowed(
            f"building the minutes of {meeting.name}",
            f"it is {meeting.state} for {when(meeting)}",
            "minutes can be built from the day of the meeting on",
        )


def _outcomes(session: Session, meeting: Meeting, reader: Reader) -> Sequence[Outcome]:
    of_commitment = joinedload(Outcome.commitment)
    return session.scalars(
        select(Outcome)
        .where(Outcome.meeting_id == meeting.id, readable_by(reader, Outcome))
        .options(
            joinedload(Outcome.party),
            of_commitment.joinedload(Commitment.owner).selectinload(Body.names),
            of_commitment.joinedload(Commitment.due_meeting).joinedload(Meeting.series),
            of_commitment.selectinload(Commitment.contributors)
            .joinedload(Contributor.body)
            .selectinload(Body.names),
            of_commitment.selectinload(Commitment.chain).options(
                joinedload(CommitmentLink.meeting).joinedload(Meeting.series),
                joinedload(CommitmentLink.party),
            ),
        )
        .order_by(Outcome.ordinal)
    ).all()


def _of_item(outcomes: Sequence[Outcome], item_id: int) -> list[Outcome]:
    return [one for one in outcomes if one.item_id == item_id]


def _minuted(
    line: AgendaLine,
    record: str,
    outcomes: Sequence[Outcome],
    reader: Reader,
    spoken: Language | None,
) -> MinutedItem:
    # That an item is public does not make what was said under it public.
    audience = JOINT if line.audience == PUBLIC else line.audience
    return MinutedItem(
        line=line,
        record=parse_markdown(record) if reader.may_read(audience) else (),
        record_audience=audience,
        outcomes=tuple(
            RecordedOutcome(one.reference, str(one.kind), one.text, one.audience)
            for one in outcomes
            if one.owed is None
        ),
        commitments=tuple(decided_line(one.owed, spoken) for one in outcomes if one.owed),
    )
