"""The wall: whatever the record holds, a paper for one party holds nothing of the other's own.

Every text of a random record is a canary that says whose it is, so that what a paper holds can be
compared with what its reader may read: not one canary more, and not one less.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import AudienceLeak
from scheduler.exports.as_json import Paper
from scheduler.exports.places import texts
from scheduler.model.agenda import AgendaItem, Document, Speaker
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import LinkKind, MeetingState, OutcomeKind
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reach, Reader, own, refuse_leaks
from scheduler.papers.parts import Section
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.packs import briefing_pack
from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW, TODAY
from tests.counts import times

AUDIENCES = (own("NORTH"), own("SOUTH"), JOINT, PUBLIC)
READERS = (Reader("NORTH"), Reader("SOUTH"), Reader(None))
CANARY = re.compile(r"canary\d+")
often_enough = settings(
    max_examples=times(12, 500), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Sections whose audience is joint or public belong to a party too: it may be either.
SECTIONS = st.tuples(
    st.sampled_from(Section), st.sampled_from(("NORTH", "SOUTH")), st.sampled_from(list(Reach))
)


@dataclass
class Plan:
    """A random record: an audience for each piece; the numbers of items point into `items`.

    The second audience of an item is that of its document, the third that of a sub-item, which goes
    no further than the item. The second of an outcome is that of the report on it, where it is a
    commitment.
    """

    items: list[tuple[Audience, Audience, Audience | None]]
    sections: list[tuple[int | None, tuple[Section, str, Reach]]]
    outcomes: list[tuple[int | None, Audience, Audience | None]]
    before: list[tuple[Audience, Audience]]


@dataclass
class Canaries:
    """Which canary stands in which text, and who may read it there."""

    numbers: Iterator[int] = field(default_factory=count)
    in_pack: dict[str, tuple[Audience, ...]] = field(default_factory=dict)
    in_minutes: dict[str, tuple[Audience, ...]] = field(default_factory=dict)

    def new(self, *audiences: Audience, pack: bool = False, minutes: bool = False) -> str:
        """A text that may be read by who may read all of these, in these papers alone."""
        text = f"canary{next(self.numbers)}"
        if pack:
            self.in_pack[text] = audiences
        if minutes:
            self.in_minutes[text] = audiences
        return text


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    one_of = st.sampled_from(AUDIENCES)
    items = draw(st.lists(st.tuples(one_of, one_of, st.none() | one_of), max_size=4))
    place = st.one_of(st.none(), st.integers(0, len(items) - 1)) if items else st.none()
    audience = st.sampled_from(AUDIENCES)
    outcome = st.tuples(place, audience, st.none() | audience)
    key = {"unique_by": lambda one: (one[0], one[1][:2])}
    return Plan(
        items=items,
        sections=draw(st.lists(st.tuples(place, SECTIONS), max_size=8, **key)),  # type: ignore[arg-type]
        outcomes=draw(st.lists(outcome, max_size=5)),
        before=draw(st.lists(st.tuples(audience, audience), max_size=3)),
    )


def _stage(session: Session, plan: Plan) -> tuple[Meeting, Canaries]:
    """The record of the plan: ANNUAL-2, held today, with ANNUAL-1 before it."""
    canaries = Canaries()
    factories.add_partnership(session)
    first = factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )
    meeting = factories.add_meeting(session, "ANNUAL-2", TODAY, state=MeetingState.HELD, number=2)
    items = [_item(session, meeting, audiences, canaries) for audiences in plan.items]
    for place, (section, party, reach) in plan.sections:
        audience = own(party) if reach is Reach.PARTY else Audience(reach)
        of_item = () if place is None else (plan.items[place][0],)
        briefed.add_section(
            session,
            meeting,
            section,
            canaries.new(audience, *of_item, pack=True),
            item=None if place is None else items[place],
            of=party,
            reach=reach,
        )
    for place, audience, of_report in plan.outcomes:
        item = None if place is None else items[place]
        _outcome(session, meeting, audience, canaries, item=item, of_report=of_report)
    for audience, of_report in plan.before:
        _outcome(session, first, audience, canaries, item=None, of_report=of_report)
    session.flush()
    return meeting, canaries


def _item(
    session: Session,
    meeting: Meeting,
    audiences: tuple[Audience, Audience, Audience | None],
    canaries: Canaries,
) -> AgendaItem:
    audience, of_document, of_sub_item = audiences
    item = _bare_item(session, meeting, audience, canaries)
    # The heading of two items in a row would be said once.
    item.section = canaries.new(audience, pack=True, minutes=True)
    # What was said under a public item is for the parties alone.
    item.record = canaries.new(audience, JOINT, minutes=True)
    item.documents.append(
        Document(
            title=canaries.new(audience, of_document, pack=True, minutes=True),
            reach=of_document.reach,
            party=_owner(session, of_document),
        )
    )
    for code in ("NORTH", "SOUTH"):
        # Nobody is announced: whom the home party names is known to itself alone.
        known_to = own("NORTH") if code == "NORTH" else JOINT
        name = canaries.new(audience, known_to, pack=True, minutes=True)
        speaker = factories.add_person(session, code, name)
        item.speakers.append(Speaker(party=factories.party(session, code), person=speaker))
    if of_sub_item == audience or (of_sub_item and audience == PUBLIC):
        _bare_item(session, meeting, of_sub_item, canaries).parent = item
    session.flush()
    return item


def _bare_item(
    session: Session, meeting: Meeting, audience: Audience, canaries: Canaries
) -> AgendaItem:
    item = factories.add_item(session, meeting, canaries.new(audience, pack=True, minutes=True))
    item.reach, item.party = audience.reach, _owner(session, audience)
    return item


def _outcome(
    session: Session,
    meeting: Meeting,
    audience: Audience,
    canaries: Canaries,
    *,
    item: AgendaItem | None,
    of_report: Audience | None,
) -> None:
    # Minutes print what was decided, a pack what it says now and what was reported since.
    in_pack = meeting.number == 1
    text = canaries.new(audience, minutes=not in_pack)
    meeting.last_reference += 1
    outcome = Outcome(
        meeting=meeting,
        item=item,
        kind=OutcomeKind.COMMITMENT if of_report else OutcomeKind.DECISION,
        ordinal=meeting.last_reference,
        reference=f"{meeting.name}/C{meeting.last_reference}",
        text=text,
        reach=audience.reach,
        party=_owner(session, audience),
        recorded_at=NOW,
    )
    if of_report:
        told = canaries.new(audience, of_report, pack=in_pack)
        outcome.commitment = Commitment(
            text=canaries.new(audience, pack=in_pack),
            decided_due="",
            owner=factories.body(session, "FISH"),
            due_on=date(2027, 9, 1),
            chain=[_report(session, told, of_report)],
        )
    session.add(outcome)


def _report(session: Session, text: str, audience: Audience) -> CommitmentLink:
    return CommitmentLink(
        at=NOW,
        officer="Ada",
        kind=LinkKind.REPORTED,
        text=text,
        reach=audience.reach,
        party=_owner(session, audience),
    )


def _owner(session: Session, audience: Audience) -> Party | None:
    return factories.party(session, audience.party) if audience.party else None


def _held_in(paper: Paper) -> set[str]:
    return {word for _, text in texts(paper) for word in CANARY.findall(text)}


def _readable(canaries: dict[str, tuple[Audience, ...]], reader: Reader) -> set[str]:
    return {text for text, audiences in canaries.items() if all(map(reader.may_read, audiences))}


@often_enough
@given(plan=plans())
def test_a_paper_holds_every_canary_that_its_reader_may_read_and_no_other(
    sqlite_database: Database, plan: Plan
) -> None:
    with Session(for_writing(sqlite_database.engine)) as session:
        meeting, canaries = _stage(session, plan)
        for reader in READERS:
            pack = briefing_pack(session, meeting, reader, today=TODAY)
            minutes = minutes_of(session, meeting, reader, today=TODAY)

            assert _held_in(pack) == _readable(canaries.in_pack, reader)
            assert _held_in(minutes) == _readable(canaries.in_minutes, reader)


@often_enough
@given(plan=plans())
def test_without_the_first_wall_the_second_stops_every_canary(
    sqlite_database: Database, plan: Plan
) -> None:
    """The paper is bound for one reader and checked for another: it is refused if it must be."""
    with Session(for_writing(sqlite_database.engine)) as session:
        meeting, canaries = _stage(session, plan)
        for bound_for in READERS:
            pack = briefing_pack(session, meeting, bound_for, today=TODAY)
            minutes = minutes_of(session, meeting, bound_for, today=TODAY)
            for reader in READERS:
                for paper, kept in ((pack, canaries.in_pack), (minutes, canaries.in_minutes)):
                    if _held_in(paper) <= _readable(kept, reader):
                        continue

                    with pytest.raises(AudienceLeak):
                        refuse_leaks("the paper", reader, paper.pieces())
