from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound, StaleEdit
from scheduler.model.biography import Biography
from scheduler.model.body import Person
from scheduler.papers.audience import Reach, Reader
from scheduler.secretariat.biographies import (
    NewBiography,
    biographies_of,
    outdated,
    printed_on,
    remove_biography,
    set_biography,
)
from scheduler.secretariat.partnerships import choose_home_party
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
NORTH, SOUTH, PUBLIC = Reader("NORTH"), Reader("SOUTH"), Reader(None)


def _ana(session: Session) -> Person:
    factories.add_partnership(session)
    return factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")


def _write(session: Session, who: Person, text: str, dated: date, reach: Reach) -> Biography:
    return set_biography(session, who, NewBiography(text, dated, reach, "sample"), today=TODAY)


def test_newest_that_the_reader_may_read_is_printed(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        _write(session, ana, "all", date(2023, 1, 1), Reach.PUBLIC)
        _write(session, ana, "both", date(2024, 1, 1), Reach.JOINT)
        _write(session, ana, "ours", date(2024, 1, 1), Reach.PARTY)
        _write(session, ana, "too late", date(2026, 1, 1), Reach.PUBLIC)

        def text(reader: Reader, day: date) -> list[str]:
            return [one.text for one in printed_on(session, [ana], reader, day).values()]

        day = date(2025, 1, 1)
        assert text(NORTH, day) == ["ours"]
        assert text(SOUTH, day) == ["both"]
        assert text(PUBLIC, day) == ["all"]
        assert text(NORTH, date(2022, 12, 31)) == []
        assert text(PUBLIC, date(2026, 1, 1)) == ["too late"]


def test_one_of_the_same_day_and_audience_is_written_anew(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        for text in ("first", "second"):
            _write(session, ana, text, TODAY, Reach.JOINT)
        _write(session, ana, "ours", TODAY, Reach.PARTY)
        new = NewBiography("third", TODAY, Reach.JOINT)

        with pytest.raises(StaleEdit, match="second"):
            set_biography(session, ana, new, version=1, today=TODAY)

        said = {str(one.audience): (one.text, one.version) for one in biographies_of(session, ana)}
        assert said == {"joint": ("second", 2), "NORTH only": ("ours", 1)}


@pytest.mark.parametrize(
    ("text", "dated", "sentence"),
    [
        ("x", date(2026, 11, 25), "expected a day up to today, 2026-11-24"),
        (" ", TODAY, "expected some words"),
        ("SECRET UE\n\nx", TODAY, "unclassified text"),
    ],
    ids=["to come", "empty", "classified"],
)
def test_what_no_paper_could_print_is_refused(
    sqlite_database: Database, text: str, dated: date, sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        with pytest.raises(InvalidValue, match=sentence):
            _write(session, ana, text, dated, Reach.JOINT)


def test_older_than_two_years_is_a_finding(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        fresh = _write(session, ana, "x", date(2025, 5, 7), Reach.JOINT)
        old = _write(session, ana, "x", date(2025, 5, 6), Reach.JOINT)

        assert [str(one) for one in outdated([fresh, old], meeting, date(2027, 5, 7))] == [
            (
                "warning: ANNUAL-2: the biography of Ms Ana Lind is of Tue 6 May 2025, more than "
                "two years before the meeting: ask for a newer one"
            )
        ]


def test_biographies_go_with_the_person(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        _write(session, ana, "x", TODAY, Reach.JOINT)
        session.expire_all()
        session.delete(session.get_one(Person, ana.id))
        session.flush()

        assert session.scalar(select(func.count()).select_from(Biography)) == 0


def test_own_ones_of_the_former_home_are_neither_shown_nor_overwritten(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        _write(session, ana, "NORTH thinks", TODAY, Reach.PARTY)
        choose_home_party(session, None, "SOUTH")
        session.expire_all()

        assert biographies_of(session, ana) == []
        _write(session, ana, "SOUTH thinks", TODAY, Reach.PARTY)

        assert [one.text for one in biographies_of(session, ana)] == ["SOUTH thinks"]
        choose_home_party(session, None, "NORTH")
        assert [one.text for one in biographies_of(session, ana)] == ["NORTH thinks"]


def test_removed_one_is_gone_and_another_is_not_found(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        ana = _ana(session)
        _write(session, ana, "x", TODAY, Reach.JOINT)
        with pytest.raises(NotFound, match=r"2026-11-24 \(joint\)"):
            remove_biography(session, ana, TODAY, Reach.PUBLIC)

        remove_biography(session, ana, TODAY, Reach.JOINT)

        assert biographies_of(session, ana) == []
