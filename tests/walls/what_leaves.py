"""All that leaves the house, each with for whom it is and every word it says."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from scheduler.cli.papers import paper_stem
from scheduler.errors import NotAllowed
from scheduler.exports.as_json import Paper, as_data
from scheduler.exports.exchange import exchange_file
from scheduler.exports.html import render_html
from scheduler.exports.languages import english
from scheduler.exports.mail import read_parts
from scheduler.exports.pictures.seating import draw_seating
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import AgendaState
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.feed_names import FeedListing
from scheduler.papers.minutes import TextKind
from scheduler.papers.people import PeopleKind, PeoplePaper
from scheduler.papers.seating import Layout
from scheduler.secretariat.agenda_versions import freeze_agenda, items_of
from scheduler.secretariat.conclusions import conclusions_of, flash_note_of
from scheduler.secretariat.consultation_reminders import plan_reminders, prepare_reminders
from scheduler.secretariat.contribution_reminders import remind_of_contributions
from scheduler.secretariat.contributions import all_of, form_of
from scheduler.secretariat.feed_catalogue import find_recipe, list_feeds
from scheduler.secretariat.follow_up_reminders import remind_of_commitments
from scheduler.secretariat.invitation_messages import prepare_invitations
from scheduler.secretariat.invitations import plan_invitations
from scheduler.secretariat.meeting_exports import exported
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.minutes_versions import Round, circulate, paper_of, versions_of
from scheduler.secretariat.packs import briefing_note, briefing_pack
from scheduler.secretariat.paper_parts import items_for
from scheduler.secretariat.people_papers import people_paper
from scheduler.secretariat.seating_plans import seating_plan
from scheduler.secretariat.status_sheets import status_sheets
from tests.clock import NOW, TODAY
from tests.walls.random_record import RandomRecord

_MANY_DAYS = 3650
_NOT_AS_HTML = (PeopleKind.PLATES, PeopleKind.BADGES)
READERS = (Reader("NORTH"), Reader("SOUTH"), Reader(None))


@dataclass(frozen=True)
class Leaving:
    """One thing that leaves: what it is, for whom, and its words."""

    what: str
    reader: str | None
    text: str


def papers_of(session: Session, record: RandomRecord, reader: Reader) -> Iterator[Paper]:
    """Every paper that there is for a reader."""
    meeting = record.meeting
    yield briefing_pack(session, meeting, reader, today=TODAY)
    yield from _texts_of(session, meeting, reader)
    yield minutes_of(session, meeting, reader, today=TODAY)
    shown = [item for item, _ in items_for(session, meeting, reader)]
    for item in (None, *shown):
        try:
            yield briefing_note(session, meeting, reader, item=item, today=TODAY)
        except NotAllowed:
            continue
    for kind in PeopleKind:
        try:
            yield people_paper(session, meeting, reader, kind, today=TODAY)[0]
        except NotAllowed:
            continue


def _texts_of(session: Session, meeting: Meeting, reader: Reader) -> Iterator[Paper]:
    """Every version that went round, conclusions, and a flash note for who is a party."""
    for version in versions_of(session, meeting, TextKind.MINUTES):
        which = str(version.ordinal)
        yield paper_of(
            *(session, meeting, TextKind.MINUTES, reader, which), today=TODAY, spoken=english()
        )
    yield conclusions_of(session, meeting, reader, today=TODAY)
    if reader.party is not None:
        yield flash_note_of(session, meeting, reader, today=TODAY)


def printed_as_page(paper: Paper) -> bool:
    """False for plates and badges, which are no pages to read."""
    return not (isinstance(paper, PeoplePaper) and paper.kind in _NOT_AS_HTML)


def what_leaves(session: Session, record: RandomRecord) -> Iterator[Leaving]:
    """Papers, feeds, messages, forms and files, in this order."""
    send_round(session, record.meeting)
    for reader in READERS:
        for paper in papers_of(session, record, reader):
            what = type(paper).__name__
            yield Leaving(what, reader.party, json.dumps(as_data(paper), ensure_ascii=False))
            if printed_as_page(paper):
                page = render_html(paper).content.decode()
                yield Leaving(f"{what} as HTML", reader.party, page)
        yield from _seating(session, record.meeting, reader)
        yield Leaving("file name", reader.party, paper_stem(record.meeting.name, "pack", reader))
    yield from _feeds(session, record)
    yield from _messages(session, record)
    yield from _forms(session, record)
    yield from _follow_up(session, record)
    yield from _agendas(session, record.hidden)
    file = exchange_file([exported(record.meeting), exported(record.hidden)])
    yield Leaving("meetings as a file", "SOUTH", _unfolded(file))


def send_round(session: Session, meeting: Meeting) -> None:
    """Let the minutes go round as the record has them now."""
    way = Round(TODAY, reason="x")
    circulate(
        *(session, meeting, TextKind.MINUTES, way, english()), today=TODAY, now=NOW, officer="x"
    )


def _seating(session: Session, meeting: Meeting, reader: Reader) -> Iterator[Leaving]:
    try:
        plan = seating_plan(session, meeting, reader, Layout.FACING, today=TODAY)
    except NotAllowed:
        return
    yield Leaving("seating plan", reader.party, str(asdict(plan)) + str(draw_seating(plan)))


def _feeds(session: Session, record: RandomRecord) -> Iterator[Leaving]:
    """Each feed for each who may read it, under the name of its file."""
    for listing in list_feeds(session):
        content = find_recipe(session, listing.name).write("https://example.org/feed")
        text = f"{listing.name.file} {listing.title} {_unfolded(content)}"
        for reader in _readers(session, listing, record.partnership):
            yield Leaving(f"{listing.name.reach} {listing.kind} feed", reader, text)


def _readers(
    session: Session, listing: FeedListing, partnership: Partnership
) -> Iterator[str | None]:
    if listing.name.reach is Reach.PUBLIC:
        yield None
    elif listing.readers.person is not None:
        person = session.get_one(Person, listing.readers.person)
        yield person.party.code
    else:
        for party in partnership.parties:
            if listing.readers.include(party.id, None):
                yield party.code


def _messages(session: Session, record: RandomRecord) -> Iterator[Leaving]:
    """Invitations and reminders, each for the party whose mailbox gets it."""
    invited = prepare_invitations(
        session,
        plan_invitations(session, record.hidden, convener=record.convener, today=TODAY),
        now=NOW,
    )
    for message in invited:
        yield Leaving("invitation", _party_at(session, message), _said_by(message))
    plan = plan_reminders(session, record.hidden, convener=record.convener, now=NOW)
    for message in prepare_reminders(session, plan, now=NOW):
        yield Leaving("reminder", _party_at(session, message), _said_by(message))
    remind_of_contributions(session, record.meeting, convener=record.convener, today=TODAY, now=NOW)
    for message in session.query(Message).filter_by(kind="contribution", meeting=record.meeting):
        yield Leaving("reminder of contributions", _party_at(session, message), _said_by(message))


def _party_at(session: Session, message: Message) -> str:
    """The party of the person or the body that has the address."""
    person = session.query(Person).filter_by(email=message.address).first()
    body = session.query(Body).filter_by(mailbox=message.address).first()
    whose = person or body
    assert whose is not None
    return whose.party.code


def _said_by(message: Message) -> str:
    text, calendar = read_parts(message.mail)
    return " ".join((message.mail, text, _unfolded(calendar.encode()), message.subject))


def _forms(session: Session, record: RandomRecord) -> Iterator[Leaving]:
    for contribution in all_of(session, record.meeting):
        form = form_of(contribution, "1", today=TODAY)
        yield Leaving("form", contribution.body.party.code, str(asdict(form)))


def _follow_up(session: Session, record: RandomRecord) -> Iterator[Leaving]:
    """Reminders of what bodies owe, and the sheets on which they are asked."""
    reminded = remind_of_commitments(
        session,
        record.partnership,
        within=_MANY_DAYS,
        convener=record.convener,
        is_preview=True,
        today=TODAY,
        now=NOW,
    )
    for one in reminded.reminders:
        party = session.query(Body).filter_by(code=one.body).one().party.code
        yield Leaving("reminder of commitments", party, f"{one.name} {one.text}")
    for sheet, _ in status_sheets(session, record.partnership, today=TODAY):
        yield Leaving("status sheet", sheet.body.party, str(asdict(sheet)))


def _agendas(session: Session, meeting: Meeting) -> Iterator[Leaving]:
    version = freeze_agenda(session, meeting, AgendaState.SHARED, now=NOW, officer="Ada")
    words = " ".join(str(item.plain()) for item in items_of(version))
    yield Leaving("shared agenda", "SOUTH", words)


def _unfolded(content: bytes) -> str:
    """The lines of a calendar in one piece (RFC 5545 3.1)."""
    text = content.decode().replace("\r\n", "\n")
    return text.replace("\n ", "")


__all__ = ["READERS", "Leaving", "papers_of", "printed_as_page", "what_leaves"]
