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
    The excluded are in the order of time.
    """
    # In order as they are; in a zone some may be told in another one, or stand in a gap.
    removed = [*excluded] if frame.zone is None else frame.moments("an excluded date", excluded)
    added: list[Moment] = []
    if overrides:
        if any(override.this_and_future for override in overrides):
            return None
        named = [override.recurrence_id for override in overrides]
        removed += frame.moments("a RECURRENCE-ID", named)
        added = frame.moments("an override's start", [override.start for override in overrides])
    if frame.has_second(removed) or frame.has_second(added):
        order = instant
    if overrides:
        many = len(removed)
        removed = in_order(removed, order)
        if len(removed) < many:
            return None
    elif order:
        removed.sort(key=order)
    return Amended(source, removed, in_order(added, order), order)
