"""`scheduler meeting export` and `meeting import`: meetings as calendar files."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.back_plan import say_milestones
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb
from scheduler.errors import InvalidValue
from scheduler.exports.exchange import as_jcal, exchange_file
from scheduler.files import write_whole
from scheduler.imports.calendar_check.source import is_address, read_source
from scheduler.papers.words import counted, listed
from scheduler.secretariat.meeting_exports import exported, exported_series
from scheduler.secretariat.meeting_import_storing import store_import
from scheduler.secretariat.meeting_imports import Act, CalendarGiven, ImportRow, plan_import
from scheduler.secretariat.milestones import MilestoneChange
from scheduler.secretariat.naming import find_meeting, find_partnership, find_series
from scheduler.tzdb import zone as zone_called

_STDOUT = "-"
_SIGNS = {Act.NEW: "+", Act.CHANGED: "~"}
_SAID = {
    Act.SAME: "as it is",
    Act.OLDER: "as it is; the file is older",
    Act.KEPT: "as it is; it was held",
}


@click.command("export", cls=Verb)
@click.argument("meeting", metavar="MEETING", required=False)
@click.option("--series", metavar="CODE", help="Every meeting of a series that has a day.")
@click.option(
    "-o", "--output", metavar="FILE|-", required=True, help="An .ics or .json file, or stdout."
)
@pass_app
def export(app: App, meeting: str | None, series: str | None, output: str) -> None:
    """Write MEETING, or a series, into a calendar file.

    A name that ends in .json makes jCal, any other iCalendar; to stdout, jCal where --json is
    asked. The file holds what the parties may know, the link of a video conference too.
    """
    if (meeting is None) is (series is None):
        given = "both" if meeting else "neither"
        raise InvalidValue("the meeting", given, "MEETING or --series CODE, and only one of them")
    with app.reading() as session:
        if series is not None:
            chosen, findings = exported_series(session, find_series(session, series))
        else:
            found = find_meeting(session, meeting or "", today=app.today)
            chosen, findings = [exported(found)], ()
    content = exchange_file(chosen)
    if output == _STDOUT:
        _print(as_jcal(content) if app.as_json else content)
    else:
        _write(app, Path(output), content, len(chosen))
    warn(findings)


@click.command("import", cls=Verb)
@click.argument("source", metavar="FILE|URL|-")
@click.option("--series", metavar="CODE", help="The series that new meetings are of.")
@click.option("--zone", metavar="ZONE", help="The IANA zone of times that name none.")
@click.option("--publish", "is_published", is_flag=True, help="Show new ones in public feeds.")
@click.option("--apply", "is_stored", is_flag=True, help="Store what is new or changed.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def import_(
    app: App,
    /,
    *,
    source: str,
    series: str | None,
    zone: str | None,
    partnership: str | None,
    is_published: bool,
    is_stored: bool,
) -> None:
    """Show what a calendar file says of meetings, and store it.

    A meeting that is known by its UID follows the file where that is newer; others are new, of the
    series (without --series of the one that the file names) or extraordinary. Nothing is stored
    without --apply.
    """
    content = read_source(source, sys.stdin.buffer)
    milestones: tuple[MilestoneChange, ...] = ()
    with app.writing() if is_stored else app.reading() as session:
        scoped = f"{partnership}/{series}" if partnership else series
        of = find_series(session, scoped or "") if series else None
        found = of.partnership if of else find_partnership(session, partnership)
        own_zone = zone_called(zone) if zone else None
        given = CalendarGiven(_name(source), content, of, own_zone, is_published)
        plan = plan_import(session, found, given, now=app.now, today=app.today)
        rows, findings = plan.rows(), plan.findings
        if is_stored:
            milestones, told = store_import(
                session, found, plan, now=app.now, today=app.today, officer=app.officer
            )
            findings += told
    value = {
        "stored": is_stored,
        "meetings": rows,
        "left_out": plan.left_out,
        "milestones": milestones,
    }
    answer(app, value, lambda: _say(rows, is_stored=is_stored))
    say_milestones(() if app.as_json else milestones)
    warn(findings)


def _name(source: str) -> str:
    """How the file is told of: never by its address, which may hold a secret."""
    if source == _STDOUT:
        return "the calendar on stdin"
    return "the calendar fetched" if is_address(source) else Path(source).name


def _print(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _write(app: App, path: Path, content: bytes, count: int) -> None:
    is_jcal = path.suffix.lower() == ".json"
    written = write_whole(path, as_jcal(content) if is_jcal else content)
    value = {"file": path, "meetings": count, "written": written}
    said = "written to" if written else "unchanged in"
    answer(app, value, lambda: click.echo(f"{counted(count, 'meeting')} {said} {path}."))


def _say(rows: Sequence[ImportRow], *, is_stored: bool) -> None:
    for row in rows:
        sign = ("*" if is_stored else _SIGNS[row.act]) if row.act in _SIGNS else " "
        date = ", ".join(part for part in (row.when, row.hours) if part)
        click.echo(f"{sign} {row.name:<14} {date}, {row.state}: {_act(row)}")
    counts = [sum(1 for row in rows if row.act is act) for act in (Act.NEW, Act.CHANGED)]
    kept = len(rows) - sum(counts)
    verb = "stored" if is_stored else "to store"
    new, changed = counts
    click.echo(f"{verb.capitalize()}: {new} new, {changed} changed; {kept} as in the record.")
    if not is_stored and new + changed:
        click.echo("Store them with: the same command and --apply")


def _act(row: ImportRow) -> str:
    if row.act is Act.CHANGED:
        return f"changed: {listed(row.changes) or 'its version alone'}"
    return _SAID.get(row.act, str(row.act))
