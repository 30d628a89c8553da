"""Briefing notes of the home party, section by section, on an item or on the whole meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import IllegalTransition, InvalidValue, NotFound, StaleEdit
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import NoteState
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.papers.words import day_in_words
from scheduler.secretariat.audiences import home_party, require_within
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.markings import find_marking
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.texts import one_line, prose


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A section of a note as it stands; `item` is its label, None for the whole meeting.

    `cleared` says who cleared it and when, and is empty for a draft.
    """

    item: str | None
    title: str
    section: Section
    text: str
    audience: str
    author: str
    edited_at: datetime
    version: int
    state: NoteState = NoteState.DRAFT
    cleared: str = ""
    marking: str = ""
    source: str = ""


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
        key=lambda one: (places.index(one.item), order.index(one.section), one.id),
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
        state=section.state,
        cleared=_cleared(section),
        marking=section.marking,
        source=section.source,
    )


def _cleared(section: BriefingSection) -> str:
    if section.cleared_at is None:
        return ""
    return f"{section.cleared_by}, {day_in_words(local_day(section.cleared_at, section.meeting))}"


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
    **described: str | None,
) -> BriefingSection | None:
    """Write a section anew as a draft; an empty text removes it and returns None.

    Of a section that several bodies wrote, what the author wrote; without an author, what nobody
    has signed, or the only text there is, whose author stays. It is the home party's own unless
    `reach` says otherwise, whatever it was before; on an item, no wider than the item. `described`
    is as of `describe_section`. Raises StaleEdit, with both texts, if it moved on since that
    version; 0 stands for none there yet.
    """
    said = prose(f"the {in_words(section)}", text)
    there = find_section(session, meeting, section, item, author)
    _require_own_body(meeting, author)
    _require_version(section, there, version, said)
    require_within(item, reach)
    _require_own_contact(section, reach)
    if not said:
        _remove(session, section, there)
        return None
    if there is None:
        party = home_party(meeting.partnership)
        there = BriefingSection(meeting=meeting, item=item, party=party, section=section)
    there.text, there.reach, there.author = said, reach, author or there.author
    describe_section(there, **described)
    _make_draft(there, now=now)
    session.add(there)
    session.flush()
    return there


def describe_section(
    section: BriefingSection, *, marking: str | None = None, source: str | None = None
) -> None:
    """Keep what marking a section bears and where it comes from; "" takes either away."""
    if marking is not None:
        section.marking = find_marking(section.meeting.partnership, marking)
    if source is not None:
        section.source = one_line("--source", source) if source.strip() else ""


def clear_section(
    section: BriefingSection, *, version: int | None = None, officer: str, now: datetime
) -> None:
    """Say that a section may be relied on; the next edit makes it a draft again.

    Raises IllegalTransition for one that is cleared, StaleEdit if it moved on since that version.
    """
    what = f"the {in_words(section.section)}"
    require_version(what, section, version, theirs=section.text, yours="cleared as you read it")
    if section.state is NoteState.CLEARED:
        raise IllegalTransition(what, "cleared", "cleared", ["a draft, by an edit"])
    section.state, section.cleared_by, section.cleared_at = NoteState.CLEARED, officer, now


def get_section(
    session: Session,
    meeting: Meeting,
    section: Section,
    *,
    item: AgendaItem | None = None,
    author: Body | None = None,
) -> BriefingSection:
    """The home party's section, of that author if one is said; NotFound if nobody wrote it."""
    found = find_section(session, meeting, section, item, author)
    if found is None or (author is not None and found.author is not author):
        of = f" of {author.code}" if author else ""
        raise NotFound(f"text{of} in the section", str(section))
    return found


def find_section(
    session: Session,
    meeting: Meeting,
    section: Section,
    item: AgendaItem | None,
    author: Body | None = None,
) -> BriefingSection | None:
    """The home party's section that an edit is about; None if it would be a new one.

    That of the author, else the one that nobody has signed, else the only one if no author is
    said. Raises InvalidValue where it must be said which.
    """
    written = session.scalars(
        select(BriefingSection)
        .where(
            BriefingSection.meeting_id == meeting.id,
            BriefingSection.party_id == home_party(meeting.partnership).id,
            BriefingSection.section == section,
            BriefingSection.item_id == (item.id if item else None),
        )
        .order_by(BriefingSection.id)
    ).all()
    by_author = {one.author_id: one for one in written}
    found = by_author.get(author.id if author else None) or by_author.get(None)
    if found or author or not written:
        return found
    if len(written) > 1:
        bodies = " or ".join(one.author.code for one in written if one.author)
        raise InvalidValue("--body", "nobody", f"whose {in_words(section)} is meant: {bodies}")
    return written[0]


def _make_draft(section: BriefingSection, *, now: datetime) -> None:
    section.state, section.cleared_by, section.cleared_at = NoteState.DRAFT, "", None
    section.edited_at = now


def _require_own_contact(section: Section, reach: Reach) -> None:
    if section is Section.CONTACT and reach is not Reach.PARTY:
        expected = "own: whom to call is never told to the other party"
        raise InvalidValue("--audience", str(reach), expected)


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
