"""The demonstration: the officer's verbs, one after the other, on the partnership's real data."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.imports.demo_file import Demo, Rehearsal
from scheduler.imports.partnership_file import PartnershipFile
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import OutcomeKind, Presence
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument
from scheduler.secretariat.agendas import add_item, edit_item
from scheduler.secretariat.attendance import members_of, record_presence
from scheduler.secretariat.delegations import NewAttendee, add_attendee
from scheduler.secretariat.dues import Due
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import (
    find_body,
    find_meeting,
    find_partnership,
    find_party,
)
from scheduler.secretariat.notes import set_section
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.secretariat.partnerships import choose_home_party, load_partnership
from scheduler.secretariat.plans import make_plan, store_plan

HOME = "EU"
YEARS = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """The meetings that the demonstration prints papers of."""

    partnership: Partnership
    next_som: Meeting
    next_hou: Meeting
    rehearsed: Meeting


def stage_demo(
    session: Session,
    file: PartnershipFile,
    demo: Demo,
    *,
    today: date,
    now: datetime,
    officer: str,
) -> Stage:
    """Load, plan two years, brief the next SOM and rehearse an outcome on the first one."""
    load_partnership(session, file, now=now, officer=officer)
    partnership = find_partnership(session, file.partnership.code)
    choose_home_party(session, partnership.code, HOME)
    partnership.marking = demo.marking
    plan = make_plan(session, partnership, until=date(today.year + YEARS, 12, 31), today=today)
    store_plan(session, partnership, plan, now=now)
    stage = Stage(
        partnership,
        find_meeting(session, "next:SOM", today=today),
        find_meeting(session, "next:HOU", today=today),
        find_meeting(session, demo.rehearsal.meeting, today=today),
    )
    _brief(session, stage, demo, now=now)
    _rehearse(session, stage, demo.rehearsal, today=today, now=now, officer=officer)
    return stage


def _brief(session: Session, stage: Stage, demo: Demo, *, now: datetime) -> None:
    meeting = stage.next_som
    for item in demo.item:
        edit = ItemEdit(
            kind=item.kind,
            minutes_planned=item.minutes,
            leads={
                find_party(stage.partnership, party): find_body(session, body)
                for party, body in item.leads.items()
            },
            documents=[NewDocument(one.title, one.address) for one in item.documents],
        )
        add_item(session, meeting, item.title, edit)
    for one in demo.attendee:
        party, body = find_party(stage.partnership, one.party), find_body(session, one.body)
        new = NewAttendee(post=one.post, body=body, is_head=one.head)
        add_attendee(session, meeting, party, new)
    for note in demo.note:
        of_item = find_item(session, meeting, str(note.item)) if note.item else None
        set_section(session, meeting, note.section, note.text, item=of_item, now=now)


def _rehearse(
    session: Session,
    stage: Stage,
    rehearsal: Rehearsal,
    *,
    today: date,
    now: datetime,
    officer: str,
) -> None:
    meeting = stage.rehearsed
    for member in members_of(session, meeting):
        record_presence(member, Presence.PRESENT, today=today)
    item = find_item(session, meeting, str(rehearsal.item))
    edit_item(session, item, ItemEdit(record=rehearsal.record), today=today)
    for kind, text, promise in (
        (OutcomeKind.CONCLUSION, rehearsal.conclusion, None),
        (
            OutcomeKind.COMMITMENT,
            rehearsal.commitment,
            Promise(find_body(session, rehearsal.owner), Due(meeting=stage.next_hou)),
        ),
    ):
        new = NewOutcome(text, kind, item=item, promise=promise)
        add_outcome(session, meeting, new, today=today, now=now, officer=officer)
