from datetime import date
from importlib.metadata import version

import pytest

from scheduler.errors import NotFound
from scheduler.imports.public_holidays import closure_calendars, public_holidays
from scheduler.planning.eu_institutions import Seat, eu_institutions

LISTED = {
    ("belgium", 2026): "1-1 4-5 4-6 5-1 5-14 5-24 5-25 7-21 8-15 11-1 11-11 12-25",
    ("belgium", 2027): "1-1 3-28 3-29 5-1 5-6 5-16 5-17 7-21 8-15 11-1 11-11 12-25",
    ("geneva", 2026): "1-1 4-3 4-6 5-14 5-25 8-1 9-10 12-25 12-31",
    ("geneva", 2027): "1-1 3-26 3-29 5-6 5-17 8-1 9-9 12-25 12-31",
    ("luxembourg", 2026): "1-1 4-6 5-1 5-9 5-14 5-25 6-23 8-15 11-1 12-25 12-26",
    ("luxembourg", 2027): "1-1 3-29 5-1 5-6 5-9 5-17 6-23 8-15 11-1 12-25 12-26",
}


@pytest.mark.parametrize(("place", "year"), LISTED)
def test_public_holidays_are_those_listed(place: str, year: int) -> None:
    listed = [
        date(year, int(month), int(day))
        for month, day in (pair.split("-") for pair in LISTED[place, year].split())
    ]

    assert list(public_holidays(place, (year,)).closures) == listed


def test_holidays_have_english_names_an_edition_and_a_source() -> None:
    geneva = public_holidays("geneva", (2027, 2028))
    package = version("holidays")

    assert geneva.closures[date(2027, 9, 9)] == "Genevan Fast"
    assert geneva.label == f"Geneva, holidays {package}"
    assert geneva.source == f"https://pypi.org/project/holidays/{package}/"
    assert geneva.years == (2027, 2028)


def test_asking_for_a_day_adds_no_year() -> None:
    belgium = public_holidays("belgium", (2027,)).closures

    assert date(2028, 7, 21) not in belgium
    assert len(belgium) == 12


def test_years_the_package_does_not_know_stay_unknown() -> None:
    belgium = public_holidays("belgium", (2100, 2101))

    assert belgium.years == (2100,)
    assert {day.year for day in belgium.closures} == {2100}
    assert public_holidays("belgium", (2101,)).years == ()


def test_the_calendars_of_the_institutions_come_by_rule() -> None:
    years = iter((2026, 2027))
    keys = ("eu-institutions-luxembourg", "belgium", "eu-institutions-brussels")

    assert closure_calendars(keys, years) == (
        *eu_institutions(Seat.LUXEMBOURG, (2026, 2027)),
        public_holidays("belgium", (2026, 2027)),
        *eu_institutions(Seat.BRUSSELS, (2026, 2027)),
    )


@pytest.mark.parametrize("key", ["BELGIUM", "un-geneva", ""])
def test_an_unknown_calendar_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(NotFound) as error:
        closure_calendars(("belgium", key), (2027,))
    assert str(error.value) == (
        f"there is no closure calendar {key!r}; there are: belgium, geneva, luxembourg, "
        "eu-institutions-brussels, eu-institutions-luxembourg"
    )
