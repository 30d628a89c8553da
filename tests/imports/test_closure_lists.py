import random
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from scheduler.errors import InvalidFile, InvalidValue, SchedulerError
from scheduler.imports.closure_lists import read_closure_list

DAY = "DTSTART;VALUE=DATE:"
NEW_YEAR, SECOND = date(2027, 1, 1), date(2027, 1, 2)
BEARABLE = 2.0  # seconds of the processor


def calendar(*events: str) -> str:
    inside = "".join(
        "BEGIN:VEVENT\r\n" + one.replace("\n", "\r\n") + "\r\nEND:VEVENT\r\n" for one in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "list"


def read(path: Path, text: str, *years: int, only: tuple[str, ...] = ()) -> dict[date, str]:
    path.write_text(text, encoding="utf-8", newline="")
    return read_closure_list(path, years=years, only=only).closures


def refused(path: Path, text: str, *years: int, only: tuple[str, ...] = ()) -> str:
    with pytest.raises(InvalidFile) as error:
        read(path, text, *years, only=only)
    return "; ".join(str(problem) for problem in error.value.problems)


def test_a_table_lists_days_by_name(listed: Path) -> None:
    text = "Date;Name;Kind\n2027-01-02;the day after;holiday\n\n2027-01-01;New Year;holiday\n"

    assert read(listed, text) == {NEW_YEAR: "New Year", SECOND: "the day after"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("date,name\n13/06/2027,a\n", date(2027, 6, 13)),
        ("date,name\n06/13/2027,a\n", date(2027, 6, 13)),
        ("date\tname\n5.6.2027\ta\n", date(2027, 6, 5)),
        ("name;date\na;2027/6/5\n", date(2027, 6, 5)),
        ("date;name\n05-06-2027;a\n", date(2027, 6, 5)),
        ("date;name\n05/05/2027;a\n", date(2027, 5, 5)),
        ("\ufeffdate;name\n2027-06-05;a\n", date(2027, 6, 5)),
    ],
)
def test_a_table_is_read_in_the_one_way_that_fits(listed: Path, text: str, day: date) -> None:
    assert read(listed, text) == {day: "a"}


def test_one_line_decides_how_the_others_are_read(listed: Path) -> None:
    text = "date;name\n05/06/2027;a\n13/06/2027;b\n"

    assert list(read(listed, text)) == [date(2027, 6, 5), date(2027, 6, 13)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "date;name\n13/01/2027;a\n01/13/2027;b\n",
            (
                "line 3: '01/13/2027' is written mm/dd/yyyy, but line 2 has '13/01/2027', "
                "written dd/mm/yyyy: expected one way in the whole file, such as 2027-05-07"
            ),
        ),
        (
            "date;name\n\n2027-01-13;a\n13.1.2027;b\n",
            (
                "line 4: '13.1.2027' is written dd.mm.yyyy, but line 3 has '2027-01-13', "
                "written yyyy-mm-dd: expected one way in the whole file, such as 2027-05-07"
            ),
        ),
        (
            "date;name\n05/06/2027;a\n",
            (
                "line 2: '05/06/2027' may be 6 May 2027 or 5 June 2027, and no other line decides: "
                "expected days such as 2027-05-07"
            ),
        ),
        (
            "date;name\n5.6.27;a\n2027-02-30;b\n",
            (
                "line 2: '5.6.27' is no day: expected days such as 2027-05-07; "
                "line 3: '2027-02-30' is no day: expected days such as 2027-05-07"
            ),
        ),
        (
            "2027-01-01;a\n",
            "line 1: expected a first line date;name;kind (kind may be left out)",
        ),
        ("", "line 1: expected a first line date;name;kind (kind may be left out)"),
        ("date;name\n", "it lists no day: expected a line for each"),
        (
            'date;name\n2027-01-01;"a\n',
            "line 2: it cannot be read as a table: unexpected end of data",
        ),
        (
            "date;name\n2027-01-01;a\n2028-01-01;a\n",
            "it has days of 2027, 2028: say with --year each year that it lists whole",
        ),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(listed: Path, text: str, sentence: str) -> None:
    assert refused(listed, text) == sentence


def test_only_the_days_of_a_kind_are_taken(listed: Path) -> None:
    text = "date;name;kind\n2027-01-01;a;plenary\n2027-01-02;b;committee\n"

    assert read(listed, text, only=("Plenary",)) == {NEW_YEAR: "a"}
    assert refused(listed, text, only=("groups",)) == (
        "it has no day of kind groups; there are: committee, plenary"
    )


def test_a_day_listed_twice_bears_both_names(listed: Path) -> None:
    text = "date;name\n2027-01-01;a\n2027-01-01;b\n2027-01-01;a\n"

    assert read(listed, text) == {NEW_YEAR: "a and b"}


def test_whole_days_of_events_are_read_and_their_end_is_excluded(listed: Path) -> None:
    text = calendar(f"{DAY}20270101\nDTEND;VALUE=DATE:20270103\nSUMMARY:New Year")

    assert read(listed, text) == {NEW_YEAR: "New Year", SECOND: "New Year"}


@pytest.mark.parametrize(
    "event",
    [
        f"{DAY}20270101\nDURATION:P2D",
        "DTSTART;TZID=Europe/Brussels:20270101T000000\nDTEND;TZID=Europe/Brussels:20270103T000000",
        f"{DAY}20270101\nRRULE:FREQ=DAILY;COUNT=2",
        f"{DAY}20200101\nRRULE:FREQ=YEARLY\nRDATE;VALUE=DATE:20270102",
        f"{DAY}20200101\nRRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,2;UNTIL=20281231T000000Z",
        f"{DAY}20200102\nDTEND;VALUE=DATE:20200104\nRRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
    ],
)
def test_two_days_can_be_said_in_many_ways(listed: Path, event: str) -> None:
    assert list(read(listed, calendar(event), 2027)) == [NEW_YEAR, SECOND]


def test_events_recur_inside_the_years_asked_for(listed: Path) -> None:
    text = calendar(
        f"{DAY}20200101\nUID:1\nRRULE:FREQ=YEARLY\nSUMMARY:New Year",
        f"{DAY}20280103\nUID:1\nRECURRENCE-ID;VALUE=DATE:20280101\nSUMMARY:moved",
        f"{DAY}20290101\nUID:1\nRECURRENCE-ID;VALUE=DATE:20290101\nSTATUS:CANCELLED",
        f"{DAY}20270501\nSTATUS:CANCELLED",
        f"{DAY}20290501\nSUMMARY:May",
    )

    assert read(listed, text, 2027, 2028, 2029) == {
        NEW_YEAR: "New Year",
        date(2028, 1, 3): "moved",
        date(2029, 5, 1): "May",
    }


def test_an_event_across_new_year_gives_each_year_its_part(listed: Path) -> None:
    text = calendar(f"{DAY}20261230\nDTEND;VALUE=DATE:20270102")

    assert list(read(listed, text, 2027)) == [NEW_YEAR]


def test_what_is_left_out_is_said(listed: Path) -> None:
    text = calendar("DTSTART:20270101T100000Z", f"{DAY}20270101", f"{DAY}20260101")
    listed.write_text(text, encoding="utf-8", newline="")

    assert read_closure_list(listed, years=(2027,)).left_out == (
        "1 event with hours: only whole days close",
        "the days of 1 other year",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (calendar(f"{DAY}20200101\nRRULE:FREQ=YEARLY"), "its days recur: say with --year"),
        (calendar("DTSTART:20270101T100000Z"), "it has no event of whole days"),
        (calendar("SUMMARY:q"), "event 'q': it has no DTSTART"),
        (calendar(f"{DAY}2027\nSUMMARY:q"), "event 'q': DTSTART cannot be read"),
        (calendar(f"{DAY}20270101\nRRULE:FREQ=SECONDLY"), "event '': the start '2027-01-01'"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "it is not an iCalendar file: Found no components"),
    ],
)
def test_an_ical_file_that_cannot_be_meant_is_refused(
    listed: Path, text: str, sentence: str
) -> None:
    assert refused(listed, text)[: len(sentence)] == sentence


def test_a_year_without_any_day_is_refused(listed: Path) -> None:
    text = "date;name\n2027-01-01;a\n"

    assert refused(listed, text, 2027, 2028) == "it lists no day of 2028"


BOMBS = {
    "100,000 events": calendar(*[f"{DAY}20270101"] * 100_000),
    "more events than a list has": calendar(*[f"{DAY}20270101"] * 2_001),
    "every day, a century long": calendar(
        f"{DAY}19200101\nDTEND;VALUE=DATE:20500101\nRRULE:FREQ=DAILY"
    ),
    "2,000 events every day": calendar(*[f"{DAY}20200101\nRRULE:FREQ=DAILY"] * 2_000),
    "2,000 rules that never fire": calendar(
        *[f"{DAY}20200101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"] * 2_000
    ),
    "a billion days": calendar(f"{DAY}20280101\nRRULE:FREQ=DAILY;COUNT=1000000000"),
    "an impossible length": calendar(f"{DAY}20280101\nDURATION:P99999999999999D"),
    "nested": "BEGIN:VCALENDAR\r\n" + "BEGIN:VTODO\r\n" * 38_000,
    "lines": calendar(f"{DAY}20270101") + "\r\n" * 400_000,
    "100,000 rows": "date;name\n" + "2027-01-01;x\n" * 100_000,
    "a wide cell": "date;name\n2027-01-01;" + "a" * 200_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(listed: Path, name: str) -> None:
    listed.write_text(BOMBS[name], encoding="utf-8", newline="")
    began = time.process_time()

    with pytest.raises(InvalidValue):
        read_closure_list(listed, years=(2027,))

    assert time.process_time() - began < BEARABLE


def test_mangled_files_are_read_or_refused(listed: Path) -> None:
    sound = [
        calendar(f"{DAY}20200101\nUID:1\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20280101\nDURATION:P2D"),
        "date;name;kind\n13/06/2027;a;b\n14/06/2027;c;d\n",
    ]  # fmt: skip
    chance = random.Random(5)  # noqa: S311 -- no secret
    for _ in range(400):
        text = list(chance.choice(sound))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 3)] = chance.choice(["", "\r\n", ";", "9", "\0", '"'])
        with suppress(SchedulerError):  # whatever else comes out fails the test
            read(listed, "".join(text), 2027)
