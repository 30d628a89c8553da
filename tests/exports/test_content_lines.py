import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.errors import InvalidValue
from scheduler.exports.content_lines import (
    cleaned,
    day,
    duration,
    folded,
    local,
    parameter,
    text,
    title,
    uri,
    utc,
)

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
SYNTAX = ["\r\n", "\r", "\n", "\n ", "\\", "\\n", "\\N", ";", ",", ":", '"', "^", "^n", "^'"]
STRANGE = ["\x00", "\x07", "\x85", "\u2028", "\ud800", "\ufeff", "é", "😀", " ", "\t", "a" * 40]
HOSTILE = st.lists(st.sampled_from([*SYNTAX, *STRANGE, "END:VEVENT"])).map("".join)


def test_text_escapes_what_the_type_needs() -> None:
    assert text('a\\b;c,d\r\ne\tf "g": h') == 'a\\\\b\\;c\\,d\\ne\tf "g": h'


def test_text_keeps_a_path_with_a_capital_n() -> None:
    assert text(r"C:\New") == r"C:\\New"


def test_title_stays_on_one_line() -> None:
    assert title("a;\r\nb\nc") == "a\\; b c"


@pytest.mark.parametrize("line_break", ["\r\n", *BREAKS])
def test_cleaned_makes_every_line_break_one(line_break: str) -> None:
    assert cleaned(f"a{line_break}b") == "a\nb"


def test_cleaned_drops_controls_and_replaces_surrogates() -> None:
    assert cleaned("a\x00\x07\x1b\x7f\x9bb\tc\ud800") == "ab\tc\ufffd"


@given(ANY_TEXT | HOSTILE)
def test_cleaned_leaves_nothing_that_breaks_a_line_or_cannot_be_encoded(value: str) -> None:
    result = cleaned(value)

    assert [c for c in result if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}] == [
        c for c in result if c in "\t\n"
    ]
    assert cleaned(result) == result


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_cleaned_changes_nothing_else(value: str) -> None:
    assert cleaned(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("Doe, Jane; DG: HOME", '"Doe, Jane; DG: HOME"'),
        ('say "yes"', "\"say ^'yes^'\""),
        ("two\nlines ^", '"two^nlines ^^"'),
        ("bell\x07", "bell"),
    ],
)
def test_parameter_escapes_and_quotes(value: str, expected: str) -> None:
    assert parameter(value) == expected


@given(ANY_TEXT | HOSTILE)
def test_parameter_decodes_as_rfc_6868_says(value: str) -> None:
    written = parameter(value)

    quoted = re.fullmatch(r'"([^"]*)"|([^":;,]+)', written)
    assert quoted is not None
    meanings = {"^n": "\n", "^'": '"', "^^": "^"}
    inner = quoted[1] or quoted[2] or ""
    assert re.sub(r"\^[n'^]", lambda pair: meanings[pair[0]], inner) == cleaned(value)


@given((ANY_TEXT | HOSTILE).map(lambda value: value.replace("\\", "/")))
def test_parameter_comes_back_from_icalendar(value: str) -> None:
    """Without backslashes, which icalendar 7.3 takes for escapes although no RFC says so."""
    octets = _event(f"ATTENDEE;CN={parameter(value)}:mailto:a@example.org")

    event = Calendar.from_ical(octets).walk("VEVENT")[0]

    assert event["ATTENDEE"] == "mailto:a@example.org"
    assert event["ATTENDEE"].params.get("CN", "") == cleaned(value)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c;d,e#f",
        "http://[::1]:8080/",
        "HTTPS://EXAMPLE.ORG",
        "mailto:som@example.org",
        "tel:+32-2-299-11-11",
        "https://example.org/überblick",
    ],
)
def test_uri_lets_safe_addresses_pass_unchanged(address: str) -> None:
    assert uri(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:",
        "https://a b",
        "https://a\r\nATTENDEE:mailto:x@y",
        "https://a\n",
        "https://a\u2028b",
        "https://a\x85b",
        "https://a\x00",
        'https://a"b',
        "https://a<b>",
        "https://a\ud800",
        " https://a",
    ],
)
def test_uri_refuses_others(address: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        uri(address)

    assert str(caught.value) == (
        f"the address {address!r} cannot be used: "
        "expected one of https, http, mailto, tel, without spaces or quotes"
    )


def test_utc_converts_to_utc_and_drops_fractions() -> None:
    brussels = timezone(timedelta(hours=2))

    assert utc(datetime(2026, 7, 1, 9, 30, 5, 999, tzinfo=brussels)) == "20260701T073005Z"
    assert utc(datetime(981, 7, 1, tzinfo=UTC)) == "09810701T000000Z"


def test_utc_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(InvalidValue, match="expected a time with its zone"):
        utc(datetime(2026, 7, 1))  # noqa: DTZ001 -- the very thing that is refused


def test_local_writes_the_wall_time() -> None:
    assert local(datetime(2026, 7, 1, 9, 30)) == "20260701T093000"  # noqa: DTZ001 -- wall time


def test_local_refuses_a_time_with_a_zone() -> None:
    with pytest.raises(InvalidValue, match="expected a time without a zone"):
        local(datetime(2026, 7, 1, tzinfo=UTC))


def test_day_writes_a_date() -> None:
    assert day(date(2026, 7, 1)) == "20260701"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (timedelta(hours=6), "PT6H"),
        (timedelta(days=1), "PT24H"),
        (timedelta(minutes=90), "PT90M"),
        (timedelta(hours=1, seconds=1), "PT3601S"),
    ],
)
def test_duration_uses_the_largest_whole_unit(value: timedelta, expected: str) -> None:
    assert duration(value) == expected


@pytest.mark.parametrize("value", [timedelta(0), timedelta(hours=-1), timedelta(milliseconds=1)])
def test_duration_refuses_less_than_a_second(value: timedelta) -> None:
    with pytest.raises(InvalidValue, match="expected a second or more"):
        duration(value)


def test_folded_leaves_a_line_of_75_octets_whole() -> None:
    assert folded("S:" + "a" * 73) == "S:" + "a" * 73
    assert folded("S:" + "a" * 74) == "S:" + "a" * 73 + "\r\n a"


def test_folded_counts_octets_and_splits_no_character() -> None:
    assert folded("S:" + "é" * 37) == "S:" + "é" * 36 + "\r\n é"
    assert folded("S:" + "😀" * 19) == "S:" + "😀" * 18 + "\r\n 😀"


@given(ANY_TEXT | HOSTILE)
def test_folded_lines_are_short_and_unfold_to_the_same(value: str) -> None:
    line = f"SUMMARY:{text(value)}"

    pieces = folded(line).encode().split(b"\r\n")

    assert max(len(piece) for piece in pieces) <= 75
    assert [piece.decode() for piece in pieces]  # no character is split
    assert re.sub("\r\n ", "", folded(line)) == line


@given(ANY_TEXT | HOSTILE)
def test_text_comes_back_from_icalendar_as_it_was_cleaned(value: str) -> None:
    octets = _event(f"SUMMARY:{text(value)}")

    event = Calendar.from_ical(octets).walk("VEVENT")[0]

    assert list(event) == ["SUMMARY"]
    assert event["SUMMARY"] == cleaned(value)


def _event(line: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", folded(line), "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()
