import pytest

from scheduler.errors import Conflict
from scheduler.secretariat.partnership_entities import Entities, Key
from scheduler.secretariat.three_way import Merge, Side, States, merge, merged

EU: Key = (("parties", ("EU",)),)
FIRST: Key = (("meetings", ("SOM-1",)),)
SWING: Key = (*FIRST, ("attendees", ("IOM", "swing")))


def party(name: str) -> Entities:
    return {EU: {"code": "EU", "name": name}}


def found(base: Entities, record: Entities, file: Entities, wins: Side | None = None) -> Merge:
    return merge(States(base, record, file), wins)


NOTHING = Merge()
STAYS = "party EU: name stays 'here', as edited here"


@pytest.mark.parametrize(
    ("base", "record", "file", "expected"),
    [
        pytest.param({}, {}, party("a"), Merge(adds=party("a")), id="new"),
        pytest.param(party("a"), party("a"), party("a"), NOTHING, id="unchanged"),
        pytest.param({}, party("a"), party("a"), NOTHING, id="the same on both sides at once"),
        pytest.param(
            party("a"), party("a"), party("b"), Merge(edits={EU: {"name": "b"}}), id="file edited"
        ),
        pytest.param(
            party("a"), party("here"), party("a"), Merge(notes=[STAYS]), id="record edited"
        ),
        pytest.param(party("a"), party("b"), party("b"), NOTHING, id="both edited alike"),
        pytest.param(
            party("a"),
            party("here"),
            party("b"),
            Merge(conflicts=[Conflict("party EU, name", "'here'", "'b'")]),
            id="both edited",
        ),
        pytest.param(
            {},
            party("here"),
            party("b"),
            Merge(conflicts=[Conflict("party EU, name", "'here'", "'b'")]),
            id="both added",
        ),
        pytest.param(
            party("a"),
            party("a"),
            {},
            Merge(notes=["party EU is no longer in the file and stays in the record"]),
            id="left the file",
        ),
        pytest.param({}, party("a"), {}, NOTHING, id="officers added"),
        pytest.param(party("a"), {}, {}, NOTHING, id="gone from both"),
        pytest.param(
            party("a"),
            {},
            party("a"),
            Merge(notes=["party EU was removed from the record and stays removed"]),
            id="officers removed",
        ),
        pytest.param(
            party("a"),
            {},
            party("b"),
            Merge(conflicts=[Conflict("party EU", "nothing any more", "a changed one")]),
            id="officers removed what the file edited",
        ),
    ],
)
def test_merge_of_three_states(
    base: Entities, record: Entities, file: Entities, expected: Merge
) -> None:
    assert found(base, record, file) == expected


def test_merge_takes_the_file_where_the_caller_says_so() -> None:
    assert found(party("a"), party("here"), party("b"), Side.FILE) == Merge(
        edits={EU: {"name": "b"}}
    )
    assert found(party("a"), {}, party("b"), Side.FILE) == Merge(adds=party("b"))


def test_merge_keeps_the_record_where_the_caller_says_so() -> None:
    assert found(party("a"), party("here"), party("b"), Side.RECORD) == Merge(
        notes=["party EU: name stays 'here', not 'b'"]
    )
    assert found(party("a"), {}, party("b"), Side.RECORD) == Merge(
        notes=["party EU was removed from the record and stays removed"]
    )


def test_merge_never_takes_the_file_where_only_officers_edited() -> None:
    kept = found(party("a"), party("here"), party("a"), Side.FILE)
    assert kept == Merge(notes=[STAYS])


def test_merge_speaks_of_what_left_the_file_once_and_not_of_what_is_in_it() -> None:
    both: Entities = {FIRST: {"code": "SOM-1"}, SWING: {"party": "IOM", "person": "swing"}}
    assert found(both, both, {}).notes == [
        "meeting SOM-1 is no longer in the file and stays in the record"
    ]
    assert found(both, both, {FIRST: both[FIRST]}).notes == [
        "attendee IOM swing of meeting SOM-1 is no longer in the file and stays in the record"
    ]


def test_merge_brings_back_what_was_in_a_table_that_it_brings_back() -> None:
    base: Entities = {FIRST: {"code": "SOM-1", "place": ""}, SWING: {"person": "swing"}}
    file: Entities = {**base, FIRST: {"code": "SOM-1", "place": "Brussels"}}
    assert found(base, {}, file, Side.FILE) == Merge(adds=file)
    assert found(base, {}, base).notes == [
        "meeting SOM-1 was removed from the record and stays removed"
    ]


def test_merged_is_the_record_with_edits_and_additions() -> None:
    record = {**party("a"), FIRST: {"code": "SOM-1"}}
    changes = Merge(adds={SWING: {"person": "swing"}}, edits={EU: {"name": "b"}})
    assert merged(record, changes) == {
        **party("b"),
        FIRST: {"code": "SOM-1"},
        SWING: {"person": "swing"},
    }
