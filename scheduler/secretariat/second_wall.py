"""What the second wall keeps from a reader: the texts of a meeting that are not for them.

Each text is asked for its readers by the rules of text_rules.py, never by what the verbs that bind
papers go by.
"""

from collections.abc import Callable, Iterator
from functools import cache

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.biography import Biography
from scheduler.model.body import Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.papers.audience import Reader
from scheduler.papers.wall import KeptText, Wall
from scheduler.secretariat.dates import announced_title, hours, when
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.readership import Readership, Row
from scheduler.secretariat.text_rules import RULES, readers_of
from scheduler.secretariat.wall_rows import rows_of

# What is not looked for, each with the reason.
NOT_SOUGHT = {
    "briefing_section.marking": "covers bear it, and other texts of the same marking",
    "meeting.closure_editions": "days off are public",
    "milestone.closure_editions": "days off are public",
    "calendar_reply.attendee": "a mail program wrote it",
    "calendar_reply.message_id": "a mail program wrote it",
    "calendar_reply.partstat": "a mail program wrote it",
    "calendar_reply.recurrence_id": "a mail program wrote it",
    "calendar_reply.sender": "a mail program wrote it",
    "calendar_reply.sent_by": "a mail program wrote it",
    "calendar_reply.subject": "a mail program wrote it, from our invitation",
    "calendar_reply.uid": "it is that of the meeting",
    "minutes_piece.facts": "they are labels, names and days, which other texts say too",
    "commitment.decided_due": "it is a day or a meeting in words, which other texts say too",
}


def wall_of(session: Session, meeting: Meeting, reader: Reader) -> Wall:
    """The wall before one reader of the papers of a meeting, as the record stands now."""
    readership = Readership(session, meeting.partnership)
    rows = list(rows_of(session, meeting))
    kept: list[KeptText] = []
    told = list(_printed(meeting, rows))
    for row in rows:
        for column, text in _texts(row):
            if reader.party in readers_of(readership, row, column):
                told.append(text)
            elif column not in NOT_SOUGHT:
                kept.append(KeptText(_called(row, column), text))
    return Wall(reader, tuple(kept), tuple(told))


def _printed(meeting: Meeting, rows: list[Base]) -> Iterator[str]:
    """What every paper of the meeting says, and the labels of its items before their titles."""
    yield " ".join((meeting.name, announced_title(meeting), when(meeting), hours(meeting)))
    yield meeting.name
    items = [row for row in rows if isinstance(row, AgendaItem)]
    yield from labels(sorted(items, key=lambda item: item.position))


def _texts(row: Base) -> Iterator[tuple[str, str]]:
    """The texts of a row that are not empty, with their columns; lists and tables one by one."""
    for column, key in _columns_of(type(row)):
        value = getattr(row, key)
        values = value.values() if isinstance(value, dict) else value
        for text in [values] if isinstance(values, str) else values or ():
            if text:
                yield column, str(text)


@cache
def _columns_of(table: type[Base]) -> tuple[tuple[str, str], ...]:
    """The columns with words, as "meeting.title", and the attributes that hold them."""
    mapper = inspect(table)
    named = ((f"{one.table.name}.{one.name}", one) for one in mapper.columns)
    return tuple(
        (name, mapper.get_property_by_column(one).key) for name, one in named if name in RULES
    )


def _called(row: Row, column: str) -> str:
    """For example "the line-to-take on Returns"."""
    table, _, name = column.partition(".")
    what = _CALLED.get(type(row), lambda _: f"the {table.replace('_', ' ')}")(row)
    return what if name == "text" else f"{what} ({name.replace('_', ' ')})"


def _section(section: BriefingSection) -> str:
    on = section.item.title if section.item else "the whole meeting"
    return f"the {section.section} on {on}"


_CALLED: dict[type, Callable[[Row], str]] = {
    AgendaItem: lambda item: f"the agenda item {item.title}",
    Biography: lambda one: f"the biography of {one.person.name}",
    BriefingSection: _section,
    Commitment: lambda one: f"the commitment {one.outcome.reference}",
    CommitmentLink: lambda one: f"a report on {one.commitment.outcome.reference}",
    Contribution: lambda one: f"the contribution of {one.body.code} on {one.item.title}",
    Document: lambda document: f"the document {document.title}",
    Outcome: lambda outcome: f"the {outcome.kind} {outcome.reference}",
    Person: lambda person: f"the person {person.name}",
}
