"""Meetings that a file is the first to tell of, before anything but their identity is filled in."""

import re
from datetime import date, datetime
from itertools import chain, count

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import (
    Certainty,
    MeetingKind,
    MeetingState,
    Mode,
    NumberCertainty,
)
from scheduler.papers.exchange import ExchangedMeeting, MeetingFacts
from scheduler.secretariat.identity import file_stem
from scheduler.secretariat.meeting_candidates import kind_of, slot_of

_CODE = re.compile(r"[^\s/:,]{1,60}")
_NUMBERED = re.compile(r"(?P<series>.+)-(?P<number>[0-9]{1,3})")
_LONGEST_STEM = 40


class Blanks:
    """Makes new meetings of a partnership, of a series or outside any, each under a free name."""

    def __init__(
        self, session: Session, partnership: Partnership, series: Series | None, zone: str
    ) -> None:
        self._partnership, self._series, self._zone = partnership, series, zone
        self._names = _names(session, partnership)
        in_series = select(Meeting.slot).where(
            Meeting.series_id == (series.id if series else None), Meeting.slot.is_not(None)
        )
        self._slots = set(session.scalars(in_series))
        self._series_codes = {code.casefold() for code in session.scalars(select(Series.code))}

    def blank(
        self, read: ExchangedMeeting, parent: Meeting | None, *, is_published: bool, now: datetime
    ) -> Meeting:
        """The meeting, planned and exactly dated until the file says otherwise.

        A side meeting whose parent nobody knows is an extraordinary one.
        """
        kind = self._kind(read.facts, parent)
        return Meeting(
            partnership=self._partnership,
            series=self._series,
            parent=parent if kind is MeetingKind.SIDE else None,
            uid=read.entry.uid,
            code=self._code(read),
            slot=self._slot(read.facts),
            kind=kind,
            title="",
            number=None,
            number_certainty=NumberCertainty.UNKNOWN,
            state=MeetingState.PLANNED,
            date_certainty=Certainty.EXACT,
            date_words="",
            zone=self._zone,
            mode=Mode.UNKNOWN,
            place="",
            venue="",
            link="",
            remarks="",
            is_published=is_published,
            created_at=now,
            changed_at=now,
        )

    def twin(self, known: Meeting) -> Meeting:
        """A meeting that is called as the known one, and belongs where it does."""
        return Meeting(
            partnership=known.partnership,
            series=known.series,
            parent=known.parent,
            uid=known.uid,
            code=known.code,
            kind=known.kind,
            created_at=known.created_at,
        )

    def _kind(self, facts: MeetingFacts, parent: Meeting | None) -> MeetingKind:
        usual = MeetingKind.REGULAR if self._series else MeetingKind.EXTRAORDINARY
        said = kind_of(facts) or usual
        is_lost = said is MeetingKind.SIDE and parent is None
        if is_lost or (said is MeetingKind.REGULAR and not self._series):
            return MeetingKind.EXTRAORDINARY
        return said

    def _slot(self, facts: MeetingFacts) -> datetime | None:
        """The slot that the file names, unless it is of no series, or another meeting has it."""
        slot = slot_of(facts) if self._series else None
        if slot in self._slots:
            return None
        if slot:
            self._slots.add(slot)
        return slot

    def _code(self, read: ExchangedMeeting) -> str:
        """The name that the file gives, where it is free and means nothing else; or a new one."""
        stem = self._stem(read)
        tried = chain([read.facts.code], (f"{stem}-{number}" for number in count(1)))
        found = next(one for one in tried if self._is_free(one, read.facts.number))
        self._names.add(found.casefold())
        return found

    def _stem(self, read: ExchangedMeeting) -> str:
        if self._series:
            word = self._series.code
        else:
            title = read.entry.summary.removesuffix(f", {self._partnership.name}")
            words = re.sub("-+", "-", file_stem(title)[:_LONGEST_STEM]).strip("-")
            word = words.upper() or "MEETING"
        return f"{word}-{read.entry.start.year}"

    def _is_free(self, code: str, number: str) -> bool:
        """Whether it can be a name: no date, no number but its own, and nobody else's name."""
        numbered = _NUMBERED.fullmatch(code)
        if numbered and numbered["series"].casefold() in self._series_codes:
            is_meant = numbered["number"] == number
        else:
            is_meant = bool(_CODE.fullmatch(code)) and not _is_day(code)
        return is_meant and code.casefold() not in self._names


def _names(session: Session, partnership: Partnership) -> set[str]:
    """What meetings are called: by their codes, and by their numbers."""
    meetings = select(Meeting).where(Meeting.partnership_id == partnership.id)
    every = session.scalars(meetings.options(joinedload(Meeting.series)))
    return {name.casefold() for one in every for name in (one.code, one.name)}


def _is_day(code: str) -> bool:
    try:
        date.fromisoformat(code)
    except ValueError:
        return False
    return True
