import pytest

from scheduler.errors import InvalidFile, LoadConflict
from scheduler.imports.partnership_file import read_partnership
from scheduler.secretariat.partnerships import LoadReport
from scheduler.secretariat.three_way import Side
from scheduler.store.session import Database
from tests.secretariat.small_partnership import (
    LATER,
    SMALL,
    add_meeting,
    dump,
    edit,
    load,
    meeting,
    small,
)


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
        "x.toml was not loaded: it does not know what officers changed here meanwhile, "
        "and says otherwise:\n"
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
    assert load(sqlite_database, file, LATER, wins).changed_nothing


def test_load_keeps_what_left_the_file(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    shorter = read_partnership(SMALL[: SMALL.rindex("[[meetings]]")], "x.toml")
    report = load(sqlite_database, shorter, LATER)
    assert report.changed_nothing
    assert report.notes == ("meeting SOM-2 is no longer in the file and stays in the record",)
    assert load(sqlite_database, shorter, LATER).notes == ()
    assert [one.code for one in dump(sqlite_database).meetings] == ["SOM-1", "SOM-2"]


def test_load_refuses_a_number_that_an_officer_has_given_meanwhile(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    edit(sqlite_database, "SOM-1", number=3)
    with pytest.raises(InvalidFile) as caught:
        load(sqlite_database, small("number = 2", "number = 3"), LATER)
    assert str(caught.value) == (
        "x.toml was not loaded; it has 1 problem:\n"
        "  with what the record holds, meeting SOM-2: number: 3 of SOM is SOM-1 already"
    )


def test_load_that_keeps_the_record_leaves_the_question_open(database: Database) -> None:
    load(database, small())
    edit(database, "SOM-2", place="Geneva")
    file = small('place = "Brussels"', 'place = "Vienna"\nremarks = "New"')
    for _ in range(2):
        kept = load(database, file, LATER, Side.RECORD)
        assert kept.notes == ("meeting SOM-2: place stays 'Geneva', not 'Vienna'",)
        with pytest.raises(LoadConflict, match="the record has 'Geneva', the file has 'Vienna'"):
            load(database, file, LATER)
    assert load(database, small('place = "Brussels"', 'place = "Brussels"\nremarks = "New"')) == (
        LoadReport("x", 0, 0, 10, (), ("meeting SOM-2: place stays 'Geneva', as edited here",))
    )
    load(database, file, LATER, Side.RECORD)
    assert load(database, file, LATER, Side.FILE).changes == (
        "changed meeting SOM-2: place from 'Geneva' to 'Vienna'",
    )
    assert dump(database) == file
    assert load(database, file, LATER).changed_nothing


def test_load_that_keeps_the_record_asks_again_of_what_no_file_held(database: Database) -> None:
    load(database, small())
    new = '[[meetings]]\ncode = "X"\nzone = "Europe/Brussels"\nday = 2027-05-07\n'
    add_meeting(database, place="Geneva")
    file = read_partnership(f'{SMALL}{new}place = "Vienna"\n', "x.toml")
    load(database, file, LATER, Side.RECORD)
    with pytest.raises(LoadConflict, match="X, place: the record has 'Geneva'"):
        load(database, file, LATER)
    load(database, file, LATER, Side.FILE)
    assert dump(database) == file
