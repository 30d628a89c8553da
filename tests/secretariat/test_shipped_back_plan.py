"""The back-plan that ships: every paper of a meeting, with the body that must act."""

import pytest

from scheduler.secretariat.milestone_register import list_milestones
from scheduler.secretariat.naming import find_meeting
from scheduler.store.session import Database
from tests import real_partnership as real
from tests.clock import NOW

BRUSSELS = ("eu-institutions-brussels rule 2027, provisional",)
GENEVA = ("geneva holidays 0.109",)


@pytest.mark.parametrize("meeting", ["SOM-2027-1", "HOU-2027-1"])
def test_every_meeting_has_its_papers_from_those_who_must_act(
    sqlite_database: Database, meeting: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        real.load_and_plan(session)
        of = find_meeting(session, meeting, today=real.TODAY)
        rows = {one.key: one for one in list_milestones(session, today=real.TODAY, meeting=of)}

    wanted = ("letter", "agenda", "call", "contributions-iom", "pack", "minutes")
    assert [(rows[key].name, rows[key].body) for key in wanted] == [
        ("Convening letter", "DG HOME"),
        ("Draft agenda", "DG HOME"),
        ("Call for contributions", "secretariat"),
        ("Contributions of IOM", "IOM"),
        ("Final pack", "secretariat"),
        ("Draft minutes", "DG HOME"),
    ]
    assert rows["minutes"].offset == "10 working days after"
    assert (rows["minutes"].closure_editions, rows["contributions-iom"].closure_editions) == (
        BRUSSELS,
        GENEVA,
    )
