"""How long a plan of three series over thirty years takes. Run: python benchmarks/planning.py."""

from dataclasses import replace
from datetime import date, datetime, time
from statistics import median
from timeit import repeat

from scheduler.imports.closure_files import closure_calendars
from scheduler.planning.closures import Closures
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.slots import propose
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow

CALENDARS = ("belgium", "geneva", "eu-institutions-brussels")
TODAY, UNTIL = date(2026, 11, 24), date(2056, 12, 31)
YEARS = range(TODAY.year, UNTIL.year + 1)
SOM = SeriesPolicy(
    code="SOM",
    rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
    dtstart=datetime.fromisoformat("2013-05-03 09:30"),
    start_time=time(9, 30),
    end_time=time(17),
    zone="Europe/Brussels",
    window=SeriesWindow.parse("15 April to 15 June"),
    spacing=Spacing.parse("9 to 18 months"),
    closure_calendars=CALENDARS,
)
HOU = replace(
    SOM,
    code="HOU",
    rule="FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
    window=None,
    spacing=Spacing.parse("at least 4 months; at least 6 weeks before SOM"),
)
TECHNICAL = replace(
    SOM,
    code="TECH",
    rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH",
    window=None,
    spacing=Spacing.parse("at least 10 days apart from SOM"),
)


def main() -> None:
    """Print the median of five runs of each part, in milliseconds."""
    closures = Closures(closure_calendars(CALENDARS, YEARS))
    policies = (SOM, HOU, TECHNICAL)

    def plan() -> int:
        return len(propose(policies, (), closures, today=TODAY, until=UNTIL))

    reading = median(repeat(lambda: closure_calendars(CALENDARS, YEARS), number=1, repeat=5))
    planning = median(repeat(plan, number=1, repeat=5))
    print(f"closed days of {len(YEARS)} years, {len(CALENDARS)} calendars: {reading * 1000:.1f} ms")
    print(f"plan of {len(policies)} series, {plan()} slots: {planning * 1000:.1f} ms")


if __name__ == "__main__":
    main()
