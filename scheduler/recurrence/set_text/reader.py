"""The lines of a recurrence set, each read by what its property may say (RFC 5545 3.8.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.errors import Finding, InvalidValue
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.rule_text.judgement import shortened
from scheduler.recurrence.set_text.content_lines import ContentLine, NoContentLine, read_lines
from scheduler.recurrence.set_text.property_values import Value, read_values
from scheduler.recurrence.set_text.reading import Reading
from scheduler.recurrence.set_text.start_kinds import (
    DaysOfSet,
    moment_of,
    of_one_kind,
    with_days_filled,
)
from scheduler.recurrence.until import require_until

LONGEST = 200_000
"""The most characters of a set: some 12,000 excluded times."""

MOST_LINES = 3_000
"""The most lines of a set, each piece of a folded one counted."""

_MOST_RULES = 500

_PROPERTIES = ("DTSTART", "RRULE", "RDATE", "EXRULE", "EXDATE")
_MOMENTS = ("DATE-TIME", "DATE")
_A_START = "DTSTART;TZID=Europe/Brussels:20270601T090000"


@dataclass(frozen=True)
class SetFields:
    """What the text of a set says, and what was forgiven in it."""

    start: date
    rules: tuple[Rule, ...] = ()
    dates: tuple[Value, ...] = ()
    excluded: tuple[date, ...] = ()
    excluded_rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()


class SetReader:
    """The text of one set, on its way to the values that it means."""

    def __init__(self, text: str, *, tolerant: bool) -> None:
        self._text = text
        self._reading = Reading(tolerant=tolerant)
        self._lines: dict[str, list[ContentLine]] = {name: [] for name in _PROPERTIES}
        self._start: date | None = None

    def read(self) -> SetFields:
        """Everything that the text says.

        Raises InvalidRecurrenceSet with every fault, or the error of a fault that is alone.
        """
        _require_length(self._text)
        self._sort_lines()
        self._read_start()
        rules, excluded_rules = self._rules("RRULE"), self._rules("EXRULE")
        dates = self._dates()
        excluded = self._excluded(rules, dates)
        if self._start is None or self._reading.has_errors:
            self._reading.raise_errors()
        findings = self._reading.findings
        return SetFields(self._start, rules, dates, excluded, excluded_rules, findings)

    def _sort_lines(self) -> None:
        """Put each line to those of its property."""
        for line in read_lines(self._text):
            with self._reading.line(line.number):
                if isinstance(line, NoContentLine):
                    raise InvalidValue(
                        "a line", shortened(line.text), "a name, a colon and a value"
                    )
                if line.name not in self._lines:
                    refusal = InvalidValue("a line", line.name, f"one of {', '.join(_PROPERTIES)}")
                    self._reading.forgive(line.number, f"{line.name} was left out", refusal)
                else:
                    self._lines[line.name].append(line)

    def _read_start(self) -> None:
        lines = self._lines["DTSTART"]
        if not lines:
            refusal = InvalidValue(
                "a recurrence set", shortened(self._text), f"a DTSTART, such as {_A_START}"
            )
            self._reading.refuse(None, refusal)
        for line in lines:
            with self._reading.line(line.number):
                values = read_values(line, _MOMENTS, self._reading)
                if self._start is not None or len(values) > 1:
                    raise InvalidValue(
                        "DTSTART", shortened(line.value), f"one start, as {_A_START}"
                    )
                self._start = moment_of(values[0])

    def _rules(self, name: str) -> tuple[Rule, ...]:
        """The rules of a property; several are united."""
        rules: list[Rule] = []
        for line in self._lines[name]:
            with self._reading.line(line.number):
                if len(rules) == _MOST_RULES:
                    raise InvalidValue(
                        name, shortened(line.value), f"at most {_MOST_RULES} of them"
                    )
                rules.append(self._rule(line))
                if len(rules) > 1:
                    said = f"this {name} was united with the one before it; some programs differ"
                    self._reading.note(line.number, said)
        return tuple(rules)

    def _rule(self, line: ContentLine) -> Rule:
        if self._reading.tolerant:
            rule, findings = Rule.parse(line.value, tolerant=True, start=self._start)
            for finding in findings:
                self._reading.note(line.number, f"{line.name}: {finding.message}", finding.severity)
        else:
            rule = Rule.parse(line.value)
        if rule.until is not None and self._start is not None:
            require_until(rule.until, self._start)
        return rule

    def _dates(self) -> tuple[Value, ...]:
        dates = list[Value]()
        for line in self._lines["RDATE"]:
            with self._reading.line(line.number):
                values = read_values(line, (*_MOMENTS, "PERIOD"), self._reading)
                dates += self._of_one_kind(line, values)
        return tuple(dates)

    def _excluded(self, rules: Iterable[Rule], dates: Iterable[Value]) -> tuple[date, ...]:
        excluded = list[Value]()
        start, reading = self._start, self._reading
        days = DaysOfSet(start, rules, dates) if isinstance(start, datetime) else None
        for line in self._lines["EXDATE"]:
            with reading.line(line.number):
                values: Sequence[Value] = read_values(line, _MOMENTS, reading)
                if days is not None and isinstance(start, datetime):
                    values = with_days_filled(line, values, start, days.instances, reading)
                excluded += self._of_one_kind(line, values)
        return tuple(map(moment_of, excluded))

    def _of_one_kind(self, line: ContentLine, values: Sequence[Value]) -> Sequence[Value]:
        if self._start is None:
            return values
        return of_one_kind(line, values, self._start, self._reading)


def _require_length(text: str) -> None:
    """Refuse a text longer than any set, before anybody looks at it."""
    lines = 1 + max(text.count("\n"), text.count("\r"))
    if len(text) > LONGEST or lines > MOST_LINES:
        given = f"{len(text)} characters in {lines} lines"
        expected = f"at most {LONGEST} characters in {MOST_LINES} lines"
        raise InvalidValue("a recurrence set", given, expected)
