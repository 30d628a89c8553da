"""The words of a policy, and the contradictions that it refuses with both sides named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from scheduler.errors import InvalidValue
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.margins import Margin, Side
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import Rotation, RotationKind
from scheduler.planning.score import Weights
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow
from tests.planning.yearly_series import EARLIER, YEARLY


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("once a year", Promise()),
        ("2 a year", Promise(2)),
        ("at least once a year", Promise(least=True)),
        ("at least 3 a year", Promise(3, least=True)),
        ("every 2 years", Promise(years=2)),
    ],
)
def test_a_promise_is_read_and_written_alike(text: str, promise: Promise) -> None:
    assert Promise.parse(text) == promise
    assert str(promise) == text


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("the day before SOM", Margin(Side.DAY_BEFORE, "SOM")),
        ("the day after SOM", Margin(Side.DAY_AFTER, "SOM")),
        ("the same day as SOM", Margin(Side.SAME_DAY, "SOM")),
        ("the same week as UNGA", Margin(Side.SAME_WEEK, "UNGA")),
    ],
)
def test_a_margin_is_read_and_written_alike(text: str, margin: Margin) -> None:
    assert Margin.parse(text) == margin
    assert str(margin) == text


@pytest.mark.parametrize(
    ("text", "weights", "written"),
    [
        ("weekday 10, busy 100", Weights(weekday=10, busy=100), "weekday 10, busy 100"),
        ("Note 0,warn 40", Weights(note=0), "note 0"),
        ("", Weights(), ""),
    ],
)
def test_weights_are_read_and_the_unusual_ones_written(
    text: str, weights: Weights, written: str
) -> None:
    assert Weights.parse(text) == weights
    assert str(weights) == written


@pytest.mark.parametrize("text", ["busy", "busy -1", "price 10", "busy 1, busy 2", "busy 1 note 2"])
def test_weights_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Weights.parse(text)
    assert str(refused.value) == (
        f"the weights {text!r} cannot be used: expected day, weekday, warn, note or busy with its "
        'points, each once, as "weekday 10, busy 100"'
    )


# The event: Wednesday 5 and Thursday 6 May 2027. The meeting takes three days.
@pytest.mark.parametrize(
    ("side", "first", "last"),
    [
        (Side.DAY_BEFORE, date(2027, 5, 2), date(2027, 5, 2)),
        (Side.DAY_AFTER, date(2027, 5, 7), date(2027, 5, 7)),
        (Side.SAME_DAY, date(2027, 5, 5), date(2027, 5, 5)),
        (Side.SAME_WEEK, date(2027, 5, 3), date(2027, 5, 9)),
    ],
)
def test_a_margin_knows_its_days(side: Side, first: date, last: date) -> None:
    days = Margin(side, "SOM").days(date(2027, 5, 5), length=3, event_length=2)

    assert days == range(first.toordinal(), last.toordinal() + 1)


def test_a_rotation_gives_turns_in_both_directions() -> None:
    rotation = Rotation(RotationKind.PLACE, ("Brussels", "Geneva"), since=2026)

    assert [rotation.turn(place) for place in (-1, 0, 1, 2)] == [
        "Geneva", "Brussels", "Geneva", "Brussels",
    ]  # fmt: skip
    assert str(rotation) == "place: Brussels, Geneva since 2026"


def window(text: str) -> SeriesWindow:
    return SeriesWindow.parse(text)


CONTRADICTIONS: list[tuple[Callable[[], object], str]] = [
    (
        lambda: replace(YEARLY, window=window("1 May to 2 May"), days=3),
        (
            "the window of SOM '1 May to 2 May' cannot be used: "
            "expected at least the 3 days that a meeting takes"
        ),
    ),
    (
        lambda: replace(YEARLY, spacing=Spacing.parse("at most 6 months")),
        (
            "the greatest gap of SOM '6 months' cannot be used: expected one that reaches "
            "from one window (15 April to 15 June) to the next"
        ),
    ),
    (
        lambda: Spacing.parse("at least 18 months; at most 9 months"),
        (
            "the spacing '18 to 9 months' cannot be used: "
            "expected a least gap no longer than the greatest"
        ),
    ),
    (
        lambda: replace(YEARLY, days=2, stages=("technical day",)),
        (
            "the stages of SOM 'technical day' cannot be used: "
            "expected one stage for each day, of which there are 2"
        ),
    ),
    (
        lambda: replace(YEARLY, days=0),
        "the days of SOM 0 cannot be used: expected a number from 1 on",
    ),
    (
        lambda: replace(YEARLY, weekdays=(7,)),
        "the weekdays of SOM (7,) cannot be used: expected 0 (Monday) to 6",
    ),
    (
        lambda: replace(YEARLY, margin=Margin.parse("the day before SOM")),
        (
            "the margin of SOM 'the day before SOM' cannot be used: "
            "expected another series or event than itself"
        ),
    ),
    (
        lambda: Rotation(RotationKind.LEAD, ()),
        "the rotation by lead '' cannot be used: expected at least one value",
    ),
    (
        lambda: Weights(warn=-1),
        "the weight of warn -1 cannot be used: expected points from 0 to 10000",
    ),
    (
        lambda: Promise.parse("now and then"),
        (
            "the promise 'now and then' cannot be used: "
            'expected "once a year", "2 a year", "at least once a year" or "every 3 years"'
        ),
    ),
    (
        lambda: Margin.parse("near SOM"),
        "the margin 'near SOM' cannot be used: expected a text such as \"the day before SOM\"",
    ),
]


@pytest.mark.parametrize(("make", "sentence"), CONTRADICTIONS)
def test_what_contradicts_itself_is_refused_with_both_sides(
    make: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(InvalidValue) as error:
        make()
    assert str(error.value) == sentence


def between(earlier: str, later: str, distance: str) -> tuple[SeriesPolicy, SeriesPolicy]:
    """HOU and SOM in these windows, HOU with this distance."""
    return (
        replace(EARLIER, window=window(earlier), spacing=Spacing.parse(distance)),
        replace(YEARLY, window=window(later)),
    )


def test_a_distance_that_the_windows_never_keep_is_refused() -> None:
    with pytest.raises(InvalidValue) as error:
        refuse_contradictions(
            between("1 April to 10 April", "15 April to 15 June", "at least 4 months before SOM")
        )
    assert str(error.value) == (
        "the distance of HOU 'at least 4 months before SOM' cannot be used: expected one that "
        "the windows can keep (HOU: 1 April to 10 April, SOM: 15 April to 15 June)"
    )


@pytest.mark.parametrize(
    "policies",
    [
        between("1 April to 10 April", "15 April to 15 June", "at least 10 weeks before SOM"),
        between("1 July to 10 July", "15 April to 15 June", "at least 9 months before SOM"),
        between("1 October to 9 October", "1 April to 9 April", "at least 6 months apart from SOM"),
    ],
)
def test_a_distance_that_one_day_keeps_is_no_contradiction(
    policies: tuple[SeriesPolicy, ...],
) -> None:
    refuse_contradictions(policies)


def test_a_margin_of_a_margin_is_refused() -> None:
    host = replace(YEARLY, margin=Margin.parse("the same week as UNGA"))
    guest = replace(EARLIER, margin=Margin.parse("the day before SOM"))

    with pytest.raises(InvalidValue) as error:
        refuse_contradictions((guest, host))
    assert str(error.value) == (
        "the margin of HOU 'the day before SOM' cannot be used: expected an event with a place "
        "of its own (SOM is to meet the same week as UNGA)"
    )


def windowed(policy: SeriesPolicy, days: str) -> SeriesPolicy:
    return replace(policy, window=window(days))


NEVER_KEPT = [
    (
        (replace(YEARLY, promise=Promise(2)),),
        (
            "the promise of SOM '2 a year' cannot be used: expected one that its rule keeps "
            "(FREQ=YEARLY;BYMONTH=5;BYDAY=1FR gives 1 meeting in 1 year)"
        ),
    ),
    (
        (replace(YEARLY, promise=Promise(years=3)),),
        (
            "the promise of SOM 'every 3 years' cannot be used: expected one that its rule keeps "
            "(FREQ=YEARLY;BYMONTH=5;BYDAY=1FR gives 3 meetings in 3 years)"
        ),
    ),
    (
        (
            replace(
                windowed(YEARLY, "1 May to 31 May"), spacing=Spacing.parse("at least 13 months")
            ),
        ),
        (
            "the least gap of SOM '13 months' cannot be used: expected one that two windows "
            "in a row can keep (1 May to 31 May)"
        ),
    ),
    (
        (
            windowed(YEARLY, "15 April to 15 June"),
            replace(
                windowed(EARLIER, "1 October to 31 October"),
                margin=Margin.parse("the day before SOM"),
            ),
        ),
        (
            "the margin of HOU 'the day before SOM' cannot be used: expected an event near its "
            "window (HOU: 1 October to 31 October, SOM: 15 April to 15 June)"
        ),
    ),
]


@pytest.mark.parametrize(("policies", "sentence"), NEVER_KEPT)
def test_what_rules_and_windows_never_keep_is_refused(
    policies: tuple[SeriesPolicy, ...], sentence: str
) -> None:
    with pytest.raises(InvalidValue) as error:
        refuse_contradictions(policies)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    "policies",
    [
        (replace(YEARLY, promise=Promise()),),
        (replace(YEARLY, promise=Promise(least=True)),),
        (replace(YEARLY, rule="FREQ=YEARLY;INTERVAL=3", promise=Promise(years=3)),),
        (replace(YEARLY, rule="FREQ=YEARLY;COUNT=1", promise=Promise(2)),),
        (
            replace(
                windowed(YEARLY, "1 May to 31 May"), spacing=Spacing.parse("at least 12 months")
            ),
        ),
        (
            windowed(YEARLY, "15 April to 15 June"),
            replace(
                windowed(EARLIER, "1 April to 14 April"), margin=Margin.parse("the day before SOM")
            ),
        ),
    ],
)
def test_what_some_years_keep_is_no_contradiction(policies: tuple[SeriesPolicy, ...]) -> None:
    refuse_contradictions(policies)
