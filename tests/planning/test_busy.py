from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.planning.busy import BusySpans, BusyTimes, instant, seconds

BRUSSELS = ZoneInfo("Europe/Brussels")
NINE = datetime(2027, 5, 7, 9, tzinfo=BRUSSELS)
HOUR = timedelta(hours=1)

spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair))),
    max_size=12,
)


@given(spans)
def test_spans_hold_the_same_instants_once(given_spans: list[tuple[int, int]]) -> None:
    held = list(BusySpans(given_spans))

    assert [at for start, end in held for at in range(start, end)] == sorted(
        {at for start, end in given_spans for at in range(start, end)}
    )
    assert all(end < start for (_, end), (start, _) in pairwise(held))


@given(spans, st.integers(0, 50), st.integers(1, 8))
def test_a_window_is_touched_if_one_of_its_instants_is_held(
    given_spans: list[tuple[int, int]], start: int, length: int
) -> None:
    held = {at for low, high in given_spans for at in range(low, high)}

    touched = BusySpans(given_spans).touches(start, start + length)

    assert touched is not held.isdisjoint(range(start, start + length))


@given(spans, st.integers(0, 50), st.integers(1, 30))
@example([(0, 3), (5, 9)], 3, 2)
def test_a_window_of_spans_holds_what_is_within(
    given_spans: list[tuple[int, int]], start: int, length: int
) -> None:
    window = range(start, start + length)

    cut = BusySpans(given_spans).within(window.start, window.stop)

    assert cut == BusySpans((at, at + 1) for low, high in given_spans for at in range(low, high)
                            if at in window)  # fmt: skip


@given(spans)
def test_packed_spans_are_the_same_again(given_spans: list[tuple[int, int]]) -> None:
    held = BusySpans(given_spans)

    assert BusySpans.unpacked(held.packed()) == held
    assert held.total == sum(end - start for start, end in held)


def test_packed_spans_have_their_low_byte_first() -> None:
    assert BusySpans([(1, 258)]).packed() == b"\1" + bytes(7) + b"\2\1" + bytes(6)


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        (NINE, NINE + HOUR, ("ana", "bo")),
        (NINE - HOUR, NINE, ()),
        (NINE + HOUR, NINE + 2 * HOUR, ("bo",)),
        (NINE + 2 * HOUR, NINE + 3 * HOUR, ()),
    ],
    ids=["both", "ends-as-they-begin", "one", "begins-as-they-end"],
)
def test_windows_and_spans_are_half_open(
    start: datetime, end: datetime, names: tuple[str, ...]
) -> None:
    nine = seconds(NINE)
    busy = BusyTimes({"ana": [(nine, nine + 3600)], "bo": [(nine, nine + 7200)], "cy": ()})

    assert busy.taken(start, end) == names
    assert busy.names == ("ana", "bo", "cy")


def test_nobody_known_is_nobody_busy() -> None:
    assert BusyTimes().taken(NINE, NINE + HOUR) == ()
    assert list(BusyTimes().of("ana")) == []


def test_seconds_are_instants() -> None:
    assert instant(seconds(NINE)) == NINE
    assert instant(seconds(NINE)).tzinfo is UTC
