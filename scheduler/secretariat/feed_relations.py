"""Which meetings belong with which: the next of a series, and those that prepared a meeting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Relations(NamedTuple):
    """The UIDs that one meeting refers to (RFC 9253 5): NEXT, and DEPENDS-ON in their order."""

    next_uid: str = ""
    depends_on: tuple[str, ...] = ()


class Standing(NamedTuple):
    """A meeting in the order of time; one that was called off prepares and follows nothing."""

    uid: str
    series: int | None
    is_off: bool


ALONE = Relations()
NOTHING: tuple[str, ...] = ()


def relations_of(
    meetings: Iterable[Standing], prepares: Mapping[int, frozenset[int]]
) -> dict[str, Relations]:
    """The relations by UID; `prepares` names, for a series, those that its meetings come before.

    A meeting depends on those that prepared it since the last of its own series.
    """
    since: dict[int, list[str]] = defaultdict(list)
    found: dict[str, Relations] = {}
    last: dict[int, str] = {}
    for uid, series, is_off in meetings:
        if series is None or is_off:
            found[uid] = ALONE
            continue
        found[uid] = Relations("", tuple(since.pop(series, NOTHING)))
        if series in last:
            before = last[series]
            found[before] = Relations(uid, found[before].depends_on)
        last[series] = uid
        for prepared in prepares.get(series, ()):
            since[prepared].append(uid)
    return found
