import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from scheduler.exports.exchange import as_jcal
from scheduler.model.audit import AuditEntry
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Source
from scheduler.model.vocabulary import MeetingState
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import NOW, Call, Said
from tests.imports.busy.reading import calendar

HEAD = "DTSTAMP:20261101T000000Z\n"
RETREAT = (
    f"UID:r@outlook\n{HEAD}DTSTART;TZID=Romance Standard Time:20270602T090000\nDURATION:PT3H\n"
    "SUMMARY:Retreat\\, autumn\nLOCATION:Room 3\nDESCRIPTION:Bring *maps*.\n"
    "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/r"
)
FORMAL = (
    f"UID:f@partner\n{HEAD}SEQUENCE:3\nDTSTART;VALUE=DATE:20280505\nSUMMARY:Annual Meeting\n"
    "STATUS:CONFIRMED"
)
DAILY = f"UID:d\n{HEAD}DTSTART:20270101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Database) -> Path:
    del record
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def changed(folder: Path, call: Call) -> Path:
    """ANNUAL-2 as another record changed it: a day later, in another room, cancelled."""
    call("meeting", "export", "ANNUAL-2", "-o", "annual.ics")
    path = folder / "annual.ics"
    text = path.read_bytes().decode()
    for old, new in (
        ("SEQUENCE:0", "SEQUENCE:1"),
        ("20270507T", "20270508T"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED\r\nLOCATION:Room 9"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.encode())
    return path


@pytest.mark.usefixtures("folder")
def test_a_meeting_is_exported_as_icalendar_and_as_jcal(call: Call, folder: Path) -> None:
    said = [call("meeting", "export", "ANNUAL-2", "-o", name) for name in ("a.ics", "a.json")]
    again = call("meeting", "export", "ANNUAL-2", "-o", "a.ics", "--json")

    assert said == [Said(0, f"1 meeting written to {name}.\n", "") for name in ("a.ics", "a.json")]
    assert again.value == {"file": "a.ics", "meetings": 1, "written": False}
    content = (folder / "a.ics").read_bytes()
    assert b"\r\nSUMMARY:2nd Annual Meeting\\, Partnership of Northland" in content
    assert (folder / "a.json").read_bytes() == as_jcal(content)


@pytest.mark.usefixtures("folder")
def test_an_export_goes_to_stdout_as_json_where_that_is_asked(call: Call, folder: Path) -> None:
    call("meeting", "export", "--series", "ANNUAL", "-o", "a.ics")
    content = (folder / "a.ics").read_bytes()

    assert call("meeting", "export", "--series", "ANNUAL", "-o", "-").out.encode() == content
    said = call("meeting", "export", "--series", "ANNUAL", "-o", "-", "--json")
    assert said.value == json.loads(as_jcal(content))


def test_a_meeting_without_a_day_is_in_no_file(call: Call, folder: Path, record: Database) -> None:
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_meeting(session, "ANNUAL-X", None, state=MeetingState.HELD)

    alone = call("meeting", "export", "ANNUAL-X", "-o", "a.ics")
    of_series = call("meeting", "export", "--series", "ANNUAL", "-o", "a.ics")

    assert (alone.code, of_series.code) == (2, 0)
    assert alone.err.startswith("scheduler: the date of 'ANNUAL-X' cannot be used: expected a day")
    assert of_series.err == "warning: ANNUAL-X: its day is not known; it was not exported\n"
    assert (folder / "a.ics").read_bytes().count(b"BEGIN:VEVENT") == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [(), ("ANNUAL-2", "--series", "ANNUAL")])
def test_an_export_is_of_a_meeting_or_of_a_series(call: Call, words: tuple[str, ...]) -> None:
    assert call("meeting", "export", *words, "-o", "a.ics").code == 2


def test_an_import_is_shown_first_and_stored_when_asked(
    call: Call, folder: Path, record: Database
) -> None:
    (folder / "a.ics").write_bytes(calendar(RETREAT, DAILY))

    shown = call("meeting", "import", "a.ics")
    nothing = call("meeting", "show", "RETREAT-AUTUMN-2027-1")
    stored = call("meeting", "import", "a.ics", "--apply", "--publish")

    assert shown.out == (
        "+ RETREAT-AUTUMN-2027-1 Wednesday 2 June 2027, 09:00 to 12:00 (Europe/Paris), planned: "
        "new\n"
        "To store: 1 new, 0 changed; 0 as in the record.\n"
        "Store them with: the same command and --apply\n"
    )
    assert shown.err == (
        "warning: a.ics, line 13: the event was left out: RRULE 'FREQ=DAILY' cannot be used: "
        "expected an event that does not recur; a series has its rule in the record\n"
    )
    assert nothing.code == 2
    assert stored.out == (
        "* RETREAT-AUTUMN-2027-1 Wednesday 2 June 2027, 09:00 to 12:00 (Europe/Paris), planned: "
        "new\n"
        "Stored: 1 new, 0 changed; 0 as in the record.\n"
    )
    with record.reading() as session:
        found = factories.meeting(session, "RETREAT-AUTUMN-2027-1")
        assert (found.uid, found.kind, found.title) == (
            "r@outlook",
            "extraordinary",
            "Retreat, autumn",
        )
        assert (found.place, found.link) == ("Room 3", "https://teams.example/r")
        assert (found.remarks, found.is_published) == ("Bring *maps*.", True)
        source = session.scalars(select(Source)).one()
        assert (found.source, source.title, source.read_on) == (source, "a.ics", date(2026, 11, 24))
        entries = session.execute(
            select(AuditEntry.noun, AuditEntry.verb).where(AuditEntry.officer == "Ada")
        )
        told = [tuple(entry) for entry in entries if entry.verb == "meeting import"]
        assert told == [("meeting", "meeting import"), ("source", "meeting import")]


def test_a_new_meeting_of_a_series_is_given_no_number(
    call: Call, folder: Path, record: Database
) -> None:
    (folder / "a.ics").write_bytes(calendar(FORMAL))

    said = call("meeting", "import", "a.ics", "--series", "ANNUAL", "--apply")

    assert said.out.startswith("* ANNUAL-2028-1  Friday 5 May 2028, confirmed: new\n")
    assert said.err == (
        "warning: ANNUAL-2028-1: it has no number; give it: "
        "scheduler meeting confirm ANNUAL-2028-1 --number N\n"
    )
    with record.reading() as session:
        found = factories.meeting(session, "ANNUAL-2028-1")
        assert (found.kind, found.title, found.sequence) == ("regular", "", 3)


def test_a_known_meeting_follows_a_newer_file(call: Call, changed: Path, record: Database) -> None:
    said = call("meeting", "import", changed.name, "--apply")
    again = call("meeting", "import", changed.name, "--apply")

    assert said.out == (
        "* ANNUAL-2       Saturday 8 May 2027, 09:30 to 17:00 (Europe/Brussels), cancelled: "
        "changed: date, state and place\n"
        "Stored: 0 new, 1 changed; 0 as in the record.\n"
    )
    assert again.out.endswith(": as it is\nStored: 0 new, 0 changed; 1 as in the record.\n")
    with record.reading() as session:
        found = factories.meeting(session, "ANNUAL-2027")
        assert (found.place, found.sequence, found.number) == ("Room 9", 1, 2)
        assert [(one.kind, one.old_day, one.reason) for one in found.changes] == [
            ("moved", date(2027, 5, 7), "imported from annual.ics"),
            ("cancelled", date(2027, 5, 8), "imported from annual.ics"),
        ]


def test_a_known_meeting_does_not_follow_an_older_file(call: Call, changed: Path) -> None:
    call("meeting", "move", "ANNUAL-2", "2027-05-21", "--reason", "a strike")
    call("meeting", "edit", "ANNUAL-2", "--place", "Ghent")

    said = call("meeting", "import", changed.name, "--json").value

    assert [(one["act"], one["when"]) for one in said["meetings"]] == [
        ("older", "Friday 21 May 2027")
    ]


def test_a_file_that_is_not_newer_and_says_otherwise_changes_nothing(
    call: Call, changed: Path
) -> None:
    changed.write_bytes(changed.read_bytes().replace(b"SEQUENCE:1", b"SEQUENCE:0"))

    said = call("meeting", "import", changed.name, "--apply")

    assert said.out.endswith("Stored: 0 new, 0 changed; 1 as in the record.\n")
    assert said.err == (
        "warning: ANNUAL-2: date, state and place: the file says otherwise and is not newer; "
        "the record holds\n"
    )


def test_a_meeting_that_was_held_keeps_its_day(call: Call, folder: Path) -> None:
    call("meeting", "export", "ANNUAL-1", "-o", "held.ics")
    path = folder / "held.ics"
    moved = path.read_bytes().replace(b"20260508T", b"20260509T")
    path.write_bytes(moved.replace(b"SEQUENCE:0", b"SEQUENCE:9"))

    said = call("meeting", "import", "held.ics", "--apply")

    assert said.out.endswith(
        "held: as it is; it was held\nStored: 0 new, 0 changed; 1 as in the record.\n"
    )
    assert said.err == (
        "warning: ANNUAL-1: it was held; date: the file says otherwise, and nothing is changed\n"
    )


def test_a_name_that_a_file_gives_takes_no_number_of_another(
    call: Call, folder: Path, record: Database
) -> None:
    """ANNUAL-2 is what people call ANNUAL-2027, and ANNUAL-3 what they will call the next."""
    events = [
        FORMAL.replace("UID:f", f"UID:{at}") + f"\nX-SCHEDULER-CODE:{code}"
        for at, code in enumerate(("ANNUAL-2", "ANNUAL-3", "2027-05-07", "ANNUAL-2027", "OWN"))
    ]
    (folder / "a.ics").write_bytes(calendar(*events))

    call("meeting", "import", "a.ics", "--series", "ANNUAL", "--apply")

    with record.reading() as session:
        codes = session.scalars(select(Meeting.code).where(Meeting.uid.endswith("@partner")))
        assert sorted(codes) == [
            *("ANNUAL-2028-1", "ANNUAL-2028-2", "ANNUAL-2028-3", "ANNUAL-2028-4", "OWN")
        ]


def test_a_side_meeting_finds_the_one_that_it_stands_beside(
    call: Call, folder: Path, record: Database
) -> None:
    call("meeting", "add", "SIDE", "2027-05-07", "--kind", "side", "--beside", "ANNUAL-2")
    call("meeting", "export", "SIDE", "-o", "side.ics")
    text = (folder / "side.ics").read_bytes().decode().replace("\r\n ", "")
    with record.reading() as session:
        uid, parent = (
            factories.meeting(session, "SIDE").uid,
            factories.meeting(session, "ANNUAL-2027"),
        )
        lost = text.replace(uid, "lost@side").replace(f"SIBLING:{parent.uid}", "SIBLING:nobody")
        kept = text.replace(uid, "kept@side")
    (folder / "kept.ics").write_bytes(kept.encode())
    (folder / "lost.ics").write_bytes(lost.encode())

    for name in ("kept.ics", "lost.ics"):
        assert call("meeting", "import", name, "--apply").code == 0

    with record.reading() as session:
        sides = session.scalars(select(Meeting).where(Meeting.uid.endswith("@side")))
        assert {one.uid: one.kind for one in sides} == {
            "kept@side": "side",
            "lost@side": "extraordinary",
        }


@pytest.mark.usefixtures("folder")
def test_a_file_may_come_from_stdin(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(calendar(RETREAT))))

    said = call("meeting", "import", "-", "--json").value

    assert (said["stored"], [one["act"] for one in said["meetings"]]) == (False, ["new"])


def test_nothing_is_stored_of_a_file_of_which_nothing_can_be_taken(
    call: Call, folder: Path
) -> None:
    marked = RETREAT.replace("Retreat\\, autumn", "SECRET UE/EU SECRET")
    (folder / "a.ics").write_bytes(calendar(marked))

    said = call("meeting", "import", "a.ics", "--apply")

    assert (said.code, said.out) == (2, "")
    assert "a.ics, line 3: the event was left out: the title marked " in said.err
    assert call("meeting", "list", "--json").value[-1]["code"] == "ANNUAL-2027"


@pytest.mark.usefixtures("folder")
def test_a_meeting_of_another_partnership_is_left_alone(call: Call, record: Database) -> None:
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        session.add(Partnership(code="OTHER", name="Another"))
    call("meeting", "export", "ANNUAL-2", "-o", "a.ics")

    said = call("meeting", "import", "a.ics", "--partnership", "OTHER")

    assert said.code == 2
    assert "expected a meeting of OTHER, not of NORTH-SOUTH" in said.err
