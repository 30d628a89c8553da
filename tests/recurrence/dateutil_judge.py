"""What python-dateutil answers, asked only as far as it gets there in fair time."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from tests.recurrence.known_disagreements import DATEUTIL, SHORTER_THAN_A_DAY, known
from tests.recurrence.random_rules import Case

# dateutil looks for an instance until year 9999. Starts shortly before keep that short, and these
# years hold all fourteen kinds of year.
LATE = (9930, 9955)
MANY = 20
EMPTY = ("empty set", "empty rule")


def asked_of_dateutil(case: Case, ours: Sequence[date]) -> list[datetime] | None:
    """As many of dateutil's instances as ours must equal; None if it is known to differ.

    Rules of hours, minutes and seconds are not asked what follows our last instance: a search
    through the seconds of a century takes longer than a test may.
    """
    if known(DATEUTIL, case.text, case.start):
        return None
    most = len(ours) if case.text.split(";")[0][5:] in SHORTER_THAN_A_DAY else MANY
    try:
        found = rrulestr(case.text, dtstart=case.start)
    except ValueError as refusal:
        if str(refusal).rstrip(".").endswith(EMPTY):
            return []
        raise
    return list(islice(takewhile(lambda each: each < case.high, found), most))
