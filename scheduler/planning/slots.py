"""The slots of several series over years: each on the day that the best whole plan gives it.

The rules of all series are kept together over the whole horizon, not slot by slot: the plan is the
one that breaks the fewest rules (none, where that can be), and of those the one with the fewest
points; of several the earliest.
"""

from collections.abc import Sequence
from datetime import date

from scheduler.errors import InvalidValue
from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import Closures
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.nominal import REACH, Slot, nominal_slots, turns_of
from scheduler.planning.parts import Placed
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.proposals import OTHERS_SHOWN, Alternative, Proposal
from scheduler.planning.reasons import Reasons
from scheduler.planning.whole import Rules, Whole
from scheduler.planning.words import day_in_words

__all__ = ["REACH", "Alternative", "Proposal", "propose"]


def propose(
    policies: Sequence[SeriesPolicy],
    existing: Sequence[KnownMeeting],
    closures: Closures,
    *,
    today: date,
    until: date,
    busy: BusyTimes | None = None,
) -> tuple[Proposal, ...]:
    """Every slot from today to `until`, both included, in the order of its nominal start.

    The policies are those of one partnership. A slot for which a meeting stands is kept and not
    proposed. Every other has the day that the best plan gives it, its score, and four others, each
    with what the best plan costs that has it. A slot for which no day keeps every rule has one that
    breaks the fewest, with a finding that names them.
    """
    if until < today:
        expected = f"a day from today on ({day_in_words(today)})"
        raise InvalidValue("the last day of the plan", until.isoformat(), expected)
    refuse_contradictions(policies)
    rules = Rules(policies, existing, closures, busy or BusyTimes(), today)
    slots = nominal_slots(policies, today, until)
    kept = {(one.series, one.nominal): one for one in existing if one.nominal is not None}
    free = [slot for slot in slots if (slot.series, slot.nominal) not in kept]
    placed = Whole(rules, free).plan(enough=OTHERS_SHOWN + 1).placed
    proposed = {(one.series, one.nominal): one for one in _proposals(rules, placed)}
    return tuple(
        _kept(slot, kept[key]) if (key := (slot.series, slot.nominal)) in kept else proposed[key]
        for slot in slots
    )


def _proposals(rules: Rules, placed: Sequence[Placed]) -> list[Proposal]:
    reasons = Reasons(rules, placed)
    points = sum(one.chosen.points for one in placed)
    return [_proposal(one, reasons, points) for one in placed]


def _proposal(one: Placed, reasons: Reasons, points: int) -> Proposal:
    slot, policy = one.free.slot, one.free.slot.policy
    return Proposal(
        series=slot.series,
        nominal=slot.nominal,
        day=one.chosen.day,
        start=policy.start_time,
        end=policy.end_time,
        zone=policy.zone,
        reasons=reasons.of_move(one),
        findings=tuple(reasons.findings(one)),
        score=reasons.score(slot, one.chosen.day),
        plan_points=points,
        alternatives=_alternatives(one, reasons, points),
        turns=turns_of(policy, slot.nominal),
        days=policy.days,
    )


def _alternatives(one: Placed, reasons: Reasons, points: int) -> tuple[Alternative, ...]:
    """The other days whose best plans break no more rules, those that cost the least first."""
    slot = one.free.slot
    others = [(cost, day) for cost, day in one.ranked if day != one.chosen.day]
    return tuple(
        Alternative(day, reasons.score(slot, day), points + cost, cost)
        for cost, day in others[:OTHERS_SHOWN]
    )


def _kept(slot: Slot, meeting: KnownMeeting) -> Proposal:
    policy = slot.policy
    return Proposal(
        series=slot.series,
        nominal=slot.nominal,
        day=meeting.day or slot.day,
        start=policy.start_time,
        end=policy.end_time,
        zone=policy.zone,
        kept=meeting,
        turns=turns_of(policy, slot.nominal),
        days=policy.days,
    )
