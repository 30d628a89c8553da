import pytest

from tests.cli.conftest import Call

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
HEAD = "P\tProposal\tBy\tThread\tState\tMeeting\tReason\tFor\n"

pytestmark = pytest.mark.usefixtures("record")


def test_a_proposal_is_taken_and_open_again_once_its_item_is_gone(call: Call) -> None:
    proposed = call("agenda", "propose", "ANNUAL", "Fees", "--by", "FISH", "--thread", "fees")
    call("agenda", "propose", "annual", "Ports", "--audience", "joint")
    taken = call("agenda", "take", "ANNUAL-2", "1", "--minutes", "20")
    twice = call("agenda", "take", "ANNUAL-2", "1")
    shown = call("agenda", "show", "ANNUAL-2", "--json").value["items"][0]
    every = call("agenda", "backlog", "ANNUAL", "--all")
    call("agenda", "remove", "ANNUAL-2", "1")

    assert proposed.out == "Proposal 1 is on the backlog of ANNUAL: Fees.\n"
    assert proposed.err == "note: the thread 'fees' is new\n"
    assert taken.out == f"Took proposal 1, Fees, as item 1 of {TO_COME}.\n"
    assert (twice.code, twice.err) == (
        1,
        (
            "scheduler: proposal 1 of ANNUAL is taken and cannot be taken; "
            "it may become: nothing further\n"
        ),
    )
    assert (shown["leads"], shown["thread"], shown["minutes"], shown["audience"]) == (
        ["SOUTH: DG FISH"],
        "fees",
        20,
        "joint",
    )
    assert every.out == (
        f"{HEAD}"
        "1\tFees\tDG FISH\tfees\ttaken\tANNUAL-2\t\tNORTH only\n"
        "2\tPorts\t\t\topen\t\t\tjoint\n"
    )
    assert call("agenda", "backlog", "ANNUAL").out == (
        f"{HEAD}1\tFees\tDG FISH\tfees\topen\t\t\tNORTH only\n2\tPorts\t\t\topen\t\t\tjoint\n"
    )


def test_a_proposal_is_dropped_for_a_reason(call: Call) -> None:
    call("agenda", "propose", "ANNUAL", "Fees")
    silent = call("agenda", "drop", "ANNUAL", "1", " ")
    dropped = call("agenda", "drop", "ANNUAL", "1", "Settled by letter.")

    assert (silent.code, silent.err) == (
        2,
        "scheduler: the reason ' ' cannot be used: expected some words\n",
    )
    assert dropped.out == "Dropped proposal 1 of ANNUAL, Fees: Settled by letter.\n"
    assert call("agenda", "backlog", "ANNUAL").out == HEAD
    assert call("agenda", "take", "ANNUAL-2", "1").code == 1


def test_each_series_has_a_backlog_of_its_own(call: Call) -> None:
    call("agenda", "propose", "PREP", "Fees")

    refused = call("agenda", "take", "ANNUAL-2", "1")

    assert (refused.code, refused.err) == (2, "scheduler: there is no proposal of ANNUAL '1'\n")
    assert call("agenda", "backlog", "ANNUAL").out == HEAD
