"""Common ways of saying a rule in English that are read but not written.

`[a|b]` stands for either. A second Tuesday of a month is one; "every second Tuesday" alone is
every other one.
"""

from collections.abc import Mapping
from typing import Any

from scheduler.recurrence.parts import Frequency, WeekdayNum
from scheduler.recurrence.words.english_forms import (
    AND,
    CLOCK,
    EVERY,
    MONTH,
    ORDINAL,
    PLACES_LISTED,
    WEEKDAY,
    WEEKDAYS,
    WEEKDAYS_LISTED,
)
from scheduler.recurrence.words.forms import (
    Either,
    Fields,
    Form,
    Labelled,
    Listed,
    Names,
    Template,
    Token,
    framed,
    number,
    single,
)
from scheduler.recurrence.words.moment_forms import days
from scheduler.recurrence.words.number_forms import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    grouped,
    numbered,
    plain,
)
from scheduler.recurrence.words.times import Clock

_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORKDAY_NAMES = ("workday", "weekday", "working day", "business day", "week day")
_MONDAY_TO_FRIDAY = (
    *("Monday to Friday", "Mondays to Fridays", "from Monday to Friday", "Monday through Friday"),
    *("Monday-Friday", "Mon-Fri", "Mon to Fri", "Mon through Fri"),
)
_OF_MONTH = "[of|in] [the|every|each|a|any] month"
_OF_QUARTER = "of [the|every|each|a] quarter"
_OF_YEAR = "[of|in] [the|every|each|a|any] year"

_OFTEN: Form[tuple[Frequency, int]] = Names(
    "how often",
    {
        (Frequency.YEARLY, 1): ("yearly", "annually"),
        (Frequency.YEARLY, 2): ("biennially", "once every two years"),
        (Frequency.MONTHLY, 1): "monthly",
        (Frequency.MONTHLY, 6): ("half-yearly", "every half year", "semi-annually"),
        (Frequency.WEEKLY, 1): ("weekly",),
        (Frequency.WEEKLY, 2): ("fortnightly", "every fortnight", "once a fortnight"),
        (Frequency.DAILY, 1): "daily",
        (Frequency.HOURLY, 1): "hourly",
        (Frequency.MINUTELY, 15): "every quarter of an hour",
        (Frequency.MINUTELY, 30): ("every half hour", "every half-hour"),
    },
)
_TIMES: Form[int] = Either(
    Names("how many times", {1: "once", 2: "twice"}),
    framed("{} times", Names("a number", dict(enumerate(_NUMBER_WORDS, 1)))),
    framed("{} times", number("a number", 1, 366)),
)
_PLAIN_DAYS = Either(
    Names("days", {WORKDAYS: (*(f"{name}s" for name in _WORKDAY_NAMES), *_WORKDAY_NAMES)}),
    Names("days", {WORKDAYS: _MONDAY_TO_FRIDAY}),
    Names("days", {WEEKEND: ("weekends", "weekend", "weekend days", "the weekend")}),
    Names("days", {EVERY_DAY: "every day of the week"}),
    WEEKDAYS_LISTED,
    Listed(WEEKDAYS, AND),
)
_NUMBERED_DAYS = Either(
    numbered(Template("the {places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAY})),
    numbered(Template("{places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAY})),
    numbered(Template("{places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAYS})),
)
_MONTH_DAY = Either(
    Names("the last day", {-1: ("last day", "the last day"), 1: ("first day", "the first day")}),
    framed("the {}", ORDINAL),
    ORDINAL,
)
_DATES: dict[str, Form[Any]] = {
    "day": Either(ORDINAL, number("a day", 1, 31)),
    "month": single(MONTH),
    "year": number("a year", 1, 9999),
}
_ISO: dict[str, Form[Any]] = {
    "day": number("a day", 1, 31),
    "month": single(number("a month", 1, 12)),
    "year": number("a year", 1, 9999),
}
_CLOCK: Form[Clock] = Either(
    CLOCK,
    Names("a time", {(12, 0, None): ("noon", "midday"), (0, 0, None): "midnight"}),
    Token(
        "an hour",
        "([0-9]{1,2})(?: o'clock)?",
        lambda _: None,
        lambda found: (int(found[1]), 0, None) if int(found[1]) <= 23 else None,  # noqa: PLR2004
    ),
)

LOOSE: Mapping[str, Form[Any]] = {
    "loosely_often": _OFTEN,
    "times_a": _TIMES,
    "loose_days": plain(_PLAIN_DAYS),
    "numbered_days": grouped(Listed(Either(_NUMBERED_DAYS, plain(EVERY)), AND)),
    "loose_picked": plain(
        Names("days", {WORKDAYS: _WORKDAY_NAMES, WEEKEND: "weekend day"}),
    ),
    "loose_month_days": Listed(_MONTH_DAY, AND),
    "ordinals": Listed(ORDINAL, AND),
    "loose_figure": single(Either(ORDINAL, framed("the {}", ORDINAL), number("a day", 1, 31))),
    "loose_day": Labelled(
        "a date such as 1 June 2027",
        Either(
            days("{day} {month} {year}", _DATES),
            days("the {day} of {month} {year}", _DATES),
            days("{month} {day}, {year}", _DATES),
            days("{month} {day} {year}", _DATES),
            days("{year}-{month}-{day}", _ISO),
        ),
    ),
    "loose_clocks": Listed(_CLOCK, AND),
    "loose_clock": _CLOCK,
}

_WORKDAYS = tuple(map(WeekdayNum, WORKDAYS))
_MONTHLY = {"freq": Frequency.MONTHLY}
_YEARLY = {"freq": Frequency.YEARLY}
_OF_WHOLE_YEAR = {**_YEARLY, "of_whole_period": True}
_IN_QUARTER = {"freq": Frequency.MONTHLY, "interval": 3, "quarter": "of"}

ALSO: Mapping[str, Fields] = {
    "{often:loosely_often}": {},
    "[quarterly|every quarter|each quarter|once a quarter|once every quarter]": {
        **_IN_QUARTER,
        "quarter": "every",
    },
    "{times_a} [a|an|every|each|per] {freq}": {"interval": 1},
    "[on |every |each |on every |]{by_day:numbered_days} [of|in] {by_month}": _YEARLY,
    "[on |every |each |on every |]{by_day:numbered_days} " + _OF_MONTH: _MONTHLY,
    "[on |]{by_day:numbered_days} " + _OF_QUARTER: _IN_QUARTER,
    "[on |every |]{by_day:numbered_days} " + _OF_YEAR: _YEARLY,
    "[on the |the |on |every |]{by_set_pos} {by_day:loose_picked} [of|in] {by_month}": {},
    "[on the |the |on |every |]{by_set_pos} {by_day:loose_picked} " + _OF_MONTH: _MONTHLY,
    "[on the |the |on |]{by_set_pos} {by_day:loose_picked} " + _OF_QUARTER: _IN_QUARTER,
    "[on the |the |on |]{by_set_pos} {by_day:loose_picked} " + _OF_YEAR: _OF_WHOLE_YEAR,
    "[on the |the |on |]{by_set_pos} {by_day:loose_picked}": {},
    "[on |]{by_day:every} {by_month_day:dated}": {},
    "[on |]{by_day:loose_days} of {by_week_no}": _YEARLY,
    "[on |every |each |on every |]{by_day:loose_days}": {},
    "every [other|second] {by_day:loose_days}": {"freq": Frequency.WEEKLY, "interval": 2},
    "[on |every |each |]{by_day:numbered_days}": {},
    "[on |every |each |]{by_month_day:loose_month_days} " + _OF_MONTH: _MONTHLY,
    "[on |]{by_month_day:loose_month_days} " + _OF_QUARTER: _IN_QUARTER,
    "[on |every |each |]{by_month_day:loose_month_days} of {by_month}": _YEARLY,
    "[on |every |each |]{by_month_day:loose_month_days}": {},
    "[on |every |each |]{by_month_day:loose_figure} {by_month}": _YEARLY,
    "[on |every |each |]{by_month} {by_month_day:loose_figure}": _YEARLY,
    "[on |]{by_year_day} " + _OF_YEAR: _YEARLY,
    "[on |]{by_year_day}": _YEARLY,
    "[on |]the {by_year_day:ordinals} [day|days] " + _OF_YEAR: _YEARLY,
    "[only |]in {by_month}": {},
    "every {by_month}": _YEARLY,
    "[only |]in {by_week_no}": _YEARLY,
    "[at |]{clocks:loose_clocks}": {},
    "[except|except on|but not on|excluding] [weekends|the weekend]": {"by_day": _WORKDAYS},
    "[for |]{count} [occurrences|instances|meetings]": {},
    "for {count:times_a}": {},
    "{count:times_a}": {},
    "[until|till|to|through] {until_day:loose_day}": {},
    "[until|till] {until_day:loose_day} at {until_clock:loose_clock}": {},
}
