"""Why a day will not do: the window, the closed days, people taken, distances to other meetings."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import WEEKEND, Closures, Hardness
from scheduler.planning.hours import taken_on
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.spacing import Relation
from scheduler.planning.spans import Span, Unit
from scheduler.planning.words import day_in_words, plain_day

# The rule that no other outweighs.
ONE_AT_A_TIME = "one meeting at a time"


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason against a day, and the rule it comes from."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """A distance to keep to the meetings of one series, ahead of the day, behind it, or both.

    `breach` is what to say of a meeting that stands too close; without it, how close it stands.
    """

    rule: str
    span: Span
    series: str
    ahead: bool
    behind: bool
    breach: str = ""


class Days:
    """The days on which meetings stand, by series; grows as slots are placed."""

    def __init__(self, known: Iterable[KnownMeeting] = ()) -> None:
        self._by_series: dict[str, list[date]] = {}
        for meeting in known:
            if meeting.day is not None:
                self.add(meeting.series, meeting.day)

    def add(self, series: str, day: date) -> None:
        """Note a meeting."""
        insort(self._by_series.setdefault(series, []), day)

    def remove(self, series: str, day: date) -> None:
        """Forget one meeting of that day."""
        self._by_series[series].remove(day)

    def of(self, series: str) -> Sequence[date]:
        """The days of a series, earliest first."""
        return self._by_series.get(series, ())

    def last(self, series: str, until: date) -> date | None:
        """The last meeting of a series up to a day, that day included."""
        days = self.of(series)
        at = bisect_right(days, until)
        return days[at - 1] if at else None

    def next(self, series: str, since: date) -> date | None:
        """The first meeting of a series from a day on, that day included."""
        days = self.of(series)
        at = bisect_left(days, since)
        return days[at] if at < len(days) else None


class Judge:
    """The rules of one series, asked day by day.

    `overdue` names the rule of the greatest gap: the one rule that no choice of day may be able to
    keep, because the last meeting lies too far back.
    """

    def __init__(
        self,
        policy: SeriesPolicy,
        policies: Sequence[SeriesPolicy],
        closures: Closures,
        days: Days,
        busy: BusyTimes | None = None,
    ) -> None:
        self.policy, self._closures, self._days = policy, closures, days
        self._busy, self._taken = busy or BusyTimes(), dict[date, tuple[str, ...]]()
        clearances = (*_own_clearances(policy), *_clearances_of_others(policy, policies))
        self.clearances = tuple(dict.fromkeys(clearances))
        self.overdue = f"at most {policy.spacing.max_gap}"
        self._event_days = next(
            (one.days for one in policies if policy.margin and one.code == policy.margin.event), 1
        )

    def objections(
        self, day: date, window: range | None, nominal: date | None = None
    ) -> tuple[Objection, ...]:
        """Everything against a day; `window` holds the ordinals of the days it may lie on."""
        return (
            *self.standing(day, window, nominal),
            *self.of_margin(day),
            *self.of_cadence(day),
        )

    def standing(
        self, day: date, window: range | None, nominal: date | None = None
    ) -> tuple[Objection, ...]:
        """Everything against a day but the greatest gap and the margin."""
        return (
            *self._of_window(day, window),
            *self._of_promise(day, nominal),
            *self._of_closures(day),
            *self._of_people(day),
            *self._of_neighbours(day),
        )

    def of_cadence(self, day: date) -> Iterator[Objection]:
        """Whether the last meeting of the series lies too far back."""
        most = self.policy.spacing.max_gap
        last = self._days.last(self.policy.code, day)
        if most and last and day > most.after(last):
            words = f"more than {most} after {self.policy.code} on {day_in_words(last)}"
            yield Objection(self.overdue, words)

    def of_margin(self, day: date) -> Iterator[Objection]:
        """Whether no meeting stands in whose margins this one would be."""
        margin = self.policy.margin
        if margin is None:
            return
        events = self._days.of(margin.event)
        if not any(day.toordinal() in self.beside(event) for event in events):
            yield Objection(str(margin), f"not {margin}")

    def rules(self, year: int) -> Iterator[str]:
        """The rules that a day of a year is held to, as objections name them; one goes unsaid.

        Nor is anything said of attendees of whom nobody knows when they are busy.
        """
        policy = self.policy
        if policy.window:
            yield f"the window {policy.window}"
        if policy.promise:
            yield str(policy.promise)
        if policy.expires:
            yield f"the end on {plain_day(policy.expires)}"
        yield "the weekend"
        for key in policy.closure_calendars:
            edition = self._closures.deciding(year, key)
            if edition is not None and edition.hardness is Hardness.BLOCK:
                yield f"the closed days of {edition.name}"
        known = (name for name in policy.attendees_required if name in self._busy.names)
        yield from (f"the presence of {name}" for name in known)
        yield from (clearance.rule for clearance in self.clearances if not clearance.breach)
        if policy.margin:
            yield str(policy.margin)
        if policy.spacing.max_gap:
            yield self.overdue

    def beside(self, event: date) -> range:
        """The ordinals of the days on which the meeting lies in the margins of an event."""
        margin = self.policy.margin
        assert margin is not None  # noqa: S101 -- asked only of a series that has a margin
        return margin.days(event, self.policy.days, self._event_days)

    def span(self, day: date) -> Sequence[date]:
        """The days that a meeting takes which begins on a day."""
        if self.policy.days == 1:
            return (day,)
        left = min(self.policy.days, (date.max - day).days + 1)
        return [day + timedelta(days=at) for at in range(left)]

    def taken(self, day: date) -> tuple[str, ...]:
        """Who of the attendees is taken by something else when the meeting begins on a day."""
        if day not in self._taken:
            self._taken[day] = taken_on(self.span(day), self.policy, self._busy)
        return self._taken[day]

    def unknown_calendars(self, day: date) -> tuple[str, ...]:
        """The calendars that say nothing of this day's year: its closed days are unknown."""
        return self._closures.unknown(day.year, self.policy.closure_calendars)

    def _of_window(self, day: date, window: range | None) -> Iterator[Objection]:
        last = day.toordinal() + self.policy.days - 1
        if window is not None and (day.toordinal() not in window or last not in window):
            rule = f"the window {self.policy.window}"
            yield Objection(rule, f"outside {rule}")

    def _of_promise(self, day: date, nominal: date | None) -> Iterator[Objection]:
        promise, expires = self.policy.promise, self.policy.expires
        if promise and nominal and not promise.keeps(nominal, day):
            yield Objection(f"{promise}", f"outside {nominal.year}, to meet {promise}")
        if expires and self.span(day)[-1] > expires:
            rule = f"the end on {plain_day(expires)}"
            yield Objection(rule, f"after {rule}")

    def _of_closures(self, day: date) -> Iterator[Objection]:
        for each in self.span(day):
            for closure in self._closures.on(each, self.policy.closure_calendars):
                if closure.calendar is WEEKEND:
                    yield Objection("the weekend", str(closure))
                elif closure.calendar.hardness is Hardness.BLOCK:
                    rule = f"the closed days of {closure.calendar.name}"
                    yield Objection(rule, str(closure))

    def _of_people(self, day: date) -> Iterator[Objection]:
        for name in self.taken(day):
            if name in self.policy.attendees_required:
                yield Objection(f"the presence of {name}", f"{name} is taken")

    def _of_neighbours(self, day: date) -> Iterator[Objection]:
        for clearance in self.clearances:
            if found := _breach(clearance, day, self._days):
                yield found


def _own_clearances(policy: SeriesPolicy) -> Iterator[Clearance]:
    """What the series asks for itself: its own least gap, and its distances to others."""
    own, least = Span(policy.days, Unit.DAYS), policy.spacing.min_gap
    said = f"{policy.code} meets then already, on"
    yield Clearance(ONE_AT_A_TIME, own, policy.code, ahead=True, behind=True, breach=said)
    if least:
        yield Clearance(f"at least {least}", least, policy.code, ahead=True, behind=True)
    for distance in policy.spacing.distances:
        both = distance.relation is Relation.APART or distance.series == policy.code
        yield Clearance(str(distance), distance.span, distance.series, ahead=True, behind=both)


def _clearances_of_others(
    policy: SeriesPolicy, policies: Sequence[SeriesPolicy]
) -> Iterator[Clearance]:
    """What other series ask of their distance to this one, seen from this side."""
    for other in sorted(policies, key=lambda one: one.code):
        for distance in other.spacing.distances:
            if other.code != policy.code and distance.series == policy.code:
                rule = f"{other.code} {distance}"
                both = distance.relation is Relation.APART
                yield Clearance(rule, distance.span, other.code, ahead=both, behind=True)


def _breach(clearance: Clearance, day: date, days: Days) -> Objection | None:
    """The nearest meeting that stands too close; months are counted on from the earlier day."""
    span, series = clearance.span, clearance.series
    if clearance.ahead:
        following = days.next(series, day)
        if following and following < span.after(day):
            said = clearance.breach or f"less than {span} before {series} on"
            words = f"{said} {day_in_words(following)}"
            return Objection(clearance.rule, words)
    if clearance.behind:
        preceding = days.last(series, day)
        if preceding and day < span.after(preceding):
            said = clearance.breach or f"less than {span} after {series} on"
            words = f"{said} {day_in_words(preceding)}"
            return Objection(clearance.rule, words)
    return None
