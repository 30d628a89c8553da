"""What agenda items are called: 1, 2, 3 for what both sides know, 2a for what is one party's own.

A sub-item is 3.1, a break b1. So a paper from which one party's own items are left out shows no
gap, and whoever reads any paper of a meeting finds an item under the same label.
"""

from collections import Counter
from collections.abc import Sequence
from string import ascii_lowercase

from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.naming import agenda_of


class _Level:
    """The numbers of an agenda, or those of the sub-items of one item after its own label."""

    def __init__(self, before: str = "", *, is_own: bool = False) -> None:
        self._before, self._is_own = before, is_own
        self._number = self._breaks = 0
        self._own: Counter[int | None] = Counter()

    def next(self, item: AgendaItem) -> str:
        """The label of the next item of this level."""
        if item.reach is Reach.PARTY and not self._is_own:
            place = self._own[item.party_id]
            self._own[item.party_id] += 1
            return f"{self._before}{self._number}{_letters(place)}"
        if item.kind is ItemKind.BREAK:
            self._breaks += 1
            return f"{self._before}b{self._breaks}"
        self._number += 1
        self._own.clear()
        return f"{self._before}{self._number}"


def labels(items: Sequence[AgendaItem]) -> list[str]:
    """The labels of a whole agenda, in its order.

    What is one party's own bears the number of the shared item before it, or 0, and a letter;
    each party has letters of its own, which tell nothing of how many the other has.
    """
    levels: dict[AgendaItem | None, _Level] = {None: _Level()}
    made = []
    for item in items:
        label = levels[item.parent].next(item)
        levels[item] = _Level(f"{label}.", is_own=item.reach is Reach.PARTY)
        made.append(label)
    return made


def label_of(session: Session, item: AgendaItem) -> str:
    """The label of one item."""
    items = agenda_of(session, item.meeting)
    return labels(items)[items.index(item)]


def find_item(session: Session, meeting: Meeting, label: str) -> AgendaItem:
    """The agenda item of that label, whatever its case."""
    items = agenda_of(session, meeting)
    named = list(zip(labels(items), items, strict=True))
    # Two parties may each have an item 2a of their own: that of the home party is meant.
    home_first = sorted(
        named, key=lambda one: one[1].party is not None and not one[1].party.is_home
    )
    wanted = label.strip().lower()
    found = next((item for known, item in home_first if known == wanted), None)
    if found is None:
        raise NotFound("agenda item", label, [f"{known} ({item.title})" for known, item in named])
    return found


def _letters(place: int) -> str:
    """The letters a to z, then aa, ab and so on."""
    before, letter = divmod(place, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[letter]
