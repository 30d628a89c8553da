"""The values that the parts of a rule may hold, by how they are written (RFC 5545 3.3.10).

Each reader takes text in upper case and raises KeyError or ValueError for what it does not hold.
"""

import re

from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum

MOST = 10**15
"""The highest INTERVAL and COUNT: a rule of seconds comes to the end of year 9999 long before."""

_DIGITS = re.compile(r"[0-9]{1,20}")
_SIGNED = re.compile(r"[+-]?[0-9]{1,3}")
_UNSIGNED = re.compile(r"[0-9]{1,2}")
_WEEKDAY_NUM = re.compile(r"([+-]?[0-9]{1,2})(MO|TU|WE|TH|FR|SA|SU)")
_WEEKS = 53

# Calendars by their names in CLDR (RFC 7529), and what they are read as. These differ from the
# Gregorian one in the number of the year alone, so that every rule means the same in them.
CALENDARS = dict.fromkeys(("GREGORIAN", "BUDDHIST", "JAPANESE", "ROC"), "GREGORIAN")
OTHER_CALENDARS = frozenset(
    {
        "CHINESE",
        "COPTIC",
        "DANGI",
        "ETHIOPIC",
        "ETHIOPIC-AMETE-ALEM",
        "HEBREW",
        "INDIAN",
        "ISLAMIC",
        "ISLAMIC-CIVIL",
        "ISLAMIC-RGSA",
        "ISLAMIC-TBLA",
        "ISLAMIC-UMALQURA",
        "PERSIAN",
    }
)
CALENDAR_NAMES = CALENDARS | {name: name for name in OTHER_CALENDARS}

FREQUENCIES = {each.name: each for each in Frequency}
SKIPS = {each.name: each for each in Skip}
WEEKDAYS = {each.name: each for each in Weekday}


def whole_number(text: str) -> int:
    """The number from 1 to `MOST` that a text of digits means."""
    if _DIGITS.fullmatch(text) and 1 <= (number := int(text)) <= MOST:
        return number
    raise ValueError


class Numbers(dict[str, int]):
    """The numbers that a part may hold, by spelling; each is learned when it is first read.

    Signed ones may also count from the end. The second `leap` is read as the one before it
    (RFC 5545 3.3.12).
    """

    def __init__(
        self, low: int, high: int, *, signed: bool = False, leap: int | None = None
    ) -> None:
        super().__init__({} if leap is None else {str(leap): high})
        self._low, self._high, self._signed = low, high, signed
        back = f" or from -{high} to -{low}" if signed else ""
        self.expected = f"numbers from {low} to {leap or high}{back}"

    def __missing__(self, text: str) -> int:
        if not (_SIGNED if self._signed else _UNSIGNED).fullmatch(text):
            raise ValueError
        number = int(text)
        if not self._low <= abs(number) <= self._high:
            raise ValueError
        self[text] = number
        return number

    def read(self, text: str) -> tuple[int, ...]:
        """The numbers of a list: those from the front in order, then those from the end."""
        if "," not in text:
            return (self[text],)
        numbers = sorted({self[value] for value in text.split(",")})
        back = sum(number < 0 for number in numbers) if self._signed else 0
        return (*numbers[back:], *numbers[:back])


class WeekdayNums(dict[str, WeekdayNum]):
    """The values of BYDAY by spelling; each is learned when it is first read."""

    def __init__(self) -> None:
        super().__init__({name: WeekdayNum(weekday) for name, weekday in WEEKDAYS.items()})

    def __missing__(self, text: str) -> WeekdayNum:
        match = _WEEKDAY_NUM.fullmatch(text)
        if match is None or not 1 <= abs(ordinal := int(match[1])) <= _WEEKS:
            raise ValueError
        self[text] = value = WeekdayNum(WEEKDAYS[match[2]], ordinal)
        return value

    def read(self, text: str) -> tuple[WeekdayNum, ...]:
        """The weekdays of a list: every one, then those from the front, then from the end."""
        if "," not in text:
            return (self[text],)
        values = {self[value] for value in text.split(",")}
        return tuple(sorted(values, key=_calendar_order))


def _calendar_order(value: WeekdayNum) -> int:
    weekday, ordinal = value
    return (ordinal if ordinal >= 0 else ordinal + 2 * _WEEKS + 1) * len(WEEKDAYS) + weekday


MONTHS = Numbers(1, 12)
WEEK_NUMBERS = Numbers(1, _WEEKS, signed=True)
YEAR_DAYS = Numbers(1, 366, signed=True)
MONTH_DAYS = Numbers(1, 31, signed=True)
WEEKDAY_NUMS = WeekdayNums()
HOURS = Numbers(0, 23)
MINUTES = Numbers(0, 59)
SECONDS = Numbers(0, 59, leap=60)
POSITIONS = Numbers(1, 366, signed=True)
