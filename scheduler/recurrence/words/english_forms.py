"""English words for the values of a rule."""

import re
from typing import Any

from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.words.canonical import SUB_DAILY
from scheduler.recurrence.words.forms import (
    Either,
    Form,
    Labelled,
    Listed,
    Names,
    Template,
    Token,
    counted,
    framed,
    number,
    single,
)
from scheduler.recurrence.words.moment_forms import clock_of, days, hour_ranges, moments
from scheduler.recurrence.words.number_forms import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    consecutive,
    grouped,
    numbered,
    plain,
    signed,
)
from scheduler.recurrence.words.times import Clock

AND, _OR = "and", "or"
_NOUNS = {
    Frequency.YEARLY: "year",
    Frequency.MONTHLY: "month",
    Frequency.WEEKLY: "week",
    Frequency.DAILY: "day",
    Frequency.HOURLY: "hour",
    Frequency.MINUTELY: "minute",
    Frequency.SECONDLY: "second",
}
_FREQUENCIES = {noun: freq for freq, noun in _NOUNS.items()}
_PLACES = ("first", "second", "third", "fourth", "fifth")
_NUMBERS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_HALF_DAY = 12
NUMBERED = r"[0-9]{1,3}(?:st|nd|rd|th)"
_PLACE = f"(?:{'|'.join(_PLACES)}|{NUMBERED})"


def _ordinal(value: int) -> str:
    """A number as a place in figures: "1st", "22nd", "13th"."""
    suffix = "th" if value % 100 in _TEENS else _SUFFIXES.get(value % 10, "th")
    return f"{value}{suffix}"


def _place(value: int) -> str:
    """A place in words where it is short: "first", "20th"; -1 is "last", -2 "second-to-last"."""
    if value == -1:
        return "last"
    size = abs(value)
    word = _PLACES[size - 1] if size <= len(_PLACES) else _ordinal(size)
    return word if value > 0 else f"{word}-to-last"


def _read_place(found: re.Match[str]) -> int:
    word, _, back = found[0].replace(" ", "-").partition("-to-")
    if word in ("last", "next", "penultimate"):
        return -1 if word == "last" else -2
    size = _PLACES.index(word) + 1 if word in _PLACES else int(word[:-2])
    return -size if back else size


def _often(value: tuple[Frequency, int]) -> str:
    freq, interval = value
    noun = _NOUNS[freq]
    if interval <= 2:  # noqa: PLR2004 -- twice as long has a word of its own
        return f"every {noun}" if interval == 1 else f"every other {noun}"
    if freq in SUB_DAILY and interval <= len(_PLACES):
        return f"every {_PLACES[interval - 1]} {noun}"
    return f"every {interval} {noun}s"


def _read_often(found: re.Match[str]) -> tuple[Frequency, int] | None:
    interval = _interval(found[1]) if found[1] else 1
    return (_FREQUENCIES[found[2].removesuffix("s")], interval) if interval else None


def _interval(word: str) -> int:
    for words in (_PLACES, _NUMBERS):
        if word in words:
            return words.index(word) + 1
    return 2 if word == "other" else int(re.sub("[^0-9]", "", word))


def _clock(value: Clock) -> str:
    hour, minute, second = value
    return f"{hour}:{minute:02}" + ("" if second is None else f":{second:02}")


def _read_clock(found: re.Match[str]) -> Clock | None:
    hour, half = int(found[1]), found[4]
    if half:
        hour = hour % _HALF_DAY + _HALF_DAY * (half == "p") if 0 < hour <= _HALF_DAY else -1
    elif found[2] is None:
        return None
    return clock_of(hour, int(found[2] or 0), found[3])


WEEKDAY: Form[Weekday] = Names(
    "a weekday",
    {
        Weekday.MO: ("Monday", "Mon"),
        Weekday.TU: ("Tuesday", "Tue", "Tues"),
        Weekday.WE: ("Wednesday", "Wed"),
        Weekday.TH: ("Thursday", "Thu", "Thur", "Thurs"),
        Weekday.FR: ("Friday", "Fri"),
        Weekday.SA: ("Saturday", "Sat"),
        Weekday.SU: ("Sunday", "Sun"),
    },
)
WEEKDAYS: Form[Weekday] = Names(
    "weekdays",
    {
        Weekday.MO: "Mondays",
        Weekday.TU: "Tuesdays",
        Weekday.WE: "Wednesdays",
        Weekday.TH: "Thursdays",
        Weekday.FR: "Fridays",
        Weekday.SA: "Saturdays",
        Weekday.SU: "Sundays",
    },
)
MONTH: Form[int] = Names(
    "a month",
    {
        1: ("January", "Jan"),
        2: ("February", "Feb"),
        3: ("March", "Mar"),
        4: ("April", "Apr"),
        5: "May",
        6: ("June", "Jun"),
        7: ("July", "Jul"),
        8: ("August", "Aug"),
        9: ("September", "Sept", "Sep"),
        10: ("October", "Oct"),
        11: ("November", "Nov"),
        12: ("December", "Dec"),
    },
)

PLACE: Form[int] = Token(
    "a place such as first or last",
    f"(?:{_PLACE}|next)[- ]to[- ]last|penultimate|{_PLACE}|last",
    _place,
    _read_place,
)
PLACES_LISTED = Listed(PLACE, AND)
ORDINAL: Form[int] = Token(
    "a number such as 1st",
    NUMBERED,
    lambda value: _ordinal(value) if value > 0 else None,
    lambda found: int(found[0][:-2]),
)
CLOCK: Form[Clock] = Token(
    "a time such as 9:30",
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::([0-9]{2}))?(?: ?([ap])\.?m\.?)?",
    _clock,
    _read_clock,
)
_FORMS: dict[str, Form[Any]] = {"day": number("a day", 1, 31), "month": single(MONTH)}
_FORMS["year"] = number("a year", 1, 9999)
_DAY = Labelled("a date such as 1 June 2027", days("{day} {month} {year}", _FORMS))


def _month_days(last: str) -> Form[tuple[int, ...]]:
    ahead = framed("the {}", Listed(ORDINAL, last))
    return signed(ahead, framed("the {} day", Listed(PLACE, last)), f"{{ahead}} {last} {{back}}")


def _counted(noun: str, most: int) -> Form[tuple[int, ...]]:
    return counted(f"{noun} {{}}", f"{noun}s {{}}", number(f"a {noun}", 0, most), AND)


def _from_both_ends(noun: str, most: int, of_year: str = "") -> Form[tuple[int, ...]]:
    one, many = f"the {{}} {noun}{of_year}", f"the {{}} {noun}s{of_year}"
    back = counted(one, many, PLACE, AND)
    return signed(_counted(noun, most), back, "{ahead} and {back}")


WEEKDAYS_LISTED = Listed(WEEKDAY, AND)
EVERY = framed(
    "every {}",
    Either(
        Names("days", {WORKDAYS: ("workday", "working day"), WEEKEND: "weekend day"}),
        Names("days", {EVERY_DAY: "day"}),
        WEEKDAYS_LISTED,
    ),
)
_WEEK = Either(
    Names("days", {WORKDAYS: ("workdays", "working days"), EVERY_DAY: "all seven days"}),
    WEEKDAYS_LISTED,
)
_PLURAL = Either(
    Names("days", {WORKDAYS: ("workdays", "working days"), WEEKEND: "weekend days"}),
    Names("days", {EVERY_DAY: "all seven days"}),
    Listed(WEEKDAYS, AND),
)
_PICKED = Either(
    Names("days", {WORKDAYS: ("workday", "working day"), WEEKEND: "weekend day"}),
    framed("of the {}", Listed(WEEKDAYS, AND)),
)
_NUMBERED_DAYS = Template("the {places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAY})

FORMS: dict[str, Form[Any]] = {
    "often": Token(
        "how often",
        f"(?:every|each)(?: (other|{_PLACE}|{'|'.join(_NUMBERS)}|[0-9]{{1,15}}))?"
        f" ({'|'.join(_FREQUENCIES)})s?",
        _often,
        _read_often,
    ),
    "freq": Names("a period", _NOUNS),
    "year": days("{year}", _FORMS),
    "month_of_year": days("{month} {year}", _FORMS),
    "day": _DAY,
    "moment_in_words": moments("{day} at {clock}", _DAY, CLOCK),
    "moment": moments("{day}, {clock}", _DAY, CLOCK),
    "by_month": Listed(MONTH, AND),
    "figure": single(number("a day", 1, 31)),
    "by_month_day": _month_days(AND),
    "dated": Either(
        framed("the {}", single(ORDINAL)),
        consecutive("from the {first} to the {last}", ORDINAL),
        framed("that is {}", _month_days(_OR)),
    ),
    "by_year_day": _from_both_ends("day", 366),
    "by_week_no": _from_both_ends("week", 53, " of the year"),
    "by_day": grouped(Listed(Either(plain(EVERY), numbered(_NUMBERED_DAYS)), AND)),
    "every": plain(EVERY),
    "week": plain(_WEEK),
    "plural": plain(_PLURAL),
    "picked": plain(_PICKED),
    "by_set_pos": PLACES_LISTED,
    "clock": CLOCK,
    "clocks": Listed(CLOCK, AND),
    "by_hour": _counted("hour", 23),
    "by_minute": _counted("minute", 59),
    "by_second": _counted("second", 59),
    "hour_ranges": hour_ranges("from {first} to {last}", CLOCK, AND),
    "wkst": WEEKDAY,
    "count": number("a number", 1, 10**15),
}
