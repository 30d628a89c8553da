"""Whose a piece is when an officer says own, joint or public, and what a reader is shown."""

from sqlalchemy import ColumnElement, or_

from scheduler.errors import NotFound
from scheduler.model.briefing import BriefingSection
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership, Party
from scheduler.papers.audience import Reach, Reader


def home_party(partnership: Partnership) -> Party:
    """The party whose secretariat runs this deployment; NotFound until it is chosen."""
    if partnership.home_party is None:
        raise NotFound("home party of the partnership", partnership.code)
    return partnership.home_party


def owner_of(reach: Reach, partnership: Partnership) -> Party | None:
    """The party a piece of that reach belongs to: the home party if it is one party's own."""
    return home_party(partnership) if reach is Reach.PARTY else None


def readable_by(
    reader: Reader, pieces: type[BriefingSection] | type[Outcome]
) -> ColumnElement[bool]:
    """The wall's first side: what is not for this reader is not even read from the record."""
    if reader.party is None:
        return pieces.reach == Reach.PUBLIC
    is_shared = pieces.reach.in_((Reach.PUBLIC, Reach.JOINT))
    return or_(is_shared, pieces.party.has(code=reader.party))
