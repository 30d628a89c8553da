"""Two officers edit one version in the same moment: one wins, the other is given both texts."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from scheduler.secretariat.naming import find_meeting
from scheduler.store.audit import verify
from scheduler.store.session import Database
from tests.clock import TODAY
from tests.counts import times
from tests.durability.kill_harness import Ran
from tests.durability.verb_victim import Victims
from tests.staged import fill

OFFICERS = ("Ada", "Ben")
PAIRS = times(3, 50)

pytestmark = pytest.mark.counted


class Edit(NamedTuple):
    """A verb up to its text, and how the one who comes too late is told."""

    words: tuple[str, ...]
    version: int
    what: str
    record: str = "{text}"
    yours: str = "{text}"


EDITS = (
    Edit(("note", "set", "next:SOM", "scene-setter"), 1, "the scene-setter"),
    Edit(("note", "set", "HOU-2027-1", "objectives"), 0, "the objectives"),
    Edit(
        ("agenda", "edit", "next:SOM", "4", "--title"),
        1,
        "the agenda item '{text}'",
        "title: {text}",
        "title: {text}",
    ),
    Edit(
        ("commitment", "update", "SOM-1/C2", "report", "--text"),
        1,
        "SOM-1/C2",
        "Sample commitment: DG ECHO to share its list of field contacts with IOM. "
        "[reported on Tue 24 Nov 2026: {text}]",
    ),
)


@pytest.fixture(scope="module")
def desks() -> Iterator[tuple[Victims, Victims]]:
    """Where Ada works, and where Ben does."""
    with Victims() as ada, Victims() as ben:
        yield ada, ben


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: " ".join(edit.words))
def test_of_two_officers_one_wins_and_the_other_reads_both_texts(
    edit: Edit, database: Database, desks: tuple[Victims, Victims], tmp_path: Path
) -> None:
    fill(database)
    for version in range(edit.version, edit.version + PAIRS):
        texts = [f"What {officer} writes on version {version}." for officer in OFFICERS]

        calls = [(*edit.words, text, "--version", str(version)) for text in texts]
        told = edit_at_once(desks, database, tmp_path, calls)

        assert sorted(ran.status for ran in told) == [0, 1], [ran.messages for ran in told]
        first, late = (0, 1) if told[0].status == 0 else (1, 0)
        assert told[late].output == ""
        assert told[late].messages == (
            f"scheduler: {edit.what.format(text=texts[first])} was changed by somebody else: "
            f"you edited version {version}, the record now holds version {version + 1}, "
            "and nothing was saved\n"
            f"  in the record: {edit.record.format(text=texts[first])}\n"
            f"  yours:         {edit.yours.format(text=texts[late])}\n"
            f"read it again, then repeat your edit with --version {version + 1}\n"
        )
    with database.reading() as session:
        assert verify(session) == []


def test_of_two_moves_of_one_meeting_one_is_made(
    database: Database, desks: tuple[Victims, Victims], tmp_path: Path
) -> None:
    fill(database)
    words = {"2027-05-07": "Friday 7 May 2027", "2027-05-14": "Friday 14 May 2027"}
    move = ("meeting", "move", "HOU-2027-1")
    calls = [(*move, day, "--reason", "the chair travels", "--version", "1") for day in words]

    told = edit_at_once(desks, database, tmp_path, calls)

    assert sorted(ran.status for ran in told) == [0, 1], [ran.messages for ran in told]
    late = told.index(next(ran for ran in told if ran.status == 1))
    second, first = list(words.values())[late], list(words.values())[1 - late]
    with database.reading() as session:
        version = find_meeting(session, "HOU-2027-1", today=TODAY).version
    assert told[late].messages == (
        "scheduler: HOU-2027-1 was changed by somebody else: you edited version 1, "
        f"the record now holds version {version}, and nothing was saved\n"
        f"  in the record: HOU-2027-1, {first}, 10:00 to 13:00 (Europe/Brussels), planned\n"
        f"  yours:         moved to {second}\n"
        f"read it again, then repeat your edit with --version {version}\n"
    )


def edit_at_once(
    desks: tuple[Victims, Victims],
    database: Database,
    folder: Path,
    calls: Sequence[tuple[str, ...]],
) -> list[Ran]:
    """What each officer is told who makes one of the calls, both in the same moment."""
    location = database.engine.url.render_as_string(hide_password=False)
    with ThreadPoolExecutor(2) as both:
        started = []
        for desk, officer, call in zip(desks, OFFICERS, calls, strict=True):
            (folder / officer).mkdir(exist_ok=True)
            words = ("--database", location, "--officer", officer, *call)
            started.append(both.submit(desk.run, words, folder / officer))
        return [one.result(timeout=120) for one in started]
