"""The invented partnership, briefed: an annual meeting with papers of every audience.

ANNUAL-1 was held on 8 May 2026 and left two commitments, one joint and one of Northland alone.
ANNUAL-2 is confirmed for 7 May 2027: item 1 is joint, item 1a Northland's own, item 2 public.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem, Document, Lead
from scheduler.model.body import Body, BodyName
from scheduler.model.briefing import BriefingSection
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Source
from scheduler.model.vocabulary import ItemKind, MeetingState, Mode, OutcomeKind, Presence, Reply
from scheduler.papers.audience import JOINT, PUBLIC, Reach, own
from scheduler.papers.blocks import Paragraph, Span, plain
from scheduler.papers.parts import (
    AgendaLine,
    DelegationList,
    DocumentLine,
    ItemNote,
    MeetingFacts,
    NoteSection,
    Participant,
    Section,
    SourceLine,
)
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from tests import factories
from tests.clock import AFTER, NOW

# What papers show of it.
NORTHS = own("NORTH")
FACTS = MeetingFacts(
    partnership="Partnership of Northland and Southmark",
    name="ANNUAL-2",
    title="2nd Annual Meeting",
    when="Friday 7 May 2027",
    hours="09:30 to 17:00 (Europe/Brussels)",
    place="Old Mill, Northtown",
    mode="in-person",
    state="confirmed",
    host="DG WATER",
    chairs=("DG WATER (NORTH)",),
)
DELEGATIONS = (
    DelegationList(
        "Northland",
        (
            Participant("Ms Ana Lind", "Director", "DG TRADE", is_head=True, standing="accepted"),
            Participant("", "Adviser", "DG WATER", is_head=False, standing="proposed"),
        ),
        NORTHS,
    ),
    DelegationList(
        "Southmark",
        (Participant("Élodie Ruiz", "", "DG FISH", is_head=False, standing="excused"),),
        JOINT,
    ),
)
# Without the adviser, whom Northland has only thought of, and without what the director replied.
DELEGATIONS_AS_TOLD = (
    replace(
        DELEGATIONS[0],
        participants=(replace(DELEGATIONS[0].participants[0], standing=""),),
        audience=JOINT,
    ),
    DELEGATIONS[1],
)
ATTENDANCE = (
    replace(
        DELEGATIONS[0],
        participants=tuple(
            replace(one, standing="not recorded") for one in DELEGATIONS[0].participants
        ),
        audience=JOINT,
    ),
    DELEGATIONS[1],
)
PORTS = AgendaLine(
    number="1",
    title="Ports",
    kind="discussion",
    start=time(9, 30),
    minutes=45,
    leads=(("NORTH", "DG WATER"), ("SOUTH", "DG HARBOUR")),
    documents=(DocumentLine("List of ports", "https://example.org/ports"), DocumentLine("A map")),
    audience=JOINT,
)
AMONG_US = AgendaLine("1a", "Among ourselves", "discussion", None, None, (), (), NORTHS)
FEES = AgendaLine("2", "Fees", "decision", time(10, 15), 30, (), (), PUBLIC)
LETTER = SourceLine("Letter of invitation", "", date(2026, 3, 2))
PARTICIPANTS = SourceLine("List of participants", "", date(2026, 3, 2))

WHOLE = ItemNote(
    "",
    "The meeting as a whole",
    (
        NoteSection(
            Section.SCENE_SETTER,
            (Paragraph((Span("A "), Span("joint", italic=True), Span(" scene."))),),
            JOINT,
            is_draft=True,
        ),
    ),
)
ON_FEES = ItemNote(
    "2", "Fees", (NoteSection(Section.BACKGROUND, plain("Known to all."), PUBLIC, is_draft=True),)
)
THEIRS = ItemNote(
    "1",
    "Ports",
    (NoteSection(Section.OBJECTIVES, plain("What they want."), own("SOUTH"), is_draft=True),),
)


def own_note(number: str, title: str, section: Section, text: str) -> ItemNote:
    """Northland's own note of one section."""
    return ItemNote(number, title, (NoteSection(section, plain(text), NORTHS, is_draft=True),))


def add_annual(session: Session, **facts: Any) -> Meeting:  # noqa: ANN401 -- columns of a meeting
    """The partnership with ANNUAL-2 alone, confirmed for 7 May 2027."""
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    for name, value in facts.items():
        setattr(meeting, name, value)
    return meeting


def add_briefed(session: Session) -> Meeting:
    """The partnership with ANNUAL-1 and ANNUAL-2; returns ANNUAL-2."""
    partnership = factories.add_partnership(session)
    partnership.marking = "For the meeting"
    first = factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )
    promise(session, first, "Send the figures", owner="FISH")
    promise(session, first, "Find out what they want", owner="TRADE", reach=Reach.PARTY)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    meeting.place, meeting.venue, meeting.mode = "Northtown", "Old Mill", Mode.IN_PERSON
    meeting.host = rename(session, "WATER")
    meeting.source = add_source(session, meeting, "letter", "Letter of invitation")
    meeting.chairs.append(Chair(party=meeting.host.party, body=meeting.host))
    _add_agenda(session, meeting)
    _add_delegations(session, meeting)
    session.flush()
    return meeting


def rename(session: Session, code: str) -> Body:
    """The body bears another name from 2028 on."""
    body = factories.body(session, code)
    body.names[0].valid_until = date(2028, 1, 1)
    body.names.append(BodyName(short="DG LATER", name="A later name", valid_from=date(2028, 1, 1)))
    return body


def add_source(session: Session, meeting: Meeting, key: str, title: str) -> Source:
    """A source of the partnership's facts, read on 2 March 2026."""
    source = Source(
        partnership_id=meeting.partnership_id, key=key, title=title, read_on=date(2026, 3, 2)
    )
    session.add(source)
    session.flush()
    return source


def promise(
    session: Session, meeting: Meeting, text: str, *, owner: str, reach: Reach = Reach.JOINT
) -> Outcome:
    """A commitment decided at the meeting, due on 1 September 2026 or at the meeting's day."""
    return add_outcome(
        session,
        meeting,
        NewOutcome(
            text,
            kind=OutcomeKind.COMMITMENT,
            promise=Promise(
                factories.body(session, owner),
                Due(day=max(date(2026, 9, 1), meeting.day or NOW.date())),
            ),
            reach=reach,
        ),
        today=AFTER,
        now=NOW,
        officer="Ada",
    )


def add_section(
    session: Session,
    meeting: Meeting,
    section: Section,
    text: str,
    *,
    item: AgendaItem | None = None,
    of: str = "NORTH",
    reach: Reach = Reach.PARTY,
) -> BriefingSection:
    """A section of a note, of either party."""
    made = BriefingSection(
        meeting=meeting,
        item=item,
        party=factories.party(session, of),
        section=section,
        text=text,
        reach=reach,
        edited_at=NOW,
    )
    session.add(made)
    session.flush()
    return made


def _add_agenda(session: Session, meeting: Meeting) -> None:
    north, south = factories.party(session, "NORTH"), factories.party(session, "SOUTH")
    ports = factories.add_item(session, meeting, "Ports", minutes=45)
    ports.leads += [
        Lead(party=north, body=factories.body(session, "WATER")),
        Lead(party=south, body=factories.body(session, "HARBOUR")),
    ]
    ports.documents += [
        Document(title="List of ports", address="https://example.org/ports"),
        Document(title="A map"),
    ]
    among_us = factories.add_item(session, meeting, "Among ourselves")
    among_us.reach, among_us.party = Reach.PARTY, north
    fees = factories.add_item(session, meeting, "Fees", minutes=30)
    fees.reach, fees.kind = Reach.PUBLIC, ItemKind.DECISION
    add_section(session, meeting, Section.SCENE_SETTER, "A *joint* scene.", reach=Reach.JOINT)
    add_section(session, meeting, Section.OBJECTIVES, "What we want.", item=ports)
    add_section(session, meeting, Section.OBJECTIVES, "What they want.", item=ports, of="SOUTH")
    add_section(
        session, meeting, Section.BACKGROUND, "Known to all.", item=fees, reach=Reach.PUBLIC
    )
    add_section(session, meeting, Section.LINE_TO_TAKE, "Hold firm.", item=among_us)


def _add_delegations(session: Session, meeting: Meeting) -> None:
    announced = add_source(session, meeting, "list", "List of participants")
    north, south = (
        Delegation(meeting=meeting, party=factories.party(session, code))
        for code in ("NORTH", "SOUTH")
    )
    lind = factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
    north.members += [
        Attendance(post_title="Adviser", body=factories.body(session, "WATER"), precedence=1),
        Attendance(
            person=lind,
            post_title="Director",
            body=factories.body(session, "TRADE"),
            is_head=True,
            reply=Reply.ACCEPTED,
            source=announced,
        ),
    ]
    south.members.append(
        Attendance(
            person=factories.add_person(session, "SOUTH", "Élodie Ruiz"),
            body=factories.body(session, "FISH"),
            presence=Presence.EXCUSED,
        )
    )
    session.add_all([north, south])
