"""Which periods FREQ and INTERVAL visit, and the one that holds a time (RFC 5545 3.3.10; L24)."""

from datetime import MAXYEAR, date, datetime, timedelta

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.dates.gregorian import FIRST_DAY, LAST_DAY, MONTHS_PER_YEAR
from scheduler.recurrence.dates.periods import first_of_week
from scheduler.recurrence.explanation.sentences import say
from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.first_interval import interval_of
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

# Periods that have no name of their own are named by their first moments.
_NEAREST = {
    Frequency.WEEKLY: "the weeks of {}",
    Frequency.HOURLY: "the hours that begin on {}",
    Frequency.MINUTELY: "the minutes that begin on {}",
}


def interval_reason(rule: RuleParts, start: date, period: int) -> Reason:
    """Whether a period is visited; the nearest that are, if it is not."""
    noun, often = say("freq", rule.freq), say("often", (rule.freq, rule.interval))
    later, part = period - interval_of(rule, start), "FREQ" if rule.interval == 1 else "INTERVAL"
    if later < 0:
        return Reason(part, f"its {noun} comes before the start's", holds=False)
    if rule.interval == 1:
        return Reason(part, f"the rule repeats {often}", holds=True)
    if not later:
        return Reason(part, f"its {noun} is the start's", holds=True)
    says = f"its {noun} is {later:,} {noun}{'s' * (later > 1)} after the start's"
    if later % rule.interval == 0:
        return Reason(part, f"{says}, and the rule repeats {often}", holds=True)
    before = period - later % rule.interval
    named = [_name(rule, each) for each in (before, before + rule.interval)]
    nearest = _NEAREST.get(rule.freq, "{}").format(" and ".join(filter(None, named)))
    return Reason(part, f"{says}, but the rule repeats {often}; nearest: {nearest}", holds=False)


def _name(rule: RuleParts, period: int) -> str | None:
    """A period by its first moment; None after year 9999."""
    if rule.freq is Frequency.YEARLY:
        return str(period)
    if rule.freq is Frequency.MONTHLY:
        year, month = divmod(period, MONTHS_PER_YEAR)
        return None if year > MAXYEAR else say("month_of_year", date(year, month + 1, 1))
    if rule.freq is Frequency.WEEKLY:
        return _moment(max(first_of_week(period, rule.wkst), FIRST_DAY), None)
    day, second = divmod(period * UNIT_SECONDS.get(rule.freq, SECONDS_PER_DAY), SECONDS_PER_DAY)
    return _moment(day, None if rule.freq is Frequency.DAILY else second)


def _moment(day: int, second: int | None) -> str | None:
    if day > LAST_DAY:
        return None
    if second is None:
        return say("moment", date.fromordinal(day))
    return say("moment", datetime.fromordinal(day) + timedelta(seconds=second))
