"""The report on a year, made from the record for the home party."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, OutcomeKind
from scheduler.papers.audience import JOINT, PUBLIC, Reader, own, refuse_leaks
from scheduler.papers.report import Report, ReportKind
from scheduler.papers.wall import Wall
from scheduler.papers.year_report import YearReport, YearTable
from scheduler.secretariat.audiences import home_party, readable_by
from scheduler.secretariat.commitment_lines import line_of, shown_to
from scheduler.secretariat.dates import when
from scheduler.secretariat.dues import Dues
from scheduler.secretariat.follow_up_wall import wall_over
from scheduler.secretariat.meetings import host_of
from scheduler.secretariat.register import with_everything
from scheduler.secretariat.reports import Period, report_of

_CONCLUDED = (OutcomeKind.CONCLUSION, OutcomeKind.DECISION)


def year_report(
    session: Session, partnership: Partnership, year: int, *, today: date
) -> tuple[YearReport, Wall]:
    """The report on a year, and the wall before the home party; AudienceLeak before anything."""
    home = home_party(partnership)
    reader = Reader(home.code)
    meetings = _meetings(session, partnership, year)
    period = Period(today, date(year, 1, 1), date(year, 12, 31))
    figures = [report_of(session, partnership, kind, period) for kind in ReportKind]
    report = YearReport(
        year=year,
        partnership=partnership.name,
        reader=reader,
        reader_name=home.name,
        marking=partnership.marking,
        prepared_on=today,
        tables=(
            _of_meetings(meetings),
            _of_outcomes(session, meetings, reader),
            _of_commitments(session, meetings, reader, today=today),
            *(_of_figures(one) for one in figures),
        ),
    )
    refuse_leaks(report.title, reader, report.pieces())
    return report, wall_over(session, meetings, reader)


def _meetings(session: Session, partnership: Partnership, year: int) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .options(joinedload(Meeting.series), joinedload(Meeting.host))
        .order_by(Meeting.day, Meeting.id)
    ).all()


def _of_meetings(meetings: Sequence[Meeting]) -> YearTable:
    rows = [(one.name, when(one), one.place, host_of(one), str(one.state)) for one in meetings]
    return YearTable(
        heading="Meetings",
        text="The meetings of the year, as they stand today.",
        columns=("Meeting", "Day", "Place", "Host", "State"),
        rows=tuple(rows),
        audiences=tuple(PUBLIC if one.is_published else JOINT for one in meetings),
    )


def _of_outcomes(session: Session, meetings: Sequence[Meeting], reader: Reader) -> YearTable:
    chosen = (
        select(Outcome)
        .join(Outcome.meeting)
        .where(
            Outcome.meeting_id.in_([one.id for one in meetings]),
            Outcome.kind.in_(_CONCLUDED),
            readable_by(reader, Outcome),
        )
        .options(joinedload(Outcome.party))
        .order_by(Meeting.day, Meeting.id, Outcome.ordinal)
    )
    found = session.scalars(chosen).all()
    return YearTable(
        heading="Conclusions and decisions",
        text="What the meetings of the year concluded and decided.",
        columns=("Reference", "Kind", "Text"),
        rows=tuple((one.reference, str(one.kind), one.text) for one in found),
        audiences=tuple(one.audience for one in found),
    )


def _of_commitments(
    session: Session, meetings: Sequence[Meeting], reader: Reader, *, today: date
) -> YearTable:
    dues = Dues(session)
    chosen = with_everything().where(Outcome.meeting_id.in_([one.id for one in meetings]))
    found = session.scalars(chosen.order_by(Meeting.day, Meeting.id, Outcome.ordinal))
    lines = [
        shown_to(reader, line_of(one, today=today, dues=dues))
        for one in found
        if one.state is not CommitmentState.WITHDRAWN and reader.may_read(one.outcome.audience)
    ]
    return YearTable(
        heading="Commitments",
        text="What was committed to at the meetings of the year, as it stands today.",
        columns=("Reference", "Commitment", "Owner", "Due", "State"),
        rows=tuple(
            (one.reference, one.text, one.owner, one.due, "late" if one.late else one.state)
            for one in lines
        ),
        audiences=tuple(one.audience for one in lines),
    )


def _of_figures(report: Report) -> YearTable:
    audience = own(report.reader.party) if report.reader.party else PUBLIC
    return YearTable(
        heading=report.title.partition(":")[0],
        text=report.explained,
        columns=("By", "Of", *report.columns),
        rows=tuple((row.group, row.label, *map(str, row.figures)) for row in report.rows),
        audiences=(audience,) * len(report.rows),
    )
