from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AudienceLeak, InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.blocks import text_of
from scheduler.secretariat.date_annex import TITLE, date_annex
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import briefing_pack
from scheduler.store.session import open_database
from tests.clock import NOW, TODAY


@pytest.fixture
def session(real_sqlite_location: str) -> Iterator[Session]:
    database = open_database(real_sqlite_location)
    with database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened
    database.engine.dispose()


@pytest.fixture
def som(session: Session) -> Meeting:
    return find_meeting(session, "SOM-2028-1", today=TODAY)


def words(session: Session, meeting: Meeting) -> list[str]:
    (section,) = date_annex(session, meeting, today=TODAY).sections
    return text_of(section.text).splitlines()


def test_the_annex_says_rules_calendars_and_neighbours(session: Session, som: Meeting) -> None:
    found = words(session, som)

    assert found[:2] == [
        "Friday 5 May 2028 is the best of 33 days.",
        "Rule\tWhether the day keeps it",
    ]
    assert "EU institutions (Brussels)\trule 2028, provisional\topen" in found
    assert found[-3:] == [
        "52 days after HOU on Tuesday 14 March 2028",
        "158 days before HOU on Tuesday 10 October 2028",
        "371 days after SOM on Friday 30 April 2027",
    ]


def test_the_annex_of_a_moved_meeting_names_the_better_day(session: Session, som: Meeting) -> None:
    move(session, som, day=date(2028, 5, 25), reason="the chair", now=NOW, officer="Ada")

    found = words(session, som)

    assert found[0] == (
        "By the rules and calendars of today Friday 5 May 2028 would be better than "
        "Thursday 25 May 2028."
    )
    assert (
        "the closed days of EU institutions (Brussels)\t"
        "EU institutions (Brussels), rule 2028, provisional: Ascension Day"
    ) in found


def test_the_annex_closes_the_pack_of_the_home_party_alone(session: Session, som: Meeting) -> None:
    def pack(party: str, *, explained: bool) -> list[str]:
        made = briefing_pack(
            session, som, Reader(party), today=TODAY, with_date_explained=explained
        )
        return [note.title for note in made.notes]

    assert pack("EU", explained=True) == [TITLE]
    assert pack("EU", explained=False) == pack("IOM", explained=False) == []
    with pytest.raises(AudienceLeak):
        pack("IOM", explained=True)


def test_a_meeting_that_no_rule_has_made_has_no_such_annex(session: Session) -> None:
    with pytest.raises(InvalidValue):
        date_annex(session, find_meeting(session, "SOM-11", today=TODAY), today=TODAY)
