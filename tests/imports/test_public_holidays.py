from datetime import date
from importlib.metadata import version

import pytest

from scheduler.imports.public_holidays import EDITION, HolidayList, holiday_days

PLACES = {
    "belgium": HolidayList("BE"),
    "belgium bank": HolidayList("BE", category="bank"),
    "geneva": HolidayList("CH", subdivision="GE"),
    "luxembourg": HolidayList("LU"),
    "luxembourg bank": HolidayList("LU", category="bank"),
    "target": HolidayList(market="XECB"),
}
LISTED = {
    ("belgium", 2026): "1-1 4-5 4-6 5-1 5-14 5-24 5-25 7-21 8-15 11-1 11-11 12-25",
    ("belgium", 2027): "1-1 3-28 3-29 5-1 5-6 5-16 5-17 7-21 8-15 11-1 11-11 12-25",
    ("belgium bank", 2026): "4-3 5-15 12-26",
    ("belgium bank", 2027): "3-26 5-7 12-26",
    ("geneva", 2026): "1-1 4-3 4-6 5-14 5-25 8-1 9-10 12-25 12-31",
    ("geneva", 2027): "1-1 3-26 3-29 5-6 5-17 8-1 9-9 12-25 12-31",
    ("luxembourg", 2026): "1-1 4-6 5-1 5-9 5-14 5-25 6-23 8-15 11-1 12-25 12-26",
    ("luxembourg", 2027): "1-1 3-29 5-1 5-6 5-9 5-17 6-23 8-15 11-1 12-25 12-26",
    ("luxembourg bank", 2027): "3-26 12-24 12-31",
    ("target", 2026): "1-1 4-3 4-6 5-1 12-25 12-26",
    ("target", 2027): "1-1 3-26 3-29 5-1 12-25 12-26",
}


@pytest.mark.parametrize(("place", "year"), LISTED)
def test_public_holidays_are_those_listed(place: str, year: int) -> None:
    listed = [
        date(year, int(month), int(day))
        for month, day in (pair.split("-") for pair in LISTED[place, year].split())
    ]

    assert list(holiday_days(PLACES[place], (year,))[1]) == listed


def test_holidays_have_english_names_and_the_edition_of_the_package() -> None:
    _, geneva = holiday_days(PLACES["geneva"], (2027,))

    assert geneva[date(2027, 9, 9)] == "Genevan Fast"
    assert f"holidays {version('holidays')}" == EDITION


def test_asking_for_a_day_adds_no_year() -> None:
    _, belgium = holiday_days(PLACES["belgium"], (2027,))

    assert date(2028, 7, 21) not in belgium
    assert len(belgium) == 12


def test_years_the_package_does_not_know_stay_unknown() -> None:
    known, belgium = holiday_days(PLACES["belgium"], (2100, 2101))

    assert known == (2100,)
    assert {day.year for day in belgium} == {2100}
    assert holiday_days(PLACES["belgium"], (2101,)) == ((), {})


def test_school_breaks_differ_by_community() -> None:
    breaks = {
        community: holiday_days(HolidayList("BE", "", community, "school"), (2026,))[1]
        for community in ("French", "Flemish", "German")
    }
    may, easter_week = date(2026, 5, 4), date(2026, 4, 8)

    assert {name: may in days for name, days in breaks.items()} == {
        "French": True,
        "Flemish": False,
        "German": False,
    }
    assert easter_week in breaks["Flemish"]
    assert easter_week not in breaks["French"]
