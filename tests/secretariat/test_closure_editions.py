from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, NotAllowed, NotFound
from scheduler.imports.closure_lists import ClosureList
from scheduler.model.closure import ClosureEdition
from scheduler.papers.year_view import ClosedDay
from scheduler.planning.closures import Hardness
from scheduler.secretariat.closure_check import check_closures
from scheduler.secretariat.closure_editions import (
    ImportedEdition,
    confirm_edition,
    import_edition,
)
from scheduler.secretariat.closures import closures_of, list_calendars, show_year
from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW

KEY = "eu-institutions-brussels"
TODAY = NOW.date()
GRANTED = ClosedDay(date(2027, 3, 24), "granted")
SOULS = ClosedDay(date(2027, 11, 2), "All Souls' Day")


def official(session: Session) -> ClosureList:
    """The rule's days of 2027 without All Souls' Day, and one more."""
    days = {one.day: one.name for one in closures_of(session, (KEY,), (2027,)).of_year(2027, KEY)}
    days = {**days, GRANTED.day: GRANTED.name}
    del days[SOULS.day]
    return ClosureList((2027,), dict(sorted(days.items())), ())


def bring(session: Session, listed: ClosureList, label: str = "OJ") -> ImportedEdition:
    return import_edition(
        session, KEY, listed, label=label, source="OJ C 1", now=NOW, officer="Ada"
    )


def test_an_imported_edition_decides_for_its_years_and_tells_what_differs(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        imported = bring(session, official(session))

    with database.reading() as session:
        closures = closures_of(session, (KEY,), (2027, 2028))
    assert (imported.come, imported.gone) == ((GRANTED,), (SOULS,))
    assert imported.before == ("EU institutions (Brussels), rule 2027, provisional",)
    assert [str(one) for one in closures.on(GRANTED.day, (KEY,))] == [
        "EU institutions (Brussels), OJ, provisional: granted"
    ]
    assert closures.on(SOULS.day, (KEY,)) == ()
    assert len(closures.on(date(2028, 11, 2), (KEY,))) == 1


def test_the_newer_of_two_imported_editions_decides_and_both_stay(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        listed = official(session)
        bring(session, listed, "first")
        del listed.closures[GRANTED.day]
        second = bring(session, listed, "second")

        assert (second.come, second.gone) == ((), (GRANTED,))
        assert session.scalars(select(ClosureEdition.label)).all() == ["first", "second"]
        assert closures_of(session, (KEY,), (2027,)).on(GRANTED.day, (KEY,)) == ()


def test_the_same_list_again_changes_nothing(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        bring(session, official(session))
        again = bring(session, _kept(session), "another")

        assert (again.is_new, again.edition) == (False, "OJ")
        assert len(session.scalars(select(ClosureEdition)).all()) == 1


def _kept(session: Session) -> ClosureList:
    (row,) = session.scalars(select(ClosureEdition))
    return ClosureList((2027,), row.closures, ())


def test_a_label_names_one_edition(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        listed = official(session)
        bring(session, listed)
        del listed.closures[GRANTED.day]

        with pytest.raises(AlreadyExists) as error:
            bring(session, listed)
    assert str(error.value) == (
        f"the edition 'OJ' of {KEY} already exists; give this one another name with --edition"
    )


def test_an_unknown_calendar_takes_no_list(sqlite_database: Database) -> None:
    with (
        sqlite_database.reading() as session,
        pytest.raises(NotFound, match="there is no closure calendar 'nowhere'"),
    ):
        import_edition(
            session, "nowhere", ClosureList((2027,), {}, ()),
            label="x", source="x", now=NOW, officer="Ada",
        )  # fmt: skip


def test_confirming_an_imported_edition_makes_it_official(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        bring(session, official(session))
        made = confirm_edition(session, KEY, 2027, source="OJ C 2", now=NOW, officer="Ada")

        assert (made.label, made.source) == ("EU institutions (Brussels), OJ", "OJ C 2")
        with pytest.raises(NotAllowed, match="is official already"):
            confirm_edition(session, KEY, 2027, now=NOW, officer="Ada")


def test_confirming_what_a_rule_foretold_keeps_it_as_an_edition(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        made = confirm_edition(session, KEY, 2027, source="OJ C 2", now=NOW, officer="Ada")

    with database.reading() as session:
        (row,) = session.scalars(select(ClosureEdition))
        assert row.as_calendar == made
        assert (row.years, row.is_provisional, row.hardness) == ([2027], False, Hardness.BLOCK)
        assert len(row.days) == 16
        assert closures_of(session, (KEY,), (2027,)).deciding(2027, KEY) == made


def test_a_calendar_without_a_list_cannot_be_confirmed(sqlite_database: Database) -> None:
    with (
        sqlite_database.reading() as session,
        pytest.raises(NotAllowed, match="no edition of it speaks for 2027; import its list first"),
    ):
        confirm_edition(session, "un-geneva", 2027, now=NOW, officer="Ada")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM closure_edition",
        "UPDATE closure_edition SET days = '[]'",
        "UPDATE closure_edition SET label = 'another'",
    ],
)
def test_the_database_keeps_every_edition_as_it_was(database: Database, statement: str) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        bring(session, official(session))

    with (
        pytest.raises(DBAPIError, match="an edition of a closure calendar stays as it is"),
        for_writing(database.engine).begin() as connection,
    ):
        connection.execute(text(statement))


def test_a_granted_day_of_the_year_after_closes_it_too(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        (year,) = show_year(session, 2015, ("eu-institutions-luxembourg",))

    assert year.days[:2] == (
        ClosedDay(date(2015, 1, 1), "New Year's Day"),
        ClosedDay(date(2015, 1, 2), "the day after New Year's Day"),
    )


def test_the_list_says_whom_a_calendar_binds(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.series(session, "ANNUAL").closure_calendars = ["geneva"]
        rows = {row.key: row for row in list_calendars(session, 2027)}

    assert {key: row.used_by for key, row in rows.items() if row.used_by} == {"geneva": ("ANNUAL",)}
    assert (rows["un-geneva"].edition, rows["un-geneva"].days) == ("", 0)
    assert (rows[KEY].days, rows[KEY].is_provisional) == (16, True)


def test_check_tells_unknown_expired_and_provisional_years(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.series(session, "ANNUAL").closure_calendars = ["un-geneva", "belgium", "gone"]
        bring(session, official(session))
        old = ClosureList((2025,), {date(2025, 1, 1): "New Year"}, ())
        import_edition(session, "un-geneva", old, label="ST/IC", source="x", now=NOW, officer="Ada")
        checked = check_closures(session, today=TODAY)

    unknown = (
        "is unknown: its last edition, ST/IC, has expired: it speaks for 2025; "
        "import its list: scheduler closure import FILE --calendar un-geneva"
    )
    remedy = "import the decision, or confirm it: scheduler closure confirm"
    assert checked.years == (2026, 2027, 2028)
    assert [str(one) for one in checked.findings] == [
        f"warning: {KEY}: 2026 is provisional (rule 2026); {remedy} {KEY} 2026",
        f"warning: {KEY}: 2027 is provisional (OJ); {remedy} {KEY} 2027",
        f"warning: {KEY}: 2028 is provisional (rule 2028); {remedy} {KEY} 2028",
        (f"warning: {KEY}: 2027 in OJ differs from rule 2027: with 24 March, without 2 November"),
        "error: gone: there is no closure calendar 'gone', which binds ANNUAL",
        f"error: un-geneva: 2026 {unknown}",
        f"error: un-geneva: 2027 {unknown}",
        f"warning: un-geneva: 2028 {unknown}",
    ]
