"""Two slots that distances hold apart: which days of theirs go together, worked out by hand."""

from datetime import date, datetime, time

from scheduler.planning.candidates import Candidate
from scheduler.planning.closures import Closures
from scheduler.planning.horizon.problem import BROKEN, CLASH, KEPT, Link
from scheduler.planning.nominal import Slot
from scheduler.planning.objections import Days, Judge
from scheduler.planning.pairs import Free, link_between
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.spacing import Spacing

NOMINAL = datetime.fromisoformat("2027-06-01 09:30")
TWICE = 2 * BROKEN


def series(code: str, spacing: str = "no rule") -> SeriesPolicy:
    return SeriesPolicy(
        code=code,
        rule="FREQ=YEARLY",
        dtstart=NOMINAL,
        start_time=time(9, 30),
        end_time=time(17, 0),
        zone="Europe/Brussels",
        spacing=Spacing.parse(spacing),
    )


def free(policy: SeriesPolicy, every: tuple[SeriesPolicy, ...], *days: int) -> Free:
    """A slot of June 2027 that may lie on these days."""
    chosen = [date(2027, 6, day) for day in days]
    reach = range(chosen[0].toordinal(), chosen[-1].toordinal() + 1)
    return Free(
        Slot(policy, NOMINAL, None, reach),
        Judge(policy, every, Closures(), Days()),
        tuple(Candidate(day, frozenset(), late=False, points=0) for day in chosen),
    )


def test_days_of_a_pair_bound_by_two_rules_break_one_or_both() -> None:
    guest = series("A", "at least 3 days apart from B; at least 5 days before B")
    every = guest, series("B")
    earlier, later = free(every[0], every, 1, 4, 6), free(every[1], every, 5, 7, 9)

    assert link_between(earlier, later, (2, 5)) == Link(
        2,
        5,
        (
            # 5 June is 4 days after the 1st: far enough apart, yet A is to come 5 days before.
            bytes([BROKEN, KEPT, KEPT]),
            bytes([TWICE, BROKEN, KEPT]),
            # 5 June lies before the 6th: only the distance on both sides is broken.
            bytes([BROKEN, TWICE, BROKEN]),
        ),
    )


def test_the_rules_count_alike_from_the_side_of_the_series_that_made_them() -> None:
    guest = series("A", "at least 3 days apart from B; at least 5 days before B")
    every = guest, series("B")
    earlier, later = free(every[1], every, 5, 7, 9), free(every[0], every, 1, 4, 6)

    found = link_between(earlier, later, (0, 1))

    assert found is not None
    assert found.columns == (
        bytes([BROKEN, KEPT, KEPT]),
        bytes([TWICE, BROKEN, KEPT]),
        bytes([BROKEN, TWICE, BROKEN]),
    )


def test_two_meetings_of_a_series_on_one_day_clash_whatever_other_rules_say() -> None:
    alone = series("A", "at least 4 days")
    earlier, later = (free(alone, (alone,), *days) for days in ((1, 2), (1, 3, 5)))

    assert link_between(earlier, later, (0, 1)) == Link(
        0, 1, (bytes([CLASH, BROKEN, KEPT]), bytes([BROKEN, BROKEN, BROKEN]))
    )


def test_slots_too_far_apart_to_touch_have_no_link() -> None:
    alone = series("A", "at least 4 days")

    assert link_between(free(alone, (alone,), 1, 2), free(alone, (alone,), 6, 9), (0, 1)) is None
