"""The second wall: with a place of the first one gone it stops what leaves, file by file.

With both gone the search for canaries finds it: so these tests would see it too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from scheduler.errors import AudienceLeak
from scheduler.exports.as_json import Paper
from scheduler.exports.finished.texts import finished_text
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.rendered import Rendered
from scheduler.exports.word import render_word
from scheduler.model import Base
from scheduler.papers.audience import Reader
from scheduler.papers.wall import Wall
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.second_wall import NOT_SOUGHT, wall_of
from scheduler.secretariat.text_rules import RULES
from scheduler.secretariat.wall_rows import BEYOND, ROWS
from tests.counts import times
from tests.walls.canaries import Canaries, fill
from tests.walls.random_record import RandomRecord
from tests.walls.taken_out import PLACES, take_out_check
from tests.walls.what_leaves import READERS, papers_of, printed_as_page

records = st.integers(0, 2**32)


@contextmanager
def _tables() -> Iterator[Engine]:
    """The tables alone, as in test_canaries.py."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with _tables() as made:
        yield made


def _filled(session: Session, seed: int) -> tuple[RandomRecord, Canaries]:
    record = RandomRecord(session, Random(seed))  # noqa: S311 -- it makes a record, no secret
    return record, fill(session)


def _is_stopped(wall: Wall, name: str, content: bytes) -> bool:
    try:
        with last_look("the paper", wall) as look:
            look.at(name, content)
    except AudienceLeak:
        return True
    return False


def _leaks(canaries: Canaries, name: str, content: bytes, reader: Reader) -> set[str]:
    """The canaries in a finished file that its reader may not read; none of those not sought."""
    said = " ".join(one.text for one in finished_text(name, content))
    found = canaries.leaked(said.replace("\u00ad", ""), reader.party)
    return {one for one in found if one.partition(" of ")[2] not in NOT_SOUGHT}


def _some_pages(
    session: Session, record: RandomRecord, reader: Reader
) -> Iterator[tuple[str, bytes]]:
    papers = {type(paper): paper for paper in papers_of(session, record, reader)}
    for paper in papers.values():
        if printed_as_page(paper):
            yield type(paper).__name__, render_html(paper).content


@pytest.fixture(scope="module", params=range(times(1, 200)))
def filled(request: pytest.FixtureRequest) -> Iterator[tuple[Session, RandomRecord, Canaries]]:
    """One record for all places of the wall."""
    with _tables() as tables, Session(tables) as session:
        yield session, *_filled(session, request.param)


@pytest.mark.parametrize("place", PLACES)
def test_with_a_place_of_the_first_wall_gone_the_second_stops_what_leaves(
    filled: tuple[Session, RandomRecord, Canaries],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    place: str,
) -> None:
    session, record, canaries = filled
    PLACES[place](monkeypatch)
    take_out_check(monkeypatch)
    leaked = set()
    for reader in READERS[1:]:
        wall = wall_of(session, record.meeting, reader)
        for what, page in _some_pages(session, record, reader):
            leaks = _leaks(canaries, "paper.html", page, reader)
            assert _is_stopped(wall, "paper.html", page) is bool(leaks)
            leaked |= {what} if leaks else set()

    # A record may hold nothing that this place keeps; the first one does.
    assert leaked or "[0-" not in request.node.name


_RENDERERS: list[tuple[str, Callable[[Paper], Rendered]]] = [
    ("paper.pdf", render_pdf),
    ("paper.docx", render_word),
]


@settings(max_examples=times(1, 2000))
@given(seed=records)
def test_finished_files_of_every_kind_are_stopped_exactly_if_they_leak(
    engine: Engine, seed: int
) -> None:
    """A paper of ours is set as it is, and looked at as if the other party were to get it."""
    chance = Random(seed)  # noqa: S311 -- it chooses papers, no secret
    with Session(engine) as session:
        record, canaries = _filled(session, seed)
        name, render = chance.choice(_RENDERERS)
        bound_for, reader = chance.choice(READERS), chance.choice(READERS)
        paper: Paper = chance.choice(list(papers_of(session, record, bound_for)))
        content = render(paper).content
        wall = wall_of(session, record.meeting, reader)

        leaks = _leaks(canaries, name, content, reader)

        assert _is_stopped(wall, name, content) is bool(leaks)


def test_a_text_of_the_record_is_compared_or_says_why_not() -> None:
    compared = {table.__tablename__ for table in ROWS}
    tables = {column.partition(".")[0] for column in RULES}

    assert compared.isdisjoint(BEYOND)
    assert compared | BEYOND.keys() >= tables
    assert tables >= BEYOND.keys()
    assert NOT_SOUGHT.keys() <= {one for one in RULES if one.partition(".")[0] in compared}
