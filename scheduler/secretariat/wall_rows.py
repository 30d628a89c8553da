"""Which rows of the record have to do with a meeting: their texts are what its papers may leak."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.agenda import AgendaItem, Document, Speaker
from scheduler.model.agenda_proposal import AgendaProposal
from scheduler.model.biography import Biography
from scheduler.model.body import Body, BodyName, Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.consultation import Answer, Consultation, Consulted
from scheduler.model.contribution import Contribution
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.desk import DeskDraft
from scheduler.model.meeting import Chair, DateChange, Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.minutes import MinutesComment, MinutesPiece, MinutesVersion, PublicLine
from scheduler.model.outcome import Commitment, CommitmentLink, MatterArising, Outcome
from scheduler.model.partnership import Partnership, Party, Source
from scheduler.model.reply import CalendarReply
from scheduler.model.series import Series
from scheduler.model.vocabulary import CommitmentState

Rows = Select[Any]
Table = Any  # one that has the column that it is asked for


def rows_of(session: Session, meeting: Meeting) -> Iterator[Base]:
    """Every row with a text that the papers of the meeting may say, or may not."""
    for chosen in ROWS.values():
        yield from session.scalars(chosen(meeting))


def _of_meeting(table: Table) -> Callable[[Meeting], Rows]:
    return lambda meeting: select(table).where(table.meeting_id == meeting.id)


def _within(table: Table, above: Table) -> Callable[[Meeting], Rows]:
    return lambda meeting: select(table).join(above).where(above.meeting_id == meeting.id)


def _of_partnership(table: Table) -> Callable[[Meeting], Rows]:
    return lambda meeting: select(table).where(table.partnership_id == meeting.partnership_id)


def _bodies(meeting: Meeting) -> Rows:
    return select(Body).join(Party).where(Party.partnership_id == meeting.partnership_id)


def _people(meeting: Meeting) -> Rows:
    """The keys of all who come, speak or chair."""
    coming = (
        select(Attendance.person_id).join(Delegation).where(Delegation.meeting_id == meeting.id)
    )
    speaking = select(Speaker.person_id).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    chairing = select(Chair.person_id).where(Chair.meeting_id == meeting.id)
    return select(coming.union(speaking, chairing).subquery().c[0])


def _outcomes(meeting: Meeting) -> Rows:
    """Those of the meeting, and what is still owed from others, which packs carry."""
    is_owed = Outcome.commitment.has(Commitment.state == CommitmentState.OPEN)
    every = select(Outcome.id).join(Meeting, Outcome.meeting_id == Meeting.id)
    return every.where(
        Meeting.partnership_id == meeting.partnership_id,
        or_(Outcome.meeting_id == meeting.id, is_owed),
    )


# What others hang on stands first, so that it is read once.
ROWS: dict[type[Base], Callable[[Meeting], Rows]] = {
    Partnership: lambda meeting: select(Partnership).where(
        Partnership.id == meeting.partnership_id
    ),
    Party: _of_partnership(Party),
    Body: _bodies,
    BodyName: lambda meeting: select(BodyName).where(
        BodyName.body_id.in_(_bodies(meeting).with_only_columns(Body.id))
    ),
    Source: _of_partnership(Source),
    Series: lambda meeting: select(Series).where(Series.id == meeting.series_id),
    Meeting: lambda meeting: select(Meeting).where(Meeting.id == meeting.id),
    Chair: _of_meeting(Chair),
    DateChange: _of_meeting(DateChange),
    Milestone: _of_meeting(Milestone),
    Consultation: _of_meeting(Consultation),
    Answer: lambda meeting: (
        select(Answer)
        .join(Consulted)
        .join(Consultation)
        .where(Consultation.meeting_id == meeting.id)
    ),
    CalendarReply: _of_meeting(CalendarReply),
    Attendance: _within(Attendance, Delegation),
    Person: lambda meeting: select(Person).where(Person.id.in_(_people(meeting))),
    Biography: lambda meeting: select(Biography).where(Biography.person_id.in_(_people(meeting))),
    AgendaItem: _of_meeting(AgendaItem),
    Document: _within(Document, AgendaItem),
    BriefingSection: _of_meeting(BriefingSection),
    Contribution: _of_meeting(Contribution),
    AgendaProposal: lambda meeting: select(AgendaProposal).where(
        AgendaProposal.series_id == meeting.series_id
    ),
    Outcome: lambda meeting: select(Outcome).where(Outcome.id.in_(_outcomes(meeting))),
    Commitment: lambda meeting: select(Commitment).where(
        Commitment.outcome_id.in_(_outcomes(meeting))
    ),
    CommitmentLink: lambda meeting: (
        select(CommitmentLink).join(Commitment).where(Commitment.outcome_id.in_(_outcomes(meeting)))
    ),
    MatterArising: _of_meeting(MatterArising),
    DeskDraft: _of_meeting(DeskDraft),
    MinutesVersion: _of_meeting(MinutesVersion),
    MinutesPiece: _within(MinutesPiece, MinutesVersion),
    MinutesComment: _within(MinutesComment, MinutesVersion),
    PublicLine: _of_meeting(PublicLine),
}

# The tables of other texts, each with the reason why the papers of a meeting are not compared.
_PLANNED = "it is about every meeting of a series, and no paper prints it"
_OF_MAIL = "it is written from the rows that are compared"
BEYOND = {
    "agenda_template": _PLANNED,
    "agenda_version": "it bears the name of an officer alone",
    "busy_calendar": "it is of a person's calendar, not of a meeting",
    "busy_times": "it is of a person's calendar, not of a meeting",
    "closure_edition": "days off are public",
    "feed_token": "it is about feeds",
    "instrument": "the treaties of a partnership are public",
    "loaded_file": "it is the file that the whole record was once read from",
    "message": _OF_MAIL,
    "milestone_rule": _PLANNED,
    "pack_edition": _OF_MAIL,
    "pack_file": _OF_MAIL,
    "post": "a function bears its name whoever knows who holds it",
    "rule_version": _PLANNED,
    "stored_file": "a file of an item goes out as it is, or not at all",
    "template_item": _PLANNED,
    "thread": "its words are those of the items on it",
}
