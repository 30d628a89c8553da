"""Every defect that the check knows: how severe it is, what the RFC says, and what to do."""

from enum import Enum
from typing import NamedTuple

from scheduler.errors import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Judged(NamedTuple):
    """What is to be said of a defect, whatever file has it."""

    severity: Severity
    rule: str
    source: str
    remedy: str


class Defect(Enum):
    """One thing that can be wrong with a calendar file."""

    @property
    def code(self) -> str:
        """The name by which programs know the defect, such as `undeclared-zone`."""
        return self.name.lower().replace("_", "-")

    # Octets and lines
    BYTE_ORDER_MARK = Judged(
        _WARNING, "the file begins with BEGIN", "RFC 5545 3.4", "save it without the mark"
    )
    LINE_END = Judged(_ERROR, "each line ends in CRLF", "RFC 5545 3.1", "write CR and LF")
    LONG_LINE = Judged(
        _WARNING, "a line has at most 75 octets", "RFC 5545 3.1", "fold it before the 76th octet"
    )
    SPLIT_CHARACTER = Judged(
        _WARNING,
        "some readers decode each line by itself",
        "RFC 5545 3.1",
        "fold before a character, not within it",
    )
    NOT_UTF8 = Judged(_ERROR, "the text is UTF-8", "RFC 5545 3.1.4", "save the file in UTF-8")
    CONTROL_CHARACTER = Judged(
        _ERROR, "text holds no control characters but the tab", "RFC 5545 3.1", "leave it out"
    )
    OTHER_LINE_BREAK = Judged(
        _WARNING, "some readers end the line here", "RFC 5545 3.1", "write a line break as \\n"
    )
    EMPTY_LINE = Judged(
        _WARNING, "each line has a name and a value", "RFC 5545 3.1", "leave the line out"
    )
    NO_CONTENT_LINE = Judged(
        _ERROR,
        "a line is a name, its parameters, a colon and a value",
        "RFC 5545 3.1",
        "write it so; begin a continued line with a space",
    )
    # Components
    UNCLOSED = Judged(_ERROR, "each BEGIN has its END", "RFC 5545 3.6", "add the END")
    STRAY_END = Judged(
        _ERROR, "an END ends the component begun last", "RFC 5545 3.6", "remove it, or add a BEGIN"
    )
    OUTSIDE = Judged(
        _ERROR, "everything stands within VCALENDAR", "RFC 5545 3.4", "move or remove it"
    )
    MISPLACED = Judged(_ERROR, "this component does not stand here", "RFC 5545 3.6", "move it out")
    TOO_DEEP = Judged(
        _ERROR, "components stand three deep", "RFC 5545 3.6", "flatten it; it was not read"
    )
    NO_COMPONENTS = Judged(
        _NOTE,
        "a calendar has at least one component",
        "RFC 5545 3.6",
        "it may be meant to be empty",
    )
    MISSING = Judged(_ERROR, "the property is required", "RFC 5545 3.6", "add it")
    REPEATED = Judged(
        _ERROR, "the property stands once at most", "RFC 5545 3.6", "keep one of them"
    )
    OTHER_VERSION = Judged(
        _ERROR, "iCalendar is VERSION:2.0", "RFC 5545 3.7.4", "export it again as iCalendar"
    )
    # Methods
    UNKNOWN_METHOD = Judged(
        _ERROR, "METHOD is one of eight words", "RFC 5546 1.4", "use PUBLISH, or no METHOD"
    )
    PUBLISHED_ATTENDEE = Judged(
        _ERROR,
        "PUBLISH forbids ATTENDEE",
        "RFC 5546 3.2.1",
        "remove the attendees, or the METHOD",
    )
    MISSING_FOR_METHOD = Judged(
        _ERROR, "the METHOD requires the property", "RFC 5546 3.2", "add it, or remove the METHOD"
    )
    NO_ORGANIZER = Judged(
        _WARNING,
        "PUBLISH asks for an ORGANIZER, though clients do without",
        "RFC 5546 3.2.1",
        "add it, or remove the METHOD",
    )
    # Zones
    UNDECLARED_ZONE = Judged(
        _ERROR, "each TZID has its VTIMEZONE", "RFC 5545 3.2.19", "add the VTIMEZONE"
    )
    ZONE_TWICE = Judged(_ERROR, "a TZID is declared once", "RFC 5545 3.8.3.1", "keep one VTIMEZONE")
    ZONE_UNUSED = Judged(
        _NOTE, "a VTIMEZONE is there for the TZIDs used", "RFC 5545 3.6.5", "leave it out"
    )
    ZONE_LATE = Judged(
        _WARNING,
        "some readers want zones before they are used",
        "RFC 5545 3.6.5",
        "put each VTIMEZONE before the events",
    )
    ZONE_WITHOUT_OFFSET = Judged(
        _ERROR, "a VTIMEZONE has STANDARD or DAYLIGHT", "RFC 5545 3.6.5", "add one"
    )
    # Values
    BAD_VALUE = Judged(
        _ERROR, "a value is of its property's type", "RFC 5545 3.3", "write it as that type"
    )
    WRONG_TYPE = Judged(
        _ERROR, "the property does not take this VALUE", "RFC 5545 3.2.20", "use one it takes"
    )
    VALUE_MISSING = Judged(
        _ERROR, "the property needs its VALUE parameter", "RFC 7986 5", "add ;VALUE= and the type"
    )
    OUT_OF_RANGE = Judged(
        _ERROR, "the number lies in its property's range", "RFC 5545 3.8.1", "correct the number"
    )
    UNESCAPED = Judged(
        _ERROR,
        "text has \\, \\; \\\\ and \\n for a comma, semicolon, backslash and line break",
        "RFC 5545 3.3.11",
        "put a backslash before it",
    )
    UNKNOWN_WORD = Judged(
        _ERROR, "the value is one of the words for it", "RFC 5545 3.8.1.11", "use one of them"
    )
    UNKNOWN_ANSWER = Judged(
        _ERROR,
        "PARTSTAT is a word for this component",
        "RFC 5545 3.2.12",
        "use NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE or DELEGATED",
    )
    NO_MAILBOX = Judged(
        _ERROR, "a calendar user is a URI", "RFC 5545 3.3.3", "write mailto: and the address"
    )
    COLOUR = Judged(_ERROR, "COLOR is a CSS3 name", "RFC 7986 5.9", "write a name such as navy")
    UNSAFE_ADDRESS = Judged(
        _ERROR, "an address that runs code is an attack", "RFC 3986 7", "remove it"
    )
    # Times
    LOCAL_STAMP = Judged(
        _ERROR, "the time of a change is in UTC", "RFC 5545 3.8.7", "write it in UTC, with a Z"
    )
    ZONE_OF_UTC = Judged(
        _ERROR, "a time in UTC has no TZID", "RFC 5545 3.2.19", "remove the TZID, or the Z"
    )
    END_AND_DURATION = Judged(
        _ERROR, "an event has an end or a DURATION", "RFC 5545 3.6.1", "remove one of them"
    )
    MIXED_KINDS = Judged(
        _ERROR, "start and end are both dates or both times", "RFC 5545 3.8.2.2", "make them alike"
    )
    END_BEFORE_START = Judged(
        _ERROR, "the end is later than the start", "RFC 5545 3.8.2.2", "correct one of them"
    )
    # Recurrence
    BAD_RULE = Judged(_ERROR, "a rule is valid", "RFC 5545 3.3.10", "see `scheduler rule check`")
    COUNT_AND_UNTIL = Judged(
        _ERROR, "a rule ends by COUNT or by UNTIL", "RFC 5545 3.3.10", "remove one of them"
    )
    UNTIL_KIND = Judged(
        _ERROR,
        "UNTIL is a date, local, or in UTC for a start with a zone, as DTSTART is",
        "RFC 5545 3.3.10",
        "write it so",
    )
    SEVERAL_RULES = Judged(
        _WARNING, "one RRULE is enough", "RFC 5545 3.8.5.3", "split it in two events"
    )
    NO_OCCURRENCE = Judged(
        _ERROR,
        "RECURRENCE-ID is the original start of an occurrence",
        "RFC 5545 3.8.4.4",
        "correct it, or add an RDATE to the series",
    )
    OVERRIDE_KIND = Judged(
        _ERROR,
        "RECURRENCE-ID has the type and zone of the series' DTSTART",
        "RFC 5545 3.8.4.4",
        "write it as DTSTART is",
    )
    NO_MASTER = Judged(
        _WARNING, "an override stands beside its series", "RFC 5545 3.8.4.4", "add the series"
    )
    SECOND_MASTER = Judged(
        _ERROR, "a UID means one event", "RFC 5545 3.8.4.7", "give each event its own UID"
    )
