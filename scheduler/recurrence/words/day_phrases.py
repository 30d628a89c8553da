"""Which phrases say the days of a rule."""

from collections.abc import Iterator

from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import SUB_DAILY

_PARTS = {
    "by_month": "only_months",
    "by_week_no": "only_weeks",
    "by_year_day": "only_year_days",
    "by_month_day": "only_month_days",
    "by_day": "only_days",
}
# Where the main clause of a shorter frequency has room for weekdays.
_SHORT = {Frequency.WEEKLY: "on_week_days", **dict.fromkeys(SUB_DAILY, "on_plural_days")}
_NOTHING: frozenset[str] = frozenset()


def day_phrase(rule: RuleParts) -> tuple[str | None, frozenset[str]]:
    """The phrase for the days that the main clause names, and the parts that it says."""
    if rule.freq not in (Frequency.YEARLY, Frequency.MONTHLY):
        phrase = _SHORT.get(rule.freq) if rule.by_day else None
        return phrase, frozenset({"by_day"} if phrase else ())
    if rule.by_day:
        return _weekdays(rule)
    if rule.by_month_day:
        return _month_days(rule)
    return ("on_year_days", frozenset({"by_year_day"})) if rule.by_year_day else (None, _NOTHING)


def other_date_phrases(rule: RuleParts, said: frozenset[str]) -> Iterator[str]:
    """The phrases for the date parts that are not said yet, each of which limits the days."""
    for part, phrase in _PARTS.items():
        if getattr(rule, part) and part not in said:
            yield phrase


def _weekdays(rule: RuleParts) -> tuple[str, frozenset[str]]:
    if rule.by_week_no:
        return "on_days_of_weeks", frozenset({"by_day", "by_week_no"})
    if _picks_days(rule):
        place, said = _place(rule, "of_year")
        return f"on_picked{place}", said | {"by_day", "by_set_pos"}
    numbered = any(each.ordinal for each in rule.by_day)
    if rule.by_month_day and not numbered:
        place, said = _place(rule, "of_any_month")
        return f"on_dated{place}", said | {"by_day", "by_month_day"}
    place, said = _place(rule, "of_year" if numbered else "")
    return f"on_days{place}", said | {"by_day"}


def _month_days(rule: RuleParts) -> tuple[str, frozenset[str]]:
    place, said = _place(rule, "of_every_month")
    if place == "_of_months" and rule.by_month_day[0] > 0 and len(rule.by_month_day) == 1:
        if len(rule.by_month) > 1:
            return "on_dates", frozenset({"by_month", "by_month_day"})
        place = "_of_month"
    return f"on_month_days{place}", said | {"by_month_day"}


def _place(rule: RuleParts, otherwise: str) -> tuple[str, frozenset[str]]:
    """Where the days of a yearly rule lie; those of a monthly rule need no saying."""
    if rule.freq is Frequency.MONTHLY:
        return "", _NOTHING
    if rule.by_month:
        return "_of_months", frozenset({"by_month"})
    return f"_{otherwise}" if otherwise else "", _NOTHING


def _picks_days(rule: RuleParts) -> bool:
    """True where BYSETPOS is best said with the weekdays: "the last workday of June".

    It counts days only where a day has one time, and a year has one month or is whole.
    """
    times = len(rule.by_hour) * len(rule.by_minute) * len(rule.by_second)
    alone = not (rule.by_month_day or rule.by_year_day or any(each.ordinal for each in rule.by_day))
    whole = rule.freq is Frequency.MONTHLY or len(rule.by_month) <= 1
    every = len(rule.by_day) == len(Weekday)
    return bool(rule.by_set_pos) and times <= 1 and alone and whole and not every
