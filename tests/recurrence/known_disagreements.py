"""Where other programs depart from the text of RFC 5545, each by an exact sign and with its law.

A judge may differ where one of its signs holds, and nowhere else. The laws in brackets are
numbered in docs/recurrence.md.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from tests.recurrence.oracle import week_year
from tests.recurrence.oracle_reading import WEEKDAYS

SHORTER_THAN_A_DAY = {"HOURLY", "MINUTELY", "SECONDLY"}


class Asked:
    """A rule's text and its start, as a judge is asked about them."""

    def __init__(self, text: str, start: date) -> None:
        self.day = start.date() if isinstance(start, datetime) else start
        self.parts = dict(part.split("=") for part in text.split(";"))
        self.freq = self.parts["FREQ"]
        self.interval = int(self.parts.get("INTERVAL", "1"))
        self.wkst = WEEKDAYS.index(self.parts.get("WKST", "MO"))

    def has(self, *names: str) -> bool:
        return any(name in self.parts for name in names)

    def values(self, name: str) -> list[str]:
        return self.parts[name].split(",") if name in self.parts else []

    def numbers(self, name: str) -> set[int]:
        return set(map(int, self.values(name)))


Sign = Callable[[Asked], bool]


def known(signs: Mapping[str, Sign], text: str, start: date) -> list[str]:
    """The disagreements that a case falls under, by name."""
    asked = Asked(text, start)
    return [name for name, applies in signs.items() if applies(asked)]


# What several programs have in common, most of them by descent from one algorithm.


def leap_second(asked: Asked) -> bool:
    """BYSECOND=60 is read as 59 (3.3.12) [L7]."""
    return 60 in asked.numbers("BYSECOND")


def plain_beside_numbered(asked: Asked) -> bool:
    """BYDAY=TU,-1SU is a list of alternatives (3.3.10) [L14]; they want a day to be both."""
    plain = {value in WEEKDAYS for value in asked.values("BYDAY")}
    return asked.freq in {"MONTHLY", "YEARLY"} and len(plain) == 2


def first_week_cut(asked: Asked) -> bool:
    """BYSETPOS counts from the week's beginning, before DTSTART too (3.3.10) [L22, D2]."""
    first = asked.day.weekday() == asked.wkst
    return asked.freq == "WEEKLY" and asked.has("BYSETPOS") and not first


def whole_weeks(asked: Asked) -> bool:
    """BYWEEKNO without a day takes that of DTSTART (3.3.10) [L15, D6]; they take all seven."""
    return asked.has("BYWEEKNO") and not asked.has("BYDAY", "BYMONTHDAY", "BYYEARDAY")


def weeks_across_the_years_end(asked: Asked) -> bool:
    """With BYWEEKNO the interval is the week-year [L20, D7, D8]; they cut weeks at 1 January."""
    return bool(asked.numbers("BYWEEKNO") & {1, 52, 53, -1, -52, -53})


def start_in_another_week_year(asked: Asked) -> bool:
    """INTERVAL counts week-years from that of DTSTART [L20, D9]; they count calendar years."""
    own = week_year(asked.day, asked.wkst) != asked.day.year
    return asked.has("BYWEEKNO") and asked.interval > 1 and own


DATEUTIL: dict[str, Sign] = {
    "second 60": leap_second,
    "plain beside numbered weekdays": plain_beside_numbered,
    "first week cut at the start": first_week_cut,
    "all days of a week": whole_weeks,
    "weeks across the year's end": weeks_across_the_years_end,
    "start in another week-year": start_in_another_week_year,
}


def signs_listed(signs: Mapping[str, Sign]) -> Iterator[tuple[str, str]]:
    """Each sign's name and its sentence, for the documentation."""
    for name, sign in signs.items():
        yield name, (sign.__doc__ or "").strip()


def as_moment(text: str, start: date) -> date:
    """A judge's answer as a value of a floating start's kind."""
    return datetime.fromisoformat(text) if isinstance(start, datetime) else date.fromisoformat(text)
