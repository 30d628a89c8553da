"""The operational conclusions of a meeting, and its flash note: what came of it, and no more."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.papers.audience import PUBLIC, Audience, Reader, own, refuse_leaks
from scheduler.papers.language import Language
from scheduler.papers.minutes import Formula, MinutedItem, Minutes, TextKind
from scheduler.papers.parts import AgendaLine
from scheduler.secretariat.commitment_lines import decided_line
from scheduler.secretariat.dates import when
from scheduler.secretariat.minutes import OTHER, outcomes_for, recorded, require_begun, told_of
from scheduler.secretariat.paper_parts import facts_of, items_for, name_of

# Who reads what both parties may read, and nothing that is one party's own.
BOTH = Reader("")
_WHAT_CAME = "What came of it"
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)


def conclusions_of(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> Minutes:
    """What was concluded, decided and promised, by item: the same words for both parties.

    One party's own has no place in it; the public reads what is public. Raises NotAllowed before
    the meeting.
    """
    require_begun(meeting, "building the conclusions of", today)
    spoken = spoken or english()
    among = BOTH if reader.party is not None else reader
    outcomes = _concluded(session, meeting, among)
    items = tuple(_items(session, meeting, among, outcomes, spoken))
    return _paper(
        meeting,
        reader,
        TextKind.CONCLUSIONS,
        today,
        spoken,
        items,
        told_of(session, meeting, reader),
    )


def flash_note_of(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> Minutes:
    """What the reader's own side hears at once: what came of it, who owes what, what comes next."""
    require_begun(meeting, "building the flash note of", today)
    spoken = spoken or english()
    outcomes = _concluded(session, meeting, reader)
    items = (_item(_heading("", _WHAT_CAME, PUBLIC), outcomes, spoken),) if outcomes else ()
    opening = tuple(_next(session, meeting, reader, spoken))
    return _paper(meeting, reader, TextKind.FLASH_NOTE, today, spoken, items, opening)


def _paper(  # noqa: PLR0917 -- the parts of the paper
    meeting: Meeting,
    reader: Reader,
    kind: TextKind,
    today: date,
    spoken: Language,
    items: tuple[MinutedItem, ...],
    opening: tuple[Formula, ...],
) -> Minutes:
    paper = Minutes(
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=meeting.partnership.marking,
        delegations=(),
        items=items,
        sources=(),
        kind=kind,
        status="" if kind is TextKind.FLASH_NOTE else spoken.say("text_draft"),
        opening=opening,
    )
    refuse_leaks(f"the {kind} of {meeting.name}", reader, paper.pieces())
    return paper


def _concluded(session: Session, meeting: Meeting, reader: Reader) -> list[Outcome]:
    every = outcomes_for(session, meeting, reader)
    return [one for one in every if one.kind is not OutcomeKind.NOTE]


def _items(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    outcomes: Sequence[Outcome],
    spoken: Language,
) -> Iterator[MinutedItem]:
    """The items of which something came; what came of none that is seen stands at the end."""
    left = list(outcomes)
    for item, line in items_for(session, meeting, reader):
        if of_item := [one for one in left if one.item_id == item.id]:
            yield _item(_heading(line.number, line.title, line.audience), of_item, spoken)
            left = [one for one in left if one.item_id != item.id]
    if left:
        yield _item(OTHER, left, spoken)


def _heading(number: str, title: str, audience: Audience) -> AgendaLine:
    return AgendaLine(number, title, "", None, None, (), (), audience)


def _item(line: AgendaLine, outcomes: Sequence[Outcome], spoken: Language) -> MinutedItem:
    return MinutedItem(
        line=line,
        record=(),
        record_audience=line.audience,
        outcomes=recorded(outcomes),
        commitments=tuple(decided_line(one.owed, spoken) for one in outcomes if one.owed),
    )


def _next(
    session: Session, meeting: Meeting, reader: Reader, spoken: Language
) -> Iterator[Formula]:
    """The next meeting of the series; when it is planned for is our own."""
    chosen = select(Meeting).where(
        Meeting.series_id == meeting.series_id,
        Meeting.state.in_(_TO_COME),
        Meeting.day > meeting.day,
    )
    coming = session.scalars(chosen.order_by(Meeting.day).limit(1)).first()
    if coming and reader.party:
        told = spoken.say("next_meeting", meeting=coming.name, when=when(coming, spoken))
        yield Formula(told, own(reader.party))
