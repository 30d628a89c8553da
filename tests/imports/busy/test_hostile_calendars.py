"""Files that mean harm, or that something broke: one clear answer, in bounded time and memory."""

import tracemalloc
from collections.abc import Callable
from random import Random
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.errors import InvalidFile, InvalidValue
from scheduler.imports.busy.calendars import ReadCalendar
from scheduler.imports.busy.lines import LARGEST
from tests.imports.busy.reading import calendar, read, spans

MOST_SECONDS, MOST_BYTES = 1.0, 100_000_000
HOUR = "DTSTART:20270503T070000Z\nDURATION:PT1H"
GOOD = calendar(
    f"UID:1\n{HOUR}\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=9\nEXDATE:20270510T070000Z",
    "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270517T070000Z\n"
    "DTSTART;TZID=Europe/Brussels:20270518T100000\nDTEND;TZID=Europe/Brussels:20270518T110000",
    "UID:2\nDTSTART;VALUE=DATE:20270601\nRDATE;VALUE=DATE:20270603,20270604\nSEQUENCE:3",
    f"UID:3\n{HOUR}\nTRANSP:OPAQUE\nSTATUS:TENTATIVE\nSUMMARY:Long\n  title",
    head="X-WR-TIMEZONE:Europe/Zurich",
)
PIECES = (
    *(b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"\r\n", b"\n ", b"\r"),
    *(b";TZID=", b";VALUE=DATE", b";VALUE=PERIOD", b'"', b":", b";", b",", b"\xff", b"\0"),
    *(b"RRULE:FREQ=SECONDLY", b"INTERVAL=999999999", b"99999999T999999Z", b"00010101T000000Z"),
    *(
        b"99991231T235959Z",
        b"P1W",
        b"-PT5M",
        b"P999999D",
        b"COUNT=0",
        b"\xe2\x80\xa8",
        b"BYDAY=-5SU",
    ),
    *(b";RANGE=THISANDFUTURE", b"RECURRENCE-ID:20270517T070000Z", b"EXRULE:FREQ=DAILY", b"UID:1"),
)


def answered(content: bytes) -> ReadCalendar | InvalidValue:
    """What comes of a file: its times, which can be asked, or one of our errors."""
    try:
        found = read(content)
        spans(found)
    except InvalidValue as error:
        return error
    return found


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it holds no calendar: expected BEGIN:VCALENDAR"),
        (b"\x89PNG\r\n\x1a\n", "it holds no calendar: expected BEGIN:VCALENDAR"),
        (
            GOOD.decode().encode("utf-16"),
            "it is not in UTF-8: expected an iCalendar file (.ics) in UTF-8",
        ),
        (
            GOOD.replace(b"VERSION:2.0", b"VERSION:1.0"),
            (
                "line 2: it is of version 1.0: "
                "expected VERSION:2.0; export it again as iCalendar (.ics)"
            ),
        ),
        (
            GOOD.removesuffix(b"END:VCALENDAR\r\n"),
            "it ends within VCALENDAR: expected END:VCALENDAR",
        ),
        (GOOD[: GOOD.index(b"EXDATE")], "it ends within VEVENT: expected END:VEVENT"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "line 1: it begins with VCARD: expected BEGIN:VCALENDAR"),
        (
            GOOD.replace(b"END:VEVENT", b"", 1),
            "line 11: VEVENT stands within VEVENT: expected its end first",
        ),
        (
            GOOD.replace(b"END:VEVENT", b"END:VTODO", 1),
            "line 10: END:VTODO stands where it ends nothing: expected END:VEVENT",
        ),
        (b"BEGIN:VCALENDAR\n" * 12, "line 11: components stand 10 deep in each other"),
        (
            bytes(1000) + b"x" * LARGEST,
            f"it has {LARGEST + 1000:,} bytes: expected at most {LARGEST:,}",
        ),
    ],
    ids=[
        *(
            "empty",
            "picture",
            "utf-16",
            "vcalendar",
            "cut",
            "cut-in-event",
            "card",
            "event-in-event",
        ),
        *("wrong-end", "deep", "large"),
    ],
)
def test_what_is_no_calendar_is_refused_with_its_line(content: bytes, reason: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read(content)

    assert str(refused.value) == f"1.ics was not loaded; it has 1 problem:\n  {reason}"


BOMBS: dict[str, Callable[[], bytes]] = {
    "secondly-for-ever": lambda: calendar(f"{HOUR}\nRRULE:FREQ=SECONDLY"),
    "never": lambda: calendar(f"{HOUR}\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
    "a-billion": lambda: calendar(f"{HOUR}\nRRULE:FREQ=MINUTELY;COUNT=1000000000"),
    "long-value": lambda: calendar(f"{HOUR}\nDESCRIPTION:{'x' * 10_000_000}"),
    "long-rule": lambda: calendar(f"{HOUR}\nRRULE:FREQ=YEARLY;BYYEARDAY={'1,' * 500_000}1"),
    "many-parameters": lambda: calendar(f"DTSTART{';X=1' * 500_000}:20270503T070000Z"),
    "many-dates": lambda: calendar(f"{HOUR}\nRDATE:{','.join(['20270504T070000Z'] * 300_000)}"),
    "many-lines": lambda: calendar(HOUR + "\nX-A:B" * 500_000),
    "blank-lines": lambda: GOOD + b"\n" * 1_000_000,
    "deep": lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000,
    "many-folds": lambda: calendar(f"{HOUR}\nSUMMARY:" + "x\n " * 500_000),
    "attachment": lambda: calendar(f"{HOUR}\nATTACH;VALUE=BINARY:{'A' * 9_000_000}"),
    "100,000-events": lambda: calendar(*[HOUR] * 100_000),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_answered_in_bounded_time_and_memory(bomb: Callable[[], bytes]) -> None:
    content = bomb()

    tracemalloc.start()
    answered(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    began = process_time()
    answered(content)

    assert (process_time() - began < MOST_SECONDS, peak < MOST_BYTES) == (True, True)


def test_100_000_events_are_one_answer() -> None:
    assert str(answered(calendar(*[HOUR] * 100_000))).endswith(
        "it has 100,000 events: expected at most 50,000; export a shorter time"
    )


def test_line_breaks_are_those_of_the_standard_and_lone_returns() -> None:
    odd = f"SUMMARY:a\u2028DTSTART:20270101T000000Z\x85RRULE:FREQ=DAILY\x0b\n{HOUR}"

    assert spans(read(calendar(odd))) == ["3 May 09:00 - 3 May 10:00"]
    assert spans(read(calendar(HOUR).replace(b"\r\n", b"\r"))) == ["3 May 09:00 - 3 May 10:00"]


def test_text_in_another_encoding_does_no_harm() -> None:
    content = calendar(f"SUMMARY:caf\u00e9\n{HOUR}").decode().encode("latin-1")

    assert spans(read(content)) == ["3 May 09:00 - 3 May 10:00"]


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_times_or_one_of_our_errors(content: bytes) -> None:
    answered(content)


@given(st.integers(0, 2**32))
@example(1)
def test_a_mangled_calendar_is_times_or_one_of_our_errors(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- not for secrets
    content = GOOD
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        end = at + chance.choice((0, 0, 1, 5, 20))
        content = content[:at] + chance.choice(PIECES) + content[end:]

    answered(content)


@given(st.lists(st.sampled_from(PIECES + tuple(GOOD.splitlines(keepends=True))), max_size=40))
def test_lines_in_any_order_are_times_or_one_of_our_errors(pieces: list[bytes]) -> None:
    answered(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"".join(pieces) + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    )
