"""What python-dateutil answers, asked only as far as it gets there in fair time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from tests.recurrence.known_disagreements import DATEUTIL, known
from tests.recurrence.random_rules import Case

# dateutil looks for an instance until year 9999. Starts shortly before keep that short, and these
# years hold all fourteen kinds of year.
LATE = (9950, 9958)
MANY = 12
EMPTY = ("empty set", "empty rule")


def asked_of_dateutil(case: Case, ours: Sequence[date]) -> list[datetime] | None:
    """As many of dateutil's instances as ours must equal; None if it is known to differ.

    Rules of days and shorter are not asked what follows our last instance: a search through the
    days of half a century, or its seconds, takes longer than a test may.
    """
    if known(DATEUTIL, case.text, case.start):
        return None
    is_long = case.text.startswith(("FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"))
    most = MANY if is_long else len(ours)
    try:
        found = rrulestr(case.text, dtstart=case.start)
    except ValueError as refusal:
        if str(refusal).rstrip(".").endswith(EMPTY):
            return []
        raise
    return list(islice(takewhile(lambda each: each < case.high, _up_to_year_9999(found)), most))


def _up_to_year_9999(found: Iterable[datetime]) -> Iterator[datetime]:
    """Its instances; at a week that ends in year 10000 it falls over."""
    try:
        yield from found
    except ValueError as fall:
        if str(fall) != "year 10000 is out of range":
            raise
