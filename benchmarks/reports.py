"""How long the reports over a register of 100,000 commitments take, and how much they ask.

Run: python benchmarks/reports.py [POSTGRESQL-URL]. The register is that of benchmarks/register.py.
The bar is 5 seconds a report; their questions do not grow with the commitments.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.register import COMMITMENTS, TODAY, filled
from scheduler.exports.report_tables import report_csv, report_spreadsheet
from scheduler.papers.audience import Reader
from scheduler.papers.report import ReportKind
from scheduler.secretariat.follow_up import owed_by_bodies
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.reports import Period, report_of
from scheduler.store.session import Database
from tests.queries import asked_from_now_on


def main(arguments: list[str]) -> None:
    """Time each report once, in a session of its own."""
    with tempfile.TemporaryDirectory(prefix="scheduler-reports-") as name:
        database = filled(arguments[0] if arguments else str(Path(name) / "record.db"))
        print(f"{COMMITMENTS:,} commitments")
        for kind in ReportKind:
            _time_report(database, kind)
        with database.reading() as session:
            framework, begun = find_partnership(session), perf_counter()
            owing = owed_by_bodies(session, framework, Reader("NORTH"), within=30, today=TODAY)
            count = sum(len(one.owed) for one in owing)
            print(f"follow-up due: {perf_counter() - begun:6.2f} s, {count:,} listed")


def _time_report(database: Database, kind: ReportKind) -> None:
    with database.reading() as session:
        framework, asked = find_partnership(session), asked_from_now_on(session)
        begun = perf_counter()
        report = report_of(session, framework, kind, Period(TODAY, since=date(1900, 1, 1)))
        took = perf_counter() - begun
    begun = perf_counter()
    report_csv(report)
    tables = perf_counter() - begun
    begun = perf_counter()
    report_spreadsheet(report)
    book = perf_counter() - begun
    told = (
        f"{len(report.rows):,} rows, {len(asked)} questions; csv {tables:.2f} s, xlsx {book:.2f} s"
    )
    print(f"{kind:<12} {took:6.2f} s, {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
