"""Mail that was made to harm: it is refused or read for what it is, and soon."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.imports.replies.mailboxes import LARGEST_MESSAGE, RawMail
from scheduler.imports.replies.messages import MOST_LINES, MOST_PARTS
from scheduler.imports.replies.reading import read_reply_mail
from tests.counts import times
from tests.imports.replies.corpus import SERVER, UID, names, octets
from tests.imports.replies.told import told

HEAD = "From: ana@north.example\r\nDate: Wed, 2 Dec 2026 11:15:07 +0100\r\n"
TYPE = "Content-Type: text/calendar; method=REPLY\r\n\r\n"
EVENT = (
    f"BEGIN:VEVENT\r\nUID:{UID}\r\nDTSTAMP:20261202T101506Z\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@north.example\r\nEND:VEVENT\r\n"
)
CALENDAR = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n{EVENT}END:VCALENDAR\r\n"
GOOD = (
    "ana@north.example uncertain | reply of ana@north.example ACCEPTED #0 2026-12-02T10:15:06+00:00"
)
BEARABLE = 2.0  # seconds, on a machine that does other things too


def read(text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return told(read_reply_mail(RawMail("a.eml", content), authserv_id=SERVER))


def nested(depth: int) -> str:
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    return HEAD + opened + TYPE + CALENDAR


def with_lines(*lines: str) -> str:
    inner = "".join(f"{line}\r\n" for line in lines)
    return HEAD + TYPE + CALENDAR.replace("END:VEVENT", f"{inner}END:VEVENT")


MESSAGES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "as it should be": (lambda: HEAD + TYPE + CALENDAR, GOOD),
    "nested": (lambda: nested(MOST_PARTS), GOOD),
    "nested too deep": (
        lambda: nested(20_000),
        f"not read: it has more than {MOST_PARTS} parts within parts",
    ),
    "too many parts": (
        lambda: (
            HEAD
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\n\r\n\r\n" * 22_000
            + "--b--\r\n"
        ),
        "not read: it has too many parts",
    ),
    "too many lines": (
        lambda: HEAD + "\r\n" * (MOST_LINES + 1),
        f"not read: it has more than {MOST_LINES:,} lines",
    ),
    "too large": (
        lambda: HEAD + "x" * LARGEST_MESSAGE,
        f"not read: it is larger than {LARGEST_MESSAGE:,} bytes",
    ),
    "a header that is hard to part": (
        lambda: (
            HEAD + 'Content-Type: text/calendar; a="' + ';"' * 2_000_000 + "\r\n\r\n" + CALENDAR
        ),
        GOOD,
    ),
    "many headers": (lambda: HEAD + "X: y\r\n" * 65_000 + TYPE + CALENDAR, GOOD),
    "a charset that unpacks": (
        lambda: HEAD + TYPE.replace("method", "charset=zlib; method") + CALENDAR,
        GOOD,
    ),
    "a charset that is slow": (
        lambda: HEAD + TYPE.replace("method", "charset=punycode; method") + CALENDAR,
        GOOD,
    ),
    "a charset that is wrong": (
        lambda: with_lines("COMMENT:É").replace("method", "charset=iso-8859-1; method", 1),
        f"{GOOD} 'É'",
    ),
    "a charset that is none": (
        lambda: (
            (HEAD + TYPE.replace("method", "charset=a\0b; method") + CALENDAR).encode() + b"\xff"
        ),
        GOOD,
    ),
    "a calendar too large": (
        lambda: with_lines("X-A:" + "a" * 1_000_000),
        "not read: its calendar is larger than 1,000,000 bytes",
    ),
    "components too deep": (
        lambda: HEAD + TYPE + "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 20_000,
        "not read: its calendar nests components too deep",
    ),
    "too many events": (
        lambda: HEAD + TYPE + CALENDAR.replace(EVENT, EVENT * 51),
        "not read: its calendar holds more than 50 events",
    ),
    "too many people": (
        lambda: with_lines(*["ATTENDEE:mailto:a@b.example"] * 501),
        "not read: its calendar names more than 500 people",
    ),
    "a rule without end": (lambda: with_lines("RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY"), GOOD),
    "a huge sequence": (
        lambda: with_lines("SEQUENCE:" + "9" * 100_000),
        f"not read: its SEQUENCE is {'9' * 20!r}: expected a number",
    ),
    "no number as sequence": (
        lambda: with_lines("SEQUENCE:\u0663"),
        "not read: its SEQUENCE is '\u0663': expected a number",
    ),
    "no time as stamp": (
        lambda: HEAD + TYPE + CALENDAR.replace("20261202T101506Z", "20261302T101506Z"),
        "not read: its DTSTAMP is '20261302T101506Z': expected a time",
    ),
    "the first of all times": (
        lambda: HEAD + TYPE + CALENDAR.replace("20261202T101506Z", "00010101T000000"),
        "not read: its DTSTAMP is '00010101T000000': expected a time that is meant",
    ),
    "a name with line breaks": (
        lambda: HEAD + TYPE + CALENDAR.replace(f"UID:{UID}", "UID:a\x0bb"),
        "not read: its calendar names no meeting: expected a UID",
    ),
    "an attached file to be run": (
        lambda: with_lines("ATTACH:javascript:alert(1)", "URL:file:///etc/passwd"),
        GOOD,
    ),
    "Outlook's own file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "not read: it is in Outlook's own format (.msg): save it as .eml",
    ),
    "nothing": (lambda: b"", "no answer"),
    "octets": (lambda: bytes(range(256)) * 100, "no answer"),
}


@pytest.mark.parametrize(("made", "expected"), MESSAGES.values(), ids=MESSAGES)
def test_hostile_mail_is_refused_or_read_soon(
    made: Callable[[], str | bytes], expected: str
) -> None:
    message = made()
    began = time.process_time()

    assert read(message) == expected
    assert time.process_time() - began < BEARABLE


@settings(max_examples=times(50, 20_000))
@given(name=st.sampled_from(names()), data=st.data())
def test_a_damaged_message_is_still_answered(name: str, data: st.DataObject) -> None:
    """Whatever is cut out, doubled or put in: a value comes back."""
    content = octets(name)
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 200)))
    put_in = data.draw(st.binary(max_size=20) | st.sampled_from((content[start:end] * 3, b"\r\n")))

    read(content[:start] + put_in + content[end:])
