"""How long plans take: `python -m benchmarks.planning [--quick] [--json]`.

Three series that all keep their distance from one another, over ten years, against six closure
calendars and the busy times of 40 people; then twice the calendars, and a hundred series in fifty
partnerships. Every plan is exact. No peer plans, so none stands beside it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from tempfile import TemporaryDirectory

from benchmarks.busy_people.files import PEOPLE, people
from benchmarks.engine.report import Figure, Part, duration
from benchmarks.engine.stopwatch import QUICK_ROUNDS, timed
from scheduler.imports.closure_files import closure_calendars
from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import Closures
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.slots import Proposal, propose
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow
from scheduler.secretariat.busy import CalendarSource, import_busy
from scheduler.secretariat.kept_times import busy_times
from scheduler.store.schema import create
from scheduler.store.session import Database, open_database

SIX = ("belgium", "geneva", "luxembourg", "eu-institutions-brussels", "unga", "august-recess")
SIX_MORE = (
    "eu-institutions-luxembourg", "belgium-school-french", "belgium-school-flemish",
    "christmas-recess", "easter", "easter-orthodox",
)  # fmt: skip
TODAY, UNTIL = date(2026, 1, 1), date(2035, 12, 31)
IN_FIVE_YEARS = date(2030, 12, 31)
NOW = datetime.combine(TODAY, time(), UTC)
YEARS = range(TODAY.year, UNTIL.year + 2)
PARTNERSHIPS = 50
PLAN_BAR, MANY_BAR, CALENDARS_BAR = 3.0, 10.0, 2.2
SOM = SeriesPolicy(
    code="SOM",
    rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
    dtstart=datetime.fromisoformat("2013-05-03 09:30"),
    start_time=time(9, 30),
    end_time=time(17),
    zone="Europe/Brussels",
    window=SeriesWindow.parse("15 April to 15 June"),
    spacing=Spacing.parse("11 to 13 months; at least 10 days apart from TECH"),
    closure_calendars=SIX,
)
HOU = replace(
    SOM,
    code="HOU",
    rule="FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
    window=None,
    spacing=Spacing.parse(
        "4 to 8 months; at least 6 weeks before SOM; at least 2 weeks apart from TECH"
    ),
)
TECHNICAL = replace(
    SOM,
    code="TECH",
    rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH",
    window=None,
    spacing=Spacing.parse("10 to 16 weeks"),
)
SERIES = (SOM, HOU, TECHNICAL)


def main() -> int:
    """Print the tables; the exit code is 0: a missed bar is for the reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    closures = Closures(closure_calendars((*SIX, *SIX_MORE), YEARS))
    parts = [_with_people(closures, quick=options.quick), _of_calendars(closures), _many(closures)]
    if options.json:
        print(json.dumps([asdict(part) for part in parts], indent=1))
    else:
        print(*parts, sep="\n")
    return 0


def _with_people(closures: Closures, *, quick: bool) -> Part:
    """The plan among the busy times of many people, as a database keeps them."""
    with TemporaryDirectory() as folder:
        database = open_database(f"{folder}/busy.db")
        create(database.engine, now=NOW)
        files = people(PEOPLE // 10 if quick else PEOPLE)
        keeping = timed(lambda: _keep(database, files), first=True)[0]
        loading = timed(lambda: _stored(database), rounds=QUICK_ROUNDS)[0]
        database.engine.dispose()
    names = loading.result.names
    policies = [replace(each, attendees=names, attendees_required=names[:1]) for each in SERIES]
    planning = timed(lambda: _plan(policies, closures, loading.result), rounds=QUICK_ROUNDS)[0]
    part = Part(f"Ten years of three series, six calendars, {len(names)} people", ("work", "time"))
    part.rows.append(["reading and storing the files, apart", duration(keeping.microseconds)])
    part.rows.append(["loading the busy times of ten years", duration(loading.microseconds)])
    part.rows.append([f"the plan of {len(planning.result)} slots", duration(planning.microseconds)])
    whole = (loading.microseconds + planning.microseconds) / 1e6
    part.figures.append(
        Figure(f"ten years, {len(names)} people, loading and plan", whole, "s", bar=PLAN_BAR)
    )
    return part


def _of_calendars(closures: Closures) -> Part:
    """The same plan without people, against six calendars and against twelve."""
    twelve = [replace(each, closure_calendars=(*SIX, *SIX_MORE)) for each in SERIES]
    six, both = timed(
        lambda: _plan(SERIES, closures), lambda: _plan(twelve, closures), rounds=QUICK_ROUNDS
    )
    part = Part("Twice the calendars", ("calendars", "time"))
    part.rows.extend([["6", duration(six.microseconds)], ["12", duration(both.microseconds)]])
    growth = both.microseconds / six.microseconds
    part.figures.append(Figure("twice the calendars", growth, "times", bar=CALENDARS_BAR))
    return part


def _many(closures: Closures) -> Part:
    """Two series in each of many partnerships, each planned by itself."""
    run = timed(
        lambda: [
            slot
            for _ in range(PARTNERSHIPS)
            for slot in _plan((SOM, HOU), closures, until=IN_FIVE_YEARS)
        ],
        first=True,
    )[0]
    part = Part(f"Five years of {PARTNERSHIPS} partnerships", ("slots", "time"))
    part.rows.append([str(len(run.result)), duration(run.microseconds)])
    name = f"five years, {2 * PARTNERSHIPS} series in {PARTNERSHIPS} partnerships"
    part.figures.append(Figure(name, run.microseconds / 1e6, "s", bar=MANY_BAR))
    return part


def _plan(
    policies: Sequence[SeriesPolicy],
    closures: Closures,
    busy: BusyTimes | None = None,
    until: date = UNTIL,
) -> tuple[Proposal, ...]:
    return propose(policies, (), closures, today=TODAY, until=until, busy=busy)


def _keep(database: Database, files: Sequence[bytes]) -> None:
    """Import each file as an officer does."""
    for number, content in enumerate(files):
        source = CalendarSource(f"{number}.ics", [(f"{number}.ics", content)])
        with database.writing(verb="busy import", now=NOW, officer="bench") as session:
            import_busy(session, f"person {number}", source, now=NOW)


def _stored(database: Database) -> BusyTimes:
    last = datetime.combine(UNTIL, time(), UTC)
    with database.reading() as session:
        return busy_times(session, since=NOW, until=last)


if __name__ == "__main__":
    sys.exit(main())
