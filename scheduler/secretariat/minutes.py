"""The minutes of a meeting, rendered from its items, attendance and outcomes."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed
from scheduler.exports.languages import english
from scheduler.imports.markdown import parse_markdown
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.minutes import PublicLine
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import PUBLIC, Reader, refuse_leaks
from scheduler.papers.blocks import RichText
from scheduler.papers.language import Language
from scheduler.papers.minutes import Formula, MinutedItem, Minutes, RecordedOutcome
from scheduler.papers.parts import AgendaLine
from scheduler.secretariat.audiences import readable_by
from scheduler.secretariat.commitment_lines import decided_line
from scheduler.secretariat.dates import when
from scheduler.secretariat.minutes_formulas import Absences, opening_of, within_the_parties
from scheduler.secretariat.paper_parts import facts_of, items_for, name_of, sources_of
from scheduler.secretariat.paper_people import attendance_list, members_for

# The heading itself says nothing of the record: what stands under it has audiences of its own.
OTHER = AgendaLine("", "Other outcomes", "", None, None, (), (), PUBLIC)


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
    require_begun(meeting, "building the minutes of", today)
    spoken = spoken or english()
    members = members_for(session, meeting, reader)
    minutes = Minutes(
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=meeting.partnership.marking,
        delegations=attendance_list(meeting, members),
        items=tuple(_items(session, meeting, reader, members, spoken)),
        sources=sources_of(session, meeting, members),
        status=spoken.say("text_draft"),
        opening=told_of(session, meeting, reader)
        if reader.party is None
        else opening_of(session, meeting, members, spoken),
    )
    refuse_leaks(f"the minutes of {meeting.name}", reader, minutes.pieces())
    return minutes


def _items(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    members: Sequence[Attendance],
    spoken: Language,
) -> Iterator[MinutedItem]:
    """The items that the reader sees; at the end what came of none of them."""
    outcomes = outcomes_for(session, meeting, reader)
    absences = Absences(session, meeting, members, spoken)
    shown = set()
    for item, line in items_for(session, meeting, reader):
        shown.add(item.id)
        yield _minuted(
            line,
            _of_item(outcomes, item.id),
            spoken,
            _said(item.record, line, reader),
            absences.of(item, line.number),
        )
    if rest := [one for one in outcomes if one.item_id not in shown]:
        yield _minuted(OTHER, rest, spoken)


def told_of(session: Session, meeting: Meeting, reader: Reader) -> tuple[Formula, ...]:
    """What everybody may be told of the meeting, as an officer wrote it, for the public alone."""
    if reader.party is not None:
        return ()
    line = session.scalar(select(PublicLine).where(PublicLine.meeting_id == meeting.id))
    return (Formula(line.text, PUBLIC),) if line else ()


def require_begun(meeting: Meeting, act: str, today: date) -> None:
    """Raise NotAllowed before the day of the meeting."""
    if meeting.state is MeetingState.HELD:
        return
    begun = meeting.day is not None and meeting.day <= today
    if meeting.state is not MeetingState.CONFIRMED or not begun:
        raise NotAllowed(
            f"{act} {meeting.name}",
            f"it is {meeting.state} for {when(meeting)}",
            "minutes can be built from the day of the meeting on",
        )


def outcomes_for(session: Session, meeting: Meeting, reader: Reader) -> Sequence[Outcome]:
    """What came of the meeting and the reader may read, in the order of the references."""
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


def _said(record: str, line: AgendaLine, reader: Reader) -> RichText:
    is_told = reader.may_read(within_the_parties(line.audience))
    return parse_markdown(record) if is_told else ()


def _minuted(
    line: AgendaLine,
    outcomes: Sequence[Outcome],
    spoken: Language,
    record: RichText = (),
    absences: tuple[Formula, ...] = (),
) -> MinutedItem:
    return MinutedItem(
        line=line,
        record=record,
        record_audience=within_the_parties(line.audience),
        outcomes=recorded(outcomes),
        commitments=tuple(decided_line(one.owed, spoken) for one in outcomes if one.owed),
        absences=absences,
    )


def recorded(outcomes: Sequence[Outcome]) -> tuple[RecordedOutcome, ...]:
    """The outcomes that nobody owes, as papers print them."""
    return tuple(
        RecordedOutcome(one.reference, str(one.kind), one.text, one.audience)
        for one in outcomes
        if one.owed is None
    )
