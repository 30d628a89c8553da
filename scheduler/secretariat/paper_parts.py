"""The record as the parts that papers are bound from, each piece with who may read it."""

from collections.abc import Container, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, Severity
from scheduler.imports.markdown import parse_markdown
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.delegation import PROPOSED, Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership, Source
from scheduler.model.vocabulary import Mode, NoteState
from scheduler.papers.audience import JOINT, Reach, Reader, own
from scheduler.papers.language import Language
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DocumentLine,
    ItemNote,
    MeetingFacts,
    NoteSection,
    Section,
    SourceLine,
    SpeakerLine,
)
from scheduler.secretariat.agenda_clock import lengths, running_clock
from scheduler.secretariat.agenda_sheets import section_of, speaker_name, whole_agenda
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.audiences import readable_by
from scheduler.secretariat.dates import announced_title, hours, when
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import chairs_of, host_of, short_name
from scheduler.secretariat.naming import find_party

WHOLE_MEETING = "The meeting as a whole"
_ORDER = list(Section)
_JOINED_BY_LINK = (Mode.VIRTUAL, Mode.HYBRID)


def facts_of(meeting: Meeting, reader: Reader, spoken: Language | None = None) -> MeetingFacts:
    """What the cover and the headers say of a meeting; the public is not told where to join."""
    is_joined = reader.party is not None and meeting.mode in _JOINED_BY_LINK
    place = ", ".join(part for part in (meeting.venue, meeting.place) if part)
    return MeetingFacts(
        partnership=meeting.partnership.name,
        name=meeting.name,
        title=announced_title(meeting, spoken),
        when=when(meeting, spoken),
        hours=hours(meeting, spoken),
        place=place,
        mode="" if meeting.mode == "unknown" else str(meeting.mode),
        state=str(meeting.state),
        host=host_of(meeting),
        chairs=chairs_of(meeting),
        link=meeting.link if is_joined else "",
    )


def name_of(partnership: Partnership, reader: Reader) -> str:
    """The reader as a cover names them."""
    if reader.party is None:
        return "the public"
    return find_party(partnership, reader.party).name


def items_for(
    session: Session, meeting: Meeting, reader: Reader
) -> list[tuple[AgendaItem, AgendaLine]]:
    """The agenda items that the reader may see, numbered and timed alike for every reader."""
    items = whole_agenda(session, meeting)
    is_named = any(one.person_id for item in items for one in item.speakers)
    known = _announced(session, meeting) if is_named else ()
    lines = [
        AgendaLine(
            number=number,
            title=item.title,
            kind=str(item.kind),
            start=start,
            minutes=minutes,
            leads=tuple((lead.party.code, short_name(lead.body, meeting)) for lead in item.leads),
            documents=tuple(_documents(item, reader)),
            audience=item.audience,
            section=section_of(item),
            speakers=tuple(_speakers(item, known, reader)),
        )
        for item, number, start, minutes in zip(
            items, labels(items), running_clock(meeting, items), lengths(items), strict=True
        )
    ]
    both = zip(items, lines, strict=True)
    return [(item, line) for item, line in both if reader.may_read(line.audience)]


def notes_for(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    items: Sequence[tuple[AgendaItem, AgendaLine]],
    *,
    cleared_only: bool = False,
) -> tuple[ItemNote, ...]:
    """The notes that the reader may see: on the whole meeting first, then item by item."""
    sections = [
        one
        for one in _sections(session, meeting, reader)
        if one.state is NoteState.CLEARED or not cleared_only
    ]
    whole = [one for one in sections if one.item_id is None]
    notes = [ItemNote("", WHOLE_MEETING, _note_sections(whole, reader))] if whole else []
    for item, line in items:
        if of_item := [one for one in sections if one.item_id == item.id]:
            notes.append(ItemNote(line.number, line.title, _note_sections(of_item, reader)))
    return tuple(notes)


def uncleared(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    items: Sequence[tuple[AgendaItem, AgendaLine]],
) -> Iterator[Finding]:
    """A warning for each section that the reader might see, were it cleared."""
    drafts = [one for one in _sections(session, meeting, reader) if one.state is NoteState.DRAFT]
    places = [(None, "the meeting"), *((item.id, f"item {line.number}") for item, line in items)]
    for key, where in places:
        for one in drafts:
            if one.item_id == key:
                by = f" of {short_name(one.author, meeting)}" if one.author else ""
                said = f"{one.section.heading.lower()}{by} not cleared"
                yield Finding(Severity.WARNING, said, where)


def sources_of(
    session: Session,
    meeting: Meeting,
    members: Sequence[Attendance],
    carried: Sequence[CommitmentLine] = (),
) -> tuple[SourceLine, ...]:
    """Where the facts of the paper come from.

    Those of the meeting, of the members shown, and of the meetings whose commitments are carried.
    """
    of_members = (member.source_id for member in members)
    references = [line.reference for line in carried]
    earlier = (
        select(Meeting.source_id)
        .join(Outcome, Outcome.meeting_id == Meeting.id)
        .where(Outcome.reference.in_(references))
    )
    of_earlier = session.scalars(earlier) if references else ()
    every = (meeting.source_id, *of_members, *of_earlier)
    wanted = {one for one in every if one is not None}
    rows = session.scalars(select(Source).where(Source.id.in_(wanted)).order_by(Source.id))
    return tuple(SourceLine(row.title, row.address, row.read_on) for row in rows)


def _documents(item: AgendaItem, reader: Reader) -> Iterator[DocumentLine]:
    """The documents of an item that the reader may see."""
    for one in item.documents:
        if reader.may_read(one.audience):
            # What has the item's own audience is marked with it.
            beside = None if one.audience == item.audience else one.audience
            yield DocumentLine(one.title, one.address, beside)


def _speakers(
    item: AgendaItem, known: Container[int | None], reader: Reader
) -> Iterator[SpeakerLine]:
    """The speakers whom the reader may know of.

    A body is known as its item is. A person of the home party is its own until announced as a
    member of the delegation; the public is told of nobody.
    """
    for one in item.speakers:
        audience = item.audience
        if one.person_id is not None and one.party.is_home and one.person_id not in known:
            audience = own(one.party.code)
        elif one.person_id is not None and item.reach is not Reach.PARTY:
            audience = JOINT
        if reader.may_read(audience):
            beside = None if audience == item.audience else audience
            yield SpeakerLine(one.party.code, speaker_name(one), beside)


def _announced(session: Session, meeting: Meeting) -> set[int | None]:
    """The people of whom both parties know that they come."""
    members = members_of(session, meeting)
    return {member.person_id for member in members if member.standing != PROPOSED}


def _sections(session: Session, meeting: Meeting, reader: Reader) -> list[BriefingSection]:
    chosen = (
        select(BriefingSection)
        .where(BriefingSection.meeting_id == meeting.id, readable_by(reader, BriefingSection))
        .options(
            joinedload(BriefingSection.party),
            joinedload(BriefingSection.author).selectinload(Body.names),
        )
    )
    return sorted(session.scalars(chosen), key=lambda one: (_ORDER.index(one.section), one.id))


def _note_sections(sections: Iterable[BriefingSection], reader: Reader) -> tuple[NoteSection, ...]:
    return tuple(_note_section(one, reader) for one in sections)


def _note_section(section: BriefingSection, reader: Reader) -> NoteSection:
    """The section for a reader: who wrote it, and after what, is told in the house alone."""
    is_own = reader.party == section.party.code
    author = short_name(section.author, section.meeting) if section.author else ""
    return NoteSection(
        section.section,
        parse_markdown(section.text),
        section.audience,
        author=author if is_own else "",
        marking=section.marking,
        source=section.source if is_own else "",
        is_draft=section.state is NoteState.DRAFT,
    )
