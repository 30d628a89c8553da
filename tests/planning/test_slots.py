from dataclasses import replace
from datetime import date, datetime, time

import pytest

from scheduler.errors import Finding, InvalidRule, InvalidValue, Severity
from scheduler.planning.policy import KnownMeeting
from scheduler.planning.slots import Proposal, propose
from scheduler.planning.spacing import Spacing
from tests.planning.yearly_series import TODAY, UNTIL, YEARLY, bare, closed, only, span


def test_a_slot_on_a_free_day_stays_without_a_reason() -> None:
    assert bare(only(YEARLY, closed())) == Proposal(
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
            "no day keeps every rule; relax together one of: "
            "at least 9 months and the closed days of the city (then Friday 7 May 2027)",
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
