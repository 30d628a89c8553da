"""A random record with a row of every table, so that each of its texts can bear a canary.

ANNUAL-2 is held today, with ANNUAL-1 before it and a meeting to come that is not published. What
has an audience has one by chance; so have the people their part, and the items their place.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.agenda import AgendaItem, Document, Lead, Speaker, Thread
from scheduler.model.agenda_proposal import AgendaProposal
from scheduler.model.agenda_template import AgendaTemplate, TemplateItem
from scheduler.model.agenda_version import AgendaVersion
from scheduler.model.biography import Biography
from scheduler.model.body import Body, Mandate, Person, Post
from scheduler.model.briefing import BriefingSection
from scheduler.model.busy import KeptCalendar, KeptTimes
from scheduler.model.closure import ClosureEdition
from scheduler.model.consultation import (
    Answer,
    AnswerDay,
    Candidate,
    Consultation,
    Consulted,
)
from scheduler.model.contribution import Contribution
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.desk import DeskDraft
from scheduler.model.edition import PackEdition, PackFile
from scheduler.model.feed_token import FeedToken
from scheduler.model.meeting import Chair, DateChange, Meeting
from scheduler.model.milestone import Milestone, MilestoneRule
from scheduler.model.minutes import MinutesComment, MinutesPiece, MinutesVersion, PublicLine
from scheduler.model.outbox import Message, MessageState
from scheduler.model.outcome import (
    Commitment,
    CommitmentLink,
    Contributor,
    MatterArising,
    Outcome,
)
from scheduler.model.partnership import Instrument, LoadedFile, Party, Source
from scheduler.model.reply import CalendarReply, ReplyAddress
from scheduler.model.series import Rotation, RuleVersion
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import (
    ChangeKind,
    ItemKind,
    LinkKind,
    MeetingState,
    Mode,
    OutcomeKind,
    Presence,
    ProposalState,
    Reply,
)
from scheduler.papers.audience import Reach
from scheduler.papers.minutes import PieceKind, TextKind
from scheduler.papers.parts import Section
from tests import factories
from tests.clock import TODAY
from tests.walls.blank_rows import add

_RULE = "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
_FROM = datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001 -- wall time has no zone
_REACHES = list(Reach)
Row = TypeVar("Row", bound=Base)
T = TypeVar("T")


class RandomRecord:
    """One random record in a session, and its main meeting."""

    def __init__(self, session: Session, chance: Random) -> None:
        self._session, self._chance = session, chance
        self.partnership = factories.add_partnership(session)
        self.north, self.south = self.partnership.parties
        self._sources()
        self._past = self._meeting("ANNUAL-2026", date(2026, 5, 8), MeetingState.HELD, 1)
        self.meeting = self._meeting("ANNUAL-2", TODAY, MeetingState.HELD, 2)
        self.hidden = self._meeting("ANNUAL-3", date(2027, 5, 7), MeetingState.PROPOSED, None)
        self.hidden.is_published = False
        self._people()
        self._agenda()
        self._notes()
        for _ in range(chance.randint(1, 4)):
            self._outcome(self._past)
            self._outcome(self.meeting)
        self._texts()
        self._planning()
        self._consultation()
        self._kept()
        session.flush()

    def _add(self, table: type[Row], **given: object) -> Row:
        return add(self._session, table, **given)

    def _one_of(self, *values: T) -> T:
        return self._chance.choice(values)

    def _often(self) -> bool:
        return self._chance.random() < 0.7

    def _audience(self) -> dict[str, object]:
        """What settles who may read a piece."""
        reach = self._chance.choice(_REACHES)
        is_own = reach is Reach.PARTY
        return {"reach": reach, "party": self._party() if is_own else None}

    def _party(self) -> Party:
        return self._one_of(self.north, self.south)

    def _body(self, party: Party) -> Body:
        codes = ("TRADE", "WATER") if party is self.north else ("FISH", "HARBOUR")
        return factories.body(self._session, self._one_of(*codes))

    def _sources(self) -> None:
        of_all = {"partnership": self.partnership}
        self._source = self._add(Source, partnership_id=self.partnership.id)
        self._add(Instrument, **of_all, source=self._source)
        self._add(LoadedFile, partnership_id=self.partnership.id)
        self.convener = factories.body(self._session, "TRADE")

    def _meeting(self, code: str, day: date, state: MeetingState, number: int | None) -> Meeting:
        meeting = factories.add_meeting(self._session, code, day, state=state, number=number)
        meeting.host = self._body(self._party())
        meeting.mode = self._chance.choice(list(Mode))
        meeting.source = self._source if self._often() else None
        self._add(DateChange, meeting=meeting, kind=self._chance.choice(list(ChangeKind)))
        return meeting

    def _people(self) -> None:
        self.people: list[Person] = []
        for party in (self.north, self.south):
            delegation = self._add(Delegation, meeting=self.meeting, party=party)
            later = self._add(Delegation, meeting=self.hidden, party=party)
            for place in range(self._chance.randint(1, 3)):
                person = self._add(Person, party=party)
                self.people.append(person)
                self._member(delegation, person, is_head=place == 0)
                self._member(later, person, is_head=place == 0)
                self._biography(person)
            self._member(delegation, None, is_head=False)
        self._mandates()
        for meeting in (self.meeting, self.hidden):
            party = self._party()
            chairs = {"person": self._of(party)} if self._often() else {"body": self._body(party)}
            self._add(Chair, meeting=meeting, party=party, **chairs)

    def _of(self, party: Party) -> Person:
        return self._one_of(*(one for one in self.people if one.party is party))

    def _member(self, delegation: Delegation, person: Person | None, *, is_head: bool) -> None:
        is_told = self._often()
        self._add(
            Attendance,
            delegation=delegation,
            person=person,
            post_title="x",
            body=self._body(delegation.party),
            is_head=is_head,
            is_alternate=not is_head and not self._often(),
            is_announced=is_told,
            invited_on=TODAY if is_told and self._often() else None,
            reply=self._chance.choice(list(Reply)) if is_told else Reply.NONE,
            presence=self._one_of(Presence.UNKNOWN, Presence.PRESENT, Presence.EXCUSED)
            if is_told
            else Presence.UNKNOWN,
        )

    def _biography(self, person: Person) -> None:
        for place in range(self._chance.randint(0, 3)):
            dated = TODAY - timedelta(days=place)
            self._add(Biography, person=person, dated=dated, **self._audience())

    def _mandates(self) -> None:
        post = self._add(Post, body=self._body(self.north))
        self._add(Mandate, post=post, person=self._of(self.north), source=self._source)

    def _agenda(self) -> None:
        self._items: list[AgendaItem] = []
        thread = self._add(Thread, partnership=self.partnership)
        self._file = self._add(StoredFile, sha256="0" * 64)
        for _ in range(self._chance.randint(1, 4)):
            self._items.append(self._item(self.meeting, thread, self._parent()))
        for _ in range(3):
            self._item(self.hidden, thread, None)
        series = self.meeting.series
        self._add(
            AgendaProposal,
            series=series,
            state=ProposalState.DROPPED,
            reason="x",
            **self._audience(),
        )
        template = self._add(AgendaTemplate, partnership=self.partnership, series=series)
        self._add(TemplateItem, template=template, reach=Reach.JOINT)

    def _item(self, meeting: Meeting, thread: Thread, parent: AgendaItem | None) -> AgendaItem:
        above = {"reach": parent.reach, "party": parent.party} if parent else self._audience()
        item = self._add(
            AgendaItem,
            meeting=meeting,
            position=self._session.query(AgendaItem).count() + 1,
            parent=parent,
            thread=thread if self._often() else None,
            kind=self._one_of(ItemKind.DISCUSSION, ItemKind.DECISION),
            **above,
        )
        for party in (self.north, self.south):
            self._add(Lead, item=item, party=party, body=self._body(party))
            self._add(Speaker, item=item, party=party, person=self._of(party))
        self._add(Document, item=item, address="x", **self._audience())
        self._add(Document, item=item, sha256=self._file.sha256, **self._audience())
        return item

    def _parent(self) -> AgendaItem | None:
        """The item just before, if it is none below another itself."""
        before = self._items[-1] if self._items and not self._often() else None
        return before if before and before.parent is None else None

    def _place(self) -> AgendaItem | None:
        return self._one_of(None, *self._items)

    def _notes(self) -> None:
        taken = set()
        for _ in range(self._chance.randint(1, 8)):
            item, party = self._place(), self._party()
            section = self._chance.choice(list(Section))
            if (key := (item, party, section)) in taken:
                continue
            taken.add(key)
            self._add(
                BriefingSection,
                meeting=self.meeting,
                item=item,
                party=party,
                section=section,
                author=self._body(party) if self._often() else None,
                reach=self._chance.choice(_REACHES),
            )
        # We ask our own services, and only of what we may read.
        ours = [item for item in self._items if item.party is not self.south]
        if ours:
            body = self._body(self.north)
            self._add(Contribution, meeting=self.meeting, item=ours[0], body=body)

    def _outcome(self, meeting: Meeting) -> None:
        meeting.last_reference += 1
        outcome = self._add(
            Outcome,
            meeting=meeting,
            item=self._place() if meeting is self.meeting else None,
            kind=OutcomeKind.COMMITMENT if self._often() else OutcomeKind.DECISION,
            ordinal=meeting.last_reference,
            **self._audience(),
        )
        if outcome.kind is OutcomeKind.COMMITMENT:
            self._commitment(outcome)

    def _commitment(self, outcome: Outcome) -> None:
        made = self._add(
            Commitment, outcome=outcome, owner=self._body(self._party()), due_on=date(2027, 9, 1)
        )
        self._add(Contributor, commitment=made, body=self._body(self._party()))
        for _ in range(self._chance.randint(1, 3)):
            kind = self._one_of(LinkKind.REPORTED, LinkKind.AMENDED, LinkKind.CARRIED)
            self._add(CommitmentLink, commitment=made, kind=kind, **self._audience())
        of = {"meeting": self.meeting, "commitment": made}
        self._add(MatterArising, **of, **self._audience())

    def _texts(self) -> None:
        """What went round of the meeting, and what the parties want otherwise in it."""
        version = self._add(
            MinutesVersion, meeting=self.meeting, kind=TextKind.MINUTES, comments_until=TODAY
        )
        for place, kind in enumerate(PieceKind):
            self._add(
                MinutesPiece,
                minutes_version=version,
                position=place,
                kind=kind,
                **self._audience(),
            )
        for place, party in enumerate((self.north, self.south), 1):
            self._add(MinutesComment, minutes_version=version, ordinal=place, party=party)
        for meeting in (self.meeting, self.hidden):
            self._add(PublicLine, meeting=meeting)

    def _planning(self) -> None:
        series = self.meeting.series
        self._add(RuleVersion, series=series, rule=_RULE, starts=_FROM)
        self._add(Rotation, series=series)
        self._add(MilestoneRule, series=series, offset="8 weeks before")
        for party in (self.north, self.south):
            self._add(
                Milestone,
                meeting=self.hidden,
                body=self._body(party) if self._often() else None,
                offset="8 weeks before",
                day=TODAY,
            )
        self._add(ClosureEdition, days=["2026-05-08 x"], years=[2026])

    def _consultation(self) -> None:
        asked = self._add(Consultation, meeting=self.hidden, quorum="all", zone=factories.ZONE)
        for day in (date(2027, 5, 7), date(2027, 5, 14)):
            self._add(Candidate, consultation=asked, day=day, last_day=day, zone=factories.ZONE)
        for party in (self.north, self.south):
            consulted = self._add(Consulted, consultation=asked, party=party)
            if self._often():
                answer = self._add(Answer, consulted=consulted)
                self._add(AnswerDay, answer=answer, day=date(2027, 5, 7))

    def _kept(self) -> None:
        """What other programs sent, and what is kept of what was made."""
        person = self._of(self.north)
        busy = self._add(KeptCalendar, person=person, zone=factories.ZONE)
        self._add(KeptTimes, calendar_id=busy.id)
        self._add(CalendarReply, meeting=self.hidden, person=person)
        self._add(ReplyAddress, meeting=self.hidden, person=person)
        self._add(FeedToken, person=person)
        self._add(DeskDraft, meeting=self.hidden)
        self._add(Message, meeting=self.meeting, state=MessageState.DISCARDED)
        self._add(AgendaVersion, meeting=self.hidden, items="[]")
        edition = self._add(
            PackEdition, meeting=self.meeting, reader="NORTH", ordinal=1, pieces="[]"
        )
        self._add(PackFile, edition=edition)
