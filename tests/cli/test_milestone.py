from pathlib import Path

import pytest

from scheduler.model.milestone import MilestoneRule
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW

HEAD = "Due\tMeeting\tMilestone\tKey\tWho\tState\tCalendars"


@pytest.fixture(autouse=True)
def _back_plan(record: Database) -> None:
    """ANNUAL has a back-plan of two steps, one of DG TRADE."""
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        annual.closure_calendars = ["belgium"]
        trade = factories.body(session, "TRADE")
        trade.closure_calendars = ["eu-institutions-brussels"]
        for key, name, offset, body in (
            ("agenda", "Agenda proposed", "8 weeks before", None),
            ("flash", "Flash report", "2 working days after", trade),
        ):
            rule = MilestoneRule(series=annual, key=key, name=name, offset=offset, body=body)
            session.add(rule)


def test_the_back_plan_from_first_plan_to_done(call: Call) -> None:
    planned = call("milestone", "plan")
    again = call("milestone", "plan", "ANNUAL-2")
    done = call("milestone", "done", "ANNUAL-2", "agenda", "--on", "2026-11-23")
    listed = call("milestone", "list")
    everything = call("milestone", "list", "ANNUAL-2")

    assert (planned.code, planned.err) == (0, "")
    assert planned.out.splitlines() == [
        "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels):",
        "  Agenda proposed: Friday 12 March 2027",
        "  Flash report: Tuesday 11 May 2027",
        "2 milestones changed of 2 meetings.",
    ]
    assert again.out == "no milestones changed of 1 meeting.\n"
    assert done.out == (
        "Done: Agenda proposed of ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels).\n"
    )
    assert listed.out.splitlines() == [
        HEAD,
        (
            "Tuesday 11 May 2027\tANNUAL-2\tFlash report\tflash\tDG TRADE\topen\t"
            "eu-institutions-brussels rule 2027, provisional"
        ),
    ]
    assert [line.split("\t")[5] for line in everything.out.splitlines()[1:]] == ["done", "open"]


def test_a_move_shows_what_becomes_of_every_deadline(call: Call) -> None:
    call("milestone", "plan")

    said = call("meeting", "move", "ANNUAL-2", "2027-01-15", "--reason", "elections")
    overdue = call("milestone", "list", "--overdue")

    assert said.out.splitlines() == [
        (
            "Moved ANNUAL-2, Friday 15 January 2027, 09:30 to 17:00 (Europe/Brussels); "
            "it was on Friday 7 May 2027."
        ),
        "  Agenda proposed: Friday 12 March 2027 -> Friday 20 November 2026, overdue",
        "  Flash report: Tuesday 11 May 2027 -> Tuesday 19 January 2027",
    ]
    assert said.err.splitlines()[-1] == (
        "warning: ANNUAL-2: Agenda proposed (agenda) was due on Friday 20 November 2026, "
        "which has passed"
    )
    assert [line.split("\t")[3] for line in overdue.out.splitlines()] == ["Key", "agenda"]


def test_a_move_says_the_same_as_json(call: Call) -> None:
    call("milestone", "plan")

    said = call("meeting", "move", "ANNUAL-2", "2027-05-14", "--reason", "x", "--json").value

    assert (said["name"], said["milestones"][0]) == (
        "ANNUAL-2",
        {
            "meeting": "ANNUAL-2",
            "key": "agenda",
            "name": "Agenda proposed",
            "body": "secretariat",
            "old": "2027-03-12",
            "new": "2027-03-19",
            "is_overdue": False,
        },
    )


def test_show_tells_why_the_day_and_by_which_calendars(call: Call) -> None:
    call("milestone", "plan")
    call("milestone", "waive", "ANNUAL-2", "flash", "--reason", "no report this time")

    said = call("milestone", "show", "ANNUAL-2", "flash")

    assert said.out.splitlines() == [
        "meeting            ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)",
        "key                flash",
        "name               Flash report",
        "body               DG TRADE",
        "offset             2 working days after",
        "due                Tuesday 11 May 2027",
        "day                2027-05-11",
        "state              waived",
        "is overdue         no",
        "settled            waived on Tuesday 24 November 2026 (Ada)",
        "working days       eu-institutions-brussels",
        "closure editions   eu-institutions-brussels rule 2027, provisional",
        "is provisional     yes",
        "remarks            no report this time",
        "version            2",
    ]


def test_reopening_computes_the_day_anew(call: Call) -> None:
    call("milestone", "plan")
    call("milestone", "done", "ANNUAL-2", "agenda")
    call("meeting", "move", "ANNUAL-2", "2027-05-14", "--reason", "x")

    said = call("milestone", "reopen", "ANNUAL-2", "agenda", "--json")

    assert (said.value["state"], said.value["day"]) == ("open", "2027-03-19")


def test_lists_of_a_body_and_of_the_secretariat(call: Call) -> None:
    call("milestone", "plan")

    keys = {
        who: [row["key"] for row in call("milestone", "list", "--body", who, "--json").value]
        for who in ("trade", "DG TRADE", "secretariat", "WATER")
    }

    assert keys == {
        "trade": ["flash"],
        "DG TRADE": ["flash"],
        "secretariat": ["agenda"],
        "WATER": [],
    }


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (
            ("done", "ANNUAL-2", "pack"),
            2,
            "scheduler: there is no milestone of ANNUAL-2 'pack'; there are: agenda, flash\n",
        ),
        (
            ("done", "ANNUAL-2", "agenda", "--on", "2026-12-01"),
            2,
            (
                "scheduler: --on '2026-12-01' cannot be used: "
                "expected a day up to today, Tuesday 24 November 2026\n"
            ),
        ),
        (
            ("reopen", "ANNUAL-2", "agenda"),
            1,
            (
                "scheduler: Agenda proposed of ANNUAL-2 is open and cannot be open; "
                "it may become: done, waived\n"
            ),
        ),
        (("list", "--body", "NOBODY"), 2, None),
    ],
)
def test_bad_input_is_one_sentence(
    call: Call, words: tuple[str, ...], code: int, error: str | None
) -> None:
    call("milestone", "plan")

    said = call("milestone", *words)

    assert said.code == code
    assert said.out == ""
    assert said.err == error or (error is None and said.err.count("\n") == 1)


def test_a_cancelled_meeting_has_no_milestones_to_plan(call: Call) -> None:
    call("meeting", "cancel", "ANNUAL-2", "--reason", "x")

    said = call("milestone", "plan", "ANNUAL-2")

    assert (said.code, said.err) == (
        1,
        (
            "scheduler: planning the milestones of ANNUAL-2 is not possible: "
            "the meeting is cancelled; see: scheduler meeting show ANNUAL-2027\n"
        ),
    )


def test_the_feeds_of_milestones_stand_apart_from_the_public_ones(
    call: Call, tmp_path: Path
) -> None:
    call("milestone", "plan")
    public, due = str(tmp_path / "public"), str(tmp_path / "due")
    call("feed", "write", public)

    written = call("feed", "milestones", due)

    assert sorted(path.name for path in Path(due).iterdir()) == [
        "north-south-milestones-secretariat.ics",
        "north-south-milestones-trade.ics",
        "north-south-milestones.ics",
    ]
    assert written.out.splitlines()[0] == "Feed\tMilestones\t"
    assert call("feed", "milestones", public).code == 2
    assert call("feed", "write", due).code == 2
