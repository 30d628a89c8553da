"""The second wall before what follows up on many meetings, as letters, sheets and reports do."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.papers.audience import Reader
from scheduler.papers.wall import Wall
from scheduler.secretariat.second_wall import wall_of

_BATCH = 500


def wall_over(session: Session, meetings: Iterable[Meeting], reader: Reader) -> Wall:
    """The walls of several meetings as one: what the reader is told of any of them is told."""
    walls = [wall_of(session, one, reader) for one in meetings]
    kept = dict.fromkeys(text for wall in walls for text in wall.kept)
    told = dict.fromkeys(text for wall in walls for text in wall.told)
    return Wall(reader, tuple(kept), tuple(told))


def meetings_that_decided(session: Session, references: Collection[str]) -> list[Meeting]:
    """The meetings of the outcomes with these references, each once."""
    wanted, found = list(references), dict[int, Meeting]()
    for start in range(0, len(wanted), _BATCH):
        some = Outcome.reference.in_(wanted[start : start + _BATCH])
        chosen = select(Meeting).where(Meeting.id.in_(select(Outcome.meeting_id).where(some)))
        found |= {one.id: one for one in session.scalars(chosen)}
    return [found[key] for key in sorted(found)]
