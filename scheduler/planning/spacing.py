"""How far apart meetings must be: from the last of their own series and from those of others."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue
from scheduler.planning.spans import Span

_NOTHING = "no rule"
_SPAN = r"\d+ (?:day|week|month|year)s?"
_RANGE = re.compile(r"(\d+) to (\d+) ((?:day|week|month|year)s?)", re.IGNORECASE)
_LEAST = re.compile(rf"at least ({_SPAN})", re.IGNORECASE)
_MOST = re.compile(rf"at most ({_SPAN})", re.IGNORECASE)
_DISTANCE = re.compile(rf"at least ({_SPAN}) (before|apart from) (\S+)", re.IGNORECASE)
_A_DAY = date(2001, 1, 1)


class Relation(StrEnum):
    """How a distance counts: only before the next meeting of the other series, or on both sides."""

    BEFORE = "before"
    APART = "apart from"


@dataclass(frozen=True, slots=True)
class Distance:
    """The least distance to meetings of another series: "at least 6 weeks before SOM"."""

    span: Span
    relation: Relation
    series: str

    def __str__(self) -> str:
        return f"at least {self.span} {self.relation} {self.series}"


@dataclass(frozen=True, slots=True)
class Spacing:
    """The least and the greatest gap between meetings of a series; distances to other series."""

    min_gap: Span | None = None
    max_gap: Span | None = None
    distances: tuple[Distance, ...] = ()

    def __post_init__(self) -> None:
        least, most = self.min_gap, self.max_gap
        if least and most and least.after(_A_DAY) > most.after(_A_DAY):
            raise InvalidValue("the spacing", str(self), "a least gap no longer than the greatest")

    @classmethod
    def parse(cls, text: str) -> "Spacing":
        """Read clauses parted by ";", for example "9 to 18 months; at least 6 weeks before SOM".

        A gap of the series' own is "9 to 18 months", "at least 9 months" or "at most 18 months".
        """
        least: list[Span] = []
        most: list[Span] = []
        distances: list[Distance] = []
        clauses = [" ".join(clause.split()) for clause in text.split(";")]
        for clause in [] if clauses == [_NOTHING] else clauses:
            if found := _RANGE.fullmatch(clause):
                least.append(Span.parse(f"{found[1]} {found[3]}"))
                most.append(Span.parse(f"{found[2]} {found[3]}"))
            elif found := _LEAST.fullmatch(clause):
                least.append(Span.parse(found[1]))
            elif found := _MOST.fullmatch(clause):
                most.append(Span.parse(found[1]))
            elif found := _DISTANCE.fullmatch(clause):
                relation = Relation(found[2].lower())
                distances.append(Distance(Span.parse(found[1]), relation, found[3]))
            else:
                raise InvalidValue("the spacing rule", clause, _expected())
        return cls(_only(least, text), _only(most, text), tuple(distances))

    def __str__(self) -> str:
        clauses = [*self._gaps(), *map(str, self.distances)]
        return "; ".join(clauses) or _NOTHING

    def _gaps(self) -> tuple[str, ...]:
        least, most = self.min_gap, self.max_gap
        if least and most and least.unit is most.unit:
            return (f"{least.count} to {most}",)
        return tuple(f"at {word} {gap}" for word, gap in (("least", least), ("most", most)) if gap)


NO_SPACING = Spacing()


def _only(gaps: list[Span], text: str) -> Span | None:
    if len(gaps) > 1:
        raise InvalidValue("the spacing", text, "each gap once")
    return gaps[0] if gaps else None


def _expected() -> str:
    return (
        '"9 to 18 months", "at least 9 months", "at most 18 months", '
        '"at least 6 weeks before SOM" or "at least 4 months apart from SOM"'
    )
