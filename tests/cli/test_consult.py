"""`scheduler consult` on the EU-IOM partnership, from the first question to the confirmed date."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.delivery.mail_desk import MailDesk

DATES = ("--dates", "2027-05-05,2027-05-12")
DEADLINE = ("--deadline", "2027-02-01")
HOURS = "09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def ask(call: Call, *words: str) -> None:
    said = call("consult", "open", "next:SOM", *DATES, *DEADLINE, *words)
    assert said.code == 0, said.err


def test_a_date_goes_from_the_question_to_the_confirmed_meeting(call: Call) -> None:
    asked = call("consult", "open", "next:SOM", *DATES, *DEADLINE, "--quorum", "both co-chairs yes")
    eu = call("consult", "answer", "next:SOM", "EU", "--yes", "2027-05-12", "--no", "2027-05-05")
    early = call("consult", "close", "next:SOM")
    iom = call(
        "consult", "answer", "next:SOM", "iom", "--yes", "2027-05-05,2027-05-12", "--by",
        "Amy Pope", "--comment", "Either will do.",
    )  # fmt: skip
    closed = call("consult", "close", "next:SOM")

    assert asked.out == (
        "Asked EU and IOM about 2 dates for SOM-2027-1, until Monday 1 February 2027.\n"
    )
    assert eu.out == (
        f"Recorded for SOM-2027-1, Friday 30 April 2027, {HOURS}: "
        "EU says yes to Wed 12 May 2027, no to Wed 5 May 2027.\n"
    )
    assert (early.code, early.err) == (
        1,
        (
            "scheduler: closing the consultation on SOM-2027-1 is not possible: no candidate "
            "meets the quorum (both co-chairs yes): Wednesday 5 May 2027: EU says no and IOM has "
            "not said; Wednesday 12 May 2027: IOM has not said; await answers, or give --date "
            "and --against-quorum REASON\n"
        ),
    )
    assert (iom.code, iom.err) == (0, "")
    assert closed.out == (
        f"Confirmed SOM-12, Wednesday 12 May 2027, {HOURS}. Released: Wed 5 May 2027.\n"
    )
    sheet = call("meeting", "show", "SOM-12", "--json").value
    assert (sheet["state"], sheet["day"]) == ("confirmed", "2027-05-12")
    assert call("db", "check").code == 0


def test_status_is_a_matrix_and_says_what_is_missing(call: Call) -> None:
    ask(call, "--quorum", "nobody no")
    call("consult", "answer", "next:SOM", "IOM", "--yes", "2027-05-12", "--rather", "2027-05-07")

    said = call("consult", "status", "next:SOM")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:7] == [
        "Delegation\tWed 5 May 2027\tWed 12 May 2027\tRather\tBy\tReceived\tComment",
        "EU (co-chair)\t-\t-\t\t\t\t",
        "IOM (co-chair)\tno\tyes\tFri 7 May 2027\t\tTue 24 Nov 2026\t",
        "yes\t0\t1\t\t\t\t",
        "if need be\t0\t0\t\t\t\t",
        "no\t1\t0\t\t\t\t",
        "quorum\tnot met\tnot met\t\t\t\t",
    ]
    assert said.out.splitlines()[7:12] == [
        "SOM-2027-1: open; answers until Monday 1 February 2027, 69 days left.",
        "Quorum: nobody no.",
        "Not answered: EU.",
        "Wednesday 5 May 2027 lacks: EU has not said; IOM says no.",
        "Wednesday 12 May 2027 lacks: EU has not said.",
    ]
    assert said.out.splitlines()[12].startswith(
        "IOM would rather meet on Friday 7 May 2027; against it: closed: EU institutions"
    )


def test_status_tells_the_same_as_json(call: Call) -> None:
    ask(call)
    call("consult", "answer", "next:SOM", "EU", "--if-need-be", "2027-05-05")
    value = call("consult", "status", "next:SOM", "--json").value

    assert {name: value[name] for name in ("state", "deadline", "zone", "days_left", "chosen")} == {
        "state": "open",
        "deadline": "2027-02-02T00:00:00",
        "zone": "Europe/Brussels",
        "days_left": 69,
        "chosen": None,
    }
    assert [row["says"] for row in value["delegations"]] == [["if-need-be", None], [None, None]]
    assert [(row["day"], row["if_need_be"]) for row in value["candidates"]] == [
        ("2027-05-05", 1),
        ("2027-05-12", 0),
    ]


def test_without_dates_the_planner_proposes_them(call: Call) -> None:
    said = call("consult", "open", "next:HOU", "--deadline", "2027-01-15", "--json")

    assert (said.code, said.err) == (0, "")
    assert len(said.value["candidates"]) == 5
    assert [row["is_held"] for row in said.value["candidates"]] == [True] * 5


def test_a_late_answer_is_said_to_be_late(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(call)
    monkeypatch.setenv("SCHEDULER_NOW", "2027-02-03T09:00:00+00:00")

    said = call("consult", "answer", "next:SOM", "IOM", "--yes", "2027-05-05,2027-05-12")

    assert ", late: IOM says yes" in said.out
    assert said.err == "warning: IOM: it came after Monday 1 February 2027, and is kept as late\n"
    assert "Wed 3 Feb 2027, late" in call("consult", "status", "next:SOM").out


def test_an_answer_after_the_choice_is_shown_apart_from_what_counts(call: Call) -> None:
    ask(call)
    call("consult", "answer", "next:SOM", "EU", "--yes", "2027-05-05,2027-05-12")
    call("consult", "close", "next:SOM", "--date", "2027-05-12", "--against-quorum", "it is time")
    late = ("--yes", "2027-05-05", "--rather", "2027-05-20")
    call("consult", "answer", "SOM-12", "EU", "--no", "2027-05-12")
    call("consult", "answer", "SOM-12", "IOM", *late)

    said = call("consult", "status", "SOM-12")
    rows = call("consult", "status", "SOM-12", "--json").value["delegations"]

    assert said.out.splitlines()[1:4] == [
        "EU (co-chair)\tyes\tyes; late: no\t\t\tTue 24 Nov 2026, too late\t",
        (
            "IOM (co-chair)\tlate: yes\tlate: no\tlate: Thu 20 May 2027\t\t"
            "Tue 24 Nov 2026, too late\t"
        ),
        "yes\t1\t1\t\t\t\t",
    ]
    assert "Not answered" not in said.out
    assert [(row["says"], row["late_says"], row["late_rather"]) for row in rows] == [
        (["yes", "yes"], [None, "no"], []),
        ([None, None], ["yes", "no"], ["2027-05-20"]),
    ]
    assert call("consult", "list").out.splitlines()[1].endswith("\t2 of 2")


def test_against_the_quorum_a_reason_is_kept(call: Call) -> None:
    ask(call)

    said = call(
        "consult", "close", "next:SOM", "--date", "2027-05-12", "--number", "12",
        "--against-quorum", "no other day is left",
    )  # fmt: skip

    assert said.code == 0
    assert call("consult", "status", "SOM-12").out.splitlines()[-1] == (
        "Chosen: Wednesday 12 May 2027, against the quorum: no other day is left."
    )


def test_cancel_and_reopen_and_list(call: Call) -> None:
    ask(call)
    cancelled = call("consult", "cancel", "next:SOM", "--reason", "elections")
    listed = call("consult", "list", "--state", "cancelled")
    again = call("consult", "reopen", "next:SOM", "--deadline", "2027-03-01T17:00")

    assert cancelled.out == (
        f"Cancelled the consultation on SOM-2027-1, Friday 30 April 2027, {HOURS}; "
        "released 2 dates.\n"
    )
    assert listed.out == (
        "Meeting\tState\tAnswers until\tDates\tAnswered\n"
        "SOM-2027-1\tcancelled\tMonday 1 February 2027\t2\t0 of 2\n"
    )
    assert again.out == (
        "Asked again: EU and IOM about 2 dates for SOM-2027-1, until Monday 1 March 2027, 17:00.\n"
    )


def test_holds_are_written_apart_from_public_feeds(call: Call, tmp_path: Path) -> None:
    ask(call)
    held, public = str(tmp_path / "held"), str(tmp_path / "public")

    said = call("feed", "holds", held)
    call("feed", "write", public)

    assert said.out.splitlines()[1:] == [
        f"{held}/eu-iom-holds.ics\t2\twritten",
        f"{held}/eu-iom-holds-eu.ics\t2\twritten",
        f"{held}/eu-iom-holds-iom.ics\t2\twritten",
        f"3 feeds written to {held}, 0 unchanged.",
    ]
    assert call("feed", "holds", public).err == (
        f"scheduler: the folder '{public}' cannot be used: "
        "expected another than that of eu-iom.ics: public feeds stand apart\n"
    )
    assert call("feed", "write", held).code == 2
    call("consult", "cancel", "next:SOM", "--reason", "elections")
    call("feed", "holds", held)
    assert b"VEVENT" not in Path(held, "eu-iom-holds.ics").read_bytes()


def test_the_trail_names_what_was_asked_and_answered(call: Call) -> None:
    ask(call)
    call("consult", "answer", "next:SOM", "IOM", "--yes", "2027-05-12")

    trail = call("db", "trail", "next:SOM", "--json").value

    assert [entry["what"] for entry in trail if entry["verb"] == "consult answer"] == [
        "answer IOM of SOM-2027-1",
        "answer day 2027-05-12 of SOM-2027-1",
        "consultation SOM-2027-1 of SOM-2027-1",
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("open", "next:SOM", *DATES, "--deadline", "2027-02-31"),
            2,
            (
                "invalid value for '--deadline': '2027-02-31' is not a day; "
                "expected one such as 2027-05-07; see: scheduler consult open --help"
            ),
        ),
        (
            ("open", "next:SOM", *DATES, "--deadline", "2027-02-01T17:00Z"),
            2,
            (
                "invalid value for '--deadline': '2027-02-01T17:00Z' is no deadline; "
                "expected such as 2027-02-01T17:00; see: scheduler consult open --help"
            ),
        ),
        (
            ("open", "next:SOM", "--dates", "2027-05-05,", *DEADLINE),
            2,
            (
                "invalid value for '--dates': '' is not a day; "
                "expected one such as 2027-05-07; see: scheduler consult open --help"
            ),
        ),
        (
            ("open", "SOM-11", *DATES, *DEADLINE),
            1,
            (
                "asking about the date of SOM-11 is not possible: it is held; "
                "see: scheduler meeting show SOM-11"
            ),
        ),
        (
            ("answer", "next:SOM", "EU", "--yes", "2027-05-12"),
            1,
            (
                "answering the consultation on SOM-2027-1 is not possible: the delegations were "
                "never asked; open one: scheduler consult open SOM-2027-1"
            ),
        ),
        (
            ("status", "next:SOM"),
            1,
            (
                "showing the consultation on SOM-2027-1 is not possible: the delegations were "
                "never asked; open one: scheduler consult open SOM-2027-1"
            ),
        ),
    ],
)
def test_what_cannot_be_done_says_why(
    call: Call, sqlite_location: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = Path(sqlite_location).read_bytes()
    said = call("consult", *words)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")
    assert Path(sqlite_location).read_bytes() == before


def test_a_deadline_is_refused_as_it_was_typed(call: Call) -> None:
    refused = [
        call("consult", "open", "next:SOM", *DATES, "--deadline", typed).err
        for typed in ("2020-12-01", "2020-12-01T17:00")
    ]

    assert refused == [
        "scheduler: the deadline '2020-12-01' cannot be used: expected a moment to come\n",
        "scheduler: the deadline '2020-12-01T17:00' cannot be used: expected a moment to come\n",
    ]


def test_a_slot_is_stored_before_it_is_asked_about(call: Call) -> None:
    said = call("consult", "open", "SOM-2029-1", *DEADLINE)

    assert (said.code, said.err) == (
        1,
        (
            "scheduler: asking about SOM-2029-1 is not possible: it is planned, and not stored "
            "yet; store it first: scheduler plan --until 2029-05-04 --apply\n"
        ),
    )
    assert call("plan", "--until", "2029-05-04", "--apply").code == 0
    assert call("consult", "open", "SOM-2029-1", *DEADLINE).code == 0


def test_reminders_are_shown_first_then_wait_and_go_out(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(call)
    call("invite", "mailbox", "HOME", "home@eu.example")
    call("invite", "mailbox", "IOM", "som@iom.example")

    shown = call("consult", "remind", "next:SOM", "--preview")
    waiting = call("outbox", "list", "--json").value
    written = call("consult", "remind", "next:SOM")
    again = call("consult", "remind", "next:SOM", "--json").value
    with MailDesk() as desk:
        for name, value in desk.environment.items():
            monkeypatch.setenv(name, value)
        sent = call("outbox", "send")

    rows = [
        "Delegation\tGets\tWhy\tWho\tAddress",
        "EU\tnothing\tit is the mailbox that asks\tDG HOME\thome@eu.example",
        "IOM\treminder\tno answer\tIOM\tsom@iom.example",
    ]
    assert shown.out.splitlines() == [*rows, "1 message would be prepared: SOM-2027-1."]
    assert waiting == []
    assert written.out.splitlines() == [
        *rows,
        "1 message prepared, from DG HOME <home@eu.example>: SOM-2027-1.",
        "Send what waits with: scheduler outbox send",
    ]
    assert (again["prepared"], again["reminders"][1]["why"]) == ([], "waits already as message 1")
    assert (sent.out, len(desk.taken)) == ("Sent 1 message.\n", 1)
