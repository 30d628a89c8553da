"""The UID of a meeting: opaque, the same for life, and the same again from the same file."""

from uuid import NAMESPACE_URL, uuid5


def meeting_uid(partnership_code: str, meeting_code: str) -> str:
    """The UID (RFC 5545 3.8.4.7) of the meeting that bears this permanent code.

    Derived, not random: a record made anew from the same file does not double what people see.
    """
    name = f"partnership-scheduler:{partnership_code}/{meeting_code}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"
