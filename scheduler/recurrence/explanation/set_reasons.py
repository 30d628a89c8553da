"""What a set says of a time beside its rules: RDATE, EXRULE, EXDATE, overrides (RFC 5545 3.8.5)."""

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol

from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.ordering import holds, shared
from scheduler.recurrence.overrides import Occurrence, Override
from scheduler.recurrence.period import Period, start_of
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.sets.listed import Listed
from scheduler.recurrence.sets.members import Members
from scheduler.recurrence.sets.stretch import Stretch
from scheduler.recurrence.sets.tails import RuleSource
from scheduler.recurrence.source import Moment
from scheduler.recurrence.words.in_full import at
from scheduler.recurrence.zones import instant


class Series(Protocol[Moment]):
    """What an explanation asks of a set; `RecurrenceSet` has it."""

    @property
    def start(self) -> Moment:
        """DTSTART."""

    @property
    def frame(self) -> Frame[Moment]:
        """The kind and zone of the start."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Each RRULE."""

    @property
    def dates(self) -> tuple[Moment | Period[Moment], ...]:
        """Each value of RDATE."""

    @property
    def overrides(self) -> tuple[Override[Moment], ...]:
        """Each override."""

    @property
    def unmatched_start(self) -> str:
        """What becomes of a start that no rule gives."""

    @property
    def elapsed(self) -> bool:
        """True if hours, minutes and seconds are ones that really pass."""

    @property
    def is_finite(self) -> bool:
        """True if there is a last instance, or none."""

    @property
    def last(self) -> Moment | None:
        """The last instance."""

    def __iter__(self) -> Iterator[Moment]: ...

    def __contains__(self, moment: object) -> bool: ...

    def before(self, moment: Moment) -> Moment | None:
        """The last instance earlier than this."""

    def after(self, moment: Moment) -> Moment | None:
        """The first instance later than this."""

    def index(self, moment: Moment) -> int:
        """How many instances come before this one."""


class SetReasons(Generic[Moment]):
    """The reasons of one set for one moment, which its clocks show."""

    def __init__(
        self,
        series: Series[Moment],
        members: Members[Moment],
        excluded_rules: Sequence[RuleSource[Moment]],
        moment: Moment,
    ) -> None:
        self._series, self._members, self._moment = series, members, moment
        self._excluded_rules = excluded_rules

    def told(self) -> Iterator[Reason]:
        """The reasons, in the order in which a set is put together."""
        yield from self._by_excluded_rules()
        yield from self._by_start_and_dates()
        yield from self._by_exclusions()
        if self._series.overrides:
            yield from self._moved_away()
            yield from self._moved_here()

    def _by_excluded_rules(self) -> Iterator[Reason]:
        for rule, source in self._excluded_rules:
            if shared([self._moment], source, self._members.order):
                says = f"{rule} takes it from what rules give"
                yield Reason("EXRULE", says, holds=False)

    def _by_start_and_dates(self) -> Iterator[Reason]:
        series = self._series
        if instant(series.start) == instant(self._moment) and self._adds_start:
            why = "included, whatever its rules" if series.rules else "an instance without any rule"
            yield Reason("DTSTART", f"it is the start, which is {why}", holds=True)
        dates = [start_of(each) for each in series.dates]
        if instant(self._moment) in set(map(instant, dates)):
            yield Reason("RDATE", "it is a further date of the set", holds=True)
        elif not series.rules and not self._is_added:
            says = "there is no rule, and it is neither the start nor a further date"
            yield Reason("RDATE", says, holds=False)

    def _by_exclusions(self) -> Iterator[Reason]:
        members, moment = self._members, self._moment
        if not holds(members.excluded, moment, members.order):
            return
        if shared([moment], members.unreduced, members.order):
            yield Reason("EXDATE", "it is excluded", holds=False)
        else:
            yield Reason("EXDATE", "it is excluded, but was no instance anyway", holds=True)

    def _moved_away(self) -> Iterator[Reason]:
        """Where an override puts the instance that this moment would be."""
        members, moment = self._members, self._moment
        if not shared([moment], members.originals, members.order):
            return
        single = members.singles.get(instant(moment))
        start = single.start if single else self._moved_on()
        if start is None:
            says = "with all from some instance on it is moved out of the calendar"
            yield Reason("RECURRENCE-ID", says, holds=False)
        elif instant(start) != instant(moment):
            yield Reason("RECURRENCE-ID", f"its instance is moved to {at(start)}", holds=False)
        elif single:
            yield Reason("RECURRENCE-ID", "its instance is changed, but not moved", holds=True)

    def _moved_on(self) -> Moment | None:
        """Where the last override of later instances puts the moment; None for nowhere."""
        members, moment = self._members, self._moment
        earlier = (o for o in members.ranges if instant(o.recurrence_id) <= instant(moment))
        override = max(earlier, key=lambda each: instant(each.recurrence_id), default=None)
        listed = Listed([moment], members.order)
        stretch = Stretch(listed, self._series.frame, members.order, override=override)
        return next(stretch.ascending(), None)

    def _moved_here(self) -> Iterator[Reason]:
        for each in self._here():
            original = each.recurrence_id
            if shared([original], self._members.originals, self._members.order):
                if instant(original) != instant(self._moment):
                    says = f"the instance of {at(original)} is moved here"
                    yield Reason("RECURRENCE-ID", says, holds=True)
            else:
                says = f"an override puts one here, though {at(original)} is no instance"
                yield Reason("RECURRENCE-ID", says, holds=True)

    def _here(self) -> Iterator[Occurrence[Moment]]:
        """The instances that take place at the moment."""
        try:
            end = self._series.frame.next_second(self._moment)
        except OverflowError:
            end = None
        for each in self._members.occurrences(self._moment, end):
            if instant(each.start) != instant(self._moment):
                return
            yield each

    @property
    def _adds_start(self) -> bool:
        return not self._series.rules or self._series.unmatched_start == "include"

    @property
    def _is_added(self) -> bool:
        return holds(self._members.dates, self._moment, self._members.order)
