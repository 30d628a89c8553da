"""The back-plan in the partnership file: loaded, dumped, and followed by meetings to come."""

import pytest

from scheduler.errors import InvalidFile
from scheduler.store.session import Database
from tests.secretariat.small_partnership import LATER, dump, load, small


def test_a_back_plan_comes_with_the_file_and_moves_the_milestones_of_meetings_to_come(
    database: Database,
) -> None:
    plain = small()
    planned = small(
        'code = "INTPA"\nparty',
        'code = "INTPA"\nclosure_calendars = ["eu-institutions-brussels"]\nparty',
        'window = "15 April to 15 June"\n',
        'window = "15 April to 15 June"\n[[series.milestones]]\nkey = "pack"\nname = "Pack"\n'
        'offset = "1 working day before"\nbody = "INTPA"\n',
    )
    load(database, plain)

    report = load(database, planned, LATER)

    assert [str(change) for change in report.milestones] == ["Pack: Wednesday 5 May 2027"]
    assert dump(database) == planned
    again = small(
        'code = "INTPA"\nparty',
        'code = "INTPA"\nclosure_calendars = ["eu-institutions-brussels"]\nparty',
        'window = "15 April to 15 June"\n',
        'window = "15 April to 15 June"\n[[series.milestones]]\nkey = "pack"\nname = "Pack"\n'
        'offset = "2 working days before"\nbody = "INTPA"\n',
    )
    moved = load(database, again, LATER)
    assert [str(change) for change in moved.milestones] == [
        "Pack: Wednesday 5 May 2027 -> Tuesday 4 May 2027"
    ]


def test_an_offset_that_says_nothing_is_refused_by_its_line() -> None:
    with pytest.raises(InvalidFile) as refused:
        small(
            'window = "15 April to 15 June"\n',
            '[[series.milestones]]\nkey = "pack"\nname = "Pack"\noffset = "soon"\n',
        )

    assert str(refused.value) == (
        "x.toml was not loaded; it has 1 problem:\n"
        "  line 30: offset: the offset 'soon' cannot be used: expected \"8 weeks before\", "
        '"10 days before" or "5 working days after", from 1 to 999'
    )
