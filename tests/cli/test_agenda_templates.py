import pytest

from scheduler.secretariat.naming import agenda_of
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
PREP = "PREP-2027-1, Tuesday 9 March 2027, 10:00 to 13:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("record")


def _saved(call: Call) -> str:
    """A template of the level of ANNUAL, made of the agenda of ANNUAL-2."""
    add = "agenda", "add", "ANNUAL-2"
    call(*add, "Opening", "--kind", "opening", "--minutes", "5", "--section", "Morning")
    call(*add, "Minutes of the {previous}", "--kind", "standing", "--audience", "public")
    call(*add, "Ours", "--audience", "own")
    call(*add, "Follow-up", "--kind", "standing")
    call(*add, "Commitments", "--under", "3")
    call(*add, "Any other business", "--kind", "other-business", "--section", "Afternoon")
    saved = call("agenda", "template", "save", "ANNUAL-2", "annual", "--name", "As always")
    return saved.out


def _clear(record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        for item in reversed(agenda_of(session, meeting)):
            session.delete(item)
            session.flush()


def test_an_agenda_is_saved_as_a_template_and_begins_the_next(call: Call, record: Database) -> None:
    saved = _saved(call)
    _clear(record)
    empty = call("agenda", "show", "ANNUAL-2")
    call("agenda", "add", "ANNUAL-2", "Ports")
    call("agenda", "add", "ANNUAL-2", "follow-UP")
    applied = call("agenda", "template", "apply", "ANNUAL-2")
    again = call("agenda", "template", "apply", "ANNUAL-2", "ANNUAL")

    assert empty.err == (
        "note: ANNUAL-2: the agenda is empty; begin it with the template annual: "
        "scheduler agenda template apply ANNUAL-2\n"
    )
    assert saved == f"Saved 5 items of {TO_COME} as the template annual, for senior-officials.\n"
    assert applied.out == f"Put 4 items of the template annual on the agenda of {TO_COME}.\n"
    assert again.out == f"Put no items of the template annual on the agenda of {TO_COME}.\n"
    rows = call("agenda", "show", "ANNUAL-2", "--json").value["items"]
    assert [(row["number"], row["title"], row["section"], row["audience"]) for row in rows] == [
        ("1", "Opening", "Morning", "joint"),
        ("2", "Minutes of the 1st Annual Meeting (Friday 8 May 2026)", "Morning", "public"),
        ("3", "follow-UP", "", "joint"),
        ("3.1", "Commitments", "", "joint"),
        ("4", "Ports", "", "joint"),
        ("5", "Any other business", "Afternoon", "joint"),
    ]


def test_the_template_of_a_series_goes_before_that_of_its_level(call: Call) -> None:
    call("agenda", "add", "PREP-2027-1", "Minutes of the {previous}")
    save = "agenda", "template", "save", "PREP-2027-1"
    call(*save, "level", "--name", "Level")
    call(*save, "series", "--name", "Series", "--series", "PREP")
    taken = call(*save, "more", "--name", "More")
    call("agenda", "remove", "PREP-2027-1", "1")
    applied = call("agenda", "template", "apply", "PREP-2027-1")

    assert call("agenda", "template", "list").out == (
        "Template\tName\tFor\tItems\nlevel\tLevel\theads-of-unit\t1\nseries\tSeries\tPREP\t1\n"
    )
    assert (taken.code, taken.err) == (
        1,
        (
            "scheduler: saving the agenda template more is not possible: heads-of-unit has the "
            "template level; save it under that key, or for a series\n"
        ),
    )
    assert applied.out == f"Put no items of the template series on the agenda of {PREP}.\n"
    assert applied.err == (
        "note: PREP-2027-1: 'Minutes of the {previous}' was left out: no meeting of its series was "
        "held before\n"
    )


def test_where_there_is_no_template_the_remedy_is_named(call: Call) -> None:
    refused = call("agenda", "template", "apply", "ANNUAL-2")
    empty = call("agenda", "template", "save", "ANNUAL-2", "annual", "--name", "As always")
    unknown = call("agenda", "template", "show", "annual")

    assert (refused.code, refused.err) == (
        1,
        (
            "scheduler: applying a template to the agenda of ANNUAL-2 is not possible: neither its "
            "series nor its level has one; name one, or save one: scheduler agenda template save\n"
        ),
    )
    assert (empty.code, unknown.code) == (1, 2)
