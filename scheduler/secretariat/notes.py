"""Briefing notes of the home party, section by section, on an item or on the whole meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import InvalidValue, NotFound, StaleEdit
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.audiences import home_party, require_within
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.texts import prose


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A section of a note as it stands; `item` is its label, None for the whole meeting."""

    item: str | None
    title: str
    section: Section
    text: str
    audience: str
    author: str
    edited_at: datetime
    version: int


def in_words(section: Section) -> str:
    """The section inside a sentence, for example "line to take"."""
    return section.heading[:1].lower() + section.heading[1:]


def show_notes(
    session: Session, meeting: Meeting, *, item: AgendaItem | None = None
) -> list[NoteRow]:
    """The home party's sections, those on the whole meeting first, then in agenda order.

    Only those on the item, if one is said.
    """
    agenda = agenda_of(session, meeting)
    chosen = (
        select(BriefingSection)
        .where(
            BriefingSection.meeting_id == meeting.id,
            BriefingSection.party_id == home_party(meeting.partnership).id,
        )
        .options(
            joinedload(BriefingSection.party),
            joinedload(BriefingSection.item),
            joinedload(BriefingSection.author).selectinload(Body.names),
        )
    )
    if item:
        chosen = chosen.where(BriefingSection.item_id == item.id)
    places = [None, *agenda]
    order = list(Section)
    sections = sorted(
        session.scalars(chosen),
        key=lambda one: (places.index(one.item), order.index(one.section)),
    )
    return [row_of(section, agenda) for section in sections]


def row_of(section: BriefingSection, agenda: Sequence[AgendaItem]) -> NoteRow:
    """The section as it stands; `agenda` holds the items of its meeting in order."""
    return NoteRow(
        item=labels(agenda)[agenda.index(section.item)] if section.item else None,
        title=section.item.title if section.item else "",
        section=section.section,
        text=section.text,
        audience=str(section.audience),
        author=short_name(section.author, section.meeting) if section.author else "",
        edited_at=section.edited_at,
        version=section.version,
    )


def set_section(
    session: Session,
    meeting: Meeting,
    section: Section,
    text: str,
    *,
    item: AgendaItem | None = None,
    reach: Reach = Reach.PARTY,
    author: Body | None = None,
    version: int | None = None,
    now: datetime,
) -> BriefingSection | None:
    """Write a section anew, whoever wrote it before; an empty text removes it and returns None.

    It is the home party's own unless `reach` says otherwise, whatever it was before; on an item, no
    wider than the item. Raises StaleEdit, with both texts, if it moved on since that version; 0
    stands for none there yet.
    """
    said = prose(f"the {in_words(section)}", text)
    there = find_section(session, meeting, section, item)
    _require_own_body(meeting, author)
    _require_version(section, there, version, said)
    require_within(item, reach)
    if not said:
        _remove(session, section, there)
        return None
    if there is None:
        party = home_party(meeting.partnership)
        there = BriefingSection(meeting=meeting, item=item, party=party, section=section)
    there.text, there.reach, there.author, there.edited_at = said, reach, author, now
    session.add(there)
    session.flush()
    return there


def find_section(
    session: Session, meeting: Meeting, section: Section, item: AgendaItem | None
) -> BriefingSection | None:
    """The home party's section of that kind; None if nobody wrote it."""
    return session.scalar(
        select(BriefingSection).where(
            BriefingSection.meeting_id == meeting.id,
            BriefingSection.party_id == home_party(meeting.partnership).id,
            BriefingSection.section == section,
            BriefingSection.item_id == (item.id if item else None),
        )
    )


def _require_own_body(meeting: Meeting, author: Body | None) -> None:
    home = home_party(meeting.partnership)
    if author is not None and author.party_id != home.id:
        raise InvalidValue("--body", author.code, f"a body of {home.code}: the note is its own")


def _require_version(
    section: Section, there: BriefingSection | None, expected: int | None, yours: str
) -> None:
    if there is not None:
        require_version(f"the {in_words(section)}", there, expected, theirs=there.text, yours=yours)
    elif expected:
        raise StaleEdit(f"the {in_words(section)}", expected, 0, "(no text)", yours)


def _remove(session: Session, section: Section, there: BriefingSection | None) -> None:
    if there is None:
        raise NotFound("text to remove in the section", str(section))
    session.delete(there)
    session.flush()
