"""Which editions of closure calendars stand in the record: dates were computed with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.papers.words import counted
from scheduler.planning.closures import reference_parts


@dataclass(frozen=True, slots=True)
class EditionUse:
    """The meetings and the milestones, each as "HOU-2027-1 agenda", computed with an edition."""

    edition: str
    meetings: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()

    def __str__(self) -> str:
        counts = ((self.meetings, "meeting"), (self.milestones, "milestone"))
        return ", ".join(counted(len(named), noun) for named, noun in counts if named)


def editions_in_use(session: Session) -> Mapping[str, tuple[EditionUse, ...]]:
    """The editions that a meeting or a milestone names, by calendar and then by their names."""
    meetings = _named(
        (one.code, one.closure_editions)
        for one in session.scalars(select(Meeting).order_by(Meeting.code))
    )
    milestones = _named(
        (f"{code} {key}", labels)
        for code, key, labels in session.execute(
            select(Meeting.code, Milestone.key, Milestone.closure_editions)
            .join(Milestone.meeting)
            .order_by(Milestone.day, Milestone.id)
        )
    )
    found: dict[str, list[EditionUse]] = defaultdict(list)
    for one in sorted({*meetings, *milestones}):
        calendar, edition = one
        found[calendar].append(EditionUse(edition, meetings.get(one, ()), milestones.get(one, ())))
    return {calendar: tuple(uses) for calendar, uses in found.items()}


def _named(users: Iterable[tuple[str, list[str]]]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for user, references in users:
        for one in references:
            edition = reference_parts(one)
            found[edition] = (*found.get(edition, ()), user)
    return found
