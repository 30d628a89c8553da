"""What somebody should look at in a recurrence set: lines that meet no instance, or each other."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.errors import Finding, Severity
from scheduler.recurrence.ordering import holds, shared, without
from scheduler.recurrence.overrides import Override
from scheduler.recurrence.sets.members import Members
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import instant


def findings_in(members: Members[Moment], given: Sequence[Override[Moment]]) -> Iterator[Finding]:
    """The findings of a set, those of EXDATE first."""
    yield from _unmatched_exclusions(members)
    for override in members.overrides:
        yield from _unmatched(override, members)
    yield from _superseded(given)


def _unmatched_exclusions(members: Members[Moment]) -> Iterator[Finding]:
    """EXDATEs that remove nothing: harmless, but seldom meant (RFC 5545 3.8.5.1)."""
    order = members.order
    hit = shared(members.excluded, members.unreduced, order)
    for moment in without(members.excluded, hit, order):
        yield _warning("EXDATE", moment, "no instance of the set, so it removes nothing")


def _unmatched(override: Override[Moment], members: Members[Moment]) -> Iterator[Finding]:
    moment = override.recurrence_id
    if holds(members.excluded, moment, members.order):
        yield _warning("RECURRENCE-ID", moment, "excluded by EXDATE, and stays so")
    elif not shared([moment], members.originals, members.order):
        message = "no instance of the set; the override is shown as one of its own"
        yield _warning("RECURRENCE-ID", moment, message)


def _superseded(given: Sequence[Override[Moment]]) -> Iterator[Finding]:
    """Instances with several overrides, of which one stands."""
    named = Counter((instant(each.recurrence_id), each.this_and_future) for each in given)
    for override in given:
        many = named.pop((instant(override.recurrence_id), override.this_and_future), 1)
        if many > 1:
            message = f"{many} overrides; the one of the highest SEQUENCE, then DTSTAMP, stands"
            yield _warning("RECURRENCE-ID", override.recurrence_id, message)


def _warning(name: str, moment: Moment, message: str) -> Finding:
    return Finding(Severity.WARNING, message, f"{name} {moment.isoformat()}")
