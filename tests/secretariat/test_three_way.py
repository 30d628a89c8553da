import pytest

from scheduler.errors import Conflict
from scheduler.secretariat.partnership_entities import Entities, Key
from scheduler.secretariat.three_way import Merge, Side, States, base_after, merge, merged

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
            Merge(notes=["party EU was removed from the record and stays removed"], left=[EU]),
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
        notes=["party EU: name stays 'here', not 'b'"], kept={EU: ["name"]}
    )
    assert found(party("a"), {}, party("b"), Side.RECORD) == Merge(
        notes=["party EU was removed from the record and stays removed"], left=[EU]
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


def test_merge_speaks_once_of_many_things_that_left_the_file() -> None:
    parties: Entities = {(("parties", (str(n),)),): {"code": str(n)} for n in range(5)}
    (note,) = found(parties, parties, {}).notes
    assert note == (
        "5 entries are no longer in the file and stay in the record: "
        "party 0, party 1, party 2 and 2 more"
    )


def test_merge_leaves_what_is_new_in_a_table_that_officers_removed() -> None:
    base: Entities = {FIRST: {"code": "SOM-1"}}
    file: Entities = {**base, SWING: {"person": "swing"}}
    left = found(base, {}, file)
    assert left.left == [FIRST, SWING]
    assert left.adds == {}
    assert base_after(States(base, {}, file), left) == {**base, SWING: {}}
    assert found(base, {}, file, Side.RECORD).conflicts == []


@pytest.mark.parametrize(
    ("base", "record", "after"),
    [
        pytest.param(party("a"), party("here"), party("a"), id="both edited"),
        pytest.param({}, party("here"), {EU: {"code": "EU"}}, id="both added"),
        pytest.param(party("a"), {}, party("a"), id="officers removed what the file edited"),
        pytest.param(party("a"), party("a"), party("b"), id="file edited"),
    ],
)
def test_base_is_what_the_record_took_over_of_the_file(
    base: Entities, record: Entities, after: Entities
) -> None:
    states = States(base, record, party("b"))
    assert base_after(states, merge(states, Side.RECORD)) == after


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
