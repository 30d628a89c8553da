import io
import sys

import pytest

from tests.cli.conftest import Call, Said

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"

HEAD = "N\tTime\tMin\tSection\tItem\tKind\tState\tLeads\tSpeakers\tThread\tFor\tVersion\n"

pytestmark = pytest.mark.usefixtures("record")


def _agenda(call: Call, words: str) -> Said:
    return call("agenda", *words.split())


def test_an_agenda_is_built_and_put_in_order(call: Call) -> None:
    sentences = [
        _agenda(call, "add ANNUAL-2 Ports --minutes 30 --lead NORTH=TRADE").out,
        _agenda(call, "add ANNUAL-2 Opening --minutes 15 --kind opening --at 1").out,
        _agenda(call, "add ANNUAL-2 Fees --document List|https://example.org").out,
        _agenda(call, "move ANNUAL-2 3 2").out,
        _agenda(call, "edit next:ANNUAL 3 --title Harbours --lead NORTH= --version 3").out,
    ]

    assert sentences == [
        f"Added item 1, Ports, to the agenda of {TO_COME}.\n",
        f"Added item 1, Opening, to the agenda of {TO_COME}.\n",
        f"Added item 3, Fees, to the agenda of {TO_COME}.\n",
        f"Moved Fees on the agenda of {TO_COME}: it is item 2 now.\n",
        f"Changed item 3, Harbours, on the agenda of {TO_COME}.\n",
    ]
    assert call("agenda", "show", "ANNUAL-2").out == (
        f"{TO_COME}\n"
        f"{HEAD}"
        "1\t09:30\t15\t\tOpening\topening\t\t\t\t\tjoint\t1\n"
        "2\t09:45\t\t\tFees\tdiscussion\t\t\t\t\tjoint\t2\n"
        "3\t\t30\t\tHarbours\tdiscussion\t\t\t\t\tjoint\t4\n"
        "\n2. Fees\n  List (https://example.org)\n"
    )
    assert call("agenda", "remove", "ANNUAL-2", "1").out == (
        f"Removed item 1, Opening, from the agenda of {TO_COME}.\n"
    )


def test_an_item_of_our_own_bears_a_letter_and_takes_no_time_of_the_meeting(call: Call) -> None:
    _agenda(call, "add ANNUAL-2 Ports --minutes 30")
    _agenda(call, "add ANNUAL-2 Fees --minutes 15")
    sentences = [
        _agenda(call, "add ANNUAL-2 Coffee --minutes 10 --audience own --at 2").out,
        _agenda(call, "edit ANNUAL-2 1A --title Tea").out,
        _agenda(call, "move ANNUAL-2 1a 2").out,
    ]

    assert sentences == [
        f"Added item 1a, Coffee, to the agenda of {TO_COME}.\n",
        f"Changed item 1a, Tea, on the agenda of {TO_COME}.\n",
        f"Moved Tea on the agenda of {TO_COME}: it is item 2a now.\n",
    ]
    assert call("agenda", "show", "ANNUAL-2").out == (
        f"{TO_COME}\n"
        f"{HEAD}"
        "1\t09:30\t30\t\tPorts\tdiscussion\t\t\t\t\tjoint\t1\n"
        "2\t10:00\t15\t\tFees\tdiscussion\t\t\t\t\tjoint\t3\n"
        "2a\t\t10\t\tTea\tdiscussion\t\t\t\t\tNORTH only\t3\n"
    )
    assert _agenda(call, "remove ANNUAL-2 2a").out == (
        f"Removed item 2a, Tea, from the agenda of {TO_COME}.\n"
    )


def test_show_says_on_stderr_that_the_agenda_is_too_long(call: Call) -> None:
    added = _agenda(call, "add ANNUAL-2 Ports --minutes 460 --thread ports")

    shown = call("agenda", "show", "ANNUAL-2", "--json")

    assert added.err == "note: the thread 'ports' is new\n"
    assert shown.err == (
        "warning: ANNUAL-2: the agenda runs to 17:10, 10 minutes past the end at 17:00\n"
    )
    assert shown.value["items"] == [
        {
            "number": "1",
            "section": "",
            "title": "Ports",
            "kind": "discussion",
            "state": "open",
            "start": "09:30:00",
            "minutes": 460,
            "minutes_used": None,
            "leads": [],
            "speakers": [],
            "documents": [],
            "thread": "ports",
            "audience": "joint",
            "record": "",
            "version": 1,
        }
    ]


def test_the_record_of_an_item_comes_from_stdin(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Both agréed.\n".encode())))
    monkeypatch.setenv("SCHEDULER_NOW", "2027-05-07T18:00:00+00:00")

    said = _agenda(call, "edit ANNUAL-2 1 --record - --minutes-used 40")

    assert said.code == 0
    assert call("agenda", "show", "ANNUAL-2").out.endswith(
        "\n1. Ports (40 minutes)\nBoth agréed.\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "add ANNUAL-2 Fees --lead TRADE",
            2,
            "--lead 'TRADE' cannot be used: expected a party and its body, such as EU=ECHO",
        ),
        (
            "add ANNUAL-2 Fees --at 3",
            2,
            "there is no agenda item '3'; there are: 1 (Ports)",
        ),
        (
            "add ANNUAL-2 Fees --document List|ftp://example.org",
            2,
            (
                "the address of the document 'List' 'ftp://example.org' cannot be used: "
                "expected one that begins with https:// or http://"
            ),
        ),
        (
            "add ANNUAL-1 Fees",
            1,
            (
                "adding an item to the agenda of ANNUAL-1 is not possible: ANNUAL-1, Friday 8 May "
                "2026, 09:30 to 17:00 (Europe/Brussels) was held; "
                "only --record, --minutes-used and --state of its items may still be given"
            ),
        ),
        (
            "edit ANNUAL-2 2 --title x",
            2,
            "there is no agenda item '2'; there are: 1 (Ports)",
        ),
        (
            "edit ANNUAL-2 1 --title x --version 7",
            1,
            (
                "the agenda item 'Ports' was changed by somebody else: you edited version 7, "
                "the record now holds version 1, and nothing was saved\n"
                "  in the record: title: Ports\n"
                "  yours:         title: x\n"
                "read it again, then repeat your edit with --version 1"
            ),
        ),
        (
            "edit ANNUAL-2 1 --minutes 0",
            2,
            (
                "invalid value for '--minutes': 0 is not in the range 1<=x<=1440; "
                "see: scheduler agenda edit --help"
            ),
        ),
    ],
    ids=["lead", "place", "document", "held", "no-item", "stale", "minutes"],
)
def test_refusals_are_one_sentence(call: Call, words: str, code: int, sentence: str) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")

    said = _agenda(call, words)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")


def test_of_two_officers_who_remove_one_item_the_second_is_told(call: Call) -> None:
    _agenda(call, "add ANNUAL-2 Ports")
    _agenda(call, "add ANNUAL-2 Fees")
    _agenda(call, "add ANNUAL-2 Harbours")
    version = str(call("agenda", "show", "ANNUAL-2", "--json").value["items"][1]["version"])

    first = call("agenda", "remove", "ANNUAL-2", "2", "--version", version)
    second = call("agenda", "remove", "ANNUAL-2", "2", "--version", version)

    assert (first.code, second.code) == (0, 1)
    assert "the agenda item 'Harbours' was changed by somebody else" in second.err
    left = call("agenda", "show", "ANNUAL-2", "--json").value["items"]
    assert [item["title"] for item in left] == ["Ports", "Harbours"]


def test_an_agenda_has_sections_sub_items_breaks_and_speakers(call: Call) -> None:
    sentences = [
        _agenda(call, "add ANNUAL-2 Ports --section Morning").out,
        _agenda(call, "add ANNUAL-2 Coffee --kind break --minutes 15").out,
        _agenda(call, "add ANNUAL-2 Fees --under 1 --minutes 30").out,
        _agenda(call, "lead ANNUAL-2 1 NORTH=WATER SOUTH=FISH").out,
        call("agenda", "speaker", "ANNUAL-2", "1.1", "NORTH=ana lind", "SOUTH=HARBOUR").out,
        _agenda(call, "speaker ANNUAL-2 1.1 SOUTH=HARBOUR --remove").out,
        _agenda(call, "lead ANNUAL-2 1 SOUTH=").out,
    ]

    assert sentences == [
        f"Added item 1, Ports, to the agenda of {TO_COME}.\n",
        f"Added item b1, Coffee, to the agenda of {TO_COME}.\n",
        f"Added item 1.1, Fees, to the agenda of {TO_COME}.\n",
        f"Leads on item 1, Ports, of {TO_COME}: NORTH: DG WATER, SOUTH: DG FISH.\n",
        f"Speakers on item 1.1, Fees, of {TO_COME}: NORTH: Ms Ana Lind, SOUTH: DG HARBOUR.\n",
        f"Speakers on item 1.1, Fees, of {TO_COME}: NORTH: Ms Ana Lind.\n",
        f"Leads on item 1, Ports, of {TO_COME}: NORTH: DG WATER.\n",
    ]
    assert call("agenda", "show", "ANNUAL-2").out == (
        f"{TO_COME}\n"
        f"{HEAD}"
        "1\t09:30\t30\tMorning\tPorts\tdiscussion\t\tNORTH: DG WATER\t\t\tjoint\t3\n"
        "1.1\t09:30\t30\tMorning\tFees\tdiscussion\t\t\tNORTH: Ms Ana Lind\t\tjoint\t4\n"
        "b1\t10:00\t15\tMorning\tCoffee\tbreak\t\t\t\t\tjoint\t2\n"
    )
    assert _agenda(call, "lead ANNUAL-2 1 TRADE").err == (
        "scheduler: the lead 'TRADE' cannot be used: expected a party and its body or person, "
        "such as EU=ECHO\n"
    )
