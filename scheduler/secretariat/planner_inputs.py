"""All that the planner is told of a partnership, read from the record once."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from scheduler.errors import Finding
from scheduler.imports.closure_files import known_calendars
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import Closures
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.secretariat.busy_names import attendees_not_known, calendars_named
from scheduler.secretariat.closures import closures_of
from scheduler.secretariat.kept_times import busy_times
from scheduler.secretariat.policies import known, meetings_of, policy_of, series_of

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannerInputs:
    """The series with their policies, every meeting of them, closed days and busy times.

    `events` are the first days of what calendars hold, where a series meets in its margins;
    `findings` tell of each attendee of whose busy times nothing is known.
    """

    series: Sequence[Series]
    meetings: Sequence[Meeting]
    policies: tuple[SeriesPolicy, ...]
    closures: Closures
    busy: BusyTimes
    events: tuple[KnownMeeting, ...]
    findings: tuple[Finding, ...]

    def known(self, *, without: Container[Meeting] = ()) -> list[KnownMeeting]:
        """The meetings that slots keep their distance from, some of them left out."""
        return [*(known(one) for one in self.meetings if one not in without), *self.events]

    def policy(self, series: str) -> SeriesPolicy | None:
        """The policy of a series; None where it has no rule and is not planned."""
        return next((one for one in self.policies if one.code == series), None)

    def editions(self, series: str, day: date) -> list[str]:
        """The closure editions that decide on a day of a series, by calendar."""
        policy = self.policy(series)
        keys = policy.closure_calendars if policy else ()
        deciding = (self.closures.deciding(day.year, key) for key in keys)
        return [edition.reference for edition in deciding if edition]


def planner_inputs(
    session: Session, partnership: Partnership, *, since: date, until: date
) -> PlannerInputs:
    """What plans and reviews of the days from one to another, both included, are made from."""
    series = series_of(session, partnership)
    policies = tuple(policy_of(one) for one in series if one.current_rule)
    years = range(since.year, until.year + 2)
    beside = {one.margin.event for one in policies if one.margin} & set(known_calendars())
    keys = {key for one in policies for key in one.closure_calendars}
    closures = closures_of(session, sorted(keys | beside), years)
    return PlannerInputs(
        series=series,
        meetings=meetings_of(session, series),
        policies=policies,
        closures=closures,
        busy=_busy(session, policies, since, date(until.year + 1, 12, 31)),
        events=tuple(_events(closures, sorted(beside), years)),
        findings=_findings(session, policies),
    )


def _busy(
    session: Session, policies: Sequence[SeriesPolicy], since: date, until: date
) -> BusyTimes:
    names = _attendees(policies)
    if not names:
        return BusyTimes()
    start, end = (datetime.combine(day, time.min, UTC) for day in (since, until))
    return busy_times(session, sorted(names), since=start - _A_DAY, until=end + _A_DAY)


def _findings(session: Session, policies: Sequence[SeriesPolicy]) -> tuple[Finding, ...]:
    names = sorted(_attendees(policies))
    calendars = calendars_named(session, names) if names else {}
    return tuple(one for policy in policies for one in attendees_not_known(policy, calendars))


def _attendees(policies: Sequence[SeriesPolicy]) -> set[str]:
    return {name for one in policies for name in (*one.attendees_required, *one.attendees)}


def _events(closures: Closures, keys: Sequence[str], years: range) -> Iterator[KnownMeeting]:
    """The first day of each stretch of days in a calendar."""
    for key in keys:
        days = [one.day for year in years for one in closures.of_year(year, key)]
        yield from (
            KnownMeeting(key, day)
            for before, day in zip([None, *days], days, strict=False)
            if before is None or day - before > _A_DAY
        )
