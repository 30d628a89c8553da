from datetime import date

import pytest

from scheduler.planning.eu_institutions import (
    Seat,
    eu_institution_days,
    eu_institutions,
)


def days(year: int, *months: tuple[int, tuple[int, ...]]) -> list[date]:
    return [date(year, month, day) for month, listed in months for day in listed]


# 2013/C 39/03: "1 and 2 January, 17, 18 and 21 April, 1, 9, 29 and 30 May, 9 June, 21 July,
# 15 August, 24 to 31 December": the days as printed, without the weekend of 27 and 28 December.
DECISION_2014 = days(
    2014,
    (1, (1, 2)),
    (4, (17, 18, 21)),
    (5, (1, 9, 29, 30)),
    (6, (9,)),
    (7, (21,)),
    (8, (15,)),
    (12, (24, 25, 26, 29, 30, 31)),
)

# 2021/C 201 I/02; 23 June for Luxembourg only, 21 July for Brussels only.
DECISION_2023_BOTH = days(
    2023,
    (1, (2,)),
    (4, (6, 7, 10)),
    (5, (1, 9, 18, 19, 29)),
    (8, (15,)),
    (11, (1, 2)),
    (12, (25, 26, 27, 28, 29)),
)
DECISION_2023 = {
    Seat.BRUSSELS: sorted([*DECISION_2023_BOTH, date(2023, 7, 21)]),
    Seat.LUXEMBOURG: sorted([*DECISION_2023_BOTH, date(2023, 6, 23)]),
}

# The edition of 2014 departed from the rule twice; so these are not what the rule gives.
LUXEMBOURG_2014_HAD = date(2014, 7, 21)
LUXEMBOURG_2014_HAD_NOT = date(2014, 6, 23)
GRANTED_IN_ADVANCE_IN_2014 = date(2015, 1, 2)

PROVISIONAL_2026 = days(
    2026,
    (1, (1, 2)),
    (4, (2, 3, 6)),
    (5, (1, 14, 15, 25)),
    (7, (21,)),
    (11, (2,)),
    (12, (24, 25, 28, 29, 30, 31)),
)
PROVISIONAL_2027 = days(
    2027,
    (1, (1,)),
    (3, (25, 26, 29)),
    (5, (6, 7, 17)),
    (7, (21,)),
    (11, (1, 2)),
    (12, (24, 27, 28, 29, 30, 31)),
)


def test_the_rule_gives_the_decision_of_2014() -> None:
    assert len(DECISION_2014) == 18
    assert list(eu_institution_days(2014, Seat.BRUSSELS)) == DECISION_2014


def test_the_exceptions_of_2014_stay_exceptions() -> None:
    luxembourg = sorted({*DECISION_2014} - {LUXEMBOURG_2014_HAD} | {LUXEMBOURG_2014_HAD_NOT})

    assert list(eu_institution_days(2014, Seat.LUXEMBOURG)) == luxembourg
    assert GRANTED_IN_ADVANCE_IN_2014 in eu_institution_days(2015, Seat.BRUSSELS)


@pytest.mark.parametrize("seat", Seat)
def test_the_rule_gives_the_decision_of_2023(seat: Seat) -> None:
    assert len(DECISION_2023[seat]) == 18
    assert list(eu_institution_days(2023, seat)) == DECISION_2023[seat]


@pytest.mark.parametrize(
    ("year", "count", "listed"), [(2026, 17, PROVISIONAL_2026), (2027, 16, PROVISIONAL_2027)]
)
def test_the_rule_gives_the_days_of_the_coming_years(
    year: int, count: int, listed: list[date]
) -> None:
    assert len(listed) == count
    assert list(eu_institution_days(year, Seat.BRUSSELS)) == listed


def test_the_institutions_work_on_armistice_day() -> None:
    assert [
        day
        for year in range(2014, 2040)
        for seat in Seat
        for day in eu_institution_days(year, seat)
        if (day.month, day.day) == (11, 11)
    ] == []


def test_no_day_falls_on_a_weekend() -> None:
    assert [
        day for year in range(1990, 2100) for day in eu_institution_days(year, Seat.BRUSSELS)
        if day.weekday() > 4
    ] == []  # fmt: skip


def test_two_feasts_on_one_day_are_both_named() -> None:
    named = eu_institution_days(2024, Seat.BRUSSELS)

    assert named[date(2024, 5, 9)] == "Europe Day and Ascension Day"
    assert named[date(2024, 5, 10)] == "Friday after Ascension"


def test_each_year_is_an_edition_of_its_own_and_provisional() -> None:
    editions = eu_institutions(Seat.LUXEMBOURG, (2026, 2027))

    assert [(one.key, one.label, one.years, one.provisional) for one in editions] == [
        (
            "eu-institutions-luxembourg",
            f"EU institutions (Luxembourg), rule {year}, provisional",
            (year,),
            True,
        )
        for year in (2026, 2027)
    ]
    assert editions[1].closures == eu_institution_days(2027, Seat.LUXEMBOURG)
