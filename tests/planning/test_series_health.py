from datetime import date

import pytest

from scheduler.planning.cadence import HeldMeeting, cadence
from scheduler.planning.series_health import (
    Forecast,
    Gap,
    Numbers,
    PastMeeting,
    Turns,
    Verdict,
    forecast,
    gaps_of,
    numbers_of,
    turns_had,
)
from scheduler.planning.spacing import NO_SPACING, Spacing

PROMISE = Spacing.parse("9 to 18 months")
TODAY = date(2026, 11, 24)
# As the record of the Senior Officials Meetings has them.
SOMS = (
    PastMeeting("SOM-1", date(2013, 5, 3), 1),
    PastMeeting("SOM-2", date(2014, 10, 1), 2),
    PastMeeting("SOM-2016", date(2016, 2, 16)),
    PastMeeting("SOM-4", None),
    PastMeeting("SOM-5", date(2018, 4, 4), 5),
    PastMeeting("SOM-6", None, 6),
    PastMeeting("SOM-7", date(2020, 10, 13), 7),
    PastMeeting("SOM-8", None, 8),
    PastMeeting("SOM-9", date(2022, 10, 7), 9),
    PastMeeting("SOM-10", None, 10),
    PastMeeting("SOM-11", date(2025, 4, 4), 11),
)


def _forecast(following: PastMeeting | None, spacing: Spacing = PROMISE) -> Forecast:
    held = [HeldMeeting(one.day, one.number) for one in SOMS if one.day]
    gaps = gaps_of(SOMS, spacing, is_numbered=True)
    return forecast(cadence(held, spacing, TODAY), gaps, spacing, following=following, today=TODAY)


def _one(months: int, spacing: Spacing, *, gaps: int = 1) -> Gap:
    later = date(2020 + (months - 1) // 12, (months - 1) % 12 + 1, 1)
    held = (PastMeeting("A", date(2019, 12, 1), 1), PastMeeting("B", later, 1 + gaps))
    (gap,) = gaps_of(held, spacing, is_numbered=True)
    return gap


def test_the_gaps_of_the_partnership_are_told_one_by_one() -> None:
    assert [str(gap) for gap in gaps_of(SOMS, PROMISE, is_numbered=True)] == [
        "17.0 months, 1 gap: kept",
        "16.5 months, gaps not known: not told",
        "25.6 months, gaps not known: not told",
        "30.3 months, 2 gaps, 15.2 each on average: not told",
        "23.8 months, 2 gaps, 11.9 each on average: not told",
        "29.9 months, 2 gaps, 14.9 each on average: not told",
    ]


def test_numbers_that_nobody_certainly_bears_are_told() -> None:
    assert numbers_of(SOMS) == Numbers(11, (3, 4), ("SOM-4", "SOM-6", "SOM-8", "SOM-10"))
    assert numbers_of([]) == Numbers(None, (), ())


@pytest.mark.parametrize(
    ("months", "gaps", "verdict"),
    [
        (8, 1, Verdict.SHORTER),
        (9, 1, Verdict.KEPT),
        (18, 1, Verdict.KEPT),
        (19, 1, Verdict.LONGER),
        (17, 2, Verdict.SHORTER),  # one of two is shorter than 9
        (30, 2, Verdict.UNTOLD),
        (36, 2, Verdict.UNTOLD),
        (37, 2, Verdict.LONGER),  # one of two is longer than 18
    ],
)
def test_several_gaps_are_judged_only_by_what_they_prove(
    months: int, gaps: int, verdict: Verdict
) -> None:
    assert _one(months, PROMISE, gaps=gaps).verdict is verdict


def test_without_a_promise_no_gap_is_judged() -> None:
    assert _one(19, NO_SPACING).verdict is Verdict.UNTOLD
    assert _one(19, Spacing.parse("at least 9 months")).verdict is Verdict.KEPT


def test_meetings_of_a_series_without_numbers_follow_each_other() -> None:
    held = [PastMeeting(name, date(year, 3, 1)) for name, year in (("B", 2021), ("A", 2020))]

    assert [(gap.earlier, gap.gaps) for gap in gaps_of(held, PROMISE, is_numbered=False)] == [
        ("A", 1)
    ]


def test_the_next_meeting_slips_by_the_days_past_the_greatest_gap() -> None:
    found = _forecast(PastMeeting("SOM-2027-1", date(2027, 4, 30)))

    assert str(found) == (
        "SOM-2027-1 on 30 April 2027 makes a gap of 24.8 months, 208 days more than promised; "
        "of 1 past gap known alone, none took as long"
    )


def test_a_next_meeting_in_time_does_not_slip() -> None:
    found = _forecast(PastMeeting("SOM-X", date(2026, 9, 1)))

    assert (found.slip_days, found.as_long) == (0, 1)
    assert str(found).endswith("of 16.9 months; of 1 past gap known alone, 1 took as long")


def test_without_a_next_meeting_the_time_that_has_passed_is_compared() -> None:
    assert str(_forecast(None)) == (
        "no next meeting is on record; of 1 past gap known alone, none took as long "
        "as has passed by now"
    )


def test_without_any_meeting_nothing_is_forecast() -> None:
    nothing = cadence([], PROMISE, TODAY)

    assert forecast(nothing, (), PROMISE, following=None, today=TODAY) == Forecast(
        "", None, None, None, 0, 0
    )


def test_turns_count_what_is_known_and_what_is_not() -> None:
    turns = turns_had("lead", ["DG ECHO", "", "DG HOME", "DG HOME", ""])

    assert turns == Turns("lead", (("DG HOME", 2), ("DG ECHO", 1)), 2)
    assert str(turns) == "lead: DG HOME 2, DG ECHO 1, not known 2"
