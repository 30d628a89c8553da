"""`scheduler report`: completion, age, cadence, attendance; `year` has a file of its own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table, warn
from scheduler.cli.report_year import year
from scheduler.cli.verbs import DAY, SINCE, Noun
from scheduler.errors import InvalidValue
from scheduler.exports.rendered import Rendered
from scheduler.files import write_whole
from scheduler.papers.report import Report, ReportKind
from scheduler.papers.words import listed
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.reports import Period, report_of

_PICTURES = (".svg", ".png", ".pdf")
_ENDINGS = (".csv", ".xlsx", *_PICTURES)
_Command = Callable[..., Any]
_OPTIONS = (
    click.option("--since", type=SINCE, help="Of meetings from this day or year on."),
    click.option("--until", type=DAY, help="Of meetings up to this day."),
    click.option(
        "--records", "with_records", is_flag=True, help="With what each was counted from."
    ),
    click.option(
        "-o",
        "--output",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write it into this file too: .csv, .xlsx, .svg, .png or .pdf.",
    ),
    click.option("--partnership", metavar="CODE", help="Which, if there are several."),
    pass_app,
)


@click.group(cls=Noun)
def report() -> None:
    """See what was kept: completion, age, cadence, attendance.

    For the home party, with what is its own. --records names what each figure was counted from.
    """


report.add_command(year)


def _options(command: _Command) -> _Command:
    """What each report is asked with."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@report.command()
@_options
def completion(app: App, /, **asked: Any) -> None:  # noqa: ANN401 -- click's own
    """Show how much of what was committed to was done.

    By body, by theme and by the year of deciding.
    """
    _tell(app, ReportKind.COMPLETION, **asked)


@report.command()
@_options
def age(app: App, /, **asked: Any) -> None:  # noqa: ANN401 -- click's own
    """Show how long commitments have been open."""
    _tell(app, ReportKind.AGE, **asked)


@report.command()
@_options
def cadence(app: App, /, **asked: Any) -> None:  # noqa: ANN401 -- click's own
    """Show the time between meetings, against the promise."""
    _tell(app, ReportKind.CADENCE, **asked)


@report.command()
@_options
def attendance(app: App, /, **asked: Any) -> None:  # noqa: ANN401 -- click's own
    """Show who of each delegation was in the room."""
    _tell(app, ReportKind.ATTENDANCE, **asked)


def _tell(
    app: App,
    kind: ReportKind,
    *,
    since: date | None,
    until: date | None,
    path: Path | None,
    partnership: str | None,
    with_records: bool,
) -> None:
    if since and until and until < since:
        raise InvalidValue("--until", str(until), f"a day that is not before --since {since}")
    if path and path.suffix.lower() not in _ENDINGS:
        expected = f"a name ending in {listed(_ENDINGS, 'or')}"
        raise InvalidValue("the report's file", str(path), expected)
    with app.reading() as session:
        framework = find_partnership(session, partnership)
        found = report_of(session, framework, kind, Period(app.today, since, until))
    if path:
        made = _file(found, path)
        write_whole(path, made.content)
        warn(made.findings)
    shown = found if with_records else found.without_records()
    value = {"file": path, "report": shown}
    answer(app, value, lambda: _say(found, path, with_records=with_records))


def _file(found: Report, path: Path) -> Rendered:
    from scheduler.exports.pictures.printed import picture_file  # noqa: PLC0415 -- slow import
    from scheduler.exports.pictures.report_bars import draw_report  # noqa: PLC0415 -- slow import
    from scheduler.exports.report_tables import (  # noqa: PLC0415 -- slow import
        report_csv,
        report_spreadsheet,
    )

    if path.suffix.lower() == ".csv":
        return Rendered(report_csv(found))
    if path.suffix.lower() == ".xlsx":
        return Rendered(report_spreadsheet(found))
    return picture_file(draw_report(found), path)


def _say(found: Report, path: Path | None, *, with_records: bool) -> None:
    click.echo(f"{found.title}, {found.period}")
    rows = [(row.group, row.label, *map(str, row.figures)) for row in found.rows]
    table(("By", "Of", *found.columns), rows)
    for row in found.rows if with_records else ():
        for column, figure in zip(found.columns, row.figures, strict=True):
            if figure.records:
                click.echo(f"{row.label}, {column.lower()}: {', '.join(figure.records)}")
    if path:
        click.echo(f"Written for {found.reader}: {path}")
