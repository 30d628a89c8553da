from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.model.partnership import Partnership
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.naming import find_meeting, find_partnership
from scheduler.secretariat.plan_explanation import ExplainedDay, explain_day
from scheduler.store.session import open_database
from tests.clock import NOW, TODAY


@pytest.fixture
def session(real_sqlite_location: str) -> Iterator[Session]:
    database = open_database(real_sqlite_location)
    with database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened
    database.engine.dispose()


@pytest.fixture
def partnership(session: Session) -> Partnership:
    return find_partnership(session)


def broken(explained: ExplainedDay) -> list[str]:
    return [one.words for one in explained.explanation.verdicts if not one.is_kept]


def test_why_this_date(session: Session, partnership: Partnership) -> None:
    explained = explain_day(session, partnership, "next:SOM", day=None, today=TODAY)

    assert (explained.name, explained.day) == ("SOM-2027-1", date(2027, 4, 30))
    assert explained.explanation.best == explained.day
    assert broken(explained) == ["more than 18 months after SOM on Friday 4 April 2025"]
    assert explained.computed_with == explained.decided_by
    assert explained.decided_by[0] == "eu-institutions-brussels rule 2027"
    assert [(one.calendar, one.is_provisional) for one in explained.explanation.calendars] == [
        ("EU institutions (Brussels)", True),
        ("Belgium", False),
        ("Geneva", False),
    ]
    assert [(one.series, one.day) for one in explained.explanation.neighbours] == [
        ("HOU", date(2027, 3, 9)),
        ("HOU", date(2027, 10, 12)),
        ("SOM", date(2025, 4, 4)),
        ("SOM", date(2028, 5, 5)),
    ]


@pytest.mark.parametrize(
    ("day", "against"),
    [
        (
            date(2027, 5, 7),
            "EU institutions (Brussels), rule 2027, provisional: Friday after Ascension",
        ),
        (date(2027, 5, 8), "weekend: Saturday"),
        (date(2027, 7, 2), "outside the window 15 April to 15 June"),
        (date(2027, 4, 16), "less than 6 weeks after HOU on Tuesday 9 March 2027"),
    ],
)
def test_why_not_another_day(
    session: Session, partnership: Partnership, day: date, against: str
) -> None:
    explained = explain_day(session, partnership, "SOM-2027-1", day=day, today=TODAY)

    assert (explained.day, broken(explained)[0]) == (day, against)
    assert explained.explanation.best == date(2027, 4, 30)


def test_a_moved_meeting_is_explained_on_the_day_it_has(
    session: Session, partnership: Partnership
) -> None:
    som = find_meeting(session, "SOM-2027-1", today=TODAY)
    move(session, som, day=date(2027, 5, 12), reason="the chair", now=NOW, officer="Ada")

    explained = explain_day(session, partnership, "SOM-2027-1", day=None, today=TODAY)

    assert (explained.day, explained.explanation.best, explained.explanation.more) == (
        date(2027, 5, 12),
        date(2027, 4, 30),
        48,
    )
    assert explained.computed_with == ()


def test_a_slot_that_is_not_stored_yet_is_named_as_the_plan_names_it(
    session: Session, partnership: Partnership
) -> None:
    explained = explain_day(session, partnership, "som-2029-1", day=None, today=TODAY)

    assert (explained.name, explained.day, explained.computed_with) == (
        "SOM-2029-1",
        date(2029, 5, 4),
        (),
    )


@pytest.mark.parametrize("name", ["SOM-11", "SOM-2029-7", "SOM-2999-1"])
def test_what_no_rule_makes_is_refused(
    session: Session, partnership: Partnership, name: str
) -> None:
    with pytest.raises(InvalidValue):
        explain_day(session, partnership, name, day=None, today=TODAY)


def test_a_day_that_has_passed_is_refused(session: Session, partnership: Partnership) -> None:
    with pytest.raises(InvalidValue) as refused:
        explain_day(session, partnership, "next:SOM", day=TODAY - timedelta(days=1), today=TODAY)

    assert str(refused.value) == (
        "the day '2026-11-23' cannot be used: expected one from today on, Tuesday 24 November 2026"
    )
