"""Why a date and why not another, for the real partnership; worked out by hand.

The plan stands in test_partnership_plan.py: SOM on 30 April 2027 because 7 May is closed, HoU on
9 March. From 9 March six weeks end on 20 April.
"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from scheduler.errors import InvalidValue
from scheduler.planning.explanation import Explanation, Move, Neighbour, Verdict, explain
from scheduler.planning.policy import KnownMeeting
from scheduler.planning.windows import SeriesWindow
from tests.planning.partnership import HELD, HOU, SOM, closures

TODAY, UNTIL = date(2026, 11, 24), date(2028, 12, 31)
CLOSURES = closures(2026, 2027, 2028)
SLOT = datetime.fromisoformat("2027-05-07 09:30")


def of(day: date | None = None, *known: KnownMeeting) -> Explanation:
    return explain(
        (SOM, HOU), (*HELD, *known), CLOSURES, slot=("SOM", SLOT), day=day, today=TODAY, until=UNTIL
    )


def test_why_this_date() -> None:
    found = of()

    assert (found.day, found.best, found.rank, found.more) == (
        date(2027, 4, 30), date(2027, 4, 30), 1, 0,
    )  # fmt: skip
    assert [one.rule for one in found.verdicts if not one.is_kept] == ["at most 18 months"]
    assert found.neighbours == (
        Neighbour("SOM", date(2025, 4, 4), -756),
        Neighbour("SOM", date(2028, 5, 5), 371),
        Neighbour("HOU", date(2027, 3, 9), -52),
        Neighbour("HOU", date(2027, 10, 12), 165),
    )


def test_why_not_a_closed_day_names_the_edition_and_that_it_is_provisional() -> None:
    found = of(date(2027, 5, 7))
    broken = {one.rule: one.words for one in found.verdicts if not one.is_kept}
    institutions = found.calendars[2]

    assert broken["the closed days of EU institutions (Brussels)"] == (
        "EU institutions (Brussels), rule 2027, provisional: Friday after Ascension"
    )
    assert (institutions.edition, institutions.is_provisional, institutions.closes) == (
        "rule 2027", True, ("Friday after Ascension",),
    )  # fmt: skip
    assert (found.rank, found.broken) == (None, 1)


def test_why_not_12_may() -> None:
    found = of(date(2027, 5, 12))

    # 5 days away and a Wednesday: 55 points, and the best has 7.
    assert (found.score.total, found.more, found.broken, found.moves) == (55, 48, 0, ())
    assert str(found).startswith("SOM on Wednesday 12 May 2027: number ")
    assert Verdict("the window 15 April to 15 June", is_kept=True) in found.verdicts


def test_a_day_that_would_move_another_meeting_says_which() -> None:
    found = of(date(2027, 4, 16))

    # Six weeks before 16 April is 5 March: HoU goes to 2 March, which costs 7 more.
    assert found.moves == (
        Move("HOU", datetime.fromisoformat("2027-03-09 10:00"), date(2027, 3, 9), date(2027, 3, 2)),
    )
    assert (found.plan_points, found.more) == (28, 21)


def test_a_meeting_that_stands_is_explained_as_if_it_did_not() -> None:
    stands = KnownMeeting("SOM", date(2027, 6, 4), SLOT)

    assert of(date(2027, 6, 4), stands) == of(date(2027, 6, 4))
    assert of(date(2027, 6, 4), stands).best == date(2027, 4, 30)


def test_a_slot_that_no_rule_makes_is_refused() -> None:
    with pytest.raises(InvalidValue) as error:
        explain(
            (SOM, HOU), HELD, CLOSURES,
            slot=("SOM", datetime.fromisoformat("2027-05-08 09:30")), today=TODAY, until=UNTIL,
        )  # fmt: skip
    assert str(error.value) == (
        "the slot 'SOM 2027-05-08 09:30' cannot be used: "
        "expected a slot from 2026-11-24 to 2028-12-31"
    )


def test_a_window_far_from_its_rule_makes_no_day_better_than_the_best() -> None:
    narrow = replace(HOU, window=SeriesWindow.parse("1 May to 5 May"))
    far = datetime.fromisoformat("2028-10-10 10:00")

    def found(day: date | None) -> Explanation:
        return explain(
            (SOM, narrow), HELD, CLOSURES, slot=("HOU", far), day=day, today=TODAY, until=UNTIL
        )

    # In May it would come within six weeks before SOM or on 1 May: the window is given up.
    assert (found(None).best, found(None).unkept) == (far.date(), "no day keeps every rule")
    for day in (far.date(), date(2028, 5, 9), date(2028, 12, 5), date(2029, 2, 6)):
        one = found(day)
        assert (one.broken, one.more) >= (0, 0)


def test_the_other_days_are_the_next_best_of_the_whole_plan() -> None:
    # 14 May is as near as 30 April; the Fridays after come 7 points apart.
    others = [
        (date(2027, 5, 14), 0),
        (date(2027, 4, 23), 7),
        (date(2027, 5, 21), 7),
        (date(2027, 5, 28), 14),
    ]
    assert [(one.day, one.more) for one in of().others] == others
    assert [*of().lines()][-1] == (
        "  or Fri 14 May 2027 (+0), Fri 23 Apr 2027 (+7), "
        "Fri 21 May 2027 (+7), Fri 28 May 2027 (+14)"
    )
    assert of(date(2027, 5, 14)).others[0].day == date(2027, 4, 30)


def test_a_gap_that_nothing_keeps_is_told_beside_the_day() -> None:
    assert next(of().lines()) == (
        "SOM on Friday 30 April 2027: the best of 41 days, with 7 points; "
        "no day that keeps the other rules keeps at most 18 months"
    )


def test_one_is_told_as_one() -> None:
    found = of(date(2027, 5, 6))

    assert "  falls on the closed days of Belgium: " in str(found)
    assert "  keeps off the weekend" in found.lines()
    assert "  1 point: 1 day before Friday 7 May 2027" in found.lines()
