import pytest

from tests.exports.calendar_check import problems_of

GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
METHOD:REQUEST
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:som
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Brussels:20260501T093000
RRULE:FREQ=YEARLY;UNTIL=20290501T073000Z
ORGANIZER:mailto:som@example.org
ATTENDEE;PARTSTAT=ACCEPTED;CN="a:b":mailto:a@example.org
SUMMARY:Ünder
 the line
END:VEVENT
BEGIN:VEVENT
UID:som
DTSTAMP:20260101T000000Z
RECURRENCE-ID;TZID=Europe/Brussels:20270501T093000
DTSTART;TZID=Europe/Brussels:20270508T093000
END:VEVENT
END:VCALENDAR
"""

MASTER = "BEGIN:VEVENT\nUID:som\nDTSTAMP:20260101T000000Z\nDTSTART"

DEFECTS = {
    "undeclared zone": (
        "RECURRENCE-ID;TZID=Europe/Brussels:2027",
        "X-SEEN;TZID=Europe/Paris:20270501T093000\nRECURRENCE-ID;TZID=Europe/Brussels:2027",
        ["line 27: undeclared TZID Europe/Paris"],
    ),
    "local UNTIL": ("0501T073000Z", "0501T073000", ["line 18: UNTIL is not in UTC"]),
    "malformed organiser": (
        "ORGANIZER:mailto:som@example.org",
        "ORGANIZER:som@example.org",
        ["line 19: ORGANIZER is not a mailbox"],
    ),
    "unknown method": ("METHOD:REQUEST", "METHOD:SEND", ["line 4: unknown METHOD SEND"]),
    "no occurrence": (
        "RECURRENCE-ID;TZID=Europe/Brussels:20270501T093000",
        "RECURRENCE-ID;TZID=Europe/Brussels:20270502T093000",
        ["line 27: RECURRENCE-ID is no occurrence"],
    ),
    "local DTSTAMP": (
        "UID:som\nDTSTAMP:20260101T000000Z\nDTSTART",
        "UID:som\nDTSTAMP:20260101T000000\nDTSTART",
        ["line 16: DTSTAMP is not in UTC"],
    ),
    "unknown answer": (
        "PARTSTAT=ACCEPTED",
        "PARTSTAT=MAYBE",
        ["line 20: unknown PARTSTAT MAYBE"],
    ),
    "long line": ("SUMMARY:Ü", "SUMMARY:" + "ü" * 35, ["line 21: 82 octets"]),
    "control character": ("SUMMARY:Ü", "SUMMARY:\x07", ["line 21: a control character"]),
    "missing VALUE": (
        "REFRESH-INTERVAL;VALUE=DURATION",
        "REFRESH-INTERVAL",
        ["line 5: REFRESH-INTERVAL without VALUE=DURATION"],
    ),
    "colour as a number": ("METHOD:REQUEST", "COLOR:#123456", ["line 4: COLOR is not a name"]),
    "attendee in public": (
        "METHOD:REQUEST",
        "METHOD:PUBLISH",
        ["line 20: an ATTENDEE in a published calendar"],
    ),
    "second master": (
        "RECURRENCE-ID;TZID=Europe/Brussels:20270501T093000\n",
        "",
        ["line 24: a second event with UID som"],
    ),
    "override of other kind": (
        "RECURRENCE-ID;TZID=Europe/Brussels:20270501T093000",
        "RECURRENCE-ID:20270501T073000Z",
        ["line 27: RECURRENCE-ID is not of the master's kind"],
    ),
    "orphan override": (
        "UID:som\nDTSTAMP:20260101T000000Z\nRECURRENCE-ID",
        "UID:other\nDTSTAMP:20260101T000000Z\nRECURRENCE-ID",
        ["line 24: an override without its master"],
    ),
    "no UID": (
        "UID:som\nDTSTAMP:20260101T000000Z\nDTSTART",
        "DTSTAMP:20260101T000000Z\nDTSTART",
        [
            "line 14: 0 times UID",
            "line 23: an override without its master",
        ],
    ),
    "no version": ("VERSION:2.0\n", "", ["0 times VERSION"]),
    "zone twice": (
        MASTER,
        f"BEGIN:VTIMEZONE\nTZID:Europe/Brussels\nEND:VTIMEZONE\n{MASTER}",
        ["TZID Europe/Brussels is declared twice"],
    ),
    "zone unused": (
        MASTER,
        f"BEGIN:VTIMEZONE\nTZID:Europe/Paris\nEND:VTIMEZONE\n{MASTER}",
        ["TZID Europe/Paris is declared and not used"],
    ),
    "zone after event": (
        "END:VCALENDAR",
        "BEGIN:VTIMEZONE\nTZID:Europe/Brussels\nEND:VTIMEZONE\nEND:VCALENDAR",
        ["a VTIMEZONE stands after another component", "TZID Europe/Brussels is declared twice"],
    ),
    "hostile name": ("SUMMARY:Ü", "sum mary:U", ["line 21: not a content line"]),
    "no end": ("END:VCALENDAR\n", "", ["line 1: VCALENDAR has no end"]),
    "stray end": (
        "END:VCALENDAR",
        "END:VEVENT\nEND:VCALENDAR",
        ["line 30: END outside its component"],
    ),
}


def octets_of(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_a_good_file_has_no_problems() -> None:
    assert problems_of(octets_of(GOOD)) == []


@pytest.mark.parametrize(("old", "new", "expected"), DEFECTS.values(), ids=DEFECTS)
def test_a_planted_defect_is_found(old: str, new: str, expected: list[str]) -> None:
    assert GOOD.count(old) == 1

    assert problems_of(octets_of(GOOD.replace(old, new))) == expected


def test_bare_line_feeds_are_found() -> None:
    found = problems_of(GOOD.encode())

    assert found[:2] == ["the file does not end in CRLF", "a line ends in CR or LF alone"]


def test_a_byte_order_mark_is_found() -> None:
    found = problems_of(b"\xef\xbb\xbf" + octets_of(GOOD))

    assert found[0] == "the file begins with a byte order mark"


def test_a_character_split_by_a_fold_is_found() -> None:
    split = octets_of(GOOD).replace("Ü".encode(), b"\xc3\r\n \x9c")

    assert problems_of(split) == [
        "line 21: a character is split or not UTF-8",
        "line 22: a character is split or not UTF-8",
    ]
