from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.imports.busy.reading import calendar

pytestmark = pytest.mark.usefixtures("record")

FRIDAYS = calendar(
    "UID:1\nSUMMARY:Physiotherapy\nDTSTART;TZID=Europe/Brussels:20270108T090000\n"
    "DURATION:PT1H\nRRULE:FREQ=WEEKLY"
)
LEAVE = calendar("UID:2\nDTSTART;VALUE=DATE:20270503\nDTEND;VALUE=DATE:20270508")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ana").mkdir()
    (tmp_path / "ana" / "fridays.ics").write_bytes(FRIDAYS)
    (tmp_path / "ana" / "leave.ICS").write_bytes(LEAVE)
    (tmp_path / "ana" / ".hidden.ics").write_bytes(b"nothing")
    (tmp_path / "ana" / "notes.txt").write_bytes(b"nothing")
    (tmp_path / "fridays.ics").write_bytes(FRIDAYS)
    (tmp_path / "empty").mkdir()
    (tmp_path / "old.ics").write_bytes(FRIDAYS.replace(b"VERSION:2.0", b"VERSION:1.0"))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_busy_times_from_their_import_to_their_end(call: Call) -> None:
    sentences = [
        call("busy", "import", "Ana Lind", "ana").out,
        call("busy", "import", "Ana Lind", "fridays.ics", "--keep-titles").out,
        call("busy", "list").out,
        call("busy", "show", "ana lind", "--since", "2027-05-01", "--until", "2027-05-14").out,
        call("busy", "discard", "ana lind").out,
    ]

    assert sentences == [
        (
            "Stored the busy times of Ana Lind (Ana Lind of NORTH): 2 events; "
            "165.0 hours taken in the year from now (Europe/Brussels).\n"
        ),
        (
            "Replaced the busy times of Ana Lind (Ana Lind of NORTH): 1 event, before 2; "
            "46.0 hours taken in the year from now, 0.0 more and 119.0 fewer than before "
            "(Europe/Brussels).\n"
        ),
        (
            "Name\tWhose\tEvents\tZone\tFile\tTitles\tImported\n"
            "Ana Lind\tAna Lind of NORTH\t1\tEurope/Brussels\tfridays.ics\tkept\tTue 24 Nov 2026\n"
        ),
        (
            "From\tTo\tTitle\n"
            "Fri 7 May 2027 09:00\tFri 7 May 2027 10:00\tPhysiotherapy\n"
            "Fri 14 May 2027 09:00\tFri 14 May 2027 10:00\tPhysiotherapy\n"
        ),
        "Discarded the busy times of Ana Lind: they are no longer known.\n",
    ]
    assert call("busy", "list", "--json").value == []


@pytest.mark.usefixtures("folder")
def test_findings_of_an_import_are_said_and_counted(call: Call, folder: Path) -> None:
    lines = "UID:1\nDTSTART:20270503T070000Z\nDTEND:20270503T060000Z"
    (folder / "odd.ics").write_bytes(calendar(lines, "UID:2\nDTSTART:20270504T070000Z"
                                              "\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"))  # fmt: skip

    said = call("busy", "import", "The room", "odd.ics", "--zone", "Asia/Manila")

    assert said.code == 0
    assert said.out.startswith("Stored the busy times of The room: 1 event, 1 left out; ")
    assert said.err == (
        "warning: odd.ics, line 3: the event was left out: DTEND '2027-05-03T06:00:00+00:00' "
        "cannot be used: expected a time after 2027-05-03T07:00:00+00:00\n"
        "warning: an event that started on 2027-05-04 comes more than 24 times a day: "
        "it is taken to go on all the time\n"
    )


def test_a_calendar_of_which_nothing_can_be_read_replaces_nothing(call: Call, folder: Path) -> None:
    (folder / "odd.ics").write_bytes(
        calendar("UID:1\nDTSTART:20270503T070000Z\nDTEND:20270503T060000Z")
    )
    call("busy", "import", "Ana", "fridays.ics")
    before = call("busy", "list").out

    said = call("busy", "import", "Ana", "odd.ics")

    assert (said.code, said.err) == (
        2,
        (
            "scheduler: the calendar 'odd.ics' cannot be used: expected an event that can be "
            "read; nothing was stored:\n"
            "  odd.ics, line 3: the event was left out: DTEND '2027-05-03T06:00:00+00:00' "
            "cannot be used: expected a time after 2027-05-03T07:00:00+00:00\n"
        ),
    )
    assert call("busy", "list").out == before


@pytest.mark.usefixtures("folder")
def test_an_import_speaks_json(call: Call) -> None:
    assert call("busy", "import", "FISH", "fridays.ics", "--json").value == {
        "name": "FISH",
        "whose": "FISH of SOUTH",
        "zone": "Europe/Brussels",
        "events": 1,
        "before": None,
        "left_out": 0,
        "hours": 46.0,
        "hours_more": 46.0,
        "hours_fewer": 0.0,
        "findings": [],
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "import Ana nowhere.ics",
            ("the calendar 'nowhere.ics' cannot be used: "
            "expected a readable file or folder (No such file or directory)"),
        ),
        (
            "import Ana empty",
            "the folder 'empty' cannot be used: expected one with .ics files in it",
        ),
        (
            "import Ana old.ics",
            ("old.ics was not loaded; it has 1 problem:\n  line 2: it is of version 1.0: "
            "expected VERSION:2.0; export it again as iCalendar (.ics)"),
        ),
        (
            "import Ana fridays.ics --zone Europe/Geneva",
            ("the time zone 'Europe/Geneva' is not known: expected an IANA name such as "
            "Europe/Brussels (did you mean Europe/Zurich?)"),
        ),
        ("show Bo", "there is no busy calendar 'Bo'"),
        ("discard Bo", "there is no busy calendar 'Bo'"),
    ],
    ids=["nowhere", "empty", "vcalendar", "zone", "show", "discard"],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_refusals_are_one_sentence(call: Call, words: str, sentence: str) -> None:
    said = call("busy", *words.split())

    assert (said.code, said.out, said.err) == (2, "", f"scheduler: {sentence}\n")
    assert call("busy", "list", "--json").value == []


def test_show_takes_days_in_their_order(call: Call, folder: Path) -> None:
    call("busy", "import", "Ana", str(folder / "fridays.ics"))

    said = call("busy", "show", "Ana", "--since", "2027-05-14", "--until", "2027-05-01")

    assert (said.code, said.err) == (
        2,
        (
            "scheduler: the last day '2027-05-01' cannot be used: "
            "expected a day from 2027-05-14 on, and not more than ten years later\n"
        ),
    )
