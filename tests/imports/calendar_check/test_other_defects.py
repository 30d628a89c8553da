"""Every defect beyond the 32 files: what is planted in a good file, and what is found."""

import pytest

from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.defects import Defect
from tests.imports.calendar_check.test_the_32_defects import DEFECTS, FOLDER

GOOD = (FOLDER / "good-day.ics").read_bytes().decode().replace("\r\n", "\n")
HEAD, TITLE, END = "VERSION:2.0\n", "SUMMARY:Heads of Unit\n", "END:VCALENDAR\n"
EVENT = "BEGIN:VEVENT\n"
ANOTHER = f"{EVENT}UID:%s\nDTSTAMP:20260101T000000Z\nDTSTART:20260310T090000Z\n%sEND:VEVENT\n"
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
)
ONSET = ZONE[len("BEGIN:VTIMEZONE\nTZID:X\n") : -len("END:VTIMEZONE\n")]
OLD_ZONE = ZONE.replace("TZOFFSETTO", "RRULE:FREQ=YEARLY;UNTIL=19800101T000000\nTZOFFSETTO")
USES_X = "X-AT;TZID=X:20260310T090000\n"
EMPTY = f"BEGIN:VCALENDAR\n{HEAD}PRODID:a\n{END}"
OF_THE_DAY = "hou@example.org", "RECURRENCE-ID;VALUE=DATE:20260310\n"
# By what is planted: the text replaced, the text put there, and all that is found.
Planted = tuple[str, str, list[tuple[int | None, Defect, str]]]
LINES: dict[str, Planted] = {
    "byte order mark": (
        "BEGIN:VCALENDAR",
        "\ufeffBEGIN:VCALENDAR",
        [(1, Defect.BYTE_ORDER_MARK, "a byte order mark")],
    ),
    "long line": (TITLE, f"SUMMARY:{'ü' * 34}\n", [(9, Defect.LONG_LINE, "76 octets")]),
    "other line break": (
        TITLE,
        "SUMMARY:a\u2028ATTENDEE:b\n",
        [(9, Defect.OTHER_LINE_BREAK, r"\u2028 in SUMMARY:a\u2028ATTENDEE:b")],
    ),
    "empty line": (TITLE, f"\n{TITLE}", [(9, Defect.EMPTY_LINE, "an empty line")]),
    "no end of the last line": (
        END,
        END.removesuffix("\n"),
        [(None, Defect.LINE_END, "the last line has no end")],
    ),
    "CR alone": (TITLE, "SUMMARY:a\rX-A:b\n", [(9, Defect.LINE_END, "it ends in CR alone")]),
}
COMPONENTS: dict[str, Planted] = {
    "stray end": (END, f"END:VTODO\n{END}", [(11, Defect.STRAY_END, "END:VTODO")]),
    "property outside": (
        "BEGIN:VCALENDAR",
        f"{EMPTY}X-A:b\nBEGIN:VCALENDAR",
        [
            (1, Defect.NO_COMPONENTS, "a calendar without components"),
            (5, Defect.OUTSIDE, "X-A:b"),
        ],
    ),
    "misplaced": (
        TITLE,
        TITLE + ONSET,
        [(10, Defect.MISPLACED, "STANDARD within VEVENT")],
    ),
    "too deep": (
        TITLE,
        TITLE + "BEGIN:X-A\n" * 8 + "END:X-A\n" * 8,
        [(16, Defect.TOO_DEEP, "BEGIN:X-A")],
    ),
    "old version": ("VERSION:2.0", "VERSION:1.0", [(2, Defect.OTHER_VERSION, "VERSION:1.0")]),
}
METHODS_AND_ZONES: dict[str, Planted] = {
    "reply of nobody": (
        HEAD,
        f"{HEAD}METHOD:REPLY\n",
        [
            (5, Defect.MISSING_FOR_METHOD, "REPLY without ORGANIZER"),
            (5, Defect.MISSING_FOR_METHOD, "REPLY without ATTENDEE"),
        ],
    ),
    "published by nobody": (
        HEAD,
        f"{HEAD}METHOD:PUBLISH\n",
        [(5, Defect.NO_ORGANIZER, "PUBLISH without ORGANIZER")],
    ),
    "zone twice": (
        EVENT,
        f"{ZONE}{ZONE}{EVENT}{USES_X}",
        [(13, Defect.ZONE_TWICE, "again TZID:X")],
    ),
    "zone unused": (EVENT, f"{ZONE}{EVENT}", [(4, Defect.ZONE_UNUSED, "VTIMEZONE X")]),
    "zone late": (
        f"{TITLE}END:VEVENT\n",
        f"{USES_X}END:VEVENT\n{ZONE}",
        [(11, Defect.ZONE_LATE, "a VTIMEZONE after another component")],
    ),
    "zone without offset": (
        EVENT,
        f"BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n{EVENT}{USES_X}",
        [(4, Defect.ZONE_WITHOUT_OFFSET, "VTIMEZONE X")],
    ),
    "registered zone": (TITLE, "X-AT;TZID=/example.org/X:20260310T090000\n", []),
    "zone with a local UNTIL": (
        EVENT,
        f"{OLD_ZONE}{EVENT}{USES_X}",
        [(9, Defect.UNTIL_KIND, "UNTIL=19800101T000000 beside DTSTART:19700101T000000")],
    ),
}
VALUES: dict[str, Planted] = {
    "wrong type": (
        "DTEND;VALUE=DATE:",
        "DTEND;VALUE=PERIOD:",
        [(8, Defect.WRONG_TYPE, "DTEND;VALUE=PERIOD")],
    ),
    "value missing": (
        HEAD,
        f"{HEAD}REFRESH-INTERVAL:PT6H\n",
        [(3, Defect.VALUE_MISSING, "REFRESH-INTERVAL without VALUE")],
    ),
    "colour": (HEAD, f"{HEAD}COLOR:#123456\n", [(3, Defect.COLOUR, "COLOR:#123456")]),
    "script": (
        TITLE,
        "URL:javascript:alert(1)\n",
        [(9, Defect.UNSAFE_ADDRESS, "URL:javascript:alert(1)")],
    ),
    "script in a parameter": (
        TITLE,
        'DESCRIPTION;ALTREP="JavaScript:alert(1)":x\n',
        [(9, Defect.UNSAFE_ADDRESS, "DESCRIPTION:JavaScript:alert(1)")],
    ),
    "script in a text": (TITLE, "DESCRIPTION:javascript:alert(1)\n", []),
    "sent by nobody": (
        TITLE,
        "ORGANIZER;SENT-BY=lind:mailto:lind@example.org\n",
        [(9, Defect.BAD_VALUE, "SENT-BY=lind, not URI")],
    ),
    "reply maybe wanted": (
        TITLE,
        "ATTENDEE;RSVP=MAYBE:mailto:lind@example.org\n",
        [(9, Defect.BAD_VALUE, "RSVP=MAYBE, not BOOLEAN")],
    ),
    "answer of one's own": (TITLE, "ATTENDEE;PARTSTAT=X-A:mailto:lind@example.org\n", []),
    "zone of UTC": (
        TITLE,
        "X-AT;TZID=/x:20260310T090000Z\n",
        [(9, Defect.ZONE_OF_UTC, "X-AT;TZID=/x:20260310T090000Z")],
    ),
    "place off the globe": (
        TITLE,
        "GEO:91;0\n",
        [(9, Defect.BAD_VALUE, "GEO:91;0, not latitude;longitude")],
    ),
    "place with a comma": (
        TITLE,
        "GEO:50.8,4.35\n",
        [(9, Defect.BAD_VALUE, "GEO:50.8,4.35, not latitude;longitude")],
    ),
    "backslash": (
        TITLE,
        "SUMMARY:C:\\Old\n",
        [(9, Defect.UNESCAPED, r"\ in SUMMARY: C:\Old")],
    ),
    "list of texts": (
        TITLE,
        "CATEGORIES:a,b\\,c;d\n",
        [(9, Defect.UNESCAPED, r"; in CATEGORIES: a,b\,c;d")],
    ),
    "list of dates": (
        TITLE,
        "EXDATE;VALUE=DATE:20260310,20260230\n",
        [(9, Defect.BAD_VALUE, "EXDATE:20260230, not DATE")],
    ),
}
TIMES: dict[str, Planted] = {
    "day with hours": (
        "DTEND;VALUE=DATE:20260311",
        "DURATION:PT2H",
        [(8, Defect.MIXED_KINDS, "DTSTART:20260310 with DURATION:PT2H")],
    ),
    "day that ends on itself": (
        "DTEND;VALUE=DATE:20260311",
        "DTEND;VALUE=DATE:20260310",
        [(8, Defect.END_BEFORE_START, "DTSTART:20260310 with DTEND:20260310")],
    ),
    "floating and UTC": (
        END,
        ANOTHER % ("a", "DTEND:20260310T100000\n") + END,
        [(15, Defect.MIXED_KINDS, "DTSTART:20260310T090000Z with DTEND:20260310T100000")],
    ),
    "two zones": (
        END,
        ANOTHER % ("a", "DTEND;TZID=/Europe/Brussels:20260310T093000\n") + END,
        [(15, Defect.END_BEFORE_START, "DTSTART:20260310T090000Z with DTEND:20260310T093000")],
    ),
    "the first hour there is": (
        END,
        ANOTHER % ("a", "DTEND;TZID=/Europe/Brussels:00010101T000000\n") + END,
        [(15, Defect.END_BEFORE_START, "DTSTART:20260310T090000Z with DTEND:00010101T000000")],
    ),
    "zone nobody knows": (END, ANOTHER % ("a", "DTEND;TZID=/x:20260310T093000\n") + END, []),
    "several rules": (
        TITLE,
        f"{TITLE}RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\n",
        [(11, Defect.SEVERAL_RULES, "2 times RRULE")],
    ),
    "UNTIL of another kind": (
        TITLE,
        f"{TITLE}RRULE:FREQ=DAILY;UNTIL=20260401T000000Z\n",
        [(10, Defect.UNTIL_KIND, "UNTIL=20260401T000000Z beside DTSTART:20260310")],
    ),
    "another calendar": (TITLE, f"{TITLE}RRULE:RSCALE=HEBREW;FREQ=DAILY\n", []),
}
OVERRIDES: dict[str, Planted] = {
    "of another kind": (
        END,
        ANOTHER % ("hou@example.org", "RECURRENCE-ID:20260310T090000Z\n") + END,
        [(15, Defect.OVERRIDE_KIND, "RECURRENCE-ID:20260310T090000Z beside DTSTART:20260310")],
    ),
    "of the start": (END, ANOTHER % OF_THE_DAY + END, []),
    "twice": (
        END,
        ANOTHER % OF_THE_DAY * 2 + END,
        [(21, Defect.SECOND_MASTER, "again RECURRENCE-ID:20260310")],
    ),
    "of what is excluded": (
        f"{TITLE}END:VEVENT\n{END}",
        f"{TITLE}RRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20260311\nEND:VEVENT\n"
        + ANOTHER % ("hou@example.org", "RECURRENCE-ID;VALUE=DATE:20260311\n")
        + END,
        [(17, Defect.NO_OCCURRENCE, "RECURRENCE-ID:20260311")],
    ),
    "of a further date": (
        f"{TITLE}END:VEVENT\n{END}",
        f"{TITLE}RRULE:FREQ=MONTHLY\nRDATE;VALUE=DATE:20260311\nEND:VEVENT\n"
        + ANOTHER % ("hou@example.org", "RECURRENCE-ID;VALUE=DATE:20260311\n")
        + END,
        [],
    ),
    "without a series": (
        END,
        ANOTHER % ("a", "RECURRENCE-ID:20260310T090000Z\n") + END,
        [(11, Defect.NO_MASTER, "no series of UID:a")],
    ),
}
OTHERS = {**LINES, **COMPONENTS, **METHODS_AND_ZONES, **VALUES, **TIMES, **OVERRIDES}


@pytest.mark.parametrize(("old", "new", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_is_planted_is_found(
    old: str, new: str, expected: list[tuple[int | None, Defect, str]]
) -> None:
    assert GOOD.count(old) == 1
    content = GOOD.replace(old, new).replace("\n", "\r\n").encode()

    assert list(check_calendar("planted", content).findings) == expected


def test_a_character_split_by_a_fold_is_found() -> None:
    content = GOOD.replace("Heads", "Ü").replace("\n", "\r\n").encode()
    split = content.replace("Ü".encode(), b"\xc3\r\n \x9c")

    assert check_calendar("split", split).findings == (
        (10, Defect.SPLIT_CHARACTER, "a character split by folding"),
    )


def test_every_defect_has_a_test() -> None:
    tested = {defect for _, defect, _ in DEFECTS.values()}
    tested |= {defect for _, _, found in OTHERS.values() for _, defect, _ in found}

    assert set(Defect) - tested == {Defect.SPLIT_CHARACTER}


def test_every_defect_is_told_by_a_code_of_its_own() -> None:
    assert len({defect.value for defect in Defect}) == len(list(Defect)) == len(Defect.__members__)
