"""The search: what it finds on both databases, and that nothing hidden touches an answer."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from scheduler.errors import NotFound
from scheduler.model import Base
from scheduler.model.agenda import Lead
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.vocabulary import ItemKind, LinkKind, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.parts import Section
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.search import Answer, search
from scheduler.secretariat.search_query import parse_query
from scheduler.store import search_index
from scheduler.store.search_sources import SOURCES
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW, TODAY
from tests.counts import times
from tests.walls.blank_rows import add
from tests.walls.canaries import Canaries, fill
from tests.walls.random_record import RandomRecord

NORTH, SOUTH, PUBLIC = Reader("NORTH"), Reader("SOUTH"), Reader(None)
READERS = (NORTH, SOUTH, PUBLIC)
INDEXED = {
    f"{source.row.__tablename__}.{column.key}"
    for source in SOURCES
    for column in (*source.title, *source.text)
}


def _asked(session: Session, words: str, reader: Reader = NORTH, limit: int = 50) -> Answer:
    query = parse_query([words] if '"' in words else words.split())
    return search(session, find_partnership(session), query, reader, today=TODAY, limit=limit)


def _found(session: Session, words: str, reader: Reader = NORTH) -> set[str]:
    """What is found, each by what it is and where."""
    hits = _asked(session, words, reader).hits
    return {f"{hit.kind} {hit.reference or hit.meeting}" for hit in hits}


def _outcome(
    session: Session, meeting: Meeting, text: str, reference: str, **given: object
) -> Outcome:
    ordinal = int(reference.rpartition("C")[2])
    given |= {"meeting": meeting, "text": text, "reference": reference, "ordinal": ordinal}
    return add(session, Outcome, **given)


def _record(session: Session) -> None:
    factories.add_partnership(session)
    past = factories.add_meeting(
        session, "ANNUAL-2018", date(2018, 4, 4), state=MeetingState.HELD, number=5
    )
    past.place, past.remarks = "Málaga", "A remark on return"
    coming = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
    item = factories.add_item(session, past, "Return and reintegration")
    item.kind, item.record = ItemKind.DECISION, "Éducation was discussed; field-list, too"
    north, trade = factories.party(session, "NORTH"), factories.body(session, "TRADE")
    add(session, Lead, item=item, party=north, body=trade)
    own = factories.add_item(session, coming, "Our line on return")
    own.reach, own.party = Reach.PARTY, factories.party(session, "NORTH")
    session.flush()
    add(
        session,
        BriefingSection,
        meeting=coming,
        item=own,
        party=factories.party(session, "NORTH"),
        section=Section.OBJECTIVES,
        text="Voluntary return comes first",
    )
    add(
        session,
        Contribution,
        meeting=past,
        item_id=item.id,
        body=factories.body(session, "WATER"),
        texts={"background": "Rivers return"},
    )
    _outcome(
        session,
        past,
        "Return agreements are public",
        "ANNUAL-5/C1",
        reach=Reach.PUBLIC,
        kind=OutcomeKind.DECISION,
    )
    owed = _outcome(
        session, past, "TRADE shares the list", "ANNUAL-5/C2", kind=OutcomeKind.COMMITMENT
    )
    promise = add(
        session,
        Commitment,
        outcome=owed,
        owner=factories.body(session, "TRADE"),
        text="TRADE shares the whole list",
        due_on=date(2026, 1, 1),
    )
    add(
        session,
        CommitmentLink,
        commitment=promise,
        kind=LinkKind.REPORTED,
        text="The list was half shared",
        reach=Reach.PARTY,
        party=factories.party(session, "NORTH"),
    )


@pytest.fixture(scope="module")
def shared(shared_location: str) -> Iterator[Database]:
    database = open_database(shared_location)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        _record(session)
    yield database
    database.engine.dispose()


PAST, C1, C2 = "ANNUAL-5", "ANNUAL-5/C1", "ANNUAL-5/C2"
TABLE = {
    "malaga": {f"meeting {PAST}"},
    "MÁLAGA": {f"meeting {PAST}"},
    "education": {f"minutes {PAST}"},
    '"field list"': {f"minutes {PAST}"},
    '"list field"': set(),
    "reintegr*": {f"item {PAST}"},
    "reintegr": set(),
    "return -rivers in:contributions": set(),
    "rivers": {f"contribution {PAST}"},
    "return in:notes": {"note PREP-2027-1"},
    "return since:2027": {"note PREP-2027-1", "item PREP-2027-1"},
    "return until:2018-04": {
        *(f"{kind} {PAST}" for kind in ("item", "remarks", "contribution")),
        f"outcome {C1}",
    },
    "return body:TRADE": {f"item {PAST}"},
    "return series:PREP": {"note PREP-2027-1", "item PREP-2027-1"},
    "kind:decision": {f"outcome {C1}", f"item {PAST}"},
    "kind:decision kind:commitment in:outcomes": {
        f"outcome {C1}",
        f"outcome {C2}",
        f"commitment {C2}",
    },
    "is:late": {f"outcome {C2}"},
    "is:closed": set(),
    "is:open list": {f"outcome {C2}", f"commitment {C2}", f"report {C2}"},
    "is:held in:meetings": {f"meeting {PAST}", f"remarks {PAST}"},
    "annual-5/c1": {f"outcome {C1}"},
    '"whole list"': {f"commitment {C2}"},
    "-list in:outcomes": {f"outcome {C1}"},
    "return' OR 1=1": set(),
    "NEAR(return": set(),
    "return AND agreements": set(),
}


@pytest.mark.parametrize("words", TABLE)
def test_both_databases_find_the_same(shared: Database, words: str) -> None:
    with shared.reading() as session:
        assert _found(session, words) == TABLE[words]


def test_answer_says_where_it_lies_and_what_shows_it(shared: Database) -> None:
    with shared.reading() as session:
        (hit,) = _asked(session, "education").hits

    assert (hit.what, hit.meeting, hit.when) == ("minutes", PAST, "Wednesday 4 April 2018")
    assert hit.item == "1"
    assert hit.text == "**Éducation** was discussed; field-list, too"
    assert hit.see == "scheduler minutes build ANNUAL-5"


def test_what_stands_in_a_title_comes_first(shared: Database) -> None:
    with shared.reading() as session:
        kinds = [hit.kind for hit in _asked(session, "return").hits]

    assert kinds[:2] == ["item", "item"]


def test_partner_and_public_find_what_they_may_read(shared: Database) -> None:
    with shared.reading() as session:
        assert _found(session, "return", SOUTH) == {f"item {PAST}", f"outcome {C1}"}
        assert _found(session, "return", PUBLIC) == {f"outcome {C1}"}
        assert _found(session, "list", SOUTH) == {f"outcome {C2}", f"commitment {C2}"} | {
            f"minutes {PAST}"
        }
        assert _found(session, "is:late", PUBLIC) == set()


def test_more_than_the_limit_is_said(shared: Database) -> None:
    with shared.reading() as session:
        answer = _asked(session, "return", limit=2)

    assert (len(answer.hits), answer.is_cut) == (2, True)


def test_filter_that_names_nobody_is_refused(shared: Database) -> None:
    with shared.reading() as session, pytest.raises(NotFound, match="there is no body 'NOBODY'"):
        _asked(session, "body:NOBODY")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The tables without the triggers that guard history: each text can bear a canary here."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(made)
    with made.begin() as connection:
        search_index.create(connection)
    yield made
    made.dispose()


def _filled(session: Session, seed: int) -> Canaries:
    RandomRecord(session, Random(seed))  # noqa: S311 -- it makes a record, no secret
    canaries = fill(session)
    search_index.refresh(session.connection())
    return canaries


@settings(max_examples=times(1, 300))
@given(seed=st.integers(0, 2**32))
def test_each_reader_finds_the_words_they_may_read_and_no_others(engine: Engine, seed: int) -> None:
    """A word that stands only in a hidden text gives the answer of a word that stands nowhere."""
    with Session(engine) as session:
        canaries = _filled(session, seed)
        for reader in READERS:
            nowhere = _asked(session, "canary0nowhere", reader)
            assert nowhere.hits == ()
            for word, column in canaries.columns.items():
                if column in INDEXED and reader.party not in canaries.readers[word]:
                    assert _asked(session, word, reader) == nowhere
        for word, column in canaries.columns.items():
            # What a commitment says is found where it is no longer what was decided.
            if column in INDEXED - {"commitment.text"} and "NORTH" in canaries.readers[word]:
                assert _asked(session, word).hits, column


def test_hidden_texts_change_neither_order_nor_snippet(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        _record(session)
    with database.reading() as session:
        before = [_asked(session, "return", reader) for reader in (SOUTH, PUBLIC)]
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2018")
        for number in range(30):
            _outcome(
                session,
                meeting,
                "Return return agreements",
                f"ANNUAL-5/C{number + 10}",
                reach=Reach.PARTY,
                party=factories.party(session, "NORTH"),
            )
    with database.reading() as session:
        assert [_asked(session, "return", reader) for reader in (SOUTH, PUBLIC)] == before
        assert len(_asked(session, "return").hits) == 36
