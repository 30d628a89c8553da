"""Which periods the days of a sentence lie in: a month, each of some months, a quarter.

"The last workday of March and June" is one in each month, so the rule is monthly; only "the last of
each year" picks one of both months together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.words.hearing import Hearing

Parts = dict[str, Any]

_FIRST_MONTHS, _LAST_MONTHS = (1, 4, 7, 10), (3, 6, 9, 12)
# How many days from its end surely lie within one month.
_IN_ONE_MONTH = {"by_day": 4, "by_set_pos": 4, "by_month_day": 28}


def frequency(said: Mapping[str, Any]) -> Frequency:
    """How often days come that are named without it."""
    if {"by_month", "by_week_no", "by_year_day"} & said.keys():
        return Frequency.YEARLY
    if "by_month_day" in said or any(each.ordinal for each in said.get("by_day", ())):
        return Frequency.MONTHLY
    if "by_day" in said:
        return Frequency.MONTHLY if "by_set_pos" in said else Frequency.WEEKLY
    return Frequency.DAILY


def in_periods(parts: Parts, said: Mapping[str, Any], heard: Hearing) -> Parts:
    """The parts with the frequency and months of the periods that the sentence speaks of."""
    if "quarter" in said:
        return _in_quarters(parts, said["quarter"], heard)
    months = parts.get("by_month", ())
    picked = "by_set_pos" in parts and "of_whole_period" not in said
    if parts["freq"] is not Frequency.YEARLY or not picked or len(months) == 1 or not months:
        return parts
    if parts.get("interval", 1) > 1:
        raise heard.refusal("each_month")
    return {**parts, "freq": Frequency.MONTHLY}


def _in_quarters(parts: Parts, kind: str, heard: Hearing) -> Parts:
    """The first or last month of each quarter, where days count from one end of it.

    The 15th every quarter counts from its start instead: it may be in any month.
    """
    places = [each for each in _places(parts) if kind == "of" or each != ("by_month_day", True)]
    if not places:
        return parts
    far = any(
        abs(number) > _IN_ONE_MONTH[part] for part, _ in places for number in _numbers(parts, part)
    )
    if far or len({ahead for _, ahead in places}) > 1:
        raise heard.refusal("one_end")
    months = _FIRST_MONTHS if places[0][1] else _LAST_MONTHS
    return {**parts, "interval": 1, "by_month": parts.get("by_month", months)}


def _places(parts: Parts) -> Iterator[tuple[str, bool]]:
    """Each part that counts days, and whether it counts from the front."""
    for part in _IN_ONE_MONTH:
        yield from ((part, number > 0) for number in _numbers(parts, part))


def _numbers(parts: Parts, part: str) -> list[int]:
    values = parts.get(part, ())
    numbers = [each.ordinal for each in values] if part == "by_day" else values
    return [number for number in numbers if number]
