"""What each time part of a rule says of a time of day (RFC 5545 3.3.10)."""

from collections.abc import Iterator
from datetime import date, datetime

from scheduler.recurrence.explanation.date_reasons import from_start
from scheduler.recurrence.explanation.sentences import few
from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

_UNITS = {"hour": Frequency.HOURLY, "minute": Frequency.MINUTELY, "second": Frequency.SECONDLY}
_SUB_DAILY = list(_UNITS.values())


def time_reasons(rule: RuleParts, start: date, wall: date) -> Iterator[Reason]:
    """What BYHOUR, BYMINUTE and BYSECOND say; those shorter than FREQ come from the start else."""
    limiting = _SUB_DAILY.index(rule.freq) + 1 if rule.freq in _SUB_DAILY else 0
    for nth, unit in enumerate(_UNITS):
        name, wanted = f"BY{unit.upper()}", getattr(rule, f"by_{unit}")
        if not (isinstance(wall, datetime) and isinstance(start, datetime)):
            if wanted:
                yield Reason(name, "it is left aside, because the start is a date", holds=True)
        elif wanted or nth >= limiting:
            yield _time_reason(unit, wanted, getattr(start, unit), getattr(wall, unit))


def _time_reason(unit: str, wanted: tuple[int, ...], supplied: int, own: int) -> Reason:
    lets_in = wanted or (supplied,)
    holds = own in lets_in
    says = f"its {unit} is {own}"
    if not holds:
        says += f", not {few(lets_in)}"
    if not wanted:
        says = from_start(says, holds=holds, start="the start's")
    return Reason(f"BY{unit.upper()}", says, holds)
