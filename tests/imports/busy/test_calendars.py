from zoneinfo import ZoneInfo

import pytest

from scheduler.planning.busy_calendar import BusyCalendar
from tests.imports.busy.reading import BRUSSELS, calendar, read, spans

ZONED = "DTSTART;TZID=Europe/Brussels:20270503T090000\nDTEND;TZID=Europe/Brussels:20270503T100000"
ONE = ["3 May 09:00 - 3 May 10:00"]
WEEKLY = f"UID:1\n{ZONED}\nRRULE:FREQ=WEEKLY;COUNT=3"
MOVED = (
    "UID:1\nRECURRENCE-ID;TZID=Europe/Brussels:20270510T090000\n"
    "DTSTART;TZID=Europe/Brussels:20270511T140000\nDTEND;TZID=Europe/Brussels:20270511T160000"
)


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        (ZONED, ONE),
        ("DTSTART:20270503T070000Z\nDURATION:PT1H", ONE),
        ("DTSTART:20270503T090000\nDTEND:20270503T100000", ONE),
        ('dtstart;tzid="Europe/Brussels":20270503t090000\ndtend:20270503t080000z', ONE),
        ("DTSTART;TZID=W. Europe Standard Time:20270503T090000\nDURATION:PT1H", ONE),
        ("DTSTART;TZID=/ical.example/20240101/Europe/Berlin:20270503T090000\nDURATION:PT1H", ONE),
        ("DTSTA\n RT:20270503T070000Z\nDURATION:P\n\tT1H", ONE),
        ("DTSTART;VALUE=DATE:20270503", ["3 May 00:00 - 4 May 00:00"]),
        ("DTSTART;VALUE=DATE:20270503\nDTEND;VALUE=DATE:20270503", ["3 May 00:00 - 4 May 00:00"]),
        ("DTSTART;VALUE=DATE:20270503\nDTEND;VALUE=DATE:20270505", ["3 May 00:00 - 5 May 00:00"]),
        ("DTSTART;VALUE=DATE:20270503\nDURATION:P2D", ["3 May 00:00 - 5 May 00:00"]),
        (f"{ZONED}\nTRANSP:TRANSPARENT", []),
        (f"{ZONED}\nTRANSP:OPAQUE\nSTATUS:CANCELLED", []),
        (f"{ZONED}\nSTATUS:TENTATIVE", ONE),
        (f"{ZONED}\nTRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", ONE),
        (f"{ZONED}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        (f"{ZONED}\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", []),
        ("DTSTART:20270503T070000Z", []),
        (f"{ZONED}\nBEGIN:VALARM\nTRIGGER:-PT5M\nDURATION:PT9H\nEND:VALARM", ONE),
        (
            f"{ZONED}\nRDATE;VALUE=PERIOD:20270504T070000Z/PT2H",
            ["3 May 09:00 - 3 May 10:00", "4 May 09:00 - 4 May 11:00"],
        ),
        (
            f"{ZONED}\nRRULE:FREQ=WEEKLY;UNTIL=20270517\nEXDATE;VALUE=DATE:20270510",
            ["3 May 09:00 - 3 May 10:00", "17 May 09:00 - 17 May 10:00"],
        ),
    ],
    ids=[
        *("zoned", "utc", "floating", "any-case", "windows-zone", "zone-behind-slash", "folded"),
        *("day", "day-ends-on-itself", "days", "days-long", "transparent", "cancelled"),
        *("tentative", "out-of-office", "outlook-free", "works-elsewhere", "no-length", "alarm"),
        *("period", "dates-for-times"),
    ],
)
def test_an_event_takes_its_times(lines: str, taken: list[str]) -> None:
    assert spans(read(calendar(f"UID:1\n{lines}"))) == taken


@pytest.mark.parametrize(
    ("override", "taken"),
    [
        (MOVED, ["11 May 14:00 - 11 May 16:00"]),
        (f"{MOVED}\nSTATUS:CANCELLED", []),
        (f"{MOVED}\nTRANSP:TRANSPARENT", []),
        (MOVED.replace("\nDTEND;TZID=Europe/Brussels:20270511T160000", ""),
         ["11 May 14:00 - 11 May 15:00"]),
        (MOVED.replace(";TZID=Europe/Brussels:20270510T090000", ":20270510T070000Z"),
         ["11 May 14:00 - 11 May 16:00"]),
        (MOVED.replace(";TZID=Europe/Brussels:20270510T090000", ";VALUE=DATE:20270510"),
         ["11 May 14:00 - 11 May 16:00"]),
        (f"{MOVED}\nRRULE:FREQ=DAILY", ["11 May 14:00 - 11 May 16:00"]),
    ],
    ids=["moved", "cancelled", "free", "length-of-series", "id-in-utc", "id-is-a-day", "recurs"],
)  # fmt: skip
def test_an_override_stands_for_its_instance(override: str, taken: list[str]) -> None:
    found = spans(read(calendar(override, WEEKLY)))

    assert found == ["3 May 09:00 - 3 May 10:00", *taken, "17 May 09:00 - 17 May 10:00"]


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        ("", ["11 May 14:00 - 11 May 16:00", "18 May 14:00 - 18 May 16:00"]),
        ("\nSTATUS:CANCELLED", []),
    ],
    ids=["moved", "cancelled"],
)
def test_an_override_may_be_of_all_later_instances(more: str, taken: list[str]) -> None:
    later = MOVED.replace("RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE") + more

    assert spans(read(calendar(WEEKLY, later))) == [*ONE, *taken]


def test_of_two_for_one_instance_the_later_stands() -> None:
    first = f"{MOVED}\nSEQUENCE:2\nDTSTAMP:20260101T000000Z"
    cancelled = f"{MOVED}\nSEQUENCE:10\nSTATUS:CANCELLED"

    assert spans(read(calendar(WEEKLY, cancelled, first)))[1:] == ["17 May 09:00 - 17 May 10:00"]


def test_of_two_events_of_one_uid_the_later_stands_in_whichever_file() -> None:
    new = calendar("UID:1\nDTSTART:20270601T070000Z\nDURATION:PT1H\nDTSTAMP:20270102T000000Z")
    old = calendar(f"{WEEKLY}\nDTSTAMP:20270101T000000Z")

    assert spans(read(new, old)) == ["1 Jun 09:00 - 1 Jun 10:00"]


def test_an_override_without_its_series_is_an_event() -> None:
    assert spans(read(calendar(MOVED))) == ["11 May 14:00 - 11 May 16:00"]


def test_an_instance_that_was_removed_stays_so() -> None:
    removed = f"{WEEKLY}\nEXDATE;TZID=Europe/Brussels:20270510T090000"

    assert len(spans(read(calendar(removed, MOVED)))) == 2


def test_a_start_beside_its_rule_takes_time() -> None:
    lines = f"{ZONED}\nRRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270506T000000Z"

    assert spans(read(calendar(lines))) == [*ONE, "5 May 09:00 - 5 May 10:00"]


def test_events_without_uid_are_each_their_own() -> None:
    other = ZONED.replace("20270503", "20270504")

    assert len(spans(read(calendar(ZONED, other)))) == 2


def test_free_busy_times_are_kept_unless_they_are_free() -> None:
    lines = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VFREEBUSY\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270503T070000Z/PT1H,20270504T070000Z/20270504T080000Z\n"
        "FREEBUSY;FBTYPE=FREE:20270505T070000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    )

    assert spans(read(lines.encode())) == [*ONE, "4 May 09:00 - 4 May 10:00"]


@pytest.mark.parametrize(
    ("zone", "taken"),
    [
        (None, "3 May 08:00 - 3 May 09:00"),
        (ZoneInfo("Asia/Manila"), "3 May 03:00 - 3 May 04:00"),
    ],
    ids=["the-file-says", "the-officer-says"],
)
def test_floating_times_are_read_where_somebody_is(zone: ZoneInfo | None, taken: str) -> None:
    lines = "DTSTART:20270503T090000\nDURATION:PT1H"

    assert spans(read(calendar(lines, head="X-WR-TIMEZONE:Europe/Helsinki"), zone=zone)) == [taken]


def test_rules_of_foreign_zones_are_never_evaluated_but_their_place_is_known() -> None:
    zone = (
        "BEGIN:VTIMEZONE TZID:Ours X-LIC-LOCATION:Asia/Manila BEGIN:STANDARD "
        "DTSTART:19700101T000000 RRULE:FREQ=SECONDLY END:STANDARD END:VTIMEZONE"
    )

    found = read(calendar("DTSTART;TZID=Ours:20270503T150000\nDURATION:PT1H", head=zone))

    assert (spans(found), found.findings) == (ONE, ())


def test_titles_are_kept_only_when_asked() -> None:
    content = calendar(f"{ZONED}\nSUMMARY:Budget\\, \\nsecond\x07 reading")

    assert [event.title for event in read(content).calendar.events] == [""]
    kept = read(content, keep_titles=True).calendar
    assert [event.title for event in kept.events] == ["Budget, second reading"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            "DTSTART:20270503T070000Z\nDTEND:20270503T060000Z",
            (
                "DTEND '2027-05-03T06:00:00+00:00' cannot be used: "
                "expected a time after 2027-05-03T07:00:00+00:00"
            ),
        ),
        (
            "DTSTART:20270503T070000Z\nDTEND;VALUE=DATE:20270504",
            "DTEND '2027-05-04' cannot be used: expected a date or a time as DTSTART is",
        ),
        (
            "UID:2",
            "an event 'without DTSTART' cannot be used: expected the time at which it starts",
        ),
        (
            "DTSTART:20270503T070000Z\nDURATION:P999999W",
            "DURATION '6999993 days later' cannot be used: expected an event of at most ten years",
        ),
        (
            "DTSTART:20270503T070000Z\nDURATION:P9999999W",
            "DURATION 'P9999999W' cannot be used: expected an event of at most ten years",
        ),
        (
            "DTSTART:20270503T070000Z\nDURATION:-PT1H",
            "DURATION '-PT1H' cannot be used: expected a duration of zero or more, such as PT1H30M",
        ),
        (
            "DTSTART:tomorrow",
            "DTSTART 'tomorrow' cannot be used: expected a time such as DTSTART:20270601T090000Z",
        ),
        (
            f"{ZONED}\nRRULE:FREQ=WEEKLY;BYMONTHDAY=3",
            (
                "the recurrence rule 'FREQ=WEEKLY;BYMONTHDAY=3' is not valid: BYMONTHDAY=3: "
                "expected no BYMONTHDAY beside FREQ=WEEKLY, such as FREQ=MONTHLY;BYMONTHDAY=13"
            ),
        ),
    ],
    ids=[
        "before-start",
        "other-kind",
        "no-start",
        "too-long",
        "far-too-long",
        "negative",
        "no-time",
        "bad-rule",
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(lines: str, reason: str) -> None:
    found = read(calendar(ZONED, lines))

    assert (spans(found), found.left_out, found.components) == (ONE, 1, 2)
    assert list(map(str, found.findings)) == [
        f"warning: 1.ics, line 7: the event was left out: {reason}"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            f"SUMMARY:Fol\n ded\n{ZONED.replace('Europe/Brussels', 'Custom')}",
            "line 6: the time zone 'Custom' is not known; read as Europe/Brussels",
        ),
        (
            f"{ZONED}\nRRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20270503T070000Z",
            "line 3: RRULE: COUNT=2 was left out: UNTIL=20270503T070000Z ends first",
        ),
    ],
    ids=["unknown-zone", "forgiven-rule"],
)
def test_what_is_forgiven_is_said(lines: str, said: str) -> None:
    found = read(calendar(lines))

    assert (spans(found), list(map(str, found.findings))) == (ONE, [f"warning: 1.ics, {said}"])


def test_many_findings_are_counted() -> None:
    found = read(calendar(*["SUMMARY:nothing"] * 30))

    assert (len(found.findings), found.findings[-1].message) == (21, "and 10 more like these")


def test_nothing_but_calendars_is_nothing() -> None:
    assert read(calendar()).calendar == BusyCalendar(BRUSSELS)
