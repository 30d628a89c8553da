"""Overrides of one instance, and what meets none: the laws L41 to L47, one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Occurrence, Override, Period, RecurrenceSet, Rule
from tests.recurrence.in_brussels import brussels
from tests.recurrence.mondays import MONDAY, WEEKLY, monday, weekly

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_override_is_found_by_instant_in_any_zone() -> None:
    start = brussels(2026, 6, 1, 9)
    new = brussels(2026, 6, 2, 15)
    moved = Override(datetime(2026, 6, 1, 7, tzinfo=UTC), new.astimezone(UTC))

    instances = RecurrenceSet(start, (Rule.parse("FREQ=WEEKLY;COUNT=2"),), overrides=(moved,))

    assert [each.isoformat() for each in instances] == [
        "2026-06-02T15:00:00+02:00",
        "2026-06-08T09:00:00+02:00",
    ]
    assert instances.findings == ()


def test_override_moves_an_instance_out_of_a_window_and_into_it_from_anywhere() -> None:
    far = date(2031, 1, 1)
    instances = weekly(Override(monday(1), far))

    assert list(instances.between(monday(0), monday(3))) == [monday(0), monday(2)]
    assert list(instances.between(far, far + DAY)) == [far]
    assert (len(instances), instances.last, instances[-1], instances.index(far)) == (5, far, far, 4)
    assert monday(1) not in instances


def test_instance_that_only_lasts_otherwise_keeps_its_start() -> None:
    longer = Override(monday(1), monday(1), duration=2 * DAY)
    instances = weekly(longer)

    assert list(instances) == [monday(number) for number in range(5)]
    assert (len(instances), instances.index(monday(2)), instances[1]) == (5, 2, monday(1))
    assert list(instances.occurrences(monday(0), monday(2))) == [
        Occurrence(monday(0), monday(0)),
        Occurrence(monday(1), monday(1), monday(1) + 2 * DAY, longer),
    ]


def test_two_instances_brought_to_one_start_are_one_start_and_two_occurrences() -> None:
    moved = Override(monday(2), monday(1))
    instances = weekly(moved)

    assert list(instances) == [monday(0), monday(1), monday(3), monday(4)]
    assert [each.recurrence_id for each in instances.occurrences(monday(1), monday(2))] == [
        monday(1),
        monday(2),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"sequence": 2, "stamp": datetime(2026, 1, 1, tzinfo=UTC)}, {"sequence": 1}),
        ({"stamp": datetime(2026, 1, 2, tzinfo=UTC)}, {"stamp": datetime(2026, 1, 1, tzinfo=UTC)}),
        ({"stamp": datetime(2026, 1, 1, tzinfo=UTC)}, {}),
    ],
)
def test_of_two_overrides_the_higher_sequence_then_the_later_stamp_stands(
    one: dict[str, object], other: dict[str, object]
) -> None:
    winner: Override[date] = Override(monday(1), monday(1) + DAY, **one)  # type: ignore[arg-type]
    loser: Override[date] = Override(monday(1), monday(1) + 2 * DAY, **other)  # type: ignore[arg-type]

    for overrides in ((winner, loser), (loser, winner)):
        instances = weekly(*overrides)
        assert instances[1] == monday(1) + DAY
        assert list(map(str, instances.findings)) == [
            (
                "warning: RECURRENCE-ID 2026-06-08: 2 overrides; the one of the highest "
                "SEQUENCE, then DTSTAMP, stands"
            )
        ]


def test_override_of_an_excluded_instance_stays_removed_and_is_said() -> None:
    instances = weekly(Override(monday(1), monday(1) + DAY), excluded=(monday(1),))

    assert list(instances) == [monday(0), monday(2), monday(3), monday(4)]
    assert list(map(str, instances.findings)) == [
        "warning: RECURRENCE-ID 2026-06-08: excluded by EXDATE, and stays so"
    ]


def test_override_of_no_instance_is_an_instance_of_its_own_and_is_said() -> None:
    orphan = Override(monday(1) + DAY, monday(1) + 2 * DAY)
    instances = weekly(orphan)

    assert (len(instances), instances[2]) == (6, monday(1) + 2 * DAY)
    assert list(map(str, instances.findings)) == [
        (
            "warning: RECURRENCE-ID 2026-06-09: no instance of the set; the override is "
            "shown as one of its own"
        )
    ]
    later = weekly(Override(monday(1) + DAY, monday(1) + 2 * DAY, this_and_future=True))
    assert list(later) == [
        monday(0),
        monday(1),
        monday(1) + 2 * DAY,
        *(monday(number) + DAY for number in (2, 3, 4)),
    ]


def test_exclusion_that_meets_no_instance_is_said() -> None:
    instances = weekly(excluded=(monday(1), monday(1) + DAY))

    assert list(map(str, instances.findings)) == [
        "warning: EXDATE 2026-06-09: no instance of the set, so it removes nothing"
    ]


def test_period_gives_its_instance_a_length_and_wins_over_the_rule() -> None:
    start = brussels(2026, 6, 1, 9)
    period = Period(start + 7 * DAY, duration=3 * DAY)
    instances = RecurrenceSet(start, (WEEKLY,), dates=(period,))

    assert len(instances) == 5
    assert list(instances.occurrences(start, start + 8 * DAY)) == [
        Occurrence(start, start),
        Occurrence(start + 7 * DAY, start + 7 * DAY, start + 10 * DAY),
    ]
    assert list(instances.overlapping(start + 9 * DAY, start + 10 * DAY, HOUR)) == [start + 7 * DAY]


def test_override_has_an_end_or_a_duration() -> None:
    with pytest.raises(InvalidValue) as refusal:
        Override(monday(1), monday(1), end=monday(2), duration=DAY)

    assert str(refusal.value) == (
        "an override '2026-06-08' cannot be used: expected an end or a duration, not both"
    )


def test_override_of_another_kind_than_the_start_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"an override's time .* expected a date"):
        RecurrenceSet[date](MONDAY, overrides=(Override(brussels(2026, 6, 1), MONDAY),))


def test_overridden_set_is_said_in_words() -> None:
    instances = weekly(Override(monday(1), monday(1) + DAY), excluded=(monday(2),))

    assert instances.in_words("en") == (
        "every week on Monday, 5 times, except on 15 June 2026; "
        "that of 8 June 2026 moved to 9 June 2026"
    )
