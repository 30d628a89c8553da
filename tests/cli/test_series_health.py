import json
from datetime import date, datetime
from pathlib import Path

import pytest

from scheduler.cli.main import run
from scheduler.cli.series_health import in_words
from scheduler.model.series import Rotation, RuleVersion
from scheduler.model.vocabulary import MeetingState
from scheduler.planning.rotations import RotationKind
from scheduler.secretariat.health import Slip, health_of
from scheduler.secretariat.lifecycle import cancel, postpone
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW, TODAY


def test_health_of_the_partnership_says_what_the_record_gives(
    real_sqlite_location: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCHEDULER_DATABASE", real_sqlite_location)
    monkeypatch.setenv("SCHEDULER_NOW", NOW.isoformat())

    code = run(["series", "health", "SOM", "--json"])
    value = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (value["cadence"]["gaps"], round(value["cadence"]["mean_months"], 1)) == (10, 14.3)
    assert (value["slots"], value["held"]) == (13, 11)
    assert value["numbers"]["missing"] == [3, 4]
    assert value["turns"][0] == {
        "kind": "lead",
        "counts": [["DG ECHO", 1], ["DG INTPA", 1], ["DG NEAR", 1]],
        "unknown": 8,
    }
    assert value["forecast"]["slip_days"] > 0


def test_health_is_told_in_words_with_a_bar_for_each_gap(call: Call, record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        annual.min_gap_months, annual.max_gap_months = 9, 14
        factories.meeting(session, "ANNUAL-2027").number = 4
        session.flush()
        factories.meeting(session, "ANNUAL-2026").number = 3
        session.flush()
        factories.add_meeting(
            session, "ANNUAL-2025", date(2025, 4, 4), state=MeetingState.HELD, number=2
        )
    call("meeting", "move", "ANNUAL-4", "2027-08-20", "--reason", "elections")

    said = call("series", "health", "annual")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "ANNUAL, Annual Meeting",
        "  Promised     ad hoc; 9 to 14 months",
        (
            "  Kept         4 April 2025 to 8 May 2026: 1 gap, 13.1 months on average, "
            "the last 13.1 months; not due before 8 February 2027, overdue from 9 July 2027"
        ),
        "               2 meetings held",
        (
            "  Gaps         ANNUAL-2 Fri 4 Apr 2025 to ANNUAL-3 Fri 8 May 2026: "
            "13.1 months, 1 gap: kept"
        ),
        "               to ANNUAL-3 ########[####] 13.1",
        "  Not certain  number 1: no meeting certainly bears it",
        (
            "  Slips        ANNUAL-4 moved from Fri 7 May 2027 to Fri 20 Aug 2027, +105 days: "
            "elections"
        ),
        (
            "  Next         ANNUAL-4 on 20 August 2027 makes a gap of 15.4 months, "
            "43 days more than promised; of 1 past gap known alone, none took as long"
        ),
    ]


def test_health_of_every_series_is_told_one_after_another(call: Call, record: Database) -> None:
    said = call("series", "health", "--json")

    assert [one["code"] for one in said.value] == ["ANNUAL", "PREP"]
    assert call("series", "health").out.split("\n\n")[1].startswith("PREP, Preparatory Meeting\n")
    del record


def test_cancelled_and_postponed_dates_are_slips_without_days(record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        for code, end in (("ANNUAL-2027", postpone), ("PREP-2027-1", cancel)):
            end(session, factories.meeting(session, code), reason="x", now=NOW, officer="Ada")
        session.flush()
        slips = [
            health_of(session, factories.series(session, code), today=TODAY).slips
            for code in ("ANNUAL", "PREP")
        ]
        words = in_words(health_of(session, factories.series(session, "PREP"), today=TODAY))

    assert slips == [
        (Slip("ANNUAL-2", "postponed", date(2027, 5, 7), None, None, "x"),),
        (Slip("PREP-2027-1", "cancelled", date(2027, 3, 9), None, None, "x"),),
    ]
    assert "  Slips        PREP-2027-1 cancelled from Tue 9 Mar 2027: x" in words


def test_the_picture_is_written_beside_the_answer(
    call: Call, record: Database, tmp_path: Path
) -> None:
    file = tmp_path / "annual.svg"

    file.write_text("the picture of last year", encoding="utf-8")

    said = call("series", "health", "ANNUAL", "-o", str(file), "--json")

    assert (said.code, said.value["code"]) == (0, "ANNUAL")
    assert file.read_text("utf-8").startswith("<svg ")
    assert call("series", "health", "-o", str(file)).code == 2
    assert call("series", "health", "ANNUAL", "-o", str(tmp_path / "a.jpg")).code == 2
    del record


@pytest.mark.usefixtures("record")
def test_the_next_meeting_is_told_where_none_was_held(call: Call) -> None:
    assert call("series", "health", "PREP").out.splitlines()[-1] == (
        "  Next         PREP-2027-1, Tuesday 9 March 2027"
    )


@pytest.fixture
def _rotating(record: Database) -> None:
    """ANNUAL has slots on each 7 May since 2025, and three rotations."""
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        starts = datetime.fromisoformat("2025-05-07 09:30")
        annual.rules.append(RuleVersion(ordinal=1, rule="FREQ=YEARLY", starts=starts, made_at=NOW))
        for kind, turns, since in (
            (RotationKind.LEAD, ["TRADE", "FISH"], 2026),
            (RotationKind.PLACE, ["Northville", "Southport", "Eastby"], None),
            (RotationKind.MODE, ["virtual", "hybrid"], 2027),
        ):
            annual.rotations.append(Rotation(kind=kind, turns=turns, since=since))


@pytest.mark.usefixtures("_rotating")
def test_whose_turn_is_next_is_told_by_each_rotation(
    call: Call, record: Database, tmp_path: Path
) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        meeting.slot = datetime.fromisoformat("2027-05-07 09:30")
    picture = tmp_path / "annual.svg"

    said = call("series", "health", "ANNUAL")
    value = call("series", "health", "ANNUAL", "-o", str(picture), "--json").value

    turns = "lead: FISH; mode: virtual; place: Eastby"
    assert [line for line in said.out.splitlines() if "urn" in line] == [
        f"  Whose turn   ANNUAL-2: {turns}"
    ]
    assert value["next_turns"] == {
        "meeting": "ANNUAL-2",
        "nominal": "2027-05-07",
        "turns": [
            {"kind": "lead", "value": "FISH"},
            {"kind": "mode", "value": "virtual"},
            {"kind": "place", "value": "Eastby"},
        ],
    }
    assert f">Whose turn is next: ANNUAL-2: {turns}.<" in picture.read_text("utf-8")


@pytest.mark.usefixtures("_rotating")
def test_a_cancelled_slot_has_used_its_turn_up(call: Call, record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        meeting.slot = datetime.fromisoformat("2027-05-07 09:30")
        cancel(session, meeting, reason="x", now=NOW, officer="Ada")

    assert (
        "  Whose turn   the slot of 7 May 2028: lead: TRADE; mode: hybrid; place: Northville"
        in (call("series", "health", "ANNUAL").out.splitlines())
    )
