"""What the desk does to the record: each act is one transaction, and is told at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Presence
from scheduler.secretariat import desk, sittings
from scheduler.secretariat.attendance import record_presence
from scheduler.secretariat.desk import DeskSheet, KeptRecord
from scheduler.secretariat.item_labels import label_of
from scheduler.store.session import Database


@dataclass(frozen=True)
class Work:
    """The record of one meeting, as an officer writes it; `clock` tells the instant of each act."""

    database: Database
    meeting: int
    officer: str
    clock: Callable[[], datetime]

    @property
    def today(self) -> date:
        """The day where the officer sits."""
        return self.clock().astimezone().date()

    def mark(self) -> str:
        """What is another after each change of the record."""
        return self.database.mark()

    def sheet(self) -> DeskSheet:
        """The meeting as it is now."""
        with self.database.reading() as session:
            found = self._meeting(session)
            return desk.desk_sheet(session, found, now=self.clock(), today=self.today)

    def keep_record(self, key: int, *, base: str, ours: str) -> KeptRecord:
        """Keep what was written of an item, with what others wrote meanwhile."""
        with self._writing() as session:
            found = self._meeting(session)
            return desk.keep_record(session, found, key, base=base, ours=ours, today=self.today)

    def enter(self, key: int | None, line: str) -> str:
        """Record what a typed line says, and forget the draft; told in a sentence."""
        with self._writing() as session:
            found = self._meeting(session)
            item = session.get(AgendaItem, key) if key else None
            outcome = desk.enter_line(
                session,
                found,
                item,
                line,
                today=self.today,
                now=self.clock(),
                officer=self.officer,
            )
            desk.keep_draft(session, found, self.officer, "")
            return f"Recorded the {outcome.kind} {outcome.reference}."

    def draft(self) -> str:
        """The line that the officer had half typed."""
        with self.database.reading() as session:
            return desk.draft_of(session, self._meeting(session), self.officer)

    def keep_draft(self, line: str) -> None:
        """Keep the line that is being typed."""
        with self._writing() as session:
            desk.keep_draft(session, self._meeting(session), self.officer, line)

    def take_up(self, key: int) -> str:
        """Begin an item, or go on with it; the one before it ends."""
        with self._writing() as session:
            found, item = self._meeting(session), self._item(session, key)
            sittings.take_up(session, found, item, today=self.today, now=self.clock())
            return f"Began item {label_of(session, item)}, {item.title}."

    def end(self) -> str:
        """End the item that is being taken."""
        with self._writing() as session:
            item = sittings.end(session, self._meeting(session), now=self.clock())
            took = f"{item.minutes_used} min"
            return f"Ended item {label_of(session, item)}, {item.title}: {took}."

    def be(self, member: int, presence: Presence, *, by: int | None = None) -> None:
        """Keep whether somebody is there, or who sits there instead."""
        with self._writing() as session:
            other = self._member(session, by) if by else None
            record_presence(
                self._member(session, member), presence, replaced_by=other, today=self.today
            )

    def step(self, key: int, member: int, *, is_out: bool) -> None:
        """Keep that somebody left the room for an item, or take it back."""
        with self._writing() as session:
            item, who = self._item(session, key), self._member(session, member)
            if is_out:
                sittings.go_out(session, item, who, today=self.today)
            else:
                sittings.come_in(session, item, who)

    def _writing(self) -> AbstractContextManager[Session]:
        return self.database.writing(verb="desk", now=self.clock(), officer=self.officer)

    def _meeting(self, session: Session) -> Meeting:
        found = session.get(Meeting, self.meeting)
        if found is None:
            raise NotFound("meeting", "at this desk", [])
        return found

    def _item(self, session: Session, key: int) -> AgendaItem:
        item = session.get(AgendaItem, key)
        if item is None or item.meeting_id != self.meeting:
            raise NotFound("agenda item", "that was chosen", [])
        return item

    def _member(self, session: Session, key: int) -> Attendance:
        member = session.get(Attendance, key)
        if member is None:
            raise NotFound("attendee", "who was chosen", [])
        return member
