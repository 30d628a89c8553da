"""`scheduler feed check`: what is wrong with a calendar file, wherever it comes from."""

import sys
from typing import Any

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import FINDINGS, answer
from scheduler.cli.verbs import Verb
from scheduler.errors import Severity
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.findings import CalendarFinding, CalendarReport
from scheduler.imports.calendar_check.source import is_address, read_source
from scheduler.papers.words import counted


@click.command(cls=Verb)
@click.argument("source", metavar="FILE|URL|-")
@pass_app
def check(app: App, source: str) -> None:
    """Check any calendar (.ics), and tell all its defects by line.

    Each finding says what stands there, what the RFC says, and what to do. Errors make the exit
    code 3; warnings and notes do not. No record is needed, and nothing is kept.
    """
    content = read_source(source, sys.stdin.buffer)
    report = check_calendar("the calendar fetched" if is_address(source) else source, content)
    answer(app, _as_told(report), lambda: _say(report))
    if report.count(Severity.ERROR):
        click.get_current_context().exit(FINDINGS)


def _as_told(report: CalendarReport) -> dict[str, object]:
    return {
        "findings": [_row(finding) for finding in report.findings],
        "more": [{"defect": defect.code, "count": count} for defect, count in report.more],
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
    }


def _row(finding: CalendarFinding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "defect": finding.defect.code,
        "came": finding.came,
        **finding.defect.value._asdict(),
    }


def _say(report: CalendarReport) -> None:
    for finding in report.findings:
        click.echo(str(finding))
    for defect, count in report.more:
        click.echo(f"and {counted(count, 'more finding')} of {defect.code}")
    if not report.findings:
        click.echo("No defects were found.")
        return
    counts = [counted(report.count(severity), severity) for severity in Severity]
    click.echo(f"{', '.join(counts)}.")
