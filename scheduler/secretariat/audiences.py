"""Whose a piece is when an officer says own, joint or public, and what a reader is shown."""

from sqlalchemy import ColumnElement, or_

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.biography import Biography
from scheduler.model.briefing import BriefingSection
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership, Party
from scheduler.papers.audience import Reach, Reader

_FROM_NARROW = (Reach.PARTY, Reach.JOINT, Reach.PUBLIC)


def home_party(partnership: Partnership) -> Party:
    """The party whose secretariat runs this deployment; NotFound until it is chosen."""
    if partnership.home_party is None:
        raise NotFound("home party of the partnership", partnership.code)
    return partnership.home_party


def owner_of(reach: Reach, partnership: Partnership) -> Party | None:
    """The party a piece of that reach belongs to: the home party if it is one party's own."""
    return home_party(partnership) if reach is Reach.PARTY else None


def narrower(one: Reach, other: Reach) -> Reach:
    """The one of the two that fewer may read."""
    return min(one, other, key=_FROM_NARROW.index)


def require_within(item: AgendaItem | None, reach: Reach) -> None:
    """Raise InvalidValue for a piece on an agenda item that more would read than the item."""
    if item is not None and narrower(reach, item.reach) is not reach:
        ours = f"{item.party.code}'s own" if item.party else str(item.reach)
        expected = f"no wider one than the agenda item {item.title!r} has, which is {ours}"
        raise InvalidValue("--audience", str(reach), expected)


def readable_by(
    reader: Reader, pieces: type[Biography] | type[BriefingSection] | type[Outcome]
) -> ColumnElement[bool]:
    """The wall's first side: what is not for this reader is not even read from the record."""
    if reader.party is None:
        return pieces.reach == Reach.PUBLIC
    is_shared = pieces.reach.in_((Reach.PUBLIC, Reach.JOINT))
    return or_(is_shared, pieces.party.has(code=reader.party))
