from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import JOINT, Audience, Reach, Reader, own
from scheduler.papers.parts import SpeakerLine
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import show_agenda
from scheduler.secretariat.agendas import add_item
from scheduler.secretariat.paper_parts import items_for
from scheduler.secretariat.speakers import add_speaker, find_speaker, remove_speaker
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW


def _item(session: Session, reach: Reach = Reach.JOINT) -> AgendaItem:
    factories.add_partnership(session)
    factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
    factories.add_person(session, "SOUTH", "Elin Ruiz")
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    return add_item(session, meeting, "Ports", ItemEdit(reach=reach))


def _let_speak(session: Session, item: AgendaItem, party: str, name: str) -> None:
    add_speaker(session, item, factories.party(session, party), find_speaker(session, name))


def test_bodies_and_people_speak_for_each_party(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session)
        for party, name in (("SOUTH", "dg fish"), ("NORTH", "ana lind"), ("NORTH", "TRADE")):
            _let_speak(session, item, party, name)
            _let_speak(session, item, party, name)
        remove_speaker(session, item, find_speaker(session, "Trade"))

    with database.reading() as session:
        (row,) = show_agenda(session, factories.meeting(session, "ANNUAL-2027")).items
    assert row.speakers == ("NORTH: Ms Ana Lind", "SOUTH: DG FISH")
    # Added once, three speakers, and one taken away.
    assert row.version == 5


def test_a_speaker_is_of_the_party_it_speaks_for(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session)

        with pytest.raises(InvalidValue) as refused:
            _let_speak(session, item, "NORTH", "Elin Ruiz")
        with pytest.raises(NotFound) as unknown:
            remove_speaker(session, item, find_speaker(session, "FISH"))

    assert str(refused.value) == (
        "the speaker 'Elin Ruiz' cannot be used: expected one of NORTH, not of SOUTH"
    )
    assert str(unknown.value) == "there is no speaker 'FISH'"


def _announce(session: Session, meeting: Meeting, name: str) -> None:
    delegation = Delegation(meeting=meeting, party=factories.party(session, "NORTH"))
    person = find_speaker(session, name)
    delegation.members.append(Attendance(person_id=person.id, is_announced=True))
    session.add(delegation)
    session.flush()


def _told(session: Session, item: AgendaItem) -> dict[str, tuple[SpeakerLine, ...]]:
    return {
        str(reader): line.speakers
        for reader in (Reader("NORTH"), Reader("SOUTH"), Reader(None))
        for _, line in items_for(session, item.meeting, reader)
    }


def test_the_other_party_is_told_of_our_speaker_once_announced(sqlite_database: Database) -> None:
    def line(party: str, name: str, audience: Audience | None = None) -> SpeakerLine:
        return SpeakerLine(party, name, audience)

    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session, Reach.PUBLIC)
        for party, name in (("NORTH", "TRADE"), ("NORTH", "Ana Lind"), ("SOUTH", "Elin Ruiz")):
            _let_speak(session, item, party, name)
        before = _told(session, item)
        _announce(session, item.meeting, "Ana Lind")
        after = _told(session, item)

    trade, elin = line("NORTH", "DG TRADE"), line("SOUTH", "Elin Ruiz", JOINT)
    ana = line("NORTH", "Ms Ana Lind", own("NORTH"))
    told = line("NORTH", "Ms Ana Lind", JOINT)
    assert before == {
        "NORTH": (trade, ana, elin),
        "SOUTH": (trade, elin),
        "the public": (trade,),
    }
    assert after == {
        "NORTH": (trade, told, elin),
        "SOUTH": (trade, told, elin),
        "the public": (trade,),
    }


def test_the_other_party_is_not_told_of_our_speaker_on_an_item_of_its_own(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session)
        item.reach, item.party = Reach.PARTY, factories.party(session, "SOUTH")
        _let_speak(session, item, "NORTH", "Ana Lind")
        told = _told(session, item)

    assert told == {"SOUTH": ()}
