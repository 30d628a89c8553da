"""The report on a year as a paper: its meetings, what came of them, the figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience, Piece, Reader


@dataclass(frozen=True, slots=True)
class YearTable:
    """One part of the report: a heading, what it tells, and a table, which may be empty.

    `audiences` are those of the rows, in order.
    """

    heading: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    audiences: tuple[Audience, ...]

    def pieces(self) -> Iterator[Piece]:
        """Each row with its audience."""
        for row, audience in zip(self.rows, self.audiences, strict=True):
            yield Piece(f"{row[0]} under {self.heading}", audience)


@dataclass(frozen=True, slots=True)
class YearReport:
    """The report on one year, for the home party."""

    year: int
    partnership: str
    reader: Reader
    reader_name: str
    marking: str
    prepared_on: date
    tables: tuple[YearTable, ...]

    @property
    def title(self) -> str:
        """How the paper is headed."""
        return f"The year {self.year}"

    def pieces(self) -> Iterator[Piece]:
        """Every row of every table, in the order of the paper."""
        for table in self.tables:
            yield from table.pieces()
