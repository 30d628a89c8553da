"""Calendars that nobody should send: good ones cut and filled with junk, and lines in any order."""

from random import Random

from hypothesis import strategies as st

from tests.imports.calendar_check.test_the_32_defects import FOLDER

SEEDS = tuple(path.read_bytes() for path in sorted(FOLDER.glob("*.ics")))
JUNK = (
    *(b"\r\n", b"\r", b"\n", b"\r\n ", b"\n\t", b"\0", b"\x07", b"\x1b[2J", b"\xff", b"\xc3"),
    *("\u2028\x85\ufeff\u202e😀".encode(), b"\xed\xa0\x80", b"\\", b";", b",", b":", b'"', b"="),
    *(b"END:VEVENT\r\n", b"END:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"BEGIN:VALARM\r\n"),
    *(b"BEGIN:X-A\r\n", b"UID:a\r\n", b"UID:som@example.org\r\n", b"METHOD:PUBLISH\r\n"),
    *(b"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n", b"RRULE:FREQ=DAILY;INTERVAL=0\r\n"),
    *(b"RRULE:FREQ=MINUTELY;COUNT=1000000000\r\n", b"RRULE:RSCALE=HEBREW;FREQ=DAILY\r\n"),
    *(b"EXDATE:20260501T073000Z,20270230\r\n", b"RDATE;VALUE=PERIOD:20260501T073000Z/P1D\r\n"),
    *(b"RECURRENCE-ID;RANGE=THISANDFUTURE:99991231T235960Z\r\n", b"DTSTART:00010101T000000\r\n"),
    *(b"DTEND;TZID=Asia/Tokyo:00010101T000000\r\n", b"DTEND:99991231T235959Z\r\n"),
    *(b";TZID=/", b";TZID=../../etc/passwd", b";TZID=W. Europe Standard Time", b";VALUE=TEXT"),
    *(b"URL:javascript:alert(1)\r\n", b"GEO:1e400;nan\r\n", b"PRIORITY:\xd9\xa3\r\n"),
    *(b"DURATION:-P99999999999999999W\r\n", b"SEQUENCE:" + b"9" * 5_000 + b"\r\n"),
)


def mangled(chance: Random) -> bytes:
    """A good calendar, or one with a defect, with some of it cut and junk put in."""
    content = chance.choice(SEEDS)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        end = at + chance.choice((0, 0, 0, 1, 5, 20, 200))
        content = content[:at] + chance.choice(JUNK) * chance.choice((1, 1, 30)) + content[end:]
    return content


def any_calendar() -> st.SearchStrategy[bytes]:
    """What `mangled` makes, lines in any order, or any octets after a good begin."""
    lines = sorted({line for seed in SEEDS for line in seed.splitlines(keepends=True)})
    within = st.lists(st.sampled_from((*JUNK, *lines)), max_size=40).map(b"".join)
    octets = st.binary(max_size=200)
    begun = (within | octets).map(lambda rest: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + rest)
    return st.integers(0, 2**64).map(lambda seed: mangled(Random(seed))) | begun  # noqa: S311 -- tests draw by chance
