"""What a benchmark says: figures beside their bars, a table, and where results differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Bound = Literal["at most", "at least"]


@dataclass(frozen=True)
class Figure:
    """A measured value, and the bar that it holds or misses; without a bar it only informs."""

    name: str
    value: float
    unit: str
    bound: Bound = "at most"
    bar: float | None = None

    @property
    def holds(self) -> bool | None:
        """True if the bar is held; None without one."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.bound == "at most" else self.value >= self.bar

    def __str__(self) -> str:
        said = f"{self.name:<70}{number(self.value):>9} {self.unit:<6}"
        if self.bar is None:
            return said.rstrip()
        verdict = "holds" if self.holds else "MISSES"
        return f"{said}{f'{self.bound} {number(self.bar)}':>16}  {verdict}"


@dataclass(frozen=True)
class Part:
    """One table of the report."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(
            [
                "",
                self.title,
                "=" * len(self.title),
                *_table([self.columns, *self.rows]),
                *(f"  {note}" for note in self.notes),
                *map(str, self.figures),
                *(f"DIFFERS: {difference}" for difference in self.differences),
            ]
        )


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:  # noqa: PLR2004 -- from here on no decimals are worth their place
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 -- as above


def duration(microseconds: float) -> str:
    """A time in the unit that suits it."""
    if microseconds >= 1e6:  # noqa: PLR2004 -- a second
        return f"{number(microseconds / 1e6)} s"
    if microseconds >= 1e4:  # noqa: PLR2004 -- ten milliseconds
        return f"{number(microseconds / 1e3)} ms"
    return number(microseconds)


def _table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
