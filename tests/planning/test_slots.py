from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from scheduler.errors import Finding, InvalidRule, InvalidValue, Severity
from scheduler.planning.closures import ClosureCalendar, Closures
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.slots import Proposal, propose
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow

TODAY = date(2027, 1, 1)
UNTIL = date(2027, 12, 31)

# Friday 7 May 2027.
YEARLY = SeriesPolicy(
    code="SOM",
    rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
    dtstart=datetime.fromisoformat("2013-05-03 09:30"),
    start_time=time(9, 30),
    end_time=time(17, 0),
    zone="Europe/Brussels",
    window=SeriesWindow.parse("15 April to 15 June"),
    closure_calendars=("city",),
)
# Tuesday 9 March 2027.
EARLIER = replace(
    YEARLY, code="HOU", rule="FREQ=YEARLY;BYMONTH=3;BYDAY=2TU", window=None,
    spacing=Spacing.parse("at least 6 weeks before SOM"),
)  # fmt: skip


def closed(*days: date, years: tuple[int, ...] = (2027,)) -> Closures:
    city = ClosureCalendar(
        "city", "the city", "first", provisional=False, source="", years=years,
        closures=dict.fromkeys(days, "a feast"),
    )  # fmt: skip
    return Closures((city,))


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def only(
    policy: SeriesPolicy, closures: Closures, *existing: KnownMeeting, today: date = TODAY
) -> Proposal:
    (slot,) = propose((policy,), existing, closures, today=today, until=UNTIL)
    return slot


def test_a_slot_on_a_free_day_stays_without_a_reason() -> None:
    assert only(YEARLY, closed()) == Proposal(
        series="SOM",
        nominal=datetime.fromisoformat("2027-05-07 09:30"),
        day=date(2027, 5, 7),
        start=time(9, 30),
        end=time(17, 0),
        zone="Europe/Brussels",
    )
    assert not only(YEARLY, closed()).is_moved


def test_a_slot_on_a_closed_day_moves_by_a_week_the_earlier_first() -> None:
    slot = only(YEARLY, closed(date(2027, 5, 7)))

    assert slot.is_moved
    assert (slot.nominal, slot.day) == (
        datetime.fromisoformat("2027-05-07 09:30"),
        date(2027, 4, 30),
    )
    assert slot.reasons == ("moved from Friday 7 May 2027: the city, first: a feast",)


def test_every_day_passed_over_has_its_reason() -> None:
    slot = only(YEARLY, closed(date(2027, 4, 30), date(2027, 5, 7), date(2027, 5, 14)))

    assert slot.day == date(2027, 4, 23)
    assert slot.reasons == (
        "moved from Friday 7 May 2027: the city, first: a feast",
        "Friday 30 April 2027: the city, first: a feast",
        "Friday 14 May 2027: the city, first: a feast",
    )


def test_another_weekday_is_taken_only_when_none_of_the_same_is_left() -> None:
    fridays = [day for day in span(date(2027, 4, 15), date(2027, 6, 15)) if day.weekday() == 4]
    slot = only(YEARLY, closed(*fridays))

    assert slot.day == date(2027, 5, 6)
    assert slot.reasons[-1] == f"{len(fridays) - 3} more days were tried"


def test_a_slot_on_a_weekend_moves_to_the_nearest_working_day() -> None:
    # 9 May 2027 is a Sunday: Monday is nearer than Friday; Saturday and Monday are as near.
    sunday = replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=9")
    slot = only(sunday, closed())

    assert slot.day == date(2027, 5, 10)
    assert slot.reasons == (
        "moved from Sunday 9 May 2027: weekend: Sunday",
        "Saturday 8 May 2027: weekend: Saturday",
    )


def test_a_slot_outside_the_window_moves_into_it() -> None:
    slot = only(replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=7;BYDAY=1FR"), closed())

    assert slot.day == date(2027, 6, 11)
    assert slot.reasons == (
        "moved from Friday 2 July 2027: outside the window 15 April to 15 June",
    )


def test_a_slot_never_moves_before_today() -> None:
    slot = only(YEARLY, closed(date(2027, 5, 7)), today=date(2027, 5, 1))

    assert slot.day == date(2027, 5, 14)


@pytest.mark.parametrize(
    ("today", "until", "found"),
    [
        (date(2027, 5, 7), date(2027, 5, 7), [date(2027, 5, 7)]),
        (date(2027, 5, 8), date(2028, 5, 4), []),
        (date(2027, 1, 1), date(2027, 5, 6), []),
        (date(2000, 1, 1), date(2013, 5, 3), [date(2013, 5, 3)]),
    ],
)
def test_slots_lie_from_today_to_the_last_day_both_included(
    today: date, until: date, found: list[date]
) -> None:
    plan = propose((YEARLY,), (), closed(), today=today, until=until)

    assert [slot.nominal.date() for slot in plan] == found


def test_a_meeting_with_the_nominal_start_keeps_the_slot_wherever_it_is() -> None:
    known = KnownMeeting("SOM", date(2027, 12, 25), datetime.fromisoformat("2027-05-07 09:30"))
    slot = only(YEARLY, closed(), known)

    assert (slot.day, slot.kept) == (date(2027, 12, 25), known)
    assert (slot.reasons, slot.findings) == ((), ())


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

    assert (first.series, first.day) == ("SOM", date(2027, 5, 7))
    assert (second.series, second.day) == ("TWIN", date(2027, 4, 30))


def test_where_nothing_fits_the_nominal_day_stands_and_each_relief_is_named() -> None:
    window = span(date(2027, 4, 15), date(2027, 6, 15))
    slot = only(YEARLY, closed(*window))

    assert (slot.day, slot.reasons) == (
        date(2027, 5, 7),
        ("Friday 7 May 2027: the city, first: a feast",),
    )
    assert slot.findings == (
        Finding(
            Severity.ERROR,
            "no day keeps every rule; relax one of: "
            "the closed days of the city (then Friday 7 May 2027); "
            "the window 15 April to 15 June (then Friday 9 April 2027)",
            "SOM 2027-05-07",
        ),
    )


def test_where_one_rule_is_not_enough_all_are_named() -> None:
    policy = replace(YEARLY, window=None, spacing=Spacing.parse("9 to 18 months"))
    year = span(date(2027, 1, 1), UNTIL)
    slot = only(policy, closed(*year), KnownMeeting("SOM", date(2027, 1, 8)))

    assert slot.findings == (
        Finding(
            Severity.ERROR,
            "no day keeps every rule; relax several of: "
            "the closed days of the city; at least 9 months; the weekend",
            "SOM 2027-05-07",
        ),
    )


def test_a_year_without_an_edition_is_reported() -> None:
    assert only(YEARLY, closed(years=(2026,))).findings == (
        Finding(
            Severity.WARNING, "the closed days of 2027 are not known for city", "SOM 2027-05-07"
        ),
    )


def test_the_last_year_of_the_calendar_is_planned() -> None:
    policy = replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", window=None)
    (slot,) = propose(
        (policy,), (), closed(date.max, years=(9999,)), today=date(9999, 1, 1), until=date.max
    )

    assert slot.day == date(9999, 12, 24)


def test_a_plan_that_ends_before_today_is_refused() -> None:
    with pytest.raises(InvalidValue) as error:
        propose((YEARLY,), (), closed(), today=TODAY, until=date(2026, 12, 31))
    assert str(error.value) == (
        "the last day of the plan '2026-12-31' cannot be used: "
        "expected a day from today on (Friday 1 January 2027)"
    )


def test_an_impossible_rule_is_refused() -> None:
    with pytest.raises(InvalidRule):
        only(replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=13"), closed())


def test_a_policy_refuses_an_end_before_its_start() -> None:
    with pytest.raises(InvalidValue) as error:
        replace(YEARLY, end_time=time(9, 30))
    assert str(error.value) == (
        "the end of SOM '09:30' cannot be used: expected a time after the start, 09:30"
    )


def test_a_policy_refuses_a_start_with_a_zone() -> None:
    aware = datetime.fromisoformat("2013-05-03T09:30+00:00")

    with pytest.raises(InvalidValue, match="expected a wall time without a zone"):
        replace(YEARLY, dtstart=aware)
