"""What is wrong with recurrence: rules, and overrides beside their series (RFC 5545 3.8.4, 3.8.5).

The engine of this house answers each rule in bounded work, so that none is run here.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from scheduler.errors import InvalidRule, InvalidValue, UnsupportedRule
from scheduler.imports.busy.zones import zone_called
from scheduler.imports.calendar_check.components import Component
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine
from scheduler.imports.calendar_check.value_types import moment
from scheduler.recurrence import RecurrenceSet, Rule

MOST_OVERRIDES = 2_000
_ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")
_SET = ("RRULE", "RDATE", "EXDATE", "EXRULE")


def judge_rules(component: Component, findings: Findings) -> None:
    """Judge the rules of a component, and UNTIL beside its start."""
    start, rules = component.first("DTSTART"), component.all("RRULE")
    if len(rules) > 1:
        findings.add(rules[1].number, Defect.SEVERAL_RULES, f"{len(rules)} times RRULE")
    is_zone = component.within == "VTIMEZONE"
    for line in (*rules, *component.all("EXRULE")):
        rule = _rule(line, findings)
        begins = start and moment(start.value)
        if rule and rule.until and start and begins:
            wanted = "UTC" if is_zone or start.tzid else _kind(begins)
            if _kind(rule.until) != wanted:
                until = line.value.upper().partition("UNTIL=")[2].partition(";")[0]
                came = f"UNTIL={until} beside {_told(start)}"
                findings.add(line.number, Defect.UNTIL_KIND, came)


def _rule(line: ContentLine, findings: Findings) -> Rule | None:
    try:
        return Rule.parse(line.value)
    except UnsupportedRule:
        return None
    except InvalidRule as error:
        names = {fault.part for fault in error.faults}
        parts = line.value.upper()
        if names <= {"COUNT", "UNTIL"} and "COUNT=" in parts and "UNTIL=" in parts:
            findings.add(line.number, Defect.COUNT_AND_UNTIL, str(line))
        else:
            findings.add(line.number, Defect.BAD_RULE, f"{line.name}: {error.faults[0]}")
        return None


def judge_identities(calendar: Component, findings: Findings) -> None:
    """Judge which events share a UID: one series, and overrides of its occurrences."""
    by_uid: dict[tuple[str, str], list[Component]] = defaultdict(list)
    for entry in calendar.of_kind(*_ENTRIES):
        if named := entry.first("UID"):
            by_uid[entry.kind, named.value].append(entry)
    judged = 0
    for (_, uid), entries in by_uid.items():
        masters = [entry for entry in entries if entry.first("RECURRENCE-ID") is None]
        for again in masters[1:]:
            findings.add(again.number, Defect.SECOND_MASTER, f"again UID:{uid}")
        overrides = [entry for entry in entries if entry.first("RECURRENCE-ID")]
        _judge_repeated(overrides, findings)
        if not masters and overrides:
            findings.add(overrides[0].number, Defect.NO_MASTER, f"no series of UID:{uid}")
        elif overrides and judged < MOST_OVERRIDES:
            judged += len(overrides)
            _judge_overrides(masters[0], overrides, findings)


def _judge_repeated(overrides: list[Component], findings: Findings) -> None:
    seen: set[tuple[str, str | None]] = set()
    for line in _identities(overrides):
        if (identity := (line.value, line.tzid)) in seen:
            findings.add(line.number, Defect.SECOND_MASTER, f"again {line}")
        seen.add(identity)


def _identities(overrides: list[Component]) -> Iterator[ContentLine]:
    for override in overrides:
        if line := override.first("RECURRENCE-ID"):
            yield line


def _judge_overrides(master: Component, overrides: list[Component], findings: Findings) -> None:
    start = master.first("DTSTART")
    begins = start and moment(start.value)
    if start is None or begins is None:
        return
    series = _series(master, start)
    for line in _identities(overrides[:MOST_OVERRIDES]):
        wanted = moment(line.value)
        if wanted is None:
            continue
        if _kind(wanted) != _kind(begins) or line.tzid != start.tzid:
            came = f"{_told(line)} beside {_told(start)}"
            findings.add(line.number, Defect.OVERRIDE_KIND, came)
        elif series and _in_zone_of(series, wanted) not in series:
            findings.add(line.number, Defect.NO_OCCURRENCE, _told(line))


def _series(master: Component, start: ContentLine) -> RecurrenceSet[date] | None:
    """The occurrences of a series; None where its lines or its zone cannot be read."""
    if start.tzid and zone_called(start.tzid, {}) is None:
        return None
    lines = [_with_known_zone(start)]
    lines += [_with_known_zone(line) for line in master.lines if line.name in _SET]
    try:
        return RecurrenceSet.parse(lines, tolerant=True, unmatched_start="include").value
    except InvalidValue:
        return None


def _with_known_zone(line: ContentLine) -> str:
    zone = zone_called(line.tzid, {}) if line.tzid else None
    kind = f";VALUE={line.parameters['VALUE']}" if "VALUE" in line.parameters else ""
    return f"{line.name}{kind}{f';TZID={zone.key}' if zone else ''}:{line.value}"


def _in_zone_of(series: RecurrenceSet[date], wanted: date) -> date:
    start = series.start
    if isinstance(start, datetime) and isinstance(wanted, datetime) and wanted.tzinfo is None:
        return wanted.replace(tzinfo=start.tzinfo)
    return wanted


def _kind(value: date) -> str:
    if not isinstance(value, datetime):
        return "date"
    return "UTC" if value.tzinfo else "local"


def _told(line: ContentLine) -> str:
    return f"{line.name}{f';TZID={line.tzid}' if line.tzid else ''}:{line.value}"
