"""Feeds of texts that try to break out: what is read back has the lines meant, and no more."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.errors import InvalidValue
from scheduler.exports.content_lines import cleaned, folded, text
from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import read_lines
from tests.counts import times
from tests.exports.sample_calendar import CONFIRMED, PARTNERSHIP

pytestmark = [pytest.mark.counted, pytest.mark.timeout(3600)]
SYNTAX = (
    *("\r\n", "\r", "\n", "\r\n ", "\n\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0"),
    *("\x07", "\x1b[2J", "\x7f", "\x9b", "\ud800", "\udfff", "\ufeff", "\u202e", "\ufffe"),
    *("\\", "\\n", "\\N", ";", ",", ":", '"', "^n", "^'", "😀" * 20, "é" * 40, "a" * 74, " "),
    *("END:VEVENT", "BEGIN:VALARM", "ATTENDEE:mailto:x@example.org", "javascript:alert(1)"),
)
HOSTILE = st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)
TEXTS = HOSTILE | st.text(st.characters(codec=None), max_size=80)
MEANT = [
    *("UID", "DTSTAMP", "SEQUENCE", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY"),
    *("STATUS", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "RELATED-TO"),
]
many = settings(
    max_examples=times(150, 100_000), deadline=None, suppress_health_check=list(HealthCheck)
)


def as_feed(title: str, other: str) -> bytes:
    entry = replace(
        CONFIRMED,
        uid=f"{other}@",
        summary=title,
        description=f".{other}",
        location=f".{title}",
        categories=(title, other),
        related=(other,),
    )
    return feed(replace(PARTNERSHIP, name=title, description=f".{other}", entries=(entry,)))


@many
@given(TEXTS, TEXTS)
def test_no_text_adds_a_line_or_a_defect(title: str, other: str) -> None:
    octets = as_feed(title, other)

    (event,) = Calendar.from_ical(octets).events
    findings = Findings()
    names = [line.name for line in read_lines("ours", octets, findings)]
    begin = names.index("UID")
    assert names[begin : begin + len(MEANT) + 1] == [*MEANT, "END"]
    assert names.count("BEGIN") == names.count("END") == 5
    assert sorted(event.keys()) == sorted(MEANT)
    assert (event.errors, event.subcomponents) == ([], [])
    assert check_calendar("ours", octets).findings == ()


@many
@given(TEXTS)
def test_a_text_comes_back_as_it_was_cleaned(value: str) -> None:
    line = f"{folded(f'X-A:{text(value)}')}\r\n".encode()
    octets = b"BEGIN:VCALENDAR\r\n" + line + b"END:VCALENDAR\r\n"

    findings = Findings()
    _, read, _ = read_lines("ours", octets, findings)

    assert unescaped(read.value) == cleaned(value)
    assert findings.report().findings == ()


def unescaped(value: str) -> str:
    """The text of a TEXT value, by reading on from each backslash."""
    pieces = value.split("\\\\")
    plain = (each.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for each in pieces)
    return "\\".join(plain)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.example/\r\nX:1", "data:text/html,x", "https:// "]
)
def test_an_address_that_is_not_safe_is_refused(address: str) -> None:
    for entry in (replace(CONFIRMED, url=address), replace(CONFIRMED, conference=address)):
        with pytest.raises(InvalidValue, match=r"^the address "):
            feed(replace(PARTNERSHIP, entries=(entry,)))


def test_a_text_of_10_mb_is_written_and_read_back() -> None:
    value = "é;" * 3_300_000
    octets = feed(replace(PARTNERSHIP, entries=(replace(CONFIRMED, description=value),)))

    lines = [each for each in read_lines("ours", octets, Findings()) if each.name == "DESCRIPTION"]
    assert unescaped(lines[-1].value) == value
