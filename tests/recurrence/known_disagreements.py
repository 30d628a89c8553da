"""Where other programs depart from the text of RFC 5545, each by an exact sign and with its law.

A judge may differ where one of its signs holds, and nowhere else. The laws in brackets are
numbered in docs/recurrence.md.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from tests.recurrence.oracle import week_year
from tests.recurrence.oracle_reading import DATE_PARTS, FIXED, TIME_PARTS, WEEKDAYS

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
    """BYSECOND=60 is read as 59 (3.3.12) [L7, D32]."""
    return 60 in asked.numbers("BYSECOND")


def plain_beside_numbered(asked: Asked) -> bool:
    """BYDAY=TU,-1SU is a list of alternatives (3.3.10) [L14, D40]; they want both."""
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


# rrule.js has dateutil's algorithm, and more of its own.


def positions_not_alone(asked: Asked) -> bool:
    """BYSETPOS picks from a set [L22, D3]: two positions on one day give it once, and a position
    that the set does not reach nothing; rrule.js gives the day twice, and the first.
    """
    positions = asked.numbers("BYSETPOS")
    return len(positions) > 1 or min(positions, default=0) < -1


def stepped_within_days(asked: Asked) -> bool:
    """INTERVAL counts from DTSTART on [L24, D41]; rrule.js loses count of minutes and seconds where
    days or hours are left out.
    """
    limits = (*DATE_PARTS, *TIME_PARTS)
    return asked.freq in {"MINUTELY", "SECONDLY"} and asked.interval > 1 and asked.has(*limits)


RRULE_JS: dict[str, Sign] = {
    **{name: sign for name, sign in DATEUTIL.items() if sign is not leap_second},
    "several positions, or one beyond the set": positions_not_alone,
    "steps of minutes and seconds": stepped_within_days,
}


# libical 3 and ical.js.


def several_times(asked: Asked) -> bool:
    return any(len(asked.values(part)) > 1 for part in TIME_PARTS[FIXED.get(asked.freq, 0) :])


def positions_of_times(asked: Asked) -> bool:
    """BYSETPOS picks from the set of one interval, times included, with every FREQ [L22, D2, D3];
    libical 3 has it for the days of months alone, and refuses positions that the set lacks.
    """
    in_days = asked.freq == "MONTHLY" and not several_times(asked)
    return asked.has("BYSETPOS") and (not in_days or positions_not_alone(asked))


def counted_back_as_limit(asked: Asked) -> bool:
    """BYMONTHDAY=-1 is the last day of the month [L18], as a limit too [D21]; they lose it."""
    back = min(asked.numbers("BYMONTHDAY") | asked.numbers("BYYEARDAY"), default=0) < 0
    return asked.freq in {*SHORTER_THAN_A_DAY, "DAILY"} and back


def limited_by_its_own_unit(asked: Asked) -> bool:
    """A part as long as FREQ, or longer, removes instances [L14, L24, D17, D20]; they step to the
    next hour, minute or second named, whatever INTERVAL says, or give the first one twice.
    """
    return asked.has(*TIME_PARTS[: FIXED.get(asked.freq, 0)])


def month_days_of_every_month(asked: Asked) -> bool:
    """YEARLY with BYMONTHDAY means every month, says the table [L16, D12]; theirs is DTSTART's."""
    return asked.freq == "YEARLY" and asked.has("BYMONTHDAY") and not asked.has("BYMONTH")


def year_days_beside_others(asked: Asked) -> bool:
    """Two date parts that both expand intersect [L14, D13]; they refuse the rule."""
    others = asked.has("BYMONTH", "BYMONTHDAY", "BYWEEKNO")
    return asked.freq == "YEARLY" and asked.has("BYYEARDAY") and others


def week_numbers(asked: Asked) -> bool:
    """BYWEEKNO in full [L15, L19, L20, D6 to D11]: they refuse it without BYDAY, or ignore it."""
    return asked.has("BYWEEKNO")


def interval_over_two_octets(asked: Asked) -> bool:
    """INTERVAL is any positive number (3.3.10) [L4, D42]; libical holds it in 16 bits."""
    return asked.interval > 2**15 - 1


def weeks_from_another_day(asked: Asked) -> bool:
    """INTERVAL counts weeks from WKST on [L21, L24, D43]; libical 3 leaves the start's own out."""
    return asked.freq == "WEEKLY" and asked.interval > 1 and asked.has("WKST")


LIBICAL: dict[str, Sign] = {
    "positions of times": positions_of_times,
    "counted back as a limit": counted_back_as_limit,
    "limited by its own unit": limited_by_its_own_unit,
    "month days of every month": month_days_of_every_month,
    "year days beside others": year_days_beside_others,
    "week numbers": week_numbers,
    "interval over two octets": interval_over_two_octets,
    "weeks from another day": weeks_from_another_day,
}


def positions_of_weekdays_only(asked: Asked) -> bool:
    """BYSETPOS picks from the whole set [L22, D3]; ical.js has it for weekdays of months alone."""
    weekdays_alone = asked.freq == "MONTHLY" and not asked.has("BYMONTHDAY", *TIME_PARTS)
    return asked.has("BYSETPOS") and (not weekdays_alone or positions_not_alone(asked))


def impossible_day_of_a_year(asked: Asked) -> bool:
    """31 September is no date, and left out [L23, D14]; ical.js goes on to 1 October."""
    days = asked.numbers("BYMONTHDAY") or ({asked.day.day} if not asked.has("BYDAY") else set())
    return asked.freq == "YEARLY" and max(map(abs, days), default=0) > 28


def counted_back_in_a_year(asked: Asked) -> bool:
    """BYMONTHDAY=-1 is the last day of each month [L18, D44]; ical.js finds none in some years."""
    return asked.freq == "YEARLY" and min(asked.numbers("BYMONTHDAY"), default=0) < 0


def several_times_of_months(asked: Asked) -> bool:
    """BYHOUR and shorter expand each day [L13, D45]; ical.js adds the first of a month with some,
    or loses all but the first.
    """
    return asked.freq in {"MONTHLY", "YEARLY"} and several_times(asked)


def months_of_months(asked: Asked) -> bool:
    """BYMONTH removes months, and INTERVAL counts them all [L24, D46]; ical.js steps from one month
    that is named to the next, or gives days twice.
    """
    return asked.freq == "MONTHLY" and asked.has("BYMONTH")


def weekdays_of_the_year(asked: Asked) -> bool:
    """BYDAY without BYMONTH is of the year (3.3.10, note 2) [L17, D15]; ical.js goes wrong."""
    return asked.freq == "YEARLY" and asked.has("BYDAY") and not asked.has("BYMONTH")


def year_days_as_limit(asked: Asked) -> bool:
    """BYYEARDAY limits hours, minutes and seconds (the table) [L10, D21]; ical.js refuses it."""
    return asked.freq in SHORTER_THAN_A_DAY and asked.has("BYYEARDAY")


def weekdays_beside_month_days(asked: Asked) -> bool:
    """BYDAY beside BYMONTHDAY limits (3.3.10, note 1) [L14, D47]; ical.js loses a month."""
    return asked.freq in {"MONTHLY", "YEARLY"} and asked.has("BYDAY") and asked.has("BYMONTHDAY")


ICAL_JS: dict[str, Sign] = {
    "positions of weekdays only": positions_of_weekdays_only,
    "counted back as a limit": counted_back_as_limit,
    "limited by its own unit": limited_by_its_own_unit,
    "month days of every month": month_days_of_every_month,
    "year days beside others": year_days_beside_others,
    "week numbers": week_numbers,
    "impossible day of a year": impossible_day_of_a_year,
    "counted back in a year": counted_back_in_a_year,
    "several times of months": several_times_of_months,
    "months of months": months_of_months,
    "weekdays of the year": weekdays_of_the_year,
    "year days as a limit": year_days_as_limit,
    "weekdays beside month days": weekdays_beside_month_days,
}
