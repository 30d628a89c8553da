"""Meetings from a calendar file, laid beside the record: what an import would do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.imports.exchange.files import read_meetings
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import MeetingKind, MeetingState, NumberCertainty
from scheduler.papers.exchange import ExchangedMeeting
from scheduler.papers.words import listed
from scheduler.secretariat.dates import hours, when
from scheduler.secretariat.meeting_blanks import Blanks
from scheduler.secretariat.meeting_candidates import Candidate, Surroundings, kind_of

_AT_ONCE = 500  # parameters of one statement, well under what SQLite takes
_OF_THE_PAST = frozenset(("day", "last_day", "start_time", "end_time", "zone", "state"))
_WORDS = {
    **dict.fromkeys(("day", "last_day", "date_certainty", "date_words"), "date"),
    **dict.fromkeys(("start_time", "end_time"), "hours"),
    "number_certainty": "number",
}


class Act(StrEnum):
    """What an import does with one meeting of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class CalendarGiven:
    """A calendar file, and what is to be made of meetings that are new.

    They are of `series`, else of the one that the file itself names, else extraordinary.

    `zone` is that of times in UTC, or without a zone, where the file names none.
    """

    name: str
    content: bytes
    series: Series | None = None
    zone: ZoneInfo | None = None
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One meeting of the file; `changes` names what the file says otherwise than the record."""

    name: str
    uid: str
    act: Act
    when: str
    hours: str
    state: MeetingState
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, in the order of the file."""

    given: CalendarGiven
    candidates: tuple[tuple[Act, Candidate], ...]
    left_out: int
    findings: tuple[Finding, ...]

    def rows(self) -> list[ImportRow]:
        """Each meeting of the file as a list shows it."""
        return [_row(act, candidate) for act, candidate in self.candidates]

    def of(self, act: Act) -> list[Candidate]:
        """Those with which this is to be done."""
        return [candidate for each, candidate in self.candidates if each is act]


def plan_import(
    session: Session,
    partnership: Partnership,
    given: CalendarGiven,
    *,
    now: datetime,
    today: date,
) -> ImportPlan:
    """What the meetings of a file are to the record.

    One that the record has under its UID follows the file where that is newer: by SEQUENCE, then by
    the time of the last change (RFC 5546 2.1.5). Raises InvalidValue where something could not be
    taken, and nothing is left.
    """
    usual = given.zone or ZoneInfo(_zone_of(session, partnership, given.series))
    read = read_meetings(given.name, given.content, usual_zone=usual)
    if given.series is None:
        given = replace(given, series=_series_said(session, partnership, read.meetings))
    comparison = _Comparison(session, partnership, given, read.meetings, now=now, today=today)
    candidates = tuple(comparison.compared())
    refused = comparison.refused
    said = (finding for _, candidate in candidates for finding in candidate.findings)
    findings = (*read.findings, *refused, *said)
    if (read.left_out or refused) and not candidates:
        problems = "".join(f"\n  {one.where}: {one.message}" for one in findings)
        expected = f"a meeting that can be read; nothing was stored:{problems}"
        raise InvalidValue("the calendar", given.name, expected)
    return ImportPlan(given, candidates, read.left_out + len(refused), findings)


class _Comparison:
    """Lays each meeting of a file beside the record."""

    def __init__(
        self,
        session: Session,
        partnership: Partnership,
        given: CalendarGiven,
        read: Sequence[ExchangedMeeting],
        *,
        now: datetime,
        today: date,
    ) -> None:
        self._partnership, self._given, self._read = partnership, given, read
        self._now, self._today = now, today
        self._known = _known(session, read)
        zone = _zone_of(session, partnership, given.series)
        self._blanks = Blanks(session, partnership, given.series, zone)
        self._bodies = _bodies(session, partnership)
        self._numbers = _numbers(session, partnership)
        self._new: dict[str, Meeting] = {}
        self.refused: list[Finding] = []

    def compared(self) -> Iterator[tuple[Act, Candidate]]:
        """What is to be done with each; what the record cannot take goes to the refused.

        Side meetings come last, since the one that they stand beside may be anywhere in the file.
        """
        for read in sorted(self._read, key=lambda one: kind_of(one.facts) is MeetingKind.SIDE):
            try:
                yield self._compared(read)
            except InvalidValue as error:
                where = f"{self._given.name}, line {read.line}"
                message = f"the event was left out: {error}"
                self.refused.append(Finding(Severity.WARNING, message, where))

    def _compared(self, read: ExchangedMeeting) -> tuple[Act, Candidate]:
        known = self._known.get(read.entry.uid)
        if known is None:
            return Act.NEW, self._newcomer(read)
        if known.partnership_id != self._partnership.id:
            expected = f"a meeting of {self._partnership.code}, not of {known.partnership.code}"
            raise InvalidValue("UID", read.entry.uid[:60], expected)
        candidate = Candidate(read, known, self._blanks.twin(known), self._around(known))
        return _act(candidate, known), candidate

    def _newcomer(self, read: ExchangedMeeting) -> Candidate:
        uid = next(iter(read.entry.related), "")
        parent = self._known.get(uid) or self._new.get(uid)
        blank = self._blanks.blank(
            read, parent, is_published=self._given.is_published, now=self._now
        )
        candidate = Candidate(read, None, blank, self._around(blank))
        self._new[read.entry.uid] = blank
        if blank.number and blank.number_certainty is NumberCertainty.CERTAIN:
            self._numbers.setdefault(_series_code(blank), {})[blank.number] = blank.uid
        return candidate

    def _around(self, meeting: Meeting) -> Surroundings:
        numbers = self._numbers.get(_series_code(meeting), {})
        others = {number for number, uid in numbers.items() if uid != meeting.uid}
        return Surroundings(self._today, self._bodies, others)


def _act(candidate: Candidate, known: Meeting) -> Act:
    """What is to be done; where file and record are at odds, the candidate comes to say so."""
    entry, changes = candidate.read.entry, candidate.changes()
    ours = (known.sequence, known.changed_at.replace(microsecond=0))
    theirs = (entry.sequence, entry.changed)
    names = listed(in_words(changes))
    if theirs > ours:
        if known.state is MeetingState.HELD and not _OF_THE_PAST.isdisjoint(changes):
            candidate.say(f"it was held; {names}: the file says otherwise, and nothing is changed")
            return Act.KEPT
        return Act.CHANGED
    candidate.findings.clear()
    if theirs < ours:
        return Act.OLDER
    if changes:
        candidate.say(f"{names}: the file says otherwise and is not newer; the record holds")
    return Act.SAME


def in_words(changes: Sequence[str]) -> tuple[str, ...]:
    """What has changed, by the names that people use."""
    return tuple(dict.fromkeys(_WORDS.get(name, name) for name in changes))


def _row(act: Act, candidate: Candidate) -> ImportRow:
    shown = candidate.meeting if act in (Act.NEW, Act.CHANGED) else candidate.known
    assert shown is not None  # noqa: S101 -- only a new meeting is not known
    return ImportRow(
        name=shown.name,
        uid=shown.uid,
        act=act,
        when=when(shown),
        hours=hours(shown),
        state=shown.state,
        changes=in_words(candidate.changes()),
    )


def _known(session: Session, read: Sequence[ExchangedMeeting]) -> dict[str, Meeting]:
    """The meetings of the record that the file tells of, or that those stand beside, by UID."""
    uids = sorted({uid for one in read for uid in (one.entry.uid, *one.entry.related[:1])})
    found: dict[str, Meeting] = {}
    for start in range(0, len(uids), _AT_ONCE):
        chosen = select(Meeting).where(Meeting.uid.in_(uids[start : start + _AT_ONCE]))
        related = chosen.options(
            joinedload(Meeting.series),
            joinedload(Meeting.partnership),
            joinedload(Meeting.parent),
            joinedload(Meeting.host).selectinload(Body.names),
            selectinload(Meeting.changes),
        )
        found |= {meeting.uid: meeting for meeting in session.scalars(related)}
    return found


def _bodies(session: Session, partnership: Partnership) -> dict[str, Body]:
    of_parties = Body.party_id.in_([party.id for party in partnership.parties])
    bodies = session.scalars(select(Body).where(of_parties).options(selectinload(Body.names)))
    return {body.code.casefold(): body for body in bodies}


def _numbers(session: Session, partnership: Partnership) -> dict[str, dict[int, str]]:
    """For each series, which numbers its meetings certainly have, with their UIDs."""
    found: dict[str, dict[int, str]] = {}
    rows = session.execute(
        select(Series.code, Meeting.number, Meeting.uid)
        .join(Meeting, Meeting.series_id == Series.id)
        .where(
            Series.partnership_id == partnership.id,
            Meeting.number_certainty == NumberCertainty.CERTAIN,
        )
    )
    for code, number, uid in rows:
        found.setdefault(code, {})[number or 0] = uid
    return found


def _series_said(
    session: Session, partnership: Partnership, read: Sequence[ExchangedMeeting]
) -> Series | None:
    """The series that every meeting of the file is of by its own word, if the record has it."""
    said = {meeting.facts.series for meeting in read}
    if len(said) != 1:
        return None
    of = Series.partnership_id == partnership.id, Series.code == said.pop()
    return session.scalar(select(Series).where(*of))


def _zone_of(session: Session, partnership: Partnership, series: Series | None) -> str:
    """The zone of the series, else of the partnership's first one, else UTC."""
    if series:
        return series.zone
    first = select(Series.zone).where(Series.partnership_id == partnership.id)
    return session.scalar(first.order_by(Series.id).limit(1)) or "UTC"


def _series_code(meeting: Meeting) -> str:
    return meeting.series.code if meeting.series else ""
