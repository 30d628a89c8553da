"""Contributions: asked of the services, followed to their deadline, cleared."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import (
    Finding,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    NotFound,
    Severity,
)
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.vocabulary import ContributionState, NoteState
from scheduler.papers.audience import own
from scheduler.papers.contribution import ContributionForm
from scheduler.papers.words import day_in_words
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.dates import announced_title, local_day, when
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import clear_section
from scheduler.secretariat.texts import prose

# What the back-plan calls the day on which contributions are due.
_MILESTONE = "contributions"


class Standing(StrEnum):
    """Where a contribution stands on a day; one that came after its deadline is late."""

    ASKED = "asked"
    MISSING = "missing"
    RECEIVED = "received"
    LATE = "late"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution as a list shows it; `texts` is what came, by section."""

    item: str
    title: str
    body: str
    deadline: date
    standing: Standing
    received_on: date | None
    author: str
    file: str
    cleared_by: str
    texts: Mapping[str, str]
    version: int


def request_contribution(
    session: Session,
    item: AgendaItem,
    body: Body,
    *,
    deadline: date | None = None,
    remarks: str | None = None,
    officer: str,
    now: datetime,
) -> Contribution:
    """Ask a body of the home party for its contribution to an item; ask again to change the terms.

    Without a deadline it is that of the back-plan. Raises InvalidValue where that has none, and for
    a body of the other party.
    """
    meeting = item.meeting
    home = home_party(meeting.partnership)
    if body.party_id != home.id:
        raise InvalidValue("--from", body.code, f"a body of {home.code}: the briefing is its own")
    found = find_contribution(session, item, body)
    due = deadline or (found.deadline if found else _due_by_plan(session, meeting))
    if found is None:
        found = Contribution(
            key=_key(meeting, item, body),
            meeting=meeting,
            item=item,
            body=body,
            asked_by=officer,
            asked_at=now,
        )
        session.add(found)
    found.deadline = due
    if remarks is not None:
        found.remarks = prose("--remarks", remarks)
    session.flush()
    return found


def leads_of(item: AgendaItem) -> list[Body]:
    """The bodies of the home party that lead on an item."""
    home = home_party(item.meeting.partnership)
    return [lead.body for lead in item.leads if lead.party_id == home.id]


def late_terms(contribution: Contribution, *, today: date) -> list[Finding]:
    """A warning for a deadline that is over, or that comes after the meeting."""
    meeting, due = contribution.meeting, contribution.deadline
    where = f"{contribution.body.code} on {contribution.item.title}"
    if due < today:
        return [Finding(Severity.WARNING, f"the deadline is over: {day_in_words(due)}", where)]
    if meeting.day is not None and due >= meeting.day:
        message = f"the deadline is not before the meeting: {day_in_words(due)}"
        return [Finding(Severity.WARNING, message, where)]
    return []


def form_of(contribution: Contribution, label: str, *, today: date) -> ContributionForm:
    """The form for a request; `label` is that of its agenda item."""
    meeting = contribution.meeting
    return ContributionForm(
        key=contribution.key,
        meeting=meeting.name,
        title=announced_title(meeting),
        when=when(meeting),
        item=label,
        item_title=contribution.item.title,
        body=short_name(contribution.body, meeting),
        deadline=contribution.deadline,
        remarks=contribution.remarks,
        marking=meeting.partnership.marking,
        prepared_on=today,
        audience=own(contribution.body.party.code),
    )


def list_contributions(session: Session, meeting: Meeting, *, today: date) -> list[ContributionRow]:
    """What was asked for a meeting, in the order of its agenda, then of asking."""
    agenda = agenda_of(session, meeting)
    rows = all_of(session, meeting)
    rows.sort(key=lambda one: (agenda.index(one.item), one.id))
    return [row_of(one, agenda, today=today) for one in rows]


def all_of(session: Session, meeting: Meeting) -> list[Contribution]:
    """The contributions to a meeting, in the order in which they were asked."""
    chosen = (
        select(Contribution)
        .where(Contribution.meeting_id == meeting.id)
        .options(joinedload(Contribution.item), joinedload(Contribution.body))
        .order_by(Contribution.id)
    )
    return list(session.scalars(chosen))


def row_of(
    contribution: Contribution, agenda: Sequence[AgendaItem], *, today: date
) -> ContributionRow:
    """The contribution as it stands; `agenda` holds the items of its meeting in order."""
    received = contribution.received_at
    return ContributionRow(
        item=labels(agenda)[agenda.index(contribution.item)],
        title=contribution.item.title,
        body=short_name(contribution.body, contribution.meeting),
        deadline=contribution.deadline,
        standing=standing_of(contribution, today=today),
        received_on=received and local_day(received, contribution.meeting),
        author=contribution.author,
        file=contribution.file,
        cleared_by=contribution.cleared_by,
        texts=contribution.texts,
        version=contribution.version,
    )


def standing_of(contribution: Contribution, *, today: date) -> Standing:
    """Where it stands: late and missing are judged by the deadline, and refuse nothing."""
    if contribution.state is ContributionState.CLEARED:
        return Standing.CLEARED
    if contribution.received_at is None:
        return Standing.MISSING if contribution.deadline < today else Standing.ASKED
    received = local_day(contribution.received_at, contribution.meeting)
    return Standing.LATE if contribution.deadline < received else Standing.RECEIVED


def find_contribution(session: Session, item: AgendaItem, body: Body) -> Contribution | None:
    """The contribution of a body to an item; None if it was not asked."""
    return session.scalar(
        select(Contribution).where(Contribution.item_id == item.id, Contribution.body_id == body.id)
    )


def get_contribution(session: Session, item: AgendaItem, body: Body) -> Contribution:
    """The contribution of a body to an item; NotFound if it was not asked."""
    found = find_contribution(session, item, body)
    if found is None:
        raise NotFound(f"contribution to {item.title!r} of", body.code)
    return found


def clear_contribution(
    session: Session, contribution: Contribution, *, officer: str, now: datetime
) -> list[BriefingSection]:
    """Clear a contribution that came, and those sections of the note that are as it brought them.

    Returns these sections. Raises IllegalTransition for one that has not come, or is cleared.
    """
    if contribution.state is not ContributionState.RECEIVED:
        what = f"the contribution of {contribution.body.code} to {contribution.item.title!r}"
        may = ["received"] if contribution.state is ContributionState.ASKED else []
        raise IllegalTransition(what, str(contribution.state), "cleared", may)
    contribution.state = ContributionState.CLEARED
    contribution.cleared_by, contribution.cleared_at = officer, now
    drafts = [
        section
        for section in sections_of(session, contribution)
        if section.state is NoteState.DRAFT
        and contribution.texts.get(str(section.section)) == section.text
    ]
    for section in drafts:
        clear_section(section, officer=officer, now=now)
    session.flush()
    return drafts


def withdraw_contribution(session: Session, contribution: Contribution) -> None:
    """Take back a request; NotAllowed once something came."""
    if contribution.state is not ContributionState.ASKED:
        raise NotAllowed(
            f"withdrawing the request to {contribution.body.code}",
            "its contribution has come",
            "what it brought is edited with: scheduler note set",
        )
    session.delete(contribution)
    session.flush()


def sections_of(session: Session, contribution: Contribution) -> Sequence[BriefingSection]:
    """What the body of a contribution has written in the note on its item."""
    return session.scalars(
        select(BriefingSection)
        .where(
            BriefingSection.item_id == contribution.item_id,
            BriefingSection.author_id == contribution.body_id,
        )
        .order_by(BriefingSection.id)
    ).all()


def _due_by_plan(session: Session, meeting: Meeting) -> date:
    """The day on which the back-plan wants the contributions of the home party."""
    home = home_party(meeting.partnership)
    milestones = session.scalars(
        select(Milestone)
        .where(Milestone.meeting_id == meeting.id, Milestone.key.startswith(_MILESTONE))
        .order_by(Milestone.day)
    ).all()
    ours = [one for one in milestones if one.body is None or one.body.party_id == home.id]
    if not ours:
        expected = "a day: the back-plan has no milestone for contributions"
        raise InvalidValue("--deadline", "none", expected)
    return ours[0].day


def _key(meeting: Meeting, item: AgendaItem, body: Body) -> str:
    """What finds the request again, and tells nothing of it."""
    said = f"contribution {meeting.uid} {item.id} {body.code}"
    return hashlib.sha256(said.encode()).hexdigest()[:24]
