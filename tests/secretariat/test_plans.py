from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from scheduler.model.audit import AuditEntry
from scheduler.model.meeting import Meeting
from scheduler.model.series import RuleVersion
from scheduler.secretariat import lifecycle
from scheduler.secretariat.naming import find_meeting, find_partnership, find_series
from scheduler.secretariat.plans import make_plan, store_plan
from scheduler.store.session import Database
from tests.clock import NOW, TODAY
from tests.real_partnership import load, load_and_plan

UNTIL = date(2028, 12, 31)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def planned(real_database: Database) -> Iterator[Session]:
    with real_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


def test_the_plan_of_the_real_partnership(session: Session) -> None:
    plan = make_plan(session, load(session), until=UNTIL, today=TODAY)

    assert [(slot.name, slot.day.isoformat(), slot.is_kept) for slot in plan.slots] == [
        ("HOU-2027-1", "2027-03-09", False),
        ("SOM-2027-1", "2027-04-30", False),
        ("HOU-2027-2", "2027-10-12", False),
        ("HOU-2028-1", "2028-03-14", False),
        ("SOM-2028-1", "2028-05-05", False),
        ("HOU-2028-2", "2028-10-10", False),
    ]


def test_a_plan_shown_stores_nothing(session: Session) -> None:
    partnership = load(session)
    before = session.scalar(select(func.count(Meeting.id)))

    make_plan(session, partnership, until=UNTIL, today=TODAY)

    assert session.scalar(select(func.count(Meeting.id))) == before


def test_a_plan_stored_twice_changes_nothing(planned: Session) -> None:
    session = planned
    partnership = find_partnership(session)
    entries = session.scalar(select(func.count(AuditEntry.position)))

    again = make_plan(session, partnership, until=UNTIL, today=TODAY)
    made = store_plan(session, partnership, again, now=NOW + timedelta(days=1))

    assert (made, again.new) == ([], ())
    assert session.scalar(select(func.count(AuditEntry.position))) == entries


@pytest.mark.parametrize("verb", ["confirm", "move", "cancel", "postpone"])
def test_a_meeting_that_officers_changed_is_never_touched(planned: Session, verb: str) -> None:
    session = planned
    partnership = find_partnership(session)
    som = find_meeting(session, "next:SOM", today=TODAY)
    match verb:
        case "confirm":
            lifecycle.confirm(session, som, now=NOW, officer="Ada")
        case "move":
            lifecycle.move(session, som, day=date(2027, 6, 4), reason="why", now=NOW, officer="Ada")
        case "cancel":
            lifecycle.cancel(session, som, reason="why", now=NOW, officer="Ada")
        case _:
            lifecycle.postpone(session, som, reason="why", now=NOW, officer="Ada")
    session.flush()
    before = (som.version, som.day, som.state, som.sequence)

    plan = make_plan(session, partnership, until=UNTIL, today=TODAY)
    store_plan(session, partnership, plan, now=NOW)

    assert (som.version, som.day, som.state, som.sequence) == before
    assert plan.new == ()


def test_a_changed_rule_makes_new_slots_and_leaves_the_old_meetings(session: Session) -> None:
    partnership = load_and_plan(session, until=date(2027, 12, 31))
    som = find_series(session, "SOM")
    som.rules.append(
        RuleVersion(
            ordinal=2,
            rule="FREQ=YEARLY;BYMONTH=6;BYDAY=1WE",
            starts=datetime(2013, 5, 3, 9, 30),  # noqa: DTZ001 -- wall time
            made_at=NOW,
        )
    )
    session.flush()

    plan = make_plan(session, partnership, until=date(2027, 12, 31), today=TODAY)

    assert [slot.name for slot in plan.new] == ["SOM-2027-2"]
    assert find_meeting(session, "SOM-2027-1", today=TODAY).day == date(2027, 4, 30)


def test_a_stored_slot_keeps_its_rule_version_reasons_and_uid(planned: Session) -> None:
    som = find_meeting(planned, "next:SOM", today=TODAY)

    assert som.rule_version is not None
    assert (som.rule_version.ordinal, som.slot) == (1, datetime(2027, 5, 7, 9, 30))  # noqa: DTZ001 -- wall time
    assert som.remarks == (
        "moved from Friday 7 May 2027: EU institutions (Brussels), rule 2027, provisional: "
        "Friday after Ascension"
    )
    assert som.uid == "26ece72e-2eb3-514d-84a7-a8711c3cd4bf@partnership-scheduler"


def test_the_plan_reads_with_the_same_number_of_statements_whatever_it_holds(
    real_database: Database,
) -> None:
    database = real_database
    statements: list[str] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: statements.append(statement),
    )
    counts = []
    for year in (2030, 2050):
        statements.clear()
        with database.reading() as reading:
            partnership = find_partnership(reading)
            make_plan(reading, partnership, until=date(year, 12, 31), today=TODAY)
        counts.append(sum(1 for one in statements if one.startswith("SELECT")))

    assert counts == [10, 10]
