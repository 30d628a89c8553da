from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from scheduler.exports.pictures.report_bars import draw_report
from scheduler.exports.report_tables import report_csv, report_spreadsheet
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.vocabulary import MeetingState, Presence
from scheduler.papers.audience import Reach
from scheduler.papers.report import Report, ReportKind
from scheduler.secretariat.commitments import Step
from scheduler.secretariat.dues import Due
from scheduler.secretariat.reports import Period, report_of
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def _filled(session: Session) -> None:
    first = first_meeting(session)
    factories.add_meeting(session, "ANNUAL-2025", date(2025, 5, 9), state=MeetingState.HELD)
    second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    promise_of(session, first, "late")
    promise_of(session, first, "=open", due=Due(meeting=second), owner="TRADE")
    promise_of(
        session, first, "next", due=Due(meeting=second, series=first.series, after=first.day)
    )
    take_step(promise_of(session, first, "closed", reach=Reach.PARTY), Step.CLOSE, "Done.")
    take_step(promise_of(session, first, "over", owner="TRADE"), Step.SUPERSEDE, "Over.")
    delegation = Delegation(meeting=first, party=factories.party(session, "NORTH"))
    for name, presence in (("Ana", Presence.PRESENT), ("Ole", Presence.ABSENT)):
        person = factories.add_person(session, "NORTH", name)
        delegation.members.append(Attendance(person=person, presence=presence))
    session.add(delegation)
    session.flush()


def _report(session: Session, kind: ReportKind, since: date | None = None) -> Report:
    of = factories.party(session, "NORTH").partnership
    return report_of(session, of, kind, Period(TODAY, since))


def _cells(report: Report) -> list[tuple[str, ...]]:
    return [(row.group, row.label, *map(str, row.figures)) for row in report.rows]


def _records(report: Report, label: str, column: str) -> list[str]:
    row = next(row for row in report.rows if row.label == label)
    return [
        one.removeprefix("ANNUAL-1/") for one in row.figures[report.columns.index(column)].records
    ]


def test_completion_counts_by_body_theme_and_year(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _filled(session)
        report = _report(session, ReportKind.COMPLETION)

        whole = ("5", "1", "2", "1", "1", "25 %")
        assert _cells(report) == [
            ("All", "All", *whole),
            ("Body", "DG FISH", "3", "1", "1", "1", "0", "33.3 %"),
            ("Body", "DG TRADE", "2", "0", "1", "0", "1", "0 %"),
            ("Theme", "without a theme", *whole),
            ("Year", "2026", *whole),
        ]
        assert [_records(report, "All", name) for name in report.columns] == [
            ["C1", "C2", "C3", "C4", "C5"],
            ["C4"],
            ["C2", "C3"],
            ["C1"],
            ["C5"],
            ["C4"],
        ]
        assert _cells(_report(session, ReportKind.COMPLETION, date(2027, 1, 1))) == []


def test_age_cadence_and_attendance_name_what_they_count(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _filled(session)
        age, cadence, attendance = (
            _report(session, kind)
            for kind in (ReportKind.AGE, ReportKind.CADENCE, ReportKind.ATTENDANCE)
        )

        assert _cells(age)[0] == ("All", "All", "0", "0", "3", "0", "0", "200", "200")
        assert _records(age, "All", "Oldest") == ["C1", "C2", "C3"]
        assert _cells(cadence) == [("ANNUAL", "ANNUAL-2025 to ANNUAL-1", "12", "", "0", "0", "0")]
        assert _cells(attendance) == [("NORTH", "ANNUAL-1", "2", "1", "0", "0", "1", "0", "50 %")]
        assert attendance.rows[0].figures[1].records == ("ANNUAL-1: Ana",)


def test_report_asks_as_little_for_many_as_for_few(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _filled(session)
        counts = []
        for _ in range(2):
            session.expire_all()
            of = factories.party(session, "NORTH").partnership
            _ = of.home_party
            asked = asked_from_now_on(session)
            report_of(session, of, ReportKind.COMPLETION, Period(TODAY))
            counts.append(len(asked))
            for number in range(9):
                promise_of(session, factories.meeting(session, "ANNUAL-2026"), f"x{number}")
            session.flush()

        assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ReportKind)
def test_report_has_the_same_figures_in_each_form(
    sqlite_database: Database, kind: ReportKind
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _filled(session)
        report = _report(session, kind)
    pages = load_workbook(BytesIO(report_spreadsheet(report)), read_only=True).worksheets
    figures = [row[2:] for row in pages[0].iter_rows(min_row=5, values_only=True)]
    lines = report_csv(report).decode("utf-8-sig").splitlines()

    assert figures == [tuple(one.value for one in row.figures) for row in report.rows]
    assert len(lines) == len(report.rows) + 1
    assert report_spreadsheet(report) == report_spreadsheet(report)
    picture = draw_report(report)
    assert all(row.label in picture.svg for row in report.rows)
    assert all(f"{row.label}: " in picture.description for row in report.rows)
