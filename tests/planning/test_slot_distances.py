"""Slots that keep their distance from other meetings, of their own series and of another."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from scheduler.errors import Finding, Severity
from scheduler.planning.policy import KnownMeeting
from scheduler.planning.slots import propose
from scheduler.planning.spacing import Spacing
from tests.planning.yearly_series import EARLIER, TODAY, UNTIL, YEARLY, closed, only


def test_a_cancelled_meeting_keeps_the_slot_and_keeps_nobody_at_a_distance() -> None:
    cancelled = KnownMeeting("SOM", None, datetime.fromisoformat("2027-05-07 09:30"))
    policies = (YEARLY, replace(EARLIER, spacing=Spacing.parse("at least 9 months before SOM")))

    earlier, slot = propose(policies, (cancelled,), closed(), today=TODAY, until=UNTIL)

    assert (slot.day, slot.kept) == (date(2027, 5, 7), cancelled)
    assert (earlier.day, earlier.reasons) == (date(2027, 3, 9), ())


def test_the_least_gap_holds_on_both_sides() -> None:
    policy = replace(YEARLY, spacing=Spacing.parse("at least 9 months"))
    before = KnownMeeting("SOM", date(2026, 8, 10))
    after = KnownMeeting("SOM", date(2028, 1, 31))

    assert only(policy, closed(), before).day == date(2027, 5, 14)
    assert only(policy, closed(), before).reasons == (
        "moved from Friday 7 May 2027: less than 9 months after SOM on Monday 10 August 2026",
        "Friday 30 April 2027: less than 9 months after SOM on Monday 10 August 2026",
    )
    assert only(policy, closed(), after).day == date(2027, 4, 30)
    assert only(policy, closed(), after).reasons == (
        "moved from Friday 7 May 2027: less than 9 months before SOM on Monday 31 January 2028",
    )


def test_the_greatest_gap_draws_a_slot_nearer() -> None:
    policy = replace(YEARLY, spacing=Spacing.parse("at most 18 months"))
    slot = only(policy, closed(), KnownMeeting("SOM", date(2025, 11, 6)))

    assert slot.day == date(2027, 4, 30)
    assert slot.reasons == (
        "moved from Friday 7 May 2027: more than 18 months after SOM on Thursday 6 November 2025",
    )


def test_a_series_long_overdue_keeps_its_other_rules() -> None:
    policy = replace(YEARLY, spacing=Spacing.parse("at most 18 months"))
    slot = only(policy, closed(date(2027, 5, 7)), KnownMeeting("SOM", date(2022, 10, 7)))

    assert (slot.day, slot.reasons) == (
        date(2027, 4, 30),
        ("moved from Friday 7 May 2027: the city, first: a feast",),
    )
    assert slot.findings == (
        Finding(
            Severity.WARNING,
            "no day in reach is soon enough: "
            "more than 18 months after SOM on Friday 7 October 2022",
            "SOM 2027-05-07",
        ),
    )


def test_a_slot_moves_away_from_the_meeting_it_must_precede() -> None:
    som = KnownMeeting("SOM", date(2027, 4, 15))
    slot = only(EARLIER, closed(), som)

    assert slot.day == date(2027, 3, 2)
    assert slot.reasons == (
        "moved from Tuesday 9 March 2027: less than 6 weeks before SOM on Thursday 15 April 2027",
    )


def test_before_says_nothing_of_the_time_after() -> None:
    slot = only(EARLIER, closed(), KnownMeeting("SOM", date(2027, 3, 8)))

    assert (slot.day, slot.reasons, slot.findings) == (date(2027, 3, 9), (), ())


def test_before_says_nothing_of_the_time_after_seen_from_the_other_side() -> None:
    after = KnownMeeting("HOU", date(2027, 5, 10), datetime.fromisoformat("2027-03-09 09:30"))

    _, slot = propose((YEARLY, EARLIER), (after,), closed(), today=TODAY, until=UNTIL)

    assert (slot.day, slot.reasons, slot.findings) == (date(2027, 5, 7), (), ())


def test_before_is_not_the_same_day() -> None:
    same_day = KnownMeeting("HOU", date(2027, 5, 7), datetime.fromisoformat("2027-03-09 09:30"))

    _, slot = propose((YEARLY, EARLIER), (same_day,), closed(), today=TODAY, until=UNTIL)

    assert slot.day == date(2027, 4, 30)
    assert slot.reasons == (
        "moved from Friday 7 May 2027: less than 6 weeks after HOU on Friday 7 May 2027",
    )


def test_a_distance_to_the_own_series_holds_on_both_sides_and_is_said_once() -> None:
    policy = replace(YEARLY, spacing=Spacing.parse("at least 9 months before SOM"))
    slot = only(policy, closed(), KnownMeeting("SOM", date(2026, 8, 10)))

    assert slot.reasons[0] == (
        "moved from Friday 7 May 2027: less than 9 months after SOM on Monday 10 August 2026"
    )


@pytest.mark.parametrize(
    ("spacing", "known"),
    [
        ("at least 9 months", date(2026, 8, 7)),
        ("at least 9 months", date(2028, 2, 7)),
        ("at most 18 months", date(2025, 11, 7)),
    ],
)
def test_a_gap_that_is_just_kept_moves_nothing(spacing: str, known: date) -> None:
    policy = replace(YEARLY, spacing=Spacing.parse(spacing))
    slot = only(policy, closed(), KnownMeeting("SOM", known))

    assert (slot.day, slot.reasons, slot.findings) == (date(2027, 5, 7), (), ())


def test_apart_holds_on_both_sides() -> None:
    policy = replace(EARLIER, spacing=Spacing.parse("at least 1 week apart from SOM"))
    slot = only(policy, closed(), KnownMeeting("SOM", date(2027, 3, 8)))

    assert slot.day == date(2027, 3, 16)
    assert slot.reasons == (
        "moved from Tuesday 9 March 2027: less than 1 week after SOM on Monday 8 March 2027",
        "Tuesday 2 March 2027: less than 1 week before SOM on Monday 8 March 2027",
    )


def test_what_one_series_asks_binds_the_other_too() -> None:
    late = KnownMeeting("HOU", date(2027, 3, 30), datetime.fromisoformat("2027-03-09 09:30"))

    _, slot = propose((YEARLY, EARLIER), (late,), closed(), today=TODAY, until=UNTIL)

    assert slot.day == date(2027, 5, 14)
    assert slot.reasons[0] == (
        "moved from Friday 7 May 2027: less than 6 weeks after HOU on Tuesday 30 March 2027"
    )


def test_two_series_on_one_day_are_kept_apart() -> None:
    twin = replace(YEARLY, code="TWIN", spacing=Spacing.parse("at least 1 week apart from SOM"))

    first, second = propose((twin, YEARLY), (), closed(), today=TODAY, until=UNTIL)

    # One of the two moves a week; of the plans that cost as little, the earliest.
    assert (first.series, first.day) == ("SOM", date(2027, 4, 30))
    assert (second.series, second.day) == ("TWIN", date(2027, 5, 7))


def test_a_slot_takes_the_day_that_serves_the_next_one() -> None:
    # 30 April is as near as 14 May; but a year later 52 weeks would end before 5 May.
    policy = replace(YEARLY, spacing=Spacing.parse("at most 52 weeks"))
    calendar = closed(date(2027, 5, 7), years=(2027, 2028))
    plan = propose((policy,), (), calendar, today=TODAY, until=date(2028, 12, 31))

    assert [slot.day for slot in plan] == [date(2027, 5, 14), date(2028, 5, 5)]
    assert [slot.findings for slot in plan] == [(), ()]


def test_a_meeting_of_the_record_between_two_slots_keeps_the_greatest_gap() -> None:
    policy = replace(YEARLY, spacing=Spacing.parse("at most 52 weeks"))
    calendar = closed(date(2027, 5, 7), years=(2027, 2028))
    between = KnownMeeting("SOM", date(2027, 10, 1))
    plan = propose((policy,), (between,), calendar, today=TODAY, until=date(2028, 12, 31))

    assert [slot.day for slot in plan] == [date(2027, 4, 30), date(2028, 5, 5)]
