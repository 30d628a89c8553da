"""The two series of the EU-IOM partnership with the defaults its data file gives them."""

from datetime import date, datetime, time

from scheduler.imports.closure_files import closure_calendars
from scheduler.planning.closures import Closures
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow

CALENDARS = ("belgium", "geneva", "eu-institutions-brussels")

SOM = SeriesPolicy(
    code="SOM",
    rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
    dtstart=datetime.fromisoformat("2013-05-03 09:30"),
    start_time=time(9, 30),
    end_time=time(17, 0),
    zone="Europe/Brussels",
    window=SeriesWindow.parse("15 April to 15 June"),
    spacing=Spacing.parse("9 to 18 months"),
    closure_calendars=CALENDARS,
)

HOU = SeriesPolicy(
    code="HOU",
    rule="FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
    dtstart=datetime.fromisoformat("2013-03-12 10:00"),
    start_time=time(10, 0),
    end_time=time(13, 0),
    zone="Europe/Brussels",
    spacing=Spacing.parse("at least 4 months; at least 6 weeks before SOM"),
    closure_calendars=CALENDARS,
)

# Day and number are on record for these; none was made from a slot.
HELD = tuple(
    KnownMeeting("SOM", day)
    for day in (
        date(2013, 5, 3),
        date(2014, 10, 1),
        date(2018, 4, 4),
        date(2020, 10, 13),
        date(2022, 10, 7),
        date(2025, 4, 4),
    )
)


def closures(*years: int) -> Closures:
    """The closed days of Brussels, Belgium and Geneva in these years."""
    return Closures(closure_calendars(CALENDARS, years))
