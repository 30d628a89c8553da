import json
from datetime import date, timedelta

import pytest

from scheduler.errors import InvalidFile, NotFound
from scheduler.imports.closure_files import (
    calendar_file,
    closure_calendars,
    known_calendars,
    read_calendar_file,
)
from scheduler.imports.closure_tables import closure_calendar_schema
from scheduler.imports.public_holidays import EDITION
from scheduler.planning.closures import Closures, Hardness
from scheduler.planning.eu_institutions import Seat, eu_institution_days
from scheduler.resources import resource

INSTITUTIONS = ("eu-institutions-brussels", "eu-institutions-luxembourg")
MINIMAL = """\
format = 1
key = "x"
name = "X"
kind = "recess"
source = "a test"
"""


def closed(key: str, year: int) -> list[date]:
    """The weekdays of a year that a calendar closes."""
    closures = Closures(closure_calendars((key,), (year - 1, year)))
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(366))
    return [
        day for day in days
        if day.year == year and day.weekday() < 5 and closures.on(day, (key,))
    ]  # fmt: skip


@pytest.mark.parametrize("key", known_calendars())
def test_a_shipped_calendar_bears_the_name_of_its_file_and_points_to_the_schema(key: str) -> None:
    text = (resource("calendars") / "closures" / f"{key}.toml").read_text("utf-8")

    assert calendar_file(key).key == key
    assert text.splitlines()[0] == "#:schema ../closure-calendar.schema.json"


def test_shipped_schema_is_the_one_made_from_the_code() -> None:
    text = (resource("calendars") / "closure-calendar.schema.json").read_text("utf-8")

    assert json.loads(text) == closure_calendar_schema()


@pytest.mark.parametrize("key", known_calendars())
def test_a_calendar_has_every_year_or_none(key: str) -> None:
    years = (2026, 2027, 2028)
    editions = closure_calendars((key,), years)
    known = {year for one in editions for year in one.years}

    assert known == (set() if key in {"un-geneva", "european-parliament"} else set(years))
    assert {one.hardness for one in editions} <= {calendar_file(key).hardness}


@pytest.mark.parametrize(("key", "seat"), list(zip(INSTITUTIONS, Seat, strict=True)))
def test_the_published_decision_of_2023_is_what_the_rule_gives(key: str, seat: Seat) -> None:
    rule, decision = closure_calendars((key,), (2023,))

    assert (rule.provisional, decision.provisional) == (True, False)
    assert decision.edition == "OJ 2021/C 201 I/02"
    assert dict(decision.closures) == dict(rule.closures) == eu_institution_days(2023, seat)


def test_the_published_decision_of_2014_is_the_rule_and_its_exceptions() -> None:
    rule, brussels = closure_calendars(INSTITUTIONS[:1], (2014,))
    _, luxembourg = closure_calendars(INSTITUTIONS[1:], (2014,))
    granted = {date(2015, 1, 2): "granted in advance"}

    assert dict(brussels.closures) == {**rule.closures, **granted}
    assert luxembourg.closures == brussels.closures
    assert (brussels.years, luxembourg.years) == ((2014,), (2014,))


def test_luxembourg_worked_on_its_national_day_of_2014_alone() -> None:
    national = date(2014, 6, 23)

    assert national not in closed(INSTITUTIONS[1], 2014)
    assert national.replace(year=2015) in closed(INSTITUTIONS[1], 2015)


@pytest.mark.parametrize(("year", "count"), [(2014, 18), (2023, 18), (2026, 17), (2027, 16)])
def test_the_institutions_close_as_many_days_as_decided(year: int, count: int) -> None:
    assert [len(closed(key, year)) for key in INSTITUTIONS] == [count, count]


def test_on_armistice_day_belgium_is_closed_and_the_institutions_work() -> None:
    day, keys = date(2026, 11, 11), ("belgium", *INSTITUTIONS)
    closures = Closures(closure_calendars(keys, (2026,)))

    assert [one.calendar.key for one in closures.on(day, keys)] == ["belgium"]


def test_a_day_in_geneva_is_free_in_brussels() -> None:
    day, keys = date(2026, 9, 10), ("belgium", "geneva", *INSTITUTIONS)
    closures = Closures(closure_calendars(keys, (2026,)))

    assert [str(one) for one in closures.on(day, keys)] == [f"Geneva, {EDITION}: Genevan Fast"]


@pytest.mark.parametrize(
    ("key", "year", "first", "last"),
    [
        ("unga", 2026, "09-22", "09-28"),
        ("unga", 2027, "09-21", "09-27"),
        ("iom-council", 2016, "12-05", "12-08"),
        ("iom-council", 2024, "11-26", "11-28"),
        ("iom-council", 2027, "11-30", "12-03"),
        ("unhcr-excom", 2009, "09-28", "10-02"),
        ("unhcr-excom", 2027, "10-04", "10-08"),
    ],
)
def test_events_lie_where_the_record_or_the_rule_has_them(
    key: str, year: int, first: str, last: str
) -> None:
    days = closed(key, year)

    assert (f"{days[0]:%m-%d}", f"{days[-1]:%m-%d}") == (first, last)


@pytest.mark.parametrize("key", ["iom-council", "unhcr-excom"])
def test_the_rule_of_an_event_gives_the_sessions_on_record_but_one(key: str) -> None:
    file = calendar_file(key)
    (record,) = file.editions
    *rules, listed = closure_calendars((key,), record.years)
    wrong = [
        rule.years[0]
        for rule in rules
        if min(rule.closures) != min(day for day in listed.closures if day.year == rule.years[0])
    ]

    assert wrong == ([2016] if key == "iom-council" else [])


def test_a_recess_counts_against_a_date_and_a_holiday_forbids_it() -> None:
    hardness = {key: calendar_file(key).hardness for key in ("august-recess", "belgium", "target")}

    assert hardness == {
        "august-recess": Hardness.WARN,
        "belgium": Hardness.BLOCK,
        "target": Hardness.NOTE,
    }


@pytest.mark.parametrize("key", ["BELGIUM", "../eu-iom", ""])
def test_an_unknown_calendar_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(NotFound) as error:
        closure_calendars(("belgium", key), (2027,))
    assert str(error.value) == (
        f"there is no closure calendar {key!r}; there are: {', '.join(known_calendars())}"
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("hardnes = 1", "line 6: hardnes is not a key of the file: did you mean hardness?"),
        (
            'hardness = "hard"',
            "line 6: hardness: expected one of 'block', 'warn' or 'note', got 'hard'",
        ),
        (
            '[[spans]]\nname = "s"\nspan = "1 August"',
            (
                "line 8: span: the window '1 August' cannot be used: "
                'expected two days of the year, as "15 April to 15 June"'
            ),
        ),
        (
            '[easter]\nchurch = "western"\ndays = {}\n[institutions]\nseat = "brussels"',
            "line 6: easter: expected one way to compute the days, got institutions and easter",
        ),
        (
            '[holidays]\ncategory = "bank"',
            "line 6: holidays: expected a country or a market, and only one",
        ),
        ("x = ", "it is not TOML: Invalid value (at end of document)"),
    ],
)
def test_a_wrong_calendar_file_is_refused_with_the_line(more: str, sentence: str) -> None:
    with pytest.raises(InvalidFile) as error:
        read_calendar_file(MINIMAL + more, "x.toml")

    assert [str(problem) for problem in error.value.problems] == [sentence]
