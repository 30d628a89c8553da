"""The plain case of a changed series: a rule, EXDATEs, and overrides of single instances."""

from collections.abc import Sequence

from scheduler.recurrence.frame import Frame
from scheduler.recurrence.ordering import Order, in_order
from scheduler.recurrence.overrides import Override
from scheduler.recurrence.sets.amended import Amended
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.zones import instant


def amended_simply(
    source: Source[Moment],
    frame: Frame[Moment],
    excluded: Sequence[Moment],
    overrides: Sequence[Override[Moment]],
    order: Order,
) -> Amended[Moment] | None:
    """The source as they change it; None where one has a say in what another says.

    That is so where two name one instance, or one is for all later instances: see `Members`.
    """
    if any(override.this_and_future for override in overrides):
        return None
    named = [*excluded, *(override.recurrence_id for override in overrides)]
    removed = frame.moments("an excluded date", named)
    added = frame.moments("an override's start", [override.start for override in overrides])
    if frame.has_second(removed) or frame.has_second(added):
        order = instant
    removed = sorted(removed, key=order)
    if overrides and len(in_order(removed, order)) < len(named):
        return None
    return Amended(source, removed, in_order(added, order), order)
