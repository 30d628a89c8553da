import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import DumpRefused, InvalidFile, InvalidValue, LoadConflict, NotFound
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.model.agenda import AgendaItem
from scheduler.model.audit import AuditEntry
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import LoadedFile, Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import ChangeKind, MeetingState, NumberCertainty
from scheduler.papers.audience import Reach
from scheduler.resources import resource
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.partnerships import (
    LoadReport,
    choose_home_party,
    dump_partnership,
    load_partnership,
)
from scheduler.secretariat.three_way import Side
from scheduler.store.session import Database, open_database

FIRST = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

SMALL = """\
format = 1
[partnership]
code = "x"
name = "X"
[[parties]]
code = "EU"
name = "European Union"
[[parties]]
code = "IOM"
name = "IOM"
[[bodies]]
code = "DEVCO"
party = "EU"
successor = "INTPA"
[[bodies]]
code = "INTPA"
party = "EU"
[[series]]
code = "SOM"
name = "Senior Officials Meeting"
level = "senior-officials"
zone = "Europe/Brussels"
start_time = 09:30:00
end_time = 17:00:00
rule = "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
starts = 2013-05-03T09:30:00
window = "15 April to 15 June"
[[meetings]]
code = "SOM-1"
series = "SOM"
number = 1
state = "held"
day = 2013-05-03
agenda = [{ title = "Mobility" }, { title = "Climate" }]
[[meetings]]
code = "SOM-2"
series = "SOM"
number = 2
state = "confirmed"
day = 2027-05-07
start_time = 09:30:00
end_time = 17:00:00
place = "Brussels"
"""


def small(*pairs: str) -> PartnershipFile:
    """The small partnership with some of its text, which stands there once, exchanged."""
    text = SMALL
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_partnership(text, "x.toml")


def eu_iom() -> PartnershipFile:
    text = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    return read_partnership(text, "eu-iom.toml")


@contextmanager
def writing(database: Database, now: datetime = FIRST) -> Iterator[Session]:
    with database.writing(verb="test", now=now, officer="ana") as session:
        yield session


def load(
    database: Database, file: PartnershipFile, now: datetime = FIRST, wins: Side | None = None
) -> LoadReport:
    with writing(database, now) as session:
        return load_partnership(session, file, now=now, officer="ana", wins=wins)


def dump(database: Database) -> PartnershipFile:
    with database.reading() as session:
        return dump_partnership(session)


def meeting(session: Session, code: str) -> Meeting:
    return session.scalars(select(Meeting).where(Meeting.code == code)).one()


def edit(database: Database, code: str, **values: Any) -> None:  # noqa: ANN401 -- any column
    with writing(database) as session:
        row = meeting(session, code)
        for name, value in values.items():
            setattr(row, name, value)


def test_load_of_the_shipped_file_gives_that_file_back(database: Database) -> None:
    report = load(database, eu_iom())
    assert (report.added, report.changed, report.unchanged) == (119, 0, 0)
    assert dump(database) == eu_iom()


def test_second_load_changes_nothing_and_says_so(database: Database) -> None:
    load(database, eu_iom())
    report = load(database, eu_iom(), LATER)
    assert report == LoadReport("eu-iom", 0, 0, 119, (), ())
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


def test_load_gives_a_meeting_the_uid_of_its_codes_and_its_instants(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    with sqlite_database.reading() as session:
        first, second = meeting(session, "SOM-1"), meeting(session, "SOM-2")
        assert first.uid == meeting_uid("x", "SOM-1")
        assert (first.zone, first.starts_at, first.sequence) == ("Europe/Brussels", None, 0)
        assert (second.starts_at, second.ends_at) == (
            datetime(2027, 5, 7, 7, 30, tzinfo=UTC),
            datetime(2027, 5, 7, 15, 0, tzinfo=UTC),
        )
        assert (second.created_at, second.changed_at) == (FIRST, FIRST)


def test_load_makes_what_changed_in_the_file(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    new_day = small("day = 2027-05-07", "day = 2027-05-14")
    report = load(sqlite_database, new_day, LATER)
    assert report == LoadReport(
        "x", 0, 1, 9, ("changed meeting SOM-2: day from 2027-05-07 to 2027-05-14",), ()
    )
    assert dump(sqlite_database) == new_day
    with sqlite_database.reading() as session:
        moved, other = meeting(session, "SOM-2"), meeting(session, "SOM-1")
        assert (moved.sequence, moved.changed_at) == (1, LATER)
        assert moved.starts_at == datetime(2027, 5, 14, 7, 30, tzinfo=UTC)
        assert (other.sequence, other.changed_at) == (0, FIRST)


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        ("start_time = 09:30:00\nend_time = 17:00:00\nplace", None, 1),
        ('place = "Brussels"', 'place = "Geneva"', 1),
        ('place = "Brussels"', 'place = "Brussels"\nzone = "Europe/Zurich"', 1),
        ('place = "Brussels"', 'place = "Brussels"\nremarks = "In the new building"', 0),
    ],
    ids=["hours", "place", "zone", "remarks"],
)
def test_load_raises_the_sequence_where_calendars_must_notice(
    sqlite_database: Database, old: str, new: str | None, sequence: int
) -> None:
    load(sqlite_database, small())
    new = new or "start_time = 10:00:00\nend_time = 17:00:00\nplace"
    load(sqlite_database, small(old, new), LATER)
    with sqlite_database.reading() as session:
        row = meeting(session, "SOM-2")
        assert (row.sequence, row.changed_at) == (sequence, LATER)


def test_load_that_moves_a_meeting_keeps_its_old_date(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    file = small("day = 2027-05-07", "day = 2027-05-14", "day = 2013-05-03", "day = 2013-05-04")
    load(sqlite_database, file, LATER)
    with sqlite_database.reading() as session:
        (change,) = meeting(session, "SOM-2").changes
        assert (change.kind, change.old_day, change.new_day, change.reason, change.officer) == (
            ChangeKind.MOVED,
            date(2027, 5, 7),
            date(2027, 5, 14),
            "loaded from x.toml",
            "ana",
        )
        assert meeting(session, "SOM-1").changes == []


def test_load_that_cancels_a_meeting_says_so_in_its_history(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    load(sqlite_database, small('state = "confirmed"', 'state = "cancelled"'), LATER)
    with sqlite_database.reading() as session:
        row = meeting(session, "SOM-2")
        assert [change.kind for change in row.changes] == [ChangeKind.CANCELLED]
        assert (row.state, row.sequence) == (MeetingState.CANCELLED, 1)


def test_load_keeps_what_officers_edited(database: Database) -> None:
    load(database, small())
    edit(database, "SOM-2", place="Geneva")
    report = load(database, small("day = 2027-05-07", "day = 2027-05-14"), LATER)
    assert report.changes == ("changed meeting SOM-2: day from 2027-05-07 to 2027-05-14",)
    assert report.notes == ("meeting SOM-2: place stays 'Geneva', as edited here",)
    with database.reading() as session:
        assert meeting(session, "SOM-2").place == "Geneva"


def test_load_refuses_what_both_sides_changed_and_changes_nothing(database: Database) -> None:
    load(database, small())
    edit(database, "SOM-2", place="Geneva", number=3)
    before = dump(database)
    file = small('place = "Brussels"', 'place = "Vienna"', "number = 2", "number = 4")
    with pytest.raises(LoadConflict) as caught:
        load(database, file, LATER)
    assert str(caught.value) == (
        "x.toml was not loaded; since it was last loaded, record and file changed differently:\n"
        "  meeting SOM-2, number: the record has 3, the file has 4\n"
        "  meeting SOM-2, place: the record has 'Geneva', the file has 'Vienna'\n"
        "load it again with --keep-record or with --take-file to say which of the two holds"
    )
    assert dump(database) == before


@pytest.mark.parametrize(
    ("wins", "place"), [(Side.RECORD, "Geneva"), (Side.FILE, "Vienna")], ids=str
)
def test_load_settles_what_both_sides_changed_as_it_is_told(
    sqlite_database: Database, wins: Side, place: str
) -> None:
    load(sqlite_database, small())
    edit(sqlite_database, "SOM-2", place="Geneva")
    file = small('place = "Brussels"', 'place = "Vienna"')
    load(sqlite_database, file, LATER, wins)
    with sqlite_database.reading() as session:
        assert meeting(session, "SOM-2").place == place
    assert load(sqlite_database, file, LATER).changed_nothing


def test_load_keeps_what_left_the_file(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    shorter = read_partnership(SMALL[: SMALL.rindex("[[meetings]]")], "x.toml")
    report = load(sqlite_database, shorter, LATER)
    assert report.changed_nothing
    assert report.notes == ("meeting SOM-2 is no longer in the file and stays in the record",)
    assert load(sqlite_database, shorter, LATER).notes == ()
    assert [one.code for one in dump(sqlite_database).meetings] == ["SOM-1", "SOM-2"]


def test_load_of_a_changed_rule_adds_a_version_and_leaves_the_old(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    load(sqlite_database, small("BYDAY=1FR", "BYDAY=2TH"), LATER)
    with sqlite_database.reading() as session:
        series = session.scalars(select(Series)).one()
        assert [(one.ordinal, one.rule, one.made_at, one.reason) for one in series.rules] == [
            (1, "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", FIRST, "loaded from x.toml"),
            (2, "FREQ=YEARLY;BYMONTH=5;BYDAY=2TH", LATER, "loaded from x.toml"),
        ]


def test_load_refuses_to_take_the_rule_of_a_series_away(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    rule = 'rule = "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"\nstarts = 2013-05-03T09:30:00\n'
    with pytest.raises(InvalidValue, match="the rule of series SOM '' cannot be used"):
        load(sqlite_database, small(rule, ""), LATER)


def test_load_refuses_a_number_that_an_officer_has_given_meanwhile(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    edit(sqlite_database, "SOM-1", number=3)
    with pytest.raises(InvalidFile) as caught:
        load(sqlite_database, small("number = 2", "number = 3"), LATER)
    assert str(caught.value) == (
        "x.toml was not loaded; it has 1 problem:\n"
        "  with what the record holds, number: 3 of SOM is SOM-1 already"
    )


def test_load_adds_to_an_agenda_after_what_stands_there(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session:
        first = meeting(session, "SOM-1")
        party = session.scalars(select(Party).where(Party.code == "EU")).one()
        own = AgendaItem(meeting=first, position=3, title="Our own", reach=Reach.PARTY, party=party)
        session.add(own)
    load(
        sqlite_database, small('{ title = "Climate" }', '{ title = "Climate" }, { title = "New" }')
    )
    with sqlite_database.reading() as session:
        items = session.scalars(select(AgendaItem).order_by(AgendaItem.position))
        assert [(item.position, item.title) for item in items] == [
            (1, "Mobility"),
            (2, "Climate"),
            (3, "Our own"),
            (4, "New"),
        ]


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
