"""What counts as found in a finished file, and what a reader is told anyway."""

import pytest

from scheduler.papers.audience import Reader
from scheduler.papers.wall import FoundText, Hit, KeptText, Wall

LINE = "Our red line is that no more than 20 000 places are offered before the summer."


def _hits(kept: str, finished: str, *told: str) -> list[Hit]:
    wall = Wall(Reader("SOUTH"), (KeptText("the line", kept),), told)
    return wall.hits([FoundText("page 2", finished)])


@pytest.mark.parametrize(
    ("kept", "finished"),
    [
        (LINE, "and so no more than 20 000 places will"),
        (LINE, "it says: no more than\n20 000 pla-\nces, then"),
        ("Ask for the **date** of _signature_ [here](https://example.org)",
         "for the date of signature here"),
        ("Offer of places", "their OFFER of places"),
        ("Ana Lind", "Ms Ana Lind, Director"),
        ("AMIF", "from AMIF"),
        ("SOM-11/C4", "as in SOM-11/C4"),
        ("see [them](https://intranet.example.org/red)",
         "intranet.example.org https://intranet.example.org/red"),
        ("王明", "王明"),
    ],
)  # fmt: skip
def test_words_of_a_kept_text_are_found(kept: str, finished: str) -> None:
    assert [(hit.name, hit.place) for hit in _hits(kept, finished)] == [("the line", "page 2")]


@pytest.mark.parametrize(
    ("kept", "finished"),
    [
        (LINE, "no more than 20 000 seats"),
        ("to confirm", "the date is to confirm"),
        ("Visas", "Visas"),
        ("2027", "in 2027"),
        ("", "anything"),
        ("***", "anything"),
    ],
)
def test_words_that_stand_everywhere_are_not_found(kept: str, finished: str) -> None:
    assert _hits(kept, finished) == []


@pytest.mark.parametrize(
    ("kept", "finished", "told"),
    [
        (LINE, LINE, [LINE]),
        ("Item 3: Pledges for 2027 and beyond", "3. Pledges for 2027 and beyond",
         ["3", "Pledges for 2027 and beyond"]),
        ("Ms Ana Lind, Director, DG TRADE, since May", "Ms Ana Lind Director DG TRADE accepted",
         ["Ms", "Ana Lind", "Director", "DG TRADE"]),
        ("Ana Lind", "Ana Lind", ["Speaker: Ana Lind"]),
    ],
)  # fmt: skip
def test_what_the_reader_is_told_anyway_is_not_found(
    kept: str, finished: str, told: list[str]
) -> None:
    assert _hits(kept, finished, *told) == []
    assert _hits(kept, finished, *told[1:]) != []


def test_each_kept_text_is_said_once_with_its_first_place_and_annexes_come_last() -> None:
    wall = Wall(Reader(None), (KeptText("one", "Offer of places"), KeptText("two", LINE)), ())
    found = [
        FoundText("page 9", f"offer of places. {LINE}", is_annexed=True),
        FoundText("page 1", "offer of places, offer of places"),
    ]

    hits = wall.hits(found)

    assert [(hit.name, hit.place, hit.is_annexed) for hit in hits] == [
        ("one", "page 1", False),
        ("two", "page 9", True),
    ]
    assert str(hits[0]) == '"offer of places" of one, on page 1'
