"""Who may read which text: said once here, apart from the program, whose walls it judges.

A reader is the code of a party, or None for the public.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

from sqlalchemy.orm import object_session

from scheduler.model.agenda import AgendaItem, Document, Speaker
from scheduler.model.body import Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.delegation import PROPOSED, Attendance
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.outcome import Commitment, CommitmentLink
from scheduler.papers.audience import Audience

Readers = frozenset[str | None]
HOME: Readers = frozenset({"NORTH"})
BOTH: Readers = frozenset({"NORTH", "SOUTH"})
EVERYBODY: Readers = BOTH | {None}

# What is said to everybody, or to both parties, whatever row it stands in.
_TO_ALL = {
    "body.code", "body_name.short", "body_name.name", "body.mailbox",
    "chair.post_title",
    "meeting.date_words", "meeting.place", "meeting.venue",
    "meeting.code", "meeting.title", "meeting.uid",
    "partnership.code", "partnership.name", "partnership.marking", "partnership.markings",
    "party.name",
    "series.code", "series.name",
    "source.title", "source.address",
    "closure_edition.calendar", "closure_edition.label", "closure_edition.name",
    "closure_edition.source",
    "thread.key",
}  # fmt: skip
_TO_BOTH = {"meeting.link"}
# What goes no further than another row does; an outcome is told apart from its item.
_ABOVE: dict[type, str] = {
    AgendaItem: "parent",
    BriefingSection: "item",
    Commitment: "outcome",
    CommitmentLink: "commitment",
    Document: "item",
}


def readers_of(row: Any, column: str) -> Readers:  # noqa: ANN401 -- a row of any table
    """Who may read the text of that column in this row."""
    if column in _TO_ALL:
        return EVERYBODY & _of_hidden(row)
    if column in _TO_BOTH:
        return BOTH
    if rule := _RULES.get(type(row)):
        return rule(row, column)
    if hasattr(row, "audience"):
        return _all_of(*_chain(row))
    return HOME


def _of_hidden(row: Any) -> Readers:  # noqa: ANN401 -- a row of any table
    """A meeting that is not published is for the parties alone."""
    return BOTH if isinstance(row, Meeting) and not row.is_published else EVERYBODY


def _of(audience: Audience) -> Readers:
    if audience.party:
        return frozenset({audience.party})
    return EVERYBODY if audience.reach == "public" else BOTH


def _all_of(*audiences: Audience) -> Readers:
    return reduce(frozenset.__and__, map(_of, audiences), EVERYBODY)


def _chain(row: Any) -> list[Audience]:  # noqa: ANN401 -- a row of any table
    """The audiences of the row and of all that it hangs on."""
    above = [getattr(row, _ABOVE[type(row)])] if type(row) in _ABOVE else []
    own = [row.audience] if hasattr(row, "audience") else []
    return own + [one for up in above if up is not None for one in _chain(up)]


def _item(row: AgendaItem, column: str) -> Readers:
    # What was said under a public item is for the parties alone.
    said = BOTH if column == "agenda_item.record" else EVERYBODY
    return _all_of(*_chain(row)) & said


def _section(row: BriefingSection, column: str) -> Readers:
    inside = {"briefing_section.source", "briefing_section.cleared_by"}
    owner = frozenset({row.party.code}) if column in inside else EVERYBODY
    # The cover bears the highest marking of what is in the paper.
    return _all_of(*_chain(row)) & owner


def _contribution(row: Contribution, _column: str) -> Readers:
    return frozenset({row.body.party.code})


def _link(row: CommitmentLink, column: str) -> Readers:
    return HOME if column.endswith(".officer") else _all_of(*_chain(row))


def _commitment(row: Commitment, _column: str) -> Readers:
    return _all_of(*_chain(row))


def _milestone(row: Milestone, column: str) -> Readers:
    if column not in {"milestone.name", "milestone.uid", "milestone.offset"}:
        return HOME
    return HOME | ({row.body.party.code} if row.body else frozenset())


def _attendance(row: Attendance, column: str) -> Readers:
    return _known(row) if column == "attendance.post_title" else HOME


def _person(row: Person, column: str) -> Readers:
    """Who chairs is known to all, who comes to both; whom our side thinks of, to us."""
    if column == "person.key":
        return BOTH if row.party.code == "SOUTH" else _named(row)
    return _named(row)


def _named(row: Person) -> Readers:
    session = object_session(row)
    assert session is not None
    if session.query(Chair).filter_by(person_id=row.id).first():
        return EVERYBODY
    places = session.query(Attendance).filter_by(person_id=row.id)
    known = [_known(one) for one in places]
    if row.party.code == "SOUTH":
        # Whom the partner names as a speaker is told to both.
        spoken = [_of_speaker(one) for one in session.query(Speaker).filter_by(person_id=row.id)]
        known += spoken
        known.append(frozenset({"SOUTH"}))
    return reduce(frozenset.__or__, known, HOME)


def _of_speaker(row: Speaker) -> Readers:
    return _all_of(*_chain(row.item)) & BOTH


def _known(row: Attendance) -> Readers:
    party: Readers = frozenset({row.delegation.party.code})
    return HOME | party if row.standing == PROPOSED else BOTH


_RULES: dict[type, Callable[[Any, str], Readers]] = {
    AgendaItem: _item,
    Attendance: _attendance,
    BriefingSection: _section,
    Commitment: _commitment,
    CommitmentLink: _link,
    Contribution: _contribution,
    Milestone: _milestone,
    Person: _person,
}
