"""What a check of a calendar file found: each a defect, its line, and what stood there."""

from collections import Counter
from typing import NamedTuple

from scheduler.errors import Severity
from scheduler.imports.calendar_check.defects import Defect

MOST_OF_A_KIND = 20
_SHOWN = 80


class CalendarFinding(NamedTuple):
    """A defect at a physical line of the file, from 1; None where the file as a whole has it."""

    line: int | None
    defect: Defect
    came: str

    def __str__(self) -> str:
        judged = self.defect.value
        at = f"line {self.line}: " if self.line else ""
        return (
            f"{at}{judged.severity}: {self.came}: {judged.rule} ({judged.source}); {judged.remedy}"
        )


class CalendarReport(NamedTuple):
    """The findings in the order of the lines, and how many more there are of a defect."""

    findings: tuple[CalendarFinding, ...]
    more: tuple[tuple[Defect, int], ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are this severe, those that are not listed with them."""
        listed = sum(1 for each in self.findings if each.defect.value.severity is severity)
        return listed + sum(
            count for defect, count in self.more if defect.value.severity is severity
        )


class Findings:
    """The findings so far; of each defect the first few, and how many more."""

    def __init__(self) -> None:
        self._kept: list[CalendarFinding] = []
        self._counts: Counter[Defect] = Counter()

    def add(self, line: int | None, defect: Defect, came: str) -> None:
        """Keep a finding, or count it where enough of its kind are kept."""
        self._counts[defect] += 1
        if self._counts[defect] <= MOST_OF_A_KIND:
            self._kept.append(CalendarFinding(line, defect, shown(came)))

    def report(self) -> CalendarReport:
        """Everything that was found."""
        in_order = sorted(self._kept, key=lambda each: (each.line or 0, each.defect.code))
        more = {defect: count - MOST_OF_A_KIND for defect, count in self._counts.items()}
        return CalendarReport(
            tuple(in_order), tuple((defect, count) for defect, count in more.items() if count > 0)
        )


def shown(text: str) -> str:
    """A text fit for a terminal: cut, and what cannot be printed written as an escape."""
    cut = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
    if cut.isprintable():
        return cut
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in cut
    )
