from collections.abc import Mapping
from pathlib import Path

import pytest

from scheduler.cli.output import FINDINGS
from tests.cli.conftest import Call
from tests.imports.forms.filling import filled, paragraph, run

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
OF_TRADE = ("ANNUAL-2", "--item", "1", "--from", "TRADE")
ASK = ("contribution", "request", *OF_TRADE, "--deadline", "2027-04-20")


@pytest.fixture(autouse=True)
def _agenda(record: object, call: Call) -> None:
    del record
    call("agenda", "add", "ANNUAL-2", "Ports", "--lead", "NORTH=TRADE")


def _fill(folder: Path, texts: Mapping[str, str], form: str = "annual-2-item-1-trade") -> Path:
    path = folder / f"{form}.docx"
    boxes = {name: paragraph(run(text)) for name, text in texts.items()}
    path.write_bytes(filled(boxes, path.read_bytes()))
    return path


def test_a_contribution_goes_from_request_to_clearance(call: Call, tmp_path: Path) -> None:
    asked = call(*ASK, "--remarks", "Half a page.", "--output", str(tmp_path))
    form = _fill(tmp_path, {"author": "Ana Lind", "line-to-take": "Hold firm.", "contact": "1234"})
    waiting = call("contribution", "status", "ANNUAL-2").out
    received = call("contribution", "import", str(form))
    came = call("contribution", "status", "ANNUAL-2").out
    cleared = call("contribution", "clear", *OF_TRADE)

    assert asked.out == (
        f"Asked for 1 contribution to {TO_COME}:\n"
        f"  item 1, DG TRADE, by Tuesday 20 April 2027: {form}\n"
    )
    head = "Item\tTitle\tBody\tDeadline\tState\tReceived\tAuthor\n"
    row = "1\tPorts\tDG TRADE\tTue 20 Apr 2027"
    assert waiting == f"{head}{row}\tasked\t\t\n"
    assert (received.code, received.out, received.err) == (
        0,
        (
            "annual-2-item-1-trade.docx: DG TRADE on item 1 of ANNUAL-2: line to take and contact\n"
            "Took in 1 of 1 forms.\n"
        ),
        "",
    )
    assert came == f"{head}{row}\treceived\tTue 24 Nov 2026\tAna Lind\n"
    assert cleared.out == (
        f"Cleared the contribution of DG TRADE to item 1 of {TO_COME}, "
        "and 2 sections of the note.\n"
    )
    notes = call("note", "list", "ANNUAL-2", "--json").value
    assert [
        (one["section"], one["text"], one["author"], one["state"], one["source"]) for one in notes
    ] == [
        ("line-to-take", "Hold firm.", "DG TRADE", "cleared", "Contribution of Ana Lind"),
        ("contact", "1234", "DG TRADE", "cleared", "Contribution of Ana Lind"),
    ]


def test_a_late_contribution_is_taken_and_called_late(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(*ASK, "--output", str(tmp_path))
    form = _fill(tmp_path, {"line-to-take": "Hold firm."})
    monkeypatch.setenv("SCHEDULER_NOW", "2027-04-21T09:00:00+00:00")
    missing = call("contribution", "status", "ANNUAL-2", "--json").value

    said = call("contribution", "import", str(form))

    assert [row["standing"] for row in missing] == ["missing"]
    assert (said.code, said.out.splitlines()[0]) == (
        0,
        "annual-2-item-1-trade.docx: DG TRADE on item 1 of ANNUAL-2, late: line to take",
    )
    assert call("contribution", "status", "ANNUAL-2", "--json").value[0]["standing"] == "late"


def test_a_second_form_replaces_the_first_but_no_edit_made_here(call: Call, tmp_path: Path) -> None:
    call(*ASK, "--output", str(tmp_path))
    call("contribution", "import", str(_fill(tmp_path, {"objectives": "A", "background": "B"})))
    line = ("ANNUAL-2", "background", "--item", "1")
    call("note", "set", *line[:2], "B, mended", *line[2:])
    call(*ASK, "--output", str(tmp_path))

    said = call(
        "contribution", "import", str(_fill(tmp_path, {"objectives": "A2", "background": "B2"}))
    )

    assert (said.code, said.err) == (
        0,
        (
            "warning: annual-2-item-1-trade.docx: the background in the note was edited here, or "
            "written anew, and stays; compare it with: scheduler contribution show\n"
        ),
    )
    assert [row["text"] for row in call("note", "list", "ANNUAL-2", "--json").value] == [
        "A2",
        "B, mended",
    ]
    assert call("contribution", "show", *OF_TRADE).out == (
        f"DG TRADE on item 1, Ports, of {TO_COME}: received\n\nObjectives\nA2\n\nBackground\nB2\n"
    )


def test_a_filled_form_is_kept_when_its_request_is_repeated(call: Call, tmp_path: Path) -> None:
    call(*ASK, "--output", str(tmp_path))
    content = _fill(tmp_path, {"objectives": "A"}).read_bytes()

    call(*ASK, "--output", str(tmp_path))

    kept = tmp_path / "annual-2-item-1-trade-before-20261124T090000.docx"
    assert kept.read_bytes() == content


def test_of_a_folder_each_form_is_taken_whole_or_refused_whole(call: Call, tmp_path: Path) -> None:
    call("contribution", "request", "ANNUAL-2", "--item", "1", "--from", "TRADE", "--from",
         "WATER", "--deadline", "2027-04-20", "--output", str(tmp_path))  # fmt: skip
    _fill(tmp_path, {"objectives": "A", "background": "EU SECRET"})
    _fill(tmp_path, {"line-to-take": "Flow."}, "annual-2-item-1-water")
    (tmp_path / "foreign.docx").write_bytes(b"PK")
    (tmp_path / "~$lock.docx").write_bytes(b"")

    said = call("contribution", "import", str(tmp_path))

    assert (said.code, said.out) == (
        FINDINGS,
        (
            "annual-2-item-1-water.docx: DG WATER on item 1 of ANNUAL-2: line to take\n"
            "Took in 1 of 3 forms.\n"
        ),
    )
    assert said.err.splitlines() == [
        (
            "error: annual-2-item-1-trade.docx: not taken: the background marked 'EU SECRET' "
            "cannot be used: expected unclassified text: this system is not accredited for EU "
            "classified information (Council Decision 2013/488/EU, Commission Decision (EU, "
            "Euratom) 2015/444); leave it out of this record"
        ),
        "error: foreign.docx: not taken: it is no Word document (.docx)",
    ]
    assert [row["text"] for row in call("note", "list", "ANNUAL-2", "--json").value] == ["Flow."]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("request", *OF_TRADE),
            2,
            (
                "--deadline 'none' cannot be used: expected a day: the back-plan has no milestone "
                "for contributions"
            ),
        ),
        (
            ("request", "ANNUAL-2", "--item", "1", "--from", "FISH", "--deadline", "2027-04-20"),
            2,
            "--from 'FISH' cannot be used: expected a body of NORTH: the briefing is its own",
        ),
        (
            ("request", "ANNUAL-2", "--from", "WATER", "--deadline", "2027-04-20"),
            2,
            (
                "the request 'ANNUAL-2' cannot be used: expected --item or --from: no lead of "
                "WATER on the agenda says who is asked about what"
            ),
        ),
        (
            ("clear", *OF_TRADE),
            2,
            "there is no contribution to 'Ports' of 'TRADE'",
        ),
    ],
    ids=["no-deadline", "other-party", "no-lead", "not-asked"],
)
def test_refusals_are_one_sentence(
    call: Call, tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    more = ("--output", str(tmp_path)) if words[0] == "request" else ()

    said = call("contribution", *words, *more)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")
    assert list(tmp_path.glob("*.docx")) == []


def test_what_was_only_asked_is_withdrawn_and_not_cleared(call: Call, tmp_path: Path) -> None:
    call(*ASK, "--output", str(tmp_path))
    form = _fill(tmp_path, {"objectives": "A"})

    early = call("contribution", "clear", *OF_TRADE)
    held = call("agenda", "remove", "ANNUAL-2", "1")
    gone = call("contribution", "withdraw", *OF_TRADE)
    late = call("contribution", "import", str(form))

    assert (early.code, early.err) == (
        1,
        (
            "scheduler: the contribution of TRADE to 'Ports' is asked and cannot be cleared; "
            "it may become: received\n"
        ),
    )
    assert (held.code, "the contribution asked of TRADE" in held.err) == (1, True)
    assert gone.out == f"Withdrew the request to DG TRADE on item 1 of {TO_COME}.\n"
    assert (late.code, late.err) == (
        FINDINGS,
        (f"error: {form.name}: not taken: its request is not in this record, or was withdrawn\n"),
    )


def test_leads_are_asked_by_the_deadline_of_the_back_plan(
    real_sqlite_location: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEDULER_DATABASE", real_sqlite_location)
    call("partnership", "home", "EU")
    call("meeting", "confirm", "next:SOM")
    call("milestone", "plan", "next:SOM")
    call("agenda", "add", "next:SOM", "Mobility", "--lead", "EU=ECHO")

    asked = call("contribution", "request", "next:SOM", "--output", str(tmp_path), "--json").value

    due = call("milestone", "show", "next:SOM", "contributions", "--json").value["day"]
    assert [(row["body"], row["deadline"]) for row in asked["asked"]] == [("DG ECHO", due)]


def test_each_mailbox_gets_one_reminder_and_the_outbox_keeps_it(call: Call, tmp_path: Path) -> None:
    call("agenda", "add", "ANNUAL-2", "Fees", "--lead", "NORTH=TRADE")
    call(*ASK, "--output", str(tmp_path))
    call(*ASK[:3], "--item", "2", *ASK[5:], "--from", "WATER", "--output", str(tmp_path))
    call("invite", "mailbox", "TRADE", "trade@north.example")
    remind = ("contribution", "remind", "ANNUAL-2", "--by", "TRADE")

    preview = call(*remind, "--preview")
    first, again = call(*remind), call(*remind)

    table = (
        "Body\tItems\tGets\tWhy\tAddress\n"
        "DG TRADE\t1, 2\treminder\tnothing has come\ttrade@north.example\n"
        "DG WATER\t2\tnothing\tno mailbox is known: scheduler invite mailbox WATER\t\n"
    )
    assert preview.out == f"{table}1 message would be prepared for {TO_COME}.\n"
    assert first.out == (
        f"{table}1 message prepared for {TO_COME}.\nSend what waits with: scheduler outbox send\n"
    )
    assert "waits already as message 1" in again.out
    shown = call("outbox", "show", "1", "--json").value
    assert (shown["kind"], shown["subject"], shown["attachments"], shown["text"]) == (
        "contribution",
        "Reminder: contributions to the 2nd Annual Meeting",
        "annual-2-item-1-trade.docx, annual-2-item-2-trade.docx",
        (
            "DG TRADE has asked DG TRADE for these contributions to the briefing for "
            f"{TO_COME}, and has not received them yet:\n\n"
            "- item 1, Ports: due by Tuesday 20 April 2027\n"
            "- item 2, Fees: due by Tuesday 20 April 2027\n\n"
            "The forms are with this message once more. Please send them back to "
            "trade@north.example.\n"
        ),
    )


def test_the_gap_report_names_who_gave_no_line(call: Call, tmp_path: Path) -> None:
    call("agenda", "add", "ANNUAL-2", "Fees")
    call("agenda", "add", "ANNUAL-2", "Quays", "--lead", "NORTH=WATER")
    call("agenda", "add", "ANNUAL-2", "Closing", "--kind", "standing")
    call(*ASK, "--output", str(tmp_path))
    before = call("gap", "report", "ANNUAL-2")
    for item in "123":
        call("note", "set", "ANNUAL-2", "line-to-take", "Firm.", "--item", item, "--body", "TRADE")
    after = call("gap", "report", "ANNUAL-2")

    assert (before.code, before.out) == (
        FINDINGS,
        (
            f"{TO_COME}\n"
            "item 1: no line from DG TRADE, asked for by Tue 20 Apr 2027\n"
            "item 2: no line to take, and nobody was asked\n"
            "item 3: no line from DG WATER, which leads and was not asked\n"
            "3 gaps.\n"
        ),
    )
    drafts = "".join(
        f"item {item}: the line to take of DG TRADE is not cleared\n" for item in "123"
    )
    assert (after.code, after.out) == (0, f"{TO_COME}\n{drafts}There is no gap.\n")
