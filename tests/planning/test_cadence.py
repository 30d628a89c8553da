from datetime import date

import pytest

from scheduler.planning.cadence import CadenceState, HeldMeeting, cadence
from scheduler.planning.spacing import NO_SPACING, Spacing

PROMISE = Spacing.parse("9 to 18 months")

# The Senior Officials Meetings whose day and number are on record; the 3rd, 4th, 6th, 8th and 10th
# have no day, or no number, that is certain.
KNOWN_SOMS = [
    HeldMeeting(date(2013, 5, 3), 1),
    HeldMeeting(date(2014, 10, 1), 2),
    HeldMeeting(date(2018, 4, 4), 5),
    HeldMeeting(date(2020, 10, 13), 7),
    HeldMeeting(date(2022, 10, 7), 9),
    HeldMeeting(date(2025, 4, 4), 11),
]


def test_the_mean_gap_of_the_partnership_counts_numbers_not_known_days() -> None:
    rhythm = cadence(KNOWN_SOMS, PROMISE, date(2026, 11, 24))

    # 4,354 days over ten gaps: 435.4 days, or 14.3 months of 30.44 days.
    assert (rhythm.gaps, round(rhythm.mean_months or 0, 1)) == (10, 14.3)
    assert rhythm.last_gap_months is None  # the 10th lies between, on a day nobody knows
    assert str(rhythm) == (
        "3 May 2013 to 4 April 2025: 10 gaps, 14.3 months on average, the last gap not known; "
        "overdue since 5 October 2026"
    )


def test_the_order_given_does_not_matter() -> None:
    on = date(2026, 11, 24)

    assert cadence(reversed(KNOWN_SOMS), PROMISE, on) == cadence(KNOWN_SOMS, PROMISE, on)


def test_a_gap_between_neighbours_is_known() -> None:
    rhythm = cadence(KNOWN_SOMS[:2], PROMISE, date(2015, 1, 1))

    assert str(rhythm) == (
        "3 May 2013 to 1 October 2014: 1 gap, 17.0 months on average, the last 17.0 months; "
        "not due before 1 July 2015, overdue from 2 April 2016"
    )


def test_meetings_without_numbers_are_counted() -> None:
    held = [HeldMeeting(date(2020 + year, 1, 1)) for year in range(4)]

    assert cadence(held, PROMISE, date(2023, 1, 1)).gaps == 3


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 1, 3), CadenceState.NOT_DUE),
        (date(2026, 1, 4), CadenceState.DUE),
        (date(2026, 10, 4), CadenceState.DUE),
        (date(2026, 10, 5), CadenceState.OVERDUE),
    ],
)
def test_due_begins_with_the_least_gap_and_overdue_after_the_greatest(
    on: date, state: CadenceState
) -> None:
    assert cadence(KNOWN_SOMS, PROMISE, on).state is state


def test_meetings_after_the_day_are_not_counted_yet() -> None:
    assert cadence(KNOWN_SOMS, PROMISE, date(2025, 4, 3)).last == date(2022, 10, 7)


def test_without_a_meeting_nothing_is_due() -> None:
    rhythm = cadence([], PROMISE, date(2026, 1, 1))

    assert (rhythm.state, str(rhythm)) == (CadenceState.UNKNOWN, "no meeting with a known day")


def test_without_a_rule_nothing_is_due() -> None:
    rhythm = cadence(KNOWN_SOMS[:1], NO_SPACING, date(2026, 1, 1))

    assert (rhythm.state, str(rhythm)) == (
        CadenceState.UNKNOWN,
        "one meeting, on 3 May 2013; no gap is promised",
    )


def test_a_least_gap_alone_is_never_overdue() -> None:
    rhythm = cadence(KNOWN_SOMS, Spacing.parse("at least 9 months"), date(2099, 1, 1))

    assert (rhythm.state, rhythm.overdue_from) == (CadenceState.DUE, None)


def test_a_greatest_gap_alone_is_due_until_it_is_past() -> None:
    rhythm = cadence(KNOWN_SOMS[:1], Spacing.parse("at most 18 months"), date(2014, 1, 1))

    assert (rhythm.state, str(rhythm)) == (
        CadenceState.DUE,
        "one meeting, on 3 May 2013; overdue from 4 November 2014",
    )
