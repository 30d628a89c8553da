from datetime import date

import dateutil.easter

from scheduler.planning.closure_rules.easter import (
    Church,
    FeastDay,
    easter_days,
    orthodox_easter,
    western_easter,
)

YEARS = range(1583, 4100)


def test_western_easter_is_dateutils_in_every_year() -> None:
    assert [western_easter(year) for year in YEARS] == [
        dateutil.easter.easter(year, dateutil.easter.EASTER_WESTERN) for year in YEARS
    ]


def test_orthodox_easter_is_dateutils_in_every_year() -> None:
    assert [orthodox_easter(year) for year in YEARS] == [
        dateutil.easter.easter(year, dateutil.easter.EASTER_ORTHODOX) for year in YEARS
    ]


def test_the_two_easters_are_those_listed() -> None:
    listed = {2026: ((4, 5), (4, 12)), 2027: ((3, 28), (5, 2)), 2028: ((4, 16), (4, 16))}

    assert {year: (western_easter(year), orthodox_easter(year)) for year in listed} == {
        year: (date(year, *west), date(year, *east)) for year, (west, east) in listed.items()
    }


def test_feasts_are_counted_from_the_easter_of_their_church() -> None:
    feasts = (FeastDay(-2, "Good Friday"), FeastDay(1, "Easter Monday"))

    assert easter_days(Church.ORTHODOX, feasts, 2027) == {
        date(2027, 4, 30): "Good Friday",
        date(2027, 5, 3): "Easter Monday",
    }
