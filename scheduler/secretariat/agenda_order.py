"""The order of an agenda: items one after another, each with its sub-items right behind it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scheduler.errors import InvalidValue
from scheduler.model.agenda import AgendaItem
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.audiences import require_within

_Outline = dict[AgendaItem | None, list[AgendaItem]]


def by_parent(items: Iterable[AgendaItem]) -> _Outline:
    """The items of each level in their order; under None those that are no sub-items."""
    outline: _Outline = defaultdict(list)
    for item in items:
        outline[item.parent].append(item)
    return outline


def insert(
    items: Sequence[AgendaItem],
    item: AgendaItem,
    *,
    before: AgendaItem | None,
    under: AgendaItem | None,
) -> None:
    """Put a new item in the place of another, or last under its parent or on the agenda."""
    parent = under or (before.parent if before else None)
    if before is not None and before.parent is not parent:
        expected = f"a sub-item of {parent.title!r}" if parent else "an item"
        raise InvalidValue("--at", before.title, expected)
    outline = by_parent(items)
    _take_parent(item, parent, outline)
    level = outline[parent]
    level.insert(level.index(before) if before else len(level), item)
    _number(outline)


def move(items: Sequence[AgendaItem], item: AgendaItem, to: AgendaItem) -> None:
    """Give an item the place of another, on the level of that one; sub-items come along."""
    outline = by_parent(items)
    place = outline[to.parent].index(to)
    outline[item.parent].remove(item)
    if item is not to:
        _take_parent(item, to.parent, outline)
    outline[item.parent].insert(place, item)
    _number(outline)


def arrange(items: Sequence[AgendaItem], tops: Sequence[AgendaItem]) -> None:
    """Put the items that are no sub-items in this order; sub-items come along."""
    outline = by_parent(items)
    outline[None] = list(tops)
    _number(outline)


def close_up(items: Sequence[AgendaItem]) -> None:
    """Number the places anew, after one was left."""
    _number(by_parent(items))


def section_at(items: Sequence[AgendaItem], item: AgendaItem) -> str:
    """The section of the item before it that reaches as far; an own one gives none to others."""
    level = by_parent(items)[None]
    place = level.index(item)
    before = [one for one in level[:place] if _may_give(one, item)]
    after = [one for one in level[place + 1 :] if _may_give(one, item)]
    return before[-1].section if before else after[0].section if after else ""


def require_sound(item: AgendaItem, inside: Sequence[AgendaItem]) -> None:
    """Raise InvalidValue for a sub-item that goes further than its parent, or a break with any."""
    parent = item.parent
    if parent is not None:
        require_within(parent, item.reach)
        if parent.party is not None and item.party is not parent.party:
            raise InvalidValue("the place under", parent.title, "an item of the same party")
        if ItemKind.BREAK in (item.kind, parent.kind):
            raise InvalidValue("--kind", str(ItemKind.BREAK), "a break without sub-items, nor one")
        if item.section:
            raise InvalidValue("--section", item.section, "an item that is no sub-item")
    if inside and item.kind is ItemKind.BREAK:
        raise InvalidValue("--kind", str(item.kind), "another kind: the item has sub-items")


def _may_give(one: AgendaItem, item: AgendaItem) -> bool:
    return one.reach is not Reach.PARTY or item.reach is Reach.PARTY


def _take_parent(item: AgendaItem, parent: AgendaItem | None, outline: _Outline) -> None:
    if parent is not None and (parent is item or parent.parent is not None or outline.get(item)):
        expected = "an item that is no sub-item, for one without sub-items of its own"
        raise InvalidValue("the place under", parent.title, expected)
    item.parent = parent


def _number(outline: _Outline) -> None:
    """Set the positions, each item followed by its sub-items."""
    flat = (one for item in outline[None] for one in (item, *outline.get(item, ())))
    for place, item in enumerate(flat, 1):
        item.position = place
