"""What a briefing still lacks, item by item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, NoteState
from scheduler.papers.parts import Section
from scheduler.papers.words import short_day
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.contributions import Standing, all_of, leads_of, standing_of
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import in_words

# On these kinds of item something is said, for which a line is needed.
SPOKEN = (ItemKind.DISCUSSION, ItemKind.DECISION, ItemKind.INFORMATION)
_LINES = (Section.LINE_TO_TAKE, Section.SPEAKING_POINTS)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing; what only waits to be cleared is no gap that is `open`."""

    item: str
    title: str
    body: str
    message: str
    is_open: bool = True

    def __str__(self) -> str:
        return f"item {self.item}: {self.message}"


def find_gaps(session: Session, meeting: Meeting, *, today: date) -> list[Gap]:
    """The gaps in the home party's briefing of a meeting, in the order of its agenda."""
    agenda = agenda_of(session, meeting)
    asked, written = all_of(session, meeting), _written(session, meeting)
    found = []
    for label, item in zip(labels(agenda), agenda, strict=True):
        of_item = _Item(
            label,
            item,
            [one for one in asked if one.item_id == item.id],
            [one for one in written if one.item_id == item.id],
        )
        found += [*_without_line(of_item, today), *_without_asking(of_item), *_drafts(of_item)]
    return found


@dataclass(frozen=True, slots=True)
class _Item:
    label: str
    item: AgendaItem
    asked: Sequence[Contribution]
    written: Sequence[BriefingSection]

    def has_line_of(self, body: Body) -> bool:
        return any(one.author_id == body.id and one.section in _LINES for one in self.written)

    def gap(self, body: Body | None, message: str, *, is_open: bool = True) -> Gap:
        name = short_name(body, self.item.meeting) if body else ""
        return Gap(self.label, self.item.title, name, message, is_open)


def _written(session: Session, meeting: Meeting) -> Sequence[BriefingSection]:
    return session.scalars(
        select(BriefingSection)
        .where(
            BriefingSection.meeting_id == meeting.id,
            BriefingSection.party_id == home_party(meeting.partnership).id,
        )
        .order_by(BriefingSection.id)
    ).all()


def _without_line(of: _Item, today: date) -> Iterator[Gap]:
    """The bodies that were asked, and have given no line."""
    for one in of.asked:
        if of.has_line_of(one.body):
            continue
        said = f"no line from {short_name(one.body, of.item.meeting)}"
        match standing_of(one, today=today):
            case Standing.ASKED:
                yield of.gap(one.body, f"{said}, asked for by {short_day(one.deadline)}")
            case Standing.MISSING:
                yield of.gap(one.body, f"{said}, due on {short_day(one.deadline)}")
            case _:
                yield of.gap(one.body, f"{said}, whose contribution has none")


def _without_asking(of: _Item) -> Iterator[Gap]:
    """Where something is to be said, a lead that was not asked, or nobody who was."""
    if of.item.kind not in SPOKEN:
        return
    asked = {one.body_id for one in of.asked}
    has_line = any(one.section in _LINES for one in of.written)
    silent = [body for body in leads_of(of.item) if body.id not in asked]
    for body in silent:
        if not of.has_line_of(body) and not has_line:
            name = short_name(body, of.item.meeting)
            yield of.gap(body, f"no line from {name}, which leads and was not asked")
    if not has_line and not silent and not of.asked:
        yield of.gap(None, "no line to take, and nobody was asked")


def _drafts(of: _Item) -> Iterator[Gap]:
    """What is written and not cleared."""
    for one in of.written:
        if one.state is NoteState.DRAFT:
            by = f" of {short_name(one.author, of.item.meeting)}" if one.author else ""
            message = f"the {in_words(one.section)}{by} is not cleared"
            yield of.gap(one.author, message, is_open=False)
