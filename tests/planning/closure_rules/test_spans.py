from datetime import date

from scheduler.planning.closure_rules.spans import YearlySpan, span_days
from scheduler.planning.windows import SeriesWindow


def span(text: str) -> YearlySpan:
    return YearlySpan(SeriesWindow.parse(text), "recess")


def test_a_span_gives_all_its_days_both_ends_included() -> None:
    days = list(span_days((span("1 August to 31 August"),), 2027))

    assert (days[0], days[-1], len(days)) == (date(2027, 8, 1), date(2027, 8, 31), 31)


def test_a_span_across_new_year_gives_a_year_both_its_parts() -> None:
    assert [f"{day:%m-%d}" for day in span_days((span("30 December to 2 January"),), 2027)] == [
        "01-01",
        "01-02",
        "12-30",
        "12-31",
    ]


def test_a_span_to_the_leap_day_ends_a_day_earlier_in_other_years() -> None:
    spans = (span("27 February to 29 February"),)

    assert [len(span_days(spans, year)) for year in (2027, 2028)] == [2, 3]
