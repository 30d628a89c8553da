"""A record with many meetings, each with what a meeting leaves behind, for what times archives."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.feeds.many_meetings import NOW, filled
from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.audit import AuditEntry, AuditHead, AuditPayload
from scheduler.model.base import Base
from scheduler.model.body import Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import LinkKind, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.naming import find_body
from scheduler.store.session import Database

_AT_ONCE = 500  # meetings
_TEXT = "Point one of the note, with a few words.\n\n- the first line to take\n- the second\n" * 4
Rows = dict[type[Base], list[dict[str, Any]]]


def recorded(path: Path, count: int) -> Database:
    """The database, with so many meetings: 46 rows and as many audit entries for each."""
    database = filled(path, count)
    with database.writing(verb="benchmark", now=NOW, officer="benchmark") as session:
        _add(session)
    return database


def _add(session: Session) -> None:
    meetings = session.scalars(select(Meeting.id).where(Meeting.code.like("B%"))).all()
    maker = _Maker(session)
    for start in range(0, len(meetings), _AT_ONCE):
        rows: Rows = {}
        for meeting in meetings[start : start + _AT_ONCE]:
            for table, row in maker.rows(meeting):
                rows.setdefault(table, []).append(row)
        for table in rows:
            session.execute(insert(table), rows[table])
        _note(session, [(one.__tablename__, row) for one in rows for row in rows[one]])


class _Maker:
    """Makes the rows of one meeting, with the next free numbers."""

    def __init__(self, session: Session) -> None:
        self._next: dict[type[Base], int] = {}
        self._session = session
        self._parties = session.scalars(select(Party.id).order_by(Party.id)).all()
        self._people = session.scalars(select(Person.id).order_by(Person.id)).all()
        self._body = find_body(session, "HOME").id

    def rows(self, meeting: int) -> Iterator[tuple[type[Base], dict[str, Any]]]:
        """Delegations of four, five items with leads, notes, outcomes and their chains."""
        for party in self._parties:
            key = self._key(Delegation)
            yield Delegation, {"id": key, "meeting_id": meeting, "party_id": party}
            for person in self._people[:4]:
                yield Attendance, self._seat(key, person)
        for place in range(5):
            item = self._key(AgendaItem)
            yield AgendaItem, self._item(item, meeting, place)
            for party in self._parties:
                yield Lead, {"item_id": item, "party_id": party, "body_id": self._body}
            if place:
                yield BriefingSection, self._note(meeting, item)
            if place % 2 == 0:
                yield from self._outcome(meeting, item, place)
        for number in range(3):
            yield Milestone, self._milestone(meeting, number)

    def _key(self, table: type[Base]) -> int:
        if table not in self._next:
            key = table.__table__.c.id
            self._next[table] = self._session.scalar(select(func.max(key))) or 0
        self._next[table] += 1
        return self._next[table]

    def _seat(self, delegation: int, person: int) -> dict[str, Any]:
        return {
            "delegation_id": delegation,
            "person_id": person,
            "body_id": self._body,
            "post_title": "Head of Unit",
            "version": 1,
        }

    def _item(self, key: int, meeting: int, place: int) -> dict[str, Any]:
        title = f"Return and reintegration, point {place}"
        item = {"id": key, "meeting_id": meeting, "position": place + 1, "title": title}
        return item | {"record": _TEXT if place == 0 else "", "version": 1}

    def _note(self, meeting: int, item: int) -> dict[str, Any]:
        return {
            "meeting_id": meeting,
            "item_id": item,
            "party_id": self._parties[0],
            "section": Section.OBJECTIVES,
            "text": _TEXT,
            "reach": Reach.PARTY,
            "edited_at": NOW,
            "version": 1,
        }

    def _outcome(
        self, meeting: int, item: int, place: int
    ) -> Iterator[tuple[type[Base], dict[str, Any]]]:
        key, commitment = self._key(Outcome), self._key(Commitment)
        text = "DG HOME to share its list of field contacts with the other side."
        yield (
            Outcome,
            {
                "id": key,
                "meeting_id": meeting,
                "item_id": item,
                "kind": OutcomeKind.COMMITMENT,
                "ordinal": place + 1,
                "reference": f"B{meeting}/C{place + 1}",
                "text": text,
                "recorded_at": NOW,
                "version": 1,
            },
        )
        yield (
            Commitment,
            {
                "id": commitment,
                "outcome_id": key,
                "owner_id": self._body,
                "text": text,
                "decided_due": "Tuesday 9 March 2027",
                "due_on": (NOW + timedelta(days=200)).date(),
                "version": 1,
            },
        )
        for kind in (LinkKind.DECIDED, LinkKind.REPORTED):
            said = {"kind": kind, "text": "The list was sent.", "officer": "benchmark", "at": NOW}
            yield CommitmentLink, {"commitment_id": commitment, **said}

    def _milestone(self, meeting: int, number: int) -> dict[str, Any]:
        return {
            "meeting_id": meeting,
            "key": f"step-{number}",
            "uid": f"{meeting}-{number}@benchmark",
            "name": "Send the draft agenda",
            "offset": "8 weeks before",
            "day": (NOW + timedelta(days=60)).date(),
            "created_at": NOW,
            "changed_at": NOW,
            "version": 1,
        }


def _note(session: Session, rows: list[tuple[str, dict[str, Any]]]) -> None:
    """An audit entry for each row, as the program writes them, but for the chain."""
    last = session.scalar(select(AuditHead.position)) or 0
    entries, payloads = [], []
    for position, (table, row) in enumerate(rows, last + 1):
        digest = hashlib.sha256(str(position).encode()).hexdigest()
        said = {"verb": "benchmark", "action": "added", "noun": table, "key": str(position)}
        hashes = dict.fromkeys(("payload_hash", "previous_hash", "entry_hash"), digest)
        entries.append({"position": position, "at": NOW, "officer": "benchmark", **said, **hashes})
        content = json.dumps(
            {"after": row, "before": {}},
            default=str,
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        payloads.append({"position": position, "salt": digest[:32], "content": content})
    session.execute(insert(AuditEntry), entries)
    session.execute(insert(AuditPayload), payloads)
    head = {"position": last + len(rows), "entry_hash": entries[-1]["entry_hash"]}
    session.execute(update(AuditHead).values(head))
