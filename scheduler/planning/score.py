"""What speaks against a day that keeps every rule: points, with the words for each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from scheduler.errors import InvalidValue

MOST_POINTS = 10_000
_TEXT = re.compile(r"([a-z]+) (\d{1,6})", re.ASCII | re.IGNORECASE)
_EXPECTED = 'day, weekday, warn, note or busy with its points, each once, as "weekday 10, busy 100"'


@dataclass(frozen=True, slots=True)
class Weights:
    """How many points each drawback counts. The defaults are ours; nothing public fixes them.

    `day` counts for each day between the day and its nominal one, `weekday` once for a weekday that
    is not preferred, `warn` and `note` for each soft closure, `busy` for each attendee taken. A
    soft closure that is only provisional counts half, rounded up.
    """

    day: int = 1
    weekday: int = 50
    warn: int = 40
    note: int = 5
    busy: int = 15

    def __post_init__(self) -> None:
        for one in fields(self):
            points = getattr(self, one.name)
            if not 0 <= points <= MOST_POINTS:
                expected = f"points from 0 to {MOST_POINTS}"
                raise InvalidValue(f"the weight of {one.name}", points, expected)

    @classmethod
    def parse(cls, text: str) -> "Weights":
        """Read "weekday 10, busy 100"; what is not named has its usual weight."""
        found: dict[str, int] = {}
        for part in filter(None, map(str.strip, text.split(","))):
            said = _TEXT.fullmatch(part)
            name = said[1].lower() if said else ""
            if said is None or name not in cls.__dataclass_fields__ or name in found:
                raise InvalidValue("the weights", text, _EXPECTED)
            found[name] = int(said[2])
        return cls(**found)

    def __str__(self) -> str:
        """Those that are not the usual ones; empty where all are."""
        return ", ".join(f"{name} {points}" for name, points, _ in self.unusual)

    @property
    def unusual(self) -> tuple[tuple[str, int, int], ...]:
        """The name of each weight that is not the usual one, what it is, and what is usual."""
        names = [one.name for one in fields(self)]
        both = ((name, getattr(self, name), getattr(DEFAULT_WEIGHTS, name)) for name in names)
        return tuple((name, points, usual) for name, points, usual in both if points != usual)


DEFAULT_WEIGHTS = Weights()


class PartKind(StrEnum):
    """What a part of a score counts."""

    DISTANCE = "distance"
    WEEKDAY = "weekday"
    CLOSURE = "closure"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Part:
    """One drawback of a day: its points and why."""

    kind: PartKind
    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """The drawbacks of a day together: the fewer points the better, none is ideal."""

    total: int = 0
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Part]) -> "Score":
        """The sum of the parts that count at all."""
        counting = tuple(part for part in parts if part.points)
        return cls(sum(part.points for part in counting), counting)


IDEAL = Score()
