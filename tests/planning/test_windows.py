from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.windows import MonthDay, SeriesWindow, widened

SPRING = SeriesWindow(MonthDay(4, 15), MonthDay(6, 15))
WINTER = SeriesWindow(MonthDay(11, 15), MonthDay(2, 29))

month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(
    lambda day: MonthDay(day.month, day.day)
)


def ends(days: range) -> tuple[date, date]:
    return date.fromordinal(days[0]), date.fromordinal(days[-1])


@pytest.mark.parametrize(
    "text", ["15 April to 15 June", " 15 apr to 15 jun ", "15 APRIL to 15 June"]
)
def test_window_is_read_from_words(text: str) -> None:
    assert SeriesWindow.parse(text) == SPRING


@pytest.mark.parametrize(
    "text",
    ["", "April to June", "31 April to 15 June", "15 April", "15 A to 15 June", "0 May to 1 June",
     "30 February to 1 March", "15 Aprilis to 15 June"],
)  # fmt: skip
def test_window_refuses_other_words(text: str) -> None:
    with pytest.raises(InvalidValue) as error:
        SeriesWindow.parse(text)
    assert str(error.value) == (
        f"the window {text!r} cannot be used: "
        'expected two days of the year, as "15 April to 15 June"'
    )


@given(month_days, month_days)
def test_window_in_words_reads_back(first: MonthDay, last: MonthDay) -> None:
    window = SeriesWindow(first, last)

    assert SeriesWindow.parse(str(window)) == window


@pytest.mark.parametrize(
    ("window", "day", "expected"),
    [
        (SPRING, date(2027, 5, 7), (date(2027, 4, 15), date(2027, 6, 15))),
        (SPRING, date(2027, 4, 15), (date(2027, 4, 15), date(2027, 6, 15))),
        (SPRING, date(2027, 6, 15), (date(2027, 4, 15), date(2027, 6, 15))),
        (SPRING, date(2027, 10, 1), (date(2027, 4, 15), date(2027, 6, 15))),
        (SPRING, date(2027, 12, 1), (date(2028, 4, 15), date(2028, 6, 15))),
        (WINTER, date(2028, 1, 10), (date(2027, 11, 15), date(2028, 2, 29))),
        (WINTER, date(2026, 12, 1), (date(2026, 11, 15), date(2027, 2, 28))),
        (WINTER, date(2027, 4, 1), (date(2026, 11, 15), date(2027, 2, 28))),
        (WINTER, date(9999, 12, 31), (date(9998, 11, 15), date(9999, 2, 28))),
        (WINTER, date(1, 1, 1), (date(1, 11, 15), date(2, 2, 28))),
    ],
)
def test_window_around_a_day_holds_it_or_is_the_nearest(
    window: SeriesWindow, day: date, expected: tuple[date, date]
) -> None:
    assert ends(window.around(day)) == expected


def test_widened_days_stay_inside_the_calendar() -> None:
    margin = timedelta(days=3)

    assert ends(widened(range(5, 8), margin)) == (date(1, 1, 2), date(1, 1, 10))
    assert ends(widened(range(1, 2), margin)) == (date.min, date(1, 1, 4))
    end = date.max.toordinal()
    assert ends(widened(range(end, end + 1), margin)) == (date(9999, 12, 28), date.max)
