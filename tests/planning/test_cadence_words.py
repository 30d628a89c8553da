"""What a policy says beside window and spacing, seen in the plan that it makes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.planning.busy import BusyTimes, seconds
from scheduler.planning.closures import ClosureCalendar, Closures, Hardness
from scheduler.planning.margins import Margin
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import Rotation, RotationKind, Turn
from scheduler.planning.score import Part, PartKind, Score
from scheduler.planning.slots import Proposal, propose
from tests.planning.yearly_series import EARLIER, TODAY, UNTIL, YEARLY, closed, only, span

FRIDAY = date(2027, 5, 7)


def soft(*days: date, hardness: Hardness, provisional: bool = False) -> Closures:
    fair = ClosureCalendar(
        "city", "the fair", "first", provisional=provisional, source="", years=(2027,),
        closures=dict.fromkeys(days, "opening"), hardness=hardness,
    )  # fmt: skip
    return Closures((fair,))


def among(busy: BusyTimes, policy: SeriesPolicy) -> Proposal:
    (slot,) = propose((policy,), (), closed(), today=TODAY, until=UNTIL, busy=busy)
    return slot


def taken(name: str, *days: date) -> BusyTimes:
    """Somebody taken at noon of these days."""
    noons = [seconds(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) for day in days]
    return BusyTimes({name: [(noon, noon + 60) for noon in noons]})


def test_the_four_other_days_are_the_next_best_with_what_each_adds() -> None:
    slot = only(YEARLY, closed())

    assert (slot.day, slot.score, slot.plan_points) == (FRIDAY, Score(), 0)
    assert [(one.day, one.plan_points, one.more) for one in slot.alternatives] == [
        (date(2027, 4, 30), 7, 7),
        (date(2027, 5, 14), 7, 7),
        (date(2027, 4, 23), 14, 14),
        (date(2027, 5, 21), 14, 14),
    ]


def test_preferred_weekdays_take_the_place_of_the_nominal_one() -> None:
    slot = only(replace(YEARLY, weekdays=(1, 2)), closed())

    assert slot.day == date(2027, 5, 5)
    assert slot.score.parts == (Part(PartKind.DISTANCE, 2, "2 days before Friday 7 May 2027"),)
    assert slot.reasons[0] == (
        "moved from Friday 7 May 2027: a Friday, not a Tuesday or Wednesday (50 points)"
    )


def test_a_soft_closure_counts_against_a_day_and_forbids_none() -> None:
    warned = only(YEARLY, soft(FRIDAY, hardness=Hardness.WARN))
    noted = only(YEARLY, soft(FRIDAY, hardness=Hardness.NOTE))

    assert (warned.day, warned.findings) == (date(2027, 4, 30), ())
    assert warned.reasons == ("moved from Friday 7 May 2027: the fair, first: opening (40 points)",)
    assert (noted.day, noted.score) == (
        FRIDAY,
        Score(5, (Part(PartKind.CLOSURE, 5, "the fair, first: opening"),)),
    )


def test_a_provisional_soft_closure_counts_half() -> None:
    slot = only(YEARLY, soft(FRIDAY, hardness=Hardness.NOTE, provisional=True))

    assert slot.score.total == 3


def test_a_required_attendee_who_is_taken_forbids_the_day() -> None:
    slot = among(taken("Ada", FRIDAY), replace(YEARLY, attendees_required=("Ada",)))

    assert (slot.day, slot.reasons) == (
        date(2027, 4, 30),
        ("moved from Friday 7 May 2027: Ada is taken",),
    )


def test_any_other_attendee_who_is_taken_only_counts() -> None:
    fridays = span(date(2027, 4, 1), date(2027, 6, 30))
    once = among(taken("Ada", FRIDAY), replace(YEARLY, attendees=("Ada",)))
    always = among(taken("Ada", *fridays), replace(YEARLY, attendees=("Ada",)))

    assert (once.day, once.score.total) == (date(2027, 4, 30), 7)
    assert (always.day, always.score) == (
        FRIDAY,
        Score(15, (Part(PartKind.BUSY, 15, "Ada is taken"),)),
    )


def test_hours_that_only_touch_take_nobody() -> None:
    # 09:30 to 17:00 in Brussels is 07:30 to 15:00 UTC in summer.
    day = datetime(2027, 5, 7, tzinfo=UTC)
    spans = [
        (day.replace(hour=6), day.replace(hour=7, minute=30)),
        (day.replace(hour=15), day.replace(hour=16)),
    ]
    busy = BusyTimes({"Ada": [(seconds(start), seconds(end)) for start, end in spans]})

    assert among(busy, replace(YEARLY, attendees_required=("Ada",))).day == FRIDAY


def test_a_staged_meeting_needs_all_its_days() -> None:
    staged = replace(YEARLY, days=2, stages=("technical day", "high-level day"))
    slot = only(staged, closed())

    # Of Friday and Saturday the second is no working day: the day before is the nearest.
    assert (slot.day, slot.days) == (date(2027, 5, 6), 2)
    assert slot.reasons == (
        "moved from Friday 7 May 2027: weekend: Saturday",
        "Friday 30 April 2027: weekend: Saturday",
        "Friday 14 May 2027: weekend: Saturday",
        "6 more days were tried",
    )


def test_a_promise_keeps_a_slot_in_its_year() -> None:
    autumn = replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=12;BYDAY=-1TH", window=None)
    year_end = closed(*span(date(2027, 12, 3), date(2027, 12, 31)), years=(2027, 2028))
    free = only(autumn, year_end)
    bound = only(replace(autumn, promise=Promise.parse("once a year")), year_end)

    assert (free.day, bound.day) == (date(2028, 1, 6), date(2027, 12, 2))


def test_no_slot_comes_after_the_instrument_expires() -> None:
    until = replace(YEARLY, expires=date(2027, 5, 10))

    assert (
        propose((replace(until, expires=date(2027, 5, 6)),), (), closed(), today=TODAY, until=UNTIL)
        == ()
    )
    assert only(until, closed(FRIDAY, date(2027, 4, 30))).day == date(2027, 4, 23)


def test_a_meeting_in_the_margins_follows_its_host() -> None:
    eve = replace(
        YEARLY, code="TECH", window=None, margin=Margin.parse("the day before SOM"),
        rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1TU",
    )  # fmt: skip
    guest, host = propose((eve, YEARLY), (), closed(FRIDAY), today=TODAY, until=UNTIL)

    assert (guest.day, host.day) == (date(2027, 4, 29), date(2027, 4, 30))
    assert (guest.findings, host.findings) == ((), ())


def test_a_meeting_in_the_margins_of_a_known_event_lies_there() -> None:
    guest = replace(EARLIER, margin=Margin.parse("the same week as UNGA"))
    event = KnownMeeting("UNGA", date(2027, 3, 24))

    assert only(guest, closed(), event).day == date(2027, 3, 22)


def test_a_margin_of_an_event_that_nobody_knows_is_said() -> None:
    (finding,) = only(
        replace(EARLIER, margin=Margin.parse("the day before UNGA")), closed()
    ).findings

    assert finding.message == (
        "no day keeps every rule; relax one of: the day before UNGA (then Tuesday 9 March 2027)"
    )


def test_two_slots_of_a_series_never_take_one_day() -> None:
    twice = replace(YEARLY, rule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5,6")
    only_day = date(2027, 5, 5)
    others = [day for day in span(date(2027, 4, 15), date(2027, 6, 15)) if day != only_day]
    first, second = propose((twice,), (), closed(*others), today=TODAY, until=UNTIL)

    assert first.day != second.day
    assert [len(slot.findings) for slot in (first, second)] != [0, 0]


def test_each_rotation_goes_its_own_way() -> None:
    policy = replace(
        YEARLY,
        rotations=(
            Rotation(RotationKind.PLACE, ("Brussels", "Geneva"), since=2027),
            Rotation(RotationKind.LEAD, ("HOME", "ECHO", "INTPA")),
        ),
    )
    plan = propose((policy,), (), closed(), today=TODAY, until=date(2029, 12, 31))

    # The rule began in 2013: 2027 is its fifteenth slot, the third of the fifth round.
    assert [slot.turns for slot in plan] == [
        (Turn(RotationKind.PLACE, "Brussels"), Turn(RotationKind.LEAD, "INTPA")),
        (Turn(RotationKind.PLACE, "Geneva"), Turn(RotationKind.LEAD, "HOME")),
        (Turn(RotationKind.PLACE, "Brussels"), Turn(RotationKind.LEAD, "ECHO")),
    ]
