import pytest

from scheduler.errors import NotAllowed
from scheduler.papers.audience import Reader
from scheduler.papers.pack import BriefingNote
from scheduler.papers.parts import (
    ItemNote,
    Section,
)
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.packs import briefing_note
from scheduler.store.session import Database
from tests import briefed
from tests.briefed import (
    FACTS,
    ON_FEES,
    THEIRS,
    WHOLE,
    own_note,
)
from tests.clock import NOW, TODAY

NORTH, SOUTH, EVERYBODY = Reader("NORTH"), Reader("SOUTH"), Reader(None)


@pytest.mark.parametrize(
    ("reader", "item", "notes"),
    [
        (NORTH, "1", (own_note("1", "Ports", Section.OBJECTIVES, "What we want."),)),
        (SOUTH, "2", (ON_FEES,)),
        (SOUTH, None, (WHOLE, THEIRS, ON_FEES)),
        (EVERYBODY, None, (ON_FEES,)),
    ],
)
def test_a_note_is_printed_alone(
    sqlite_database: Database, reader: Reader, item: str | None, notes: tuple[ItemNote, ...]
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        chosen = find_item(session, meeting, item) if item else None
        note = briefing_note(session, meeting, reader, item=chosen, today=TODAY)

    names = {NORTH: "Northland", SOUTH: "Southmark", EVERYBODY: "the public"}
    assert note == BriefingNote(FACTS, reader, names[reader], TODAY, "For the meeting", notes)


@pytest.mark.parametrize(
    ("reader", "item", "sentence"),
    [
        (
            SOUTH,
            "1a",
            (
                "building the briefing note on item 1a of ANNUAL-2 is not possible: "
                "nothing is written that SOUTH may read; write it with: scheduler note set"
            ),
        ),
        (
            EVERYBODY,
            "1",
            (
                "building the briefing note on item 1 of ANNUAL-2 is not possible: "
                "nothing is written that the public may read; write it with: scheduler note set"
            ),
        ),
    ],
)
def test_a_note_that_the_reader_may_not_see_is_not_built(
    sqlite_database: Database, reader: Reader, item: str, sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        chosen = find_item(session, meeting, item)

        with pytest.raises(NotAllowed) as refused:
            briefing_note(session, meeting, reader, item=chosen, today=TODAY)

    assert str(refused.value) == sentence
