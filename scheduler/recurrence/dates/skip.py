"""A day counted in its month or year, and SKIP for one that is not there (RFC 7529 4)."""

from scheduler.recurrence.parts import Skip


def counted(number: int, first: int, end: int, skip: Skip) -> int | None:
    """The day with this number from `first` to before `end`; -1 is the last.

    A number too high, or too low counted back, is left out, or moved to the last day before the
    missing one (BACKWARD) or the first after it (FORWARD): past the edge where it must.
    """
    day = first + number - 1 if number > 0 else end + number
    if first <= day < end:
        return day
    if skip is Skip.OMIT:
        return None
    missing_at = end if day >= end else first
    return missing_at if skip is Skip.FORWARD else missing_at - 1
