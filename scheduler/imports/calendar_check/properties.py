"""The properties that the check knows, with the types of value that each takes.

RFC 5545 3.7 and 3.8, RFC 7986, RFC 9073 and RFC 9253; any other name is passed over.
"""

from typing import NamedTuple


class Property(NamedTuple):
    """The types of a property's value, the usual one first; and whether it may be a list."""

    types: tuple[str, ...]
    is_list: bool = False


_TEXT = Property(("TEXT",))
_TEXTS = Property(("TEXT",), is_list=True)
_STAMP = Property(("DATE-TIME",))
_MOMENT = Property(("DATE-TIME", "DATE"))
_NUMBER = Property(("INTEGER",))
_URI = Property(("URI",))
_USER = Property(("CAL-ADDRESS",))
_OFFSET = Property(("UTC-OFFSET",))

PROPERTIES = {
    **dict.fromkeys(("CALSCALE", "METHOD", "PRODID", "VERSION"), _TEXT),
    **dict.fromkeys(("CLASS", "COMMENT", "DESCRIPTION", "LOCATION", "STATUS", "SUMMARY"), _TEXT),
    **dict.fromkeys(("CONTACT", "NAME", "TRANSP", "UID", "ACTION", "TZID", "TZNAME"), _TEXT),
    **dict.fromkeys(("CATEGORIES", "RESOURCES"), _TEXTS),
    **dict.fromkeys(("CREATED", "DTSTAMP", "LAST-MODIFIED", "COMPLETED"), _STAMP),
    **dict.fromkeys(("DTSTART", "DTEND", "DUE", "RECURRENCE-ID"), _MOMENT),
    **dict.fromkeys(("PRIORITY", "PERCENT-COMPLETE", "SEQUENCE", "REPEAT"), _NUMBER),
    **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), _OFFSET),
    **dict.fromkeys(("ATTENDEE", "ORGANIZER"), _USER),
    **dict.fromkeys(("TZURL", "URL"), _URI),
    "ATTACH": Property(("URI", "BINARY")),
    "COLOR": _TEXT,
    "DURATION": Property(("DURATION",)),
    "EXDATE": Property(("DATE-TIME", "DATE"), is_list=True),
    "FREEBUSY": Property(("PERIOD",), is_list=True),
    "RDATE": Property(("DATE-TIME", "DATE", "PERIOD"), is_list=True),
    "RELATED-TO": Property(("TEXT", "UID", "URI")),
    "TRIGGER": Property(("DURATION", "DATE-TIME")),
    # Without a usual type: RFC 7986 wants VALUE with each of these.
    "CONFERENCE": _URI,
    "IMAGE": Property(("URI", "BINARY")),
    "REFRESH-INTERVAL": Property(("DURATION",)),
    "SOURCE": _URI,
}
NEED_VALUE = ("CONFERENCE", "IMAGE", "REFRESH-INTERVAL", "SOURCE")
IN_UTC = ("CREATED", "DTSTAMP", "LAST-MODIFIED", "COMPLETED")
RANGES = {
    "PRIORITY": range(10),
    "PERCENT-COMPLETE": range(101),
    "SEQUENCE": range(2**31),
    "REPEAT": range(2**31),
}
_STATUS = {
    "VEVENT": ("TENTATIVE", "CONFIRMED", "CANCELLED"),
    "VTODO": ("NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"),
    "VJOURNAL": ("DRAFT", "FINAL", "CANCELLED"),
}
_ANSWERS = ("NEEDS-ACTION", "ACCEPTED", "DECLINED")
_ANSWERS_OF = {
    "VEVENT": (*_ANSWERS, "TENTATIVE", "DELEGATED"),
    "VTODO": (*_ANSWERS, "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"),
    "VJOURNAL": _ANSWERS,
}


def words_of(name: str, kind: str) -> tuple[str, ...]:
    """The words that a property takes in a component of this kind; none where any will do."""
    if name == "STATUS":
        return _STATUS.get(kind, ())
    return {"TRANSP": ("OPAQUE", "TRANSPARENT"), "CALSCALE": ("GREGORIAN",)}.get(name, ())


def answers_of(kind: str) -> tuple[str, ...]:
    """The words for PARTSTAT in a component of this kind; none where it is not known."""
    return _ANSWERS_OF.get(kind, ())
