from datetime import date

import pytest

from scheduler.errors import InvalidValue
from scheduler.planning.spans import Span, Unit


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10 days", Span(10, Unit.DAYS)),
        ("1 week", Span(1, Unit.WEEKS)),
        (" 6 Weeks ", Span(6, Unit.WEEKS)),
        ("9 months", Span(9, Unit.MONTHS)),
        ("2 year", Span(2, Unit.YEARS)),
    ],
)
def test_span_is_read_from_words(text: str, span: Span) -> None:
    assert Span.parse(text) == span
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text", ["", "weeks", "6", "six weeks", "-6 weeks", "6 fortnights", "٦ days"]
)
def test_span_refuses_other_words(text: str) -> None:
    with pytest.raises(InvalidValue) as error:
        Span.parse(text)
    assert str(error.value) == (
        f"the span {text!r} cannot be used: "
        'expected a number of days, weeks, months or years, as "6 weeks"'
    )


def test_span_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="'0 days' cannot be used: expected a number from 1 on"):
        Span.parse("0 days")


@pytest.mark.parametrize(
    ("day", "span", "after"),
    [
        (date(2027, 3, 9), "6 weeks", date(2027, 4, 20)),
        (date(2027, 3, 9), "10 days", date(2027, 3, 19)),
        (date(2025, 4, 4), "18 months", date(2026, 10, 4)),
        (date(2027, 10, 12), "3 months", date(2028, 1, 12)),
        (date(2027, 1, 31), "1 month", date(2027, 2, 28)),
        (date(2028, 2, 29), "1 year", date(2029, 2, 28)),
        (date(2028, 2, 29), "12 months", date(2029, 2, 28)),
        (date(9999, 12, 1), "6 weeks", date.max),
        (date(9999, 1, 1), "9999 years", date.max),
        (date(9998, 12, 31), "12 months", date.max),
    ],
)
def test_span_counts_on_from_a_day(day: date, span: str, after: date) -> None:
    assert Span.parse(span).after(day) == after
