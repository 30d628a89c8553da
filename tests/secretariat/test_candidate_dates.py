from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.secretariat.candidate_dates import proposed_days
from scheduler.secretariat.policies import objections_on
from scheduler.store.session import open_database
from tests import factories
from tests.clock import NOW, TODAY


@pytest.fixture
def session(real_sqlite_location: str) -> Iterator[Session]:
    record = open_database(real_sqlite_location)
    with record.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened
    record.engine.dispose()


def test_the_planner_proposes_the_best_day_and_four_others(session: Session) -> None:
    hou = factories.meeting(session, "HOU-2027-1")

    days = proposed_days(session, hou, today=TODAY)

    assert len(days) == 5
    assert list(days) == sorted(set(days))
    assert hou.day in days
    assert [objections_on(session, hou, day) for day in days] == [()] * 5


def test_a_meeting_without_a_slot_needs_dates(session: Session) -> None:
    held = factories.meeting(session, "SOM-11")

    with pytest.raises(InvalidValue) as refused:
        proposed_days(session, held, today=TODAY)

    assert str(refused.value) == (
        "the candidates 'none' cannot be used: expected days for SOM-11, such as "
        "--dates 2027-05-07,2027-05-14: the planner has no slot for it"
    )


def test_a_slot_that_the_rule_no_longer_makes_needs_dates(session: Session) -> None:
    hou = factories.meeting(session, "HOU-2027-1")
    assert hou.series is not None
    hou.series.rules[-1].rule = "FREQ=YEARLY;BYMONTH=11;BYDAY=2TU"
    session.flush()

    with pytest.raises(InvalidValue, match="its rule has changed since"):
        proposed_days(session, hou, today=date(2026, 12, 1))
