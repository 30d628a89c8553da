import pytest

from tests.cli.conftest import Call

TEXT = "Heads *ports*."
pytestmark = pytest.mark.usefixtures("record")


def test_a_biography_is_written_shown_and_removed(call: Call) -> None:
    set_ = ("person", "biography", "set", "ana lind", TEXT, "--dated", "2026-01-02")

    written = call(*set_, "--source", "sample")

    assert written.out == "Wrote the biography of Ms Ana Lind of Fri 2 Jan 2026, NORTH only.\n"
    assert call("person", "biography", "show", "Ana Lind").out == (
        f"Ms Ana Lind, Fri 2 Jan 2026 [NORTH only, from sample, version 1]\n{TEXT}\n"
    )
    assert call("person", "biography", "list", "Ana Lind", "--json").value == [
        {
            "person": "Ms Ana Lind",
            "dated": "2026-01-02",
            "text": TEXT,
            "source": "sample",
            "audience": "NORTH only",
            "version": 1,
        }
    ]
    assert call("person", "show", "ana-lind", "--json").value["biographies"] == [
        "Fri 2 Jan 2026 (NORTH only)"
    ]
    removed = call("person", "biography", "remove", "Ana Lind", "--dated", "2026-01-02")
    assert removed.out == "Removed the biography of Ms Ana Lind of Fri 2 Jan 2026.\n"
    gone = call("person", "biography", "show", "Ana Lind")
    assert (gone.code, gone.err) == (
        2,
        "scheduler: there is no biography of Ana Lind '2026-11-24 or before'\n",
    )


def test_people_bodies_and_posts_are_listed_and_shown(call: Call) -> None:
    assert call("person", "list").out == (
        "Party\tName\tKey\tPost\tBiography of\n"
        "NORTH\tMs Ana Lind\tana-lind\t\t\n"
        "SOUTH\tÉlodie Ruiz\télodie-ruiz\t\t\n"
    )
    assert (
        call("body", "list").out.splitlines()[1] == "NORTH\tTRADE\tDG TRADE\tDirectorate TRADE\tyes"
    )
    assert call("body", "show", "TRADE", "--on", "2027-05-07").out == (
        "code               TRADE\n"
        "party              NORTH\n"
        "on                 Friday 7 May 2027\n"
        "name               DG TRADE: Directorate TRADE\n"
        "takes part         yes\n"
        "meetings           ANNUAL-2: nobody of DG TRADE is listed\n"
    )
    assert call("post", "list", "--json").value == []
    unknown = call("post", "show", "TRADE/King")
    assert (unknown.code, unknown.err) == (2, "scheduler: there is no post 'TRADE/King'\n")
