import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduler.errors import DumpRefused, InvalidFile, NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.audit import AuditEntry
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import LoadedFile, Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import NumberCertainty
from scheduler.papers.audience import Reach
from scheduler.secretariat.partnerships import (
    LoadReport,
    choose_home_party,
)
from scheduler.store.session import Database, open_database
from tests.secretariat.small_partnership import (
    FIRST,
    LATER,
    dump,
    eu_iom,
    load,
    meeting,
    small,
    writing,
)


def test_load_of_the_shipped_file_gives_that_file_back(database: Database) -> None:
    report = load(database, eu_iom())
    assert (report.added, report.changed, report.unchanged) == (152, 0, 0)
    assert dump(database) == eu_iom()


def test_second_load_changes_nothing_and_says_so(database: Database) -> None:
    load(database, eu_iom())
    report = load(database, eu_iom(), LATER)
    assert report == LoadReport("eu-iom", 0, 0, 152, (), ())
    assert report.changed_nothing
    with database.reading() as session:
        assert session.scalar(select(func.count(LoadedFile.id))) == 1
        assert session.scalar(select(func.count()).where(AuditEntry.at == LATER)) == 0


def test_load_names_what_it_added_without_what_came_inside(sqlite_database: Database) -> None:
    report = load(sqlite_database, small())
    assert report.changes == (
        "added partnership x",
        "added party EU",
        "added party IOM",
        "added body DEVCO",
        "added body INTPA",
        "added series SOM",
        "added meeting SOM-1",
        "added meeting SOM-2",
    )
    assert report.added == 10
    assert not report.changed_nothing


def test_dump_leaves_out_what_one_party_keeps_to_itself(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session:
        first = meeting(session, "SOM-1")
        party = session.scalars(select(Party).where(Party.code == "EU")).one()
        session.add(
            AgendaItem(meeting=first, position=3, title="X", reach=Reach.PARTY, party=party)
        )
    assert dump(sqlite_database) == small()


def test_dump_holds_slots_and_meetings_of_officers_and_loads_into_an_empty_record(
    sqlite_database: Database, sqlite_template: Path, tmp_path: Path
) -> None:
    load(sqlite_database, eu_iom())
    with writing(sqlite_database) as session:
        series = session.scalars(select(Series).where(Series.code == "SOM")).one()
        session.add_all(
            [
                planned(series, code="SOM-2027-1", slot=datetime(2027, 5, 7, 9, 30)),  # noqa: DTZ001 -- wall time
                planned(series, code="EXTRA", title="Extraordinary", place="Geneva"),
            ]
        )
    dumped = dump(sqlite_database)
    assert [one.code for one in dumped.meetings[-2:]] == ["SOM-2027-1", "EXTRA"]
    other = empty(sqlite_template, tmp_path)
    load(other, dumped)
    assert dump(other) == dumped
    with other.reading() as session:
        slot = meeting(session, "SOM-2027-1")
        assert slot.rule_version is not None
        assert slot.rule_version.rule == "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
    other.engine.dispose()


def planned(series: Series, **more: Any) -> Meeting:  # noqa: ANN401 -- any column
    return Meeting(
        **more,
        partnership=series.partnership,
        series=series,
        rule_version=series.current_rule,
        uid=f"{more['code']}@test",
        number_certainty=NumberCertainty.UNKNOWN,
        day=date(2027, 5, 7),
        start_time=time(9, 30),
        end_time=time(17, 0),
        zone="Europe/Brussels",
        created_at=FIRST,
        changed_at=FIRST,
    )


def empty(template: Path, folder: Path) -> Database:
    path = folder / "other.db"
    shutil.copyfile(template, path)
    return open_database(str(path))


def test_dump_refuses_a_record_in_which_a_name_means_two_things(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session:
        iom = session.scalars(select(Party).where(Party.code == "IOM")).one()
        session.add(Body(party=iom, code="INTPA"))
    with pytest.raises(DumpRefused) as caught:
        dump(sqlite_database)
    assert str(caught.value) == (
        "x cannot be dumped until this is put right:\n  the body INTPA stands here a second time"
    )


def test_dump_that_is_refused_names_meeting_and_item(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session:
        first = meeting(session, "SOM-1")
        first.title = "T" * 301
        session.add(AgendaItem(meeting=first, position=3, title="t" * 390))
    with pytest.raises(DumpRefused) as caught:
        dump(sqlite_database)
    expected = "title: expected at most 300 characters, got"
    assert caught.value.problems == (
        f"meeting SOM-1: {expected} '{'T' * 59}...",
        f"agenda item {'t' * 68}… of meeting SOM-1: {expected} '{'t' * 59}...",
    )


def test_home_party_is_one_at_a_time(database: Database) -> None:
    load(database, small())
    for code in ("EU", "IOM", "IOM", "eu"):
        with writing(database) as session:
            assert choose_home_party(session, "x", code).code == code.upper()
        with database.reading() as session:
            home = session.scalars(select(Partnership)).one().home_party
            assert home is not None
            assert home.code == code.upper()


def test_home_party_that_does_not_exist_is_refused(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session, pytest.raises(NotFound, match="EU, IOM"):
        choose_home_party(session, "x", "UN")


def test_a_file_with_classified_text_is_refused_whole(sqlite_database: Database) -> None:
    file = eu_iom()
    marked = file.partnership.model_copy(update={"summary": "Annex, SECRET UE, page 3."})

    with pytest.raises(InvalidFile, match=r"'Annex, SECRET UE, page 3.' is marked SECRET UE"):
        load(sqlite_database, file.model_copy(update={"partnership": marked}))
