from datetime import date, timedelta

from scheduler.papers.year_view import (
    CalendarYear,
    ClosedDay,
    Run,
    Standing,
    YearEntry,
    blocks,
    joined,
    letters,
    named_runs,
)
from scheduler.planning.closures import Hardness

GOOD_FRIDAY, EASTER_MONDAY = date(2027, 3, 26), date(2027, 3, 29)


def _closed(name: str, *days: date) -> list[ClosedDay]:
    return [ClosedDay(day, name) for day in days]


def _calendar(hardness: Hardness) -> CalendarYear:
    return CalendarYear(
        "k", "K", "", "", (), hardness, "", is_provisional=False, source="", days=()
    )


def test_days_of_one_name_are_one_run_also_over_a_weekend() -> None:
    days = _closed("break", GOOD_FRIDAY, EASTER_MONDAY, EASTER_MONDAY + timedelta(days=1))

    assert named_runs(days) == [Run(GOOD_FRIDAY, date(2027, 3, 30), "break")]


def test_days_of_two_names_and_days_apart_are_runs_of_their_own() -> None:
    days = [
        *_closed("Good Friday", GOOD_FRIDAY),
        *_closed("Easter Monday", EASTER_MONDAY),
        *_closed("bridge", date(2027, 5, 5), date(2027, 5, 7)),
    ]

    assert named_runs(days) == [
        Run(GOOD_FRIDAY, GOOD_FRIDAY, "Good Friday"),
        Run(EASTER_MONDAY, EASTER_MONDAY, "Easter Monday"),
        Run(date(2027, 5, 5), date(2027, 5, 5), "bridge"),
        Run(date(2027, 5, 7), date(2027, 5, 7), "bridge"),
    ]


def test_a_block_ends_with_its_last_closed_day_though_a_weekend_follows() -> None:
    days = [*_closed("a", date(2027, 3, 25)), *_closed("b", GOOD_FRIDAY, EASTER_MONDAY)]
    found = blocks(days)

    assert found == [Run(date(2027, 3, 25), GOOD_FRIDAY), Run(EASTER_MONDAY, EASTER_MONDAY)]
    assert joined(found, over_weekends=True) == [Run(date(2027, 3, 25), EASTER_MONDAY)]


def test_letters_are_small_where_a_day_is_open_and_end_after_z() -> None:
    calendars = [_calendar(Hardness.BLOCK), *[_calendar(Hardness.WARN)] * 25]
    calendars += [_calendar(Hardness.BLOCK)] * 2

    assert "".join(letters(calendars)) == "Abcdefghijklmnopqrstuvwxyz**"


def test_an_entry_has_every_day_up_to_its_last() -> None:
    entry = YearEntry("A", Standing.HELD, GOOD_FRIDAY, date(2027, 3, 28), "")

    assert list(entry.days) == [GOOD_FRIDAY, date(2027, 3, 27), date(2027, 3, 28)]
