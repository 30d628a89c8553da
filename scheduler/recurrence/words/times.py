"""Which phrases say the times of day of a rule."""

from datetime import date, datetime
from itertools import product

from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import SUB_DAILY, is_utc, parts_not_shorter

# Hour, minute, and second if it is to be said.
Clock = tuple[int, int, int | None]

_MOST_CLOCKS = 12
_LETTERS = {"by_hour": "h", "by_minute": "m", "by_second": "s"}


def time_phrase(rule: RuleParts, start: date | None) -> str | None:
    """The phrase for the times of day, or for those within the hour or minute that is repeated."""
    if start is not None and not isinstance(start, datetime):
        return None
    if _are_clocks(rule):
        return "at_clocks_utc" if is_utc(start) else "at_clocks"
    parts = _to_say(rule, start)
    if parts == ["by_minute"] and rule.freq is Frequency.HOURLY and rule.by_minute == (0,):
        return "on_the_hour"
    letters = "".join(_LETTERS[part] for part in parts)
    return f"at_{letters}" if letters else None


def clocks_of(rule: RuleParts, start: date | None) -> tuple[Clock, ...]:
    """The times of day of a rule that repeats days or longer."""
    seconds: tuple[int | None, ...] = rule.by_second
    if not seconds or _is_second_zero(rule, start):
        seconds = (None,)
    return tuple(product(rule.by_hour, rule.by_minute, seconds))


def _are_clocks(rule: RuleParts) -> bool:
    if rule.freq in SUB_DAILY or not (rule.by_hour and rule.by_minute):
        return False
    return len(rule.by_hour) * len(rule.by_minute) * max(1, len(rule.by_second)) <= _MOST_CLOCKS


def _to_say(rule: RuleParts, start: date | None) -> list[str]:
    """The parts shorter than the frequency that are not told by the start already.

    All of them where positions are picked from them (BYSETPOS).
    """
    shorter = parts_not_shorter(rule.freq)
    names = [name for name in list(_LETTERS)[shorter:] if getattr(rule, name)]
    if shorter and rule.by_set_pos:
        return names
    counted = rule.interval > 1 and shorter and isinstance(start, datetime)
    if counted and all(getattr(rule, name) == (getattr(start, name[3:]),) for name in names):
        return []
    return [name for name in names if name != "by_second" or not _is_second_zero(rule, start)]


def _is_second_zero(rule: RuleParts, start: date | None) -> bool:
    """True for the second 0 of a start that has it: nobody says it."""
    return rule.by_second == (0,) and isinstance(start, datetime) and start.second == 0
