"""The wall over the whole record: no text of any table reaches a reader who may not read it."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from scheduler.exports.finished.texts import finished_text
from scheduler.model import Base
from scheduler.secretariat.second_wall import wall_of
from scheduler.secretariat.text_rules import RULES
from scheduler.secretariat.wordless import WORDLESS
from tests.counts import times
from tests.walls.canaries import Canaries, fill, name_of, text_columns
from tests.walls.random_record import RandomRecord
from tests.walls.what_leaves import READERS, papers_of, what_leaves

records = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The tables alone: history that the database refuses to change can bear canaries here."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


def _filled(session: Session, seed: int) -> tuple[RandomRecord, Canaries]:
    chance = Random(seed)  # noqa: S311 -- it makes a record, no secret
    record = RandomRecord(session, chance)
    return record, fill(session)


@settings(max_examples=times(2, 2500))
@given(seed=records)
def test_nothing_that_leaves_holds_a_text_its_reader_may_not_read(
    engine: Engine, seed: int
) -> None:
    with Session(engine) as session:
        record, canaries = _filled(session, seed)

        walls = {one.party: wall_of(session, record.meeting, one) for one in READERS}
        leaving = list(what_leaves(session, record))

    leaks = {
        (one.what, one.reader): leaked
        for one in leaving
        if (leaked := canaries.leaked(one.text, one.reader))
    }
    stopped = {
        (one.what, one.reader): hits
        for one in leaving
        if one.what.endswith("as HTML")
        and (hits := walls[one.reader].hits(finished_text("x.html", one.text.encode())))
    }
    assert (leaks, stopped) == ({}, {})


def test_every_text_of_the_model_has_a_rule_or_says_why_not() -> None:
    assert RULES.keys().isdisjoint(WORDLESS)
    assert RULES.keys() | WORDLESS.keys() == {name_of(column) for _, column in text_columns()}


def test_every_text_of_the_model_with_a_rule_bears_a_canary(engine: Engine) -> None:
    filled: set[str] = set()
    for seed in range(3):
        with Session(engine) as session:
            filled |= set(_filled(session, seed)[1].columns.values())

    assert filled == set(RULES)


def test_a_paper_of_one_party_given_to_the_other_is_seen_to_leak(engine: Engine) -> None:
    """With every wall gone this test would see it: so do the canaries when a paper goes astray."""
    with Session(engine) as session:
        record, canaries = _filled(session, 0)
        astray = {
            reader.party: [
                canaries.leaked(str(paper), other.party)
                for paper in papers_of(session, record, reader)
                for other in READERS
                if other.party not in (reader.party, "NORTH")
            ]
            for reader in READERS[:2]
        }

    assert all(any(leaks) for leaks in astray.values())
