"""Two invented series of one meeting a year, and the plan of 2027 for them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from scheduler.planning.closures import ClosureCalendar, Closures
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.score import IDEAL
from scheduler.planning.slots import Proposal, propose
from scheduler.planning.spacing import Spacing
from scheduler.planning.windows import SeriesWindow

TODAY = date(2027, 1, 1)
UNTIL = date(2027, 12, 31)
# Friday 7 May 2027.
YEARLY = SeriesPolicy(
    code="SOM",
    rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
    dtstart=datetime.fromisoformat("2013-05-03 09:30"),
    start_time=time(9, 30),
    end_time=time(17, 0),
    zone="Europe/Brussels",
    window=SeriesWindow.parse("15 April to 15 June"),
    closure_calendars=("city",),
)
# Tuesday 9 March 2027.
EARLIER = replace(
    YEARLY, code="HOU", rule="FREQ=YEARLY;BYMONTH=3;BYDAY=2TU", window=None,
    spacing=Spacing.parse("at least 6 weeks before SOM"),
)  # fmt: skip


def closed(*days: date, years: tuple[int, ...] = (2027,)) -> Closures:
    city = ClosureCalendar(
        "city", "the city", "first", provisional=False, source="", years=years,
        closures=dict.fromkeys(days, "a feast"),
    )  # fmt: skip
    return Closures((city,))


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def bare(slot: Proposal) -> Proposal:
    """The proposal without its points and the other days."""
    return replace(slot, score=IDEAL, plan_points=0, alternatives=())


def only(
    policy: SeriesPolicy, closures: Closures, *existing: KnownMeeting, today: date = TODAY
) -> Proposal:
    (slot,) = propose((policy,), existing, closures, today=today, until=UNTIL)
    return slot
