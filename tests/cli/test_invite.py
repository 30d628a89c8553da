from typing import Any

import pytest

from scheduler.store.session import Database
from tests.cli.child import refused
from tests.cli.conftest import Call

ANNUAL = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture
def listed(call: Call, record: Database) -> None:
    """Ana Lind of TRADE with an address, Élodie Ruiz of FISH without; TRADE invites."""
    del record
    for party, person, body in (("NORTH", "Ana Lind", "TRADE"), ("SOUTH", "Élodie Ruiz", "FISH")):
        added = ("attendee", "add", "ANNUAL-2", "--party", party)
        assert call(*added, "--person", person, "--body", body).code == 0
    call("invite", "address", "Ana Lind", "ana@north.example")
    call("invite", "mailbox", "TRADE", "trade@north.example")


def people(page: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["name"], one["act"], one["why"]) for one in page["people"]]


@pytest.mark.usefixtures("listed")
def test_prepare_says_who_gets_what_and_why(call: Call) -> None:
    said = call("invite", "prepare", "ANNUAL-2")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Who\tParty\tGets\tWhy\tAddress",
        "Ms Ana Lind\tNORTH\tinvite\tnot invited yet\tana@north.example",
        "Élodie Ruiz\tSOUTH\tnothing\tno address is known\t",
        f"1 message prepared, from DG TRADE <trade@north.example>: {ANNUAL}.",
        "Send what waits with: scheduler outbox send",
    ]


@pytest.mark.usefixtures("listed")
def test_preview_prepares_nothing(call: Call) -> None:
    preview = call("invite", "prepare", "ANNUAL-2", "--preview")

    assert preview.out.splitlines()[-1] == f"1 message would be prepared: {ANNUAL}."
    assert call("outbox", "list", "--json").value == []
    value = call("invite", "prepare", "ANNUAL-2", "--preview", "--json").value
    assert (people(value), value["prepared"]) == (
        [
            ("Ms Ana Lind", "invite", "not invited yet"),
            ("Élodie Ruiz", "nothing", "no address is known"),
        ],
        [],
    )


@pytest.mark.usefixtures("listed")
def test_prepare_can_leave_somebody_out(call: Call) -> None:
    value = call("invite", "prepare", "ANNUAL-2", "--without", "Ana Lind", "--json").value

    assert people(value)[0] == ("Ms Ana Lind", "nothing", "left out this time")


@pytest.mark.usefixtures("listed")
def test_prepare_can_be_from_another_mailbox(call: Call) -> None:
    call("invite", "mailbox", "WATER", "water@north.example")

    value = call("invite", "prepare", "ANNUAL-2", "--from", "WATER", "--json").value
    assert value["sender"] == "DG WATER <water@north.example>"


@pytest.mark.usefixtures("record")
def test_prepare_needs_a_mailbox(call: Call) -> None:
    assert call("invite", "prepare", "ANNUAL-2") == refused(
        f"inviting to {ANNUAL} is not possible: neither its host nor a chair of the home party has "
        "a mailbox; give one: scheduler invite mailbox BODY ADDRESS, or say which with --from BODY"
    )


@pytest.mark.usefixtures("record")
def test_addresses_are_kept_and_taken_away(call: Call) -> None:
    lines = [
        call("invite", "address", "Ana Lind", "ana@north.example").out,
        call("invite", "address", "Ana Lind", "").out,
        call("invite", "mailbox", "FISH", "fish@south.example").out,
        call("invite", "mailbox", "FISH", "").out,
    ]
    assert lines == [
        "Ana Lind gets mail at ana@north.example.\n",
        "Ana Lind gets mail at no address.\n",
        "FISH invites from fish@south.example.\n",
        "FISH invites from no mailbox.\n",
    ]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("words", [("address", "Ana Lind"), ("mailbox", "FISH")])
def test_address_that_is_none_is_refused(words: tuple[str, str], call: Call) -> None:
    assert call("invite", *words, "ana lind") == refused(
        "the address 'ana lind' cannot be used: expected one such as ana.lind@service.example", 2
    )
