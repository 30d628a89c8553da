"""A rule as an English sentence, with what its start supplies said too."""

from datetime import UTC, date, datetime

from scheduler.recurrence import english
from scheduler.recurrence.day_set import DaySet
from scheduler.recurrence.english import MONTHS, WEEKDAYS, listed, place
from scheduler.recurrence.parts import Frequency, WeekdayNum
from scheduler.recurrence.rule import Rule

_NOUNS = {
    (0, 1, 2, 3, 4): "workday",
    (5, 6): "weekend day",
    (0, 1, 2, 3, 4, 5, 6): "day",
}
_SPACED = {2: "every other {noun}"}


def in_words(rule: Rule, start: date) -> str:
    """The rule as a sentence: "every year on the first Tuesday of June at 9:00".

    Every part is said, save WKST, which decides nothing here. Where there are no good words for
    the days, the sentence ends with the rule's text in brackets.
    """
    completed = rule.completed(start)
    days = _days(completed)
    often = _often(rule, start)
    if DaySet(rule, start).is_empty:
        counting = "" if rule.interval == 1 else f", counting {often}"
        return f"never (no day is {days or rule}{counting})"
    said = f"{often} on {days}" if days else often
    sentence = f"{said}{_time(start)}{_end(rule, start)}"
    return sentence if days else f"{sentence} ({rule})"


def _often(rule: Rule, start: date) -> str:
    """How often, and from when an interval counts: "every 4 years from 1996"."""
    yearly = rule.freq is Frequency.YEARLY
    noun = "year" if yearly else "month"
    if rule.interval == 1:
        return f"every {noun}"
    anchor = f"{start.year}" if yearly else f"{MONTHS[start.month - 1]} {start.year}"
    spaced = _SPACED.get(rule.interval, "every {interval} {noun}s")
    return f"{spaced.format(interval=rule.interval, noun=noun)} from {anchor}"


def _days(rule: Rule) -> str | None:
    """The days of a completed rule in words, or None where there are none good enough."""
    yearly = rule.freq is Frequency.YEARLY
    words = _chosen_days(rule) if not rule.by_set_pos else _picked_days(rule)
    if words is None or yearly or not rule.by_month:
        return words
    return f"{words}, only in {_months(rule)}"


def _chosen_days(rule: Rule) -> str:
    """The days of a rule without BYSETPOS."""
    if not rule.by_day:
        if _is_one_date(rule):
            return f"{rule.by_month_day[0]} {_months(rule)}"
        return f"{english.month_days(rule.by_month_day)}{_of(rule, ' of every month')}"
    if not rule.by_month_day:
        anywhere = " of the year" if _has_ordinals(rule) else ""
        return f"{_weekdays(rule.by_day)}{_of(rule, anywhere)}"
    if _has_ordinals(rule):
        which = english.month_days(rule.by_month_day, "or")
        return f"{_weekdays(rule.by_day)}{_of(rule, ' of the year')} if it is {which} of a month"
    return f"{_weekdays(rule.by_day)} {_dated(rule.by_month_day)}{_of(rule, ' of any month')}"


def _picked_days(rule: Rule) -> str | None:
    """The days of a rule with BYSETPOS: "the last workday", "the third of the 1st and 15th"."""
    if _has_ordinals(rule) or (rule.by_day and rule.by_month_day):
        return None
    places = listed(place(position) for position in rule.by_set_pos)
    together = " together" if len(rule.by_month) > 1 else ""
    where = f"{_of(rule, ' of the year')}{together if rule.freq is Frequency.YEARLY else ''}"
    if rule.by_month_day:
        return f"the {places} of {english.month_days(rule.by_month_day)}{where}"
    noun = _noun(rule.by_day)
    if noun is None:
        noun = f"of all {listed(f'{WEEKDAYS[each.weekday]}s' for each in rule.by_day)}"
    return f"the {places} {noun}{where}"


def _is_one_date(rule: Rule) -> bool:
    """True for one day of one month, as in "4 June"."""
    single = len(rule.by_month) == len(rule.by_month_day) == 1
    return single and rule.freq is Frequency.YEARLY and rule.by_month_day[0] > 0


def _has_ordinals(rule: Rule) -> bool:
    return any(each.ordinal for each in rule.by_day)


def _of(rule: Rule, anywhere: str) -> str:
    """The months of a yearly rule, or what is said of one that has none."""
    if rule.freq is not Frequency.YEARLY:
        return ""
    return f" of {_months(rule)}" if rule.by_month else anywhere


def _months(rule: Rule) -> str:
    return listed(MONTHS[month - 1] for month in rule.by_month)


def _noun(days: tuple[WeekdayNum, ...]) -> str | None:
    """One word for these weekdays, if there is one."""
    if len(days) == 1:
        return WEEKDAYS[days[0].weekday]
    return _NOUNS.get(tuple(int(each.weekday) for each in days))


def _weekdays(days: tuple[WeekdayNum, ...]) -> str:
    """BYDAY in words: "every Tuesday and Thursday", "the first and last Sunday"."""
    every = tuple(each for each in days if not each.ordinal)
    groups = []
    if every:
        groups.append(f"every {_noun(every) or listed(WEEKDAYS[each.weekday] for each in every)}")
    for weekday in sorted({each.weekday for each in days if each.ordinal}):
        ordinals = [each.ordinal for each in days if each.weekday == weekday and each.ordinal]
        groups.append(f"the {listed(map(place, ordinals))} {WEEKDAYS[weekday]}")
    return listed(groups)


def _dated(numbers: tuple[int, ...]) -> str:
    """BYMONTHDAY beside weekdays: "the 13th", "from the 7th to the 13th", "that is ..."."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        one = english.month_days(numbers)
        return one if first > 0 else f"that is {one}"
    if first > 0 and numbers == tuple(range(first, last + 1)):
        return f"from the {english.numbered(first)} to the {english.numbered(last)}"
    return f"that is {english.month_days(numbers, 'or')}"


def _time(start: date) -> str:
    if not isinstance(start, datetime):
        return ""
    return f" at {english.clock(start)}{' UTC' if start.tzinfo is UTC else ''}"


def _end(rule: Rule, start: date) -> str:
    """COUNT or UNTIL; the hour of UNTIL only where it is not the start's nor the day's last."""
    if rule.count is not None:
        return ", once" if rule.count == 1 else f", {rule.count} times"
    if rule.until is None:
        return ""
    if not isinstance(rule.until, datetime):
        return f" until {english.day(rule.until)}"
    until = _local(rule.until, start)
    clock = english.clock(until)
    plain = isinstance(start, datetime) and clock in (english.clock(start), "23:59:59")
    return f" until {english.day(until)}" + ("" if plain else f" at {clock}")


def _local(until: datetime, start: date) -> datetime:
    """UNTIL on the start's clock, or as it is where that has no year."""
    if until.tzinfo is None or not isinstance(start, datetime) or start.tzinfo is None:
        return until
    try:
        return until.astimezone(start.tzinfo)
    except OverflowError:
        return until
