from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call

POST = "TRADE/Director"
IN_OFFICE = ("mandate", "add", POST, "Ana Lind", "--from", "2026-01-01")


@pytest.fixture(autouse=True)
def made(record: Database, call: Call) -> None:
    del record  # it stands first
    said = call("post", "add", "TRADE", "Director", "--precedence", "10")
    assert (said.code, said.out) == (0, f"Made the post {POST}; nobody holds it yet.\n")


def test_a_post_passes_from_one_person_to_the_next(call: Call) -> None:
    assert call(*IN_OFFICE).out == f"Ms Ana Lind holds {POST} from Thu 1 Jan 2026.\n"

    ended = call("mandate", "end", POST, "Ana Lind", "--last-day", "2027-01-31")
    follows = call(
        "mandate", "add", POST, "Bo Sample", "--from", "2027-03-01", "--acting", "--new-person"
    )

    assert ended.out == f"Ms Ana Lind held {POST} from Thu 1 Jan 2026 to Sun 31 Jan 2027.\n"
    assert (follows.out, follows.err) == (
        f"Bo Sample (acting) holds {POST} from Mon 1 Mar 2027.\n",
        "",
    )
    holders = [
        call("post", "list", "--on", day, "--json").value[0]["holder"]
        for day in ("2027-01-31", "2027-02-01", "2027-03-01")
    ]
    assert holders[0].startswith("Ms Ana Lind")
    assert holders[1].startswith("vacant since Mon 1 Feb 2027; then Bo Sample (acting)")
    assert holders[2].startswith("Bo Sample (acting)")
    assert call("db", "check").code == 0


def test_two_who_hold_one_post_are_told(call: Call) -> None:
    call(*IN_OFFICE)

    second = call("mandate", "add", POST, "Bo Sample", "--from", "2026-06-01", "--new-person")

    assert second.code == 0
    assert second.err == (
        "warning: Ms Ana Lind holds it in the same days; say when that ends: "
        f'scheduler mandate end "{POST}" "Ana Lind" --last-day DAY\n'
    )


def test_a_post_that_nobody_held_can_be_taken_out(call: Call) -> None:
    call("post", "add", "TRADE", "Mistake")
    call(*IN_OFFICE)

    assert call("post", "remove", "TRADE/Mistake").out == "Removed the post TRADE/Mistake.\n"
    refused = call("post", "remove", POST)
    assert refused.code == 1
    assert refused.err == (
        f"scheduler: removing the post {POST} is not possible: Ms Ana Lind held it; "
        "say when the last mandate ended: scheduler mandate end\n"
    )


def test_what_cannot_be_is_refused(call: Call) -> None:
    call(*IN_OFFICE)

    for words, code, said in (
        (("post", "add", "TRADE", "director"), 1, "already exists"),
        (("post", "add", "NOWHERE", "Director"), 2, "there is no body 'NOWHERE'"),
        (IN_OFFICE, 1, "the mandate of Ms Ana Lind as TRADE/Director already exists"),
        (
            ("mandate", "add", POST, "Élodie Ruiz", "--from", "2026-01-01"),
            2,
            "somebody of NORTH; Élodie Ruiz is of SOUTH",
        ),
        (
            ("mandate", "end", POST, "Ana Lind", "--last-day", "2025-12-31"),
            2,
            "a day that is not before Thu 1 Jan 2026, when it began",
        ),
        (
            ("mandate", "add", POST, "X", "--from", "2026-02-01", "--last-day", "2026-01-01"),
            2,
            "a day that is not before Sun 1 Feb 2026",
        ),
        (("mandate", "end", POST, "nobody", "--last-day", "2026-01-01"), 2, "there is no person"),
    ):
        refused = call(*words)
        assert refused.code == code
        assert said in refused.err


def test_a_post_that_falls_away_is_not_vacant(call: Call) -> None:
    call(*IN_OFFICE)

    ended = call("post", "end", POST, "--on", "2026-12-31")
    call("mandate", "end", POST, "Ana Lind", "--last-day", "2026-12-31")

    assert (ended.code, ended.out, ended.err) == (
        0,
        f"The post {POST} falls away after Thursday 31 December 2026.\n",
        (
            "warning: Ms Ana Lind holds it beyond that day; say when that ends: "
            f'scheduler mandate end "{POST}" "Ana Lind" --last-day DAY\n'
        ),
    )
    holders = [
        call("post", "list", "--on", day, "--json").value[0]["holder"]
        for day in ("2026-12-31", "2027-01-01")
    ]
    assert holders == [
        "Ms Ana Lind, from Thu 1 Jan 2026 to Thu 31 Dec 2026",
        "fell away after Thu 31 Dec 2026",
    ]
    late = call("mandate", "add", POST, "Bo Sample", "--from", "2027-03-01", "--new-person")
    assert (late.code, late.err) == (
        2,
        (
            "scheduler: the term '2027-03-01 to ' cannot be used: expected days up to "
            f"Thu 31 Dec 2026, after which {POST} fell away\n"
        ),
    )
    early = call("post", "end", POST, "--on", "2025-12-31")
    assert (early.code, early.err) == (
        2,
        (
            "scheduler: the last day '2025-12-31' cannot be used: expected a day that is not "
            "before Thu 1 Jan 2026, when somebody came into it\n"
        ),
    )


def test_a_mandate_names_the_source_that_says_so(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "north-south.toml"
    call("partnership", "dump", "--output", str(file))
    source = '[[sources]]\nkey = "notice"\ntitle = "Staff notice 12"\n'
    file.write_text(file.read_text("utf-8") + source, "utf-8")
    assert call("partnership", "load", str(file)).code == 0

    added = call(*IN_OFFICE, "--source", "notice", "--json")
    unknown = call("mandate", "add", POST, "Ana Lind", "--source", "rumour")

    assert added.value["mandate"]["source"] == "Staff notice 12"
    assert (unknown.code, unknown.err) == (
        2,
        "scheduler: there is no source 'rumour'; there are: notice\n",
    )
