"""Whose a piece is when an officer says own, joint or public."""

from scheduler.errors import NotFound
from scheduler.model.partnership import Partnership, Party
from scheduler.papers.audience import Reach


def home_party(partnership: Partnership) -> Party:
    """The party whose secretariat runs this deployment; NotFound until it is chosen."""
    if partnership.home_party is None:
        raise NotFound("home party of the partnership", partnership.code)
    return partnership.home_party


def owner_of(reach: Reach, partnership: Partnership) -> Party | None:
    """The party a piece of that reach belongs to: the home party if it is one party's own."""
    return home_party(partnership) if reach is Reach.PARTY else None
