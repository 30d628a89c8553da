"""Who speaks on an agenda item for a party beside its lead: a body, or a person by name."""

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem, Speaker
from scheduler.model.body import Body, Person
from scheduler.model.partnership import Party
from scheduler.secretariat.agenda_sheets import speaker_name
from scheduler.secretariat.agendas import require_open
from scheduler.secretariat.naming import find_body, find_person


def find_speaker(session: Session, name: str) -> Body | Person:
    """The body of that code, else the person of that name."""
    try:
        return find_body(session, name)
    except NotFound:
        return find_person(session, name)


def add_speaker(session: Session, item: AgendaItem, party: Party, who: Body | Person) -> Speaker:
    """Let a body or a person of the party speak; who speaks already is left as it is."""
    require_open(item.meeting, f"naming a speaker on {item.title!r}")
    if who.party is not party:
        expected = f"one of {party.code}, not of {who.party.code}"
        raise InvalidValue("the speaker", _name(who), expected)
    if there := _speaker(item, who):
        return there
    speaker = Speaker(party=party)
    if isinstance(who, Body):
        speaker.body = who
    else:
        speaker.person = who
    item.speakers.append(speaker)
    _count_as_edit(session, item)
    return speaker


def remove_speaker(session: Session, item: AgendaItem, who: Body | Person) -> None:
    """Take a speaker off an item; NotFound, with those there are, where it is none."""
    require_open(item.meeting, f"removing a speaker from {item.title!r}")
    if (there := _speaker(item, who)) is None:
        raise NotFound("speaker", _name(who), [speaker_name(one) for one in item.speakers])
    item.speakers.remove(there)
    _count_as_edit(session, item)


def _speaker(item: AgendaItem, who: Body | Person) -> Speaker | None:
    return next((one for one in item.speakers if who in (one.body, one.person)), None)


def _name(who: Body | Person) -> str:
    return who.code if isinstance(who, Body) else who.name


def _count_as_edit(session: Session, item: AgendaItem) -> None:
    # Speakers are rows of their own: without this, two edits of one version would win.
    item.version += 1
    session.flush()
