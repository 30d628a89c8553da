"""Names that outlive a session: the UID of a meeting, the names of files."""

from datetime import date
from itertools import count
from uuid import NAMESPACE_URL, uuid5


def meeting_uid(partnership_code: str, meeting_code: str) -> str:
    """The UID (RFC 5545 3.8.4.7) of the meeting that bears this permanent code.

    The same for life. Derived, not random: a record made anew from the same file does not double
    what people see.
    """
    name = f"partnership-scheduler:{partnership_code}/{meeting_code}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"


def series_uid(partnership_code: str, series_code: str) -> str:
    """The UID of the slots of a series that are shown by its rule."""
    name = f"partnership-scheduler:series:{partnership_code}/{series_code}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"


def hold_uid(of: str, day: date) -> str:
    """The UID of the hold on a day for the meeting with the UID `of`.

    The same whenever the delegations are asked about that day.
    """
    return f"{uuid5(NAMESPACE_URL, f'partnership-scheduler:hold:{of}/{day}')}@partnership-scheduler"


def closure_uid(calendar: str, day: date) -> str:
    """The UID of a calendar's closed day."""
    name = f"partnership-scheduler:closure:{calendar}/{day}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"


def commitment_uid(reference: str) -> str:
    """The UID of the day on which the commitment with this reference is due."""
    name = f"partnership-scheduler:commitment:{reference}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"


def file_stem(*parts: str) -> str:
    """A name that every file system takes, such as "som-12-pack-eu"."""
    return "".join(sign if sign.isalnum() else "-" for sign in "-".join(parts).lower())


def free_stem(stem: str, taken: set[str]) -> str:
    """The stem, with a number where another has it; it is taken from now on."""
    tried = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    free = next(name for name in tried if name not in taken)
    taken.add(free)
    return free
