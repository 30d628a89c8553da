"""A report in figures: a table every figure of which names the records behind it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from scheduler.papers.audience import Reader
from scheduler.papers.words import day_in_words


class ReportKind(StrEnum):
    """What a report tells."""

    COMPLETION = "completion"
    AGE = "age"
    CADENCE = "cadence"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, None where nothing can be told; with the references that it was counted from."""

    value: float | None
    records: tuple[str, ...] = ()
    unit: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return ""
        number = f"{self.value:.1f}" if self.value != int(self.value) else f"{int(self.value)}"
        return f"{number}{self.unit}"


def counting(records: list[str]) -> Figure:
    """How many records there are."""
    return Figure(len(records), tuple(records))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line: the group it belongs to, what it is of, and a figure for each column."""

    group: str
    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A table of figures for one reader; `parts` are the columns that make up a whole, in order.

    `explained` says what is counted. `since` and `until` are the first and the last day that count,
    None where there is no end.
    """

    kind: ReportKind
    title: str
    explained: str
    reader: Reader
    prepared_on: date
    since: date | None
    until: date | None
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    rows: tuple[ReportRow, ...]

    @property
    def period(self) -> str:
        """Which days count, in words."""
        since = f"from {day_in_words(self.since)}" if self.since else ""
        until = f"to {day_in_words(self.until)}" if self.until else ""
        return " ".join(part for part in (since, until) if part) or "all on record"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in their order, each once."""
        return tuple(dict.fromkeys(row.group for row in self.rows))

    def without_records(self) -> "Report":
        """The figures alone."""
        bare = tuple(
            replace(row, figures=tuple(replace(one, records=()) for one in row.figures))
            for row in self.rows
        )
        return replace(self, rows=bare)
