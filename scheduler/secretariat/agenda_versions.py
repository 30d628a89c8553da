"""Versions of an agenda: the internal draft is shared with the other party, then agreed.

A version is frozen. The draft goes on after each one, and the next gets the next number.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, NotAllowed, NotFound, Severity
from scheduler.model.agenda_version import AgendaVersion
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import AgendaState
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.parts import AgendaLine
from scheduler.papers.words import counted, day_in_words, hour, short_day
from scheduler.secretariat.agenda_differences import Difference, FrozenItem, differences
from scheduler.secretariat.agendas import require_open
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.paper_parts import items_for

DRAFT = "draft"
# Who reads what both parties may read, and nothing that is one party's own.
_BOTH = Reader("")
_WORDS = {
    AgendaState.INTERNAL: "frozen",
    AgendaState.SHARED: "shared",
    AgendaState.AGREED: "agreed",
}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as a list shows it."""

    number: int
    state: AgendaState
    at: datetime
    officer: str
    items: int


@dataclass(frozen=True, slots=True)
class AgendaDifference:
    """What the newer of two versions has otherwise; a name is a number, or "draft"."""

    meeting: str
    older: str
    newer: str
    differences: tuple[Difference, ...]


def freeze_agenda(
    session: Session, meeting: Meeting, state: AgendaState, *, now: datetime, officer: str
) -> AgendaVersion:
    """Keep the agenda as it stands as its next version.

    An internal one keeps the home party's own items too; a shared one what both parties may read.
    What was shared last can be agreed, and nothing else: NotAllowed where the draft moved on.
    """
    require_open(meeting, f"freezing the agenda of {meeting.name}")
    versions = versions_of(session, meeting)
    items = _draft(session, meeting, state)
    if state is not AgendaState.INTERNAL:
        _require_news(meeting, versions, items, state)
    version = AgendaVersion(
        meeting=meeting,
        ordinal=len(versions) + 1,
        state=state,
        at=now,
        officer=officer,
        items=json.dumps([item.plain() for item in items], ensure_ascii=False),
    )
    session.add(version)
    session.flush()
    return version


def versions_of(session: Session, meeting: Meeting) -> Sequence[AgendaVersion]:
    """The versions, oldest first."""
    chosen = select(AgendaVersion).where(AgendaVersion.meeting_id == meeting.id)
    return session.scalars(chosen.order_by(AgendaVersion.ordinal)).all()


def row_of(version: AgendaVersion) -> VersionRow:
    """The version as a list shows it."""
    return VersionRow(
        number=version.ordinal,
        state=version.state,
        at=version.at,
        officer=version.officer,
        items=len(items_of(version)),
    )


def items_of(version: AgendaVersion) -> list[FrozenItem]:
    """The items that a version keeps, in their order."""
    return [_thawed(item) for item in json.loads(version.items)]


def difference(
    session: Session, meeting: Meeting, older: str | None = None, newer: str | None = None
) -> AgendaDifference:
    """What is different between two versions, each a number or "draft".

    Not said: the newest that was shared or agreed, and the draft. One's own items are compared only
    where both sides hold them.
    """
    versions = versions_of(session, meeting)
    names = older or str(_last_shared(meeting, versions).ordinal), newer or DRAFT
    pair = [_named(meeting, versions, name) for name in names]
    is_internal = all(one is None or one.state is AgendaState.INTERNAL for one in pair)
    reach = AgendaState.INTERNAL if is_internal else AgendaState.SHARED
    draft = _draft(session, meeting, reach) if None in pair else []
    both = [[*_kept(one, is_internal=is_internal)] if one else draft for one in pair]
    return AgendaDifference(meeting.name, *names, tuple(differences(*both)))


def changed_since(session: Session, meeting: Meeting) -> Iterator[Finding]:
    """A note if the draft differs from what was shared or agreed last."""
    shared = [one for one in versions_of(session, meeting) if one.state is not AgendaState.INTERNAL]
    if shared and (found := differences(items_of(shared[-1]), _shared(session, meeting))):
        last = f"version {shared[-1].ordinal} was {_WORDS[shared[-1].state]}"
        words = f"{counted(len(found), 'difference')} since {last}"
        yield Finding(Severity.NOTE, f"{words}: scheduler agenda diff {meeting.name}", meeting.name)


def last_version(session: Session, meeting: Meeting) -> str:
    """What both parties have of the agenda, such as "agreed, version 3 of Tue 4 May 2027".

    Empty where nothing was shared; says so where the draft has moved on since.
    """
    shared = [one for one in versions_of(session, meeting) if one.state is not AgendaState.INTERNAL]
    if not shared:
        return ""
    last = shared[-1]
    day = short_day(local_day(last.at, meeting))
    moved_on = differences(items_of(last), _shared(session, meeting))
    return f"{last.state}, version {last.ordinal} of {day}{', changed since' * bool(moved_on)}"


def _require_news(
    meeting: Meeting,
    versions: Sequence[AgendaVersion],
    items: Sequence[FrozenItem],
    state: AgendaState,
) -> None:
    shared = [one for one in versions if one.state is not AgendaState.INTERNAL]
    last = shared[-1] if shared else None
    is_same = last is not None and not differences(items_of(last), items)
    act = f"{'sharing' if state is AgendaState.SHARED else 'agreeing'} the agenda of {meeting.name}"
    share = f"share it first: scheduler agenda share {meeting.name}"
    if state is AgendaState.SHARED and last and is_same:
        raise NotAllowed(act, f"it is as version {last.ordinal} has it", "there is nothing to do")
    if state is AgendaState.AGREED and last is None:
        raise NotAllowed(act, "it was not shared yet", share)
    if state is AgendaState.AGREED and last and not is_same:
        raise NotAllowed(act, f"it was changed since version {last.ordinal}", share)
    if last and state is last.state is AgendaState.AGREED:
        day = day_in_words(local_day(last.at, meeting))
        raise NotAllowed(act, f"version {last.ordinal} was agreed on {day}", "nothing is to do")


def _last_shared(meeting: Meeting, versions: Sequence[AgendaVersion]) -> AgendaVersion:
    shared = [one for one in versions if one.state is not AgendaState.INTERNAL]
    if not shared and not versions:
        raise NotAllowed(
            f"comparing versions of the agenda of {meeting.name}",
            "there is none yet",
            f"share it first: scheduler agenda share {meeting.name}",
        )
    return (shared or versions)[-1]


def _named(meeting: Meeting, versions: Sequence[AgendaVersion], name: str) -> AgendaVersion | None:
    """The version of that number; None for the draft."""
    if name.casefold() == DRAFT:
        return None
    found = next((one for one in versions if str(one.ordinal) == name), None)
    if found is None:
        known = [*(str(one.ordinal) for one in versions), DRAFT]
        raise NotFound(f"version of the agenda of {meeting.name}", name, known)
    return found


def _kept(version: AgendaVersion, *, is_internal: bool) -> Iterator[FrozenItem]:
    """The items of a version, without own ones where they are compared with a shared version."""
    for item in items_of(version):
        if is_internal or item.audience in (Reach.JOINT, Reach.PUBLIC):
            yield item


def _draft(session: Session, meeting: Meeting, state: AgendaState) -> list[FrozenItem]:
    if state is not AgendaState.INTERNAL:
        return _shared(session, meeting)
    reader = Reader(home_party(meeting.partnership).code)
    return _frozen(session, meeting, reader)


def _shared(session: Session, meeting: Meeting) -> list[FrozenItem]:
    return _frozen(session, meeting, _BOTH)


def _frozen(session: Session, meeting: Meeting, reader: Reader) -> list[FrozenItem]:
    return [
        _item(item.id, item.parent_id, line) for item, line in items_for(session, meeting, reader)
    ]


def _thawed(item: dict[str, Any]) -> FrozenItem:
    # JSON knows no tuples.
    values: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in item.items()}
    return FrozenItem(**values)


def _item(key: int, parent: int | None, line: AgendaLine) -> FrozenItem:
    return FrozenItem(
        key=key,
        parent=parent,
        number=line.number,
        section=line.section,
        title=line.title,
        kind=line.kind,
        start=hour(line.start) if line.start else "",
        minutes=line.minutes,
        leads=tuple(f"{party}: {lead}" for party, lead in line.leads),
        speakers=tuple(f"{one.party}: {one.name}" for one in line.speakers),
        documents=tuple(one.title for one in line.documents),
        audience=str(line.audience),
    )
