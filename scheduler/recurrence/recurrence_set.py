"""The recurrence set: a start, rules, further dates, less the excluded ones (RFC 5545 3.8.5)."""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain, groupby

from scheduler.recurrence.frozen import Frozen
from scheduler.recurrence.given import all_in, refused, require_choice, require_start, rules_in
from scheduler.recurrence.later import Later
from scheduler.recurrence.quick_typing import TYPE_CHECKING, cast, overload
from scheduler.recurrence.sets.assembled import Assembled
from scheduler.recurrence.sets.lazy_set import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import timedelta
    from typing import ClassVar, Literal, Self, TypedDict, Unpack

    from scheduler.errors import Finding
    from scheduler.recurrence import frame as frames
    from scheduler.recurrence.explanation import Explanation
    from scheduler.recurrence.overrides import Occurrence, Override
    from scheduler.recurrence.period import Period
    from scheduler.recurrence.rule import Rule
    from scheduler.recurrence.rule_text.lenient import Tolerated
    from scheduler.recurrence.sets.assembled import UnmatchedStart

    class Options(TypedDict, total=False):
        """What no line of a set says: see `RecurrenceSet`."""

        unmatched_start: UnmatchedStart
        elapsed: bool

else:
    frames = Later("scheduler.recurrence.frame")

_EMPTY_LISTS = (), (), (), ()
_WITHOUT_LISTS = dict.fromkeys(("dates", "excluded", "overrides", "excluded_rules"), ())


class RecurrenceSet(Frozen, Assembled[Moment]):
    """The instances of a series, lazy and sorted, each instant once.

    The start is a date, a time without a zone, or a time in UTC or an IANA zone; everything given
    must be of its kind, and results have its kind and zone. Rules run in wall time: a time that
    clocks skip is read with the offset before the gap, one that occurs twice means the first
    (RFC 5545 3.3.5); with `elapsed`, rules of hours, minutes and seconds run in elapsed time.
    A start that no rule gives is left out, included or refused, as `unmatched_start` says; without
    any rule the start is always an instance. `excluded` wins over rules and dates, by instant;
    `excluded_rules` are the EXRULEs of RFC 2445 and exclude what rules give.
    With one rule, whatever the lists, each question costs the same near and far from the start.
    Several rules, and series that an override moves from some instance on, are merged: their ranks
    and totals are told of 50,000 instances at most, else UnansweredQuestion is raised.
    Raises InvalidValue for mixed kinds, wrong types, an unknown zone, or a start refused.
    """

    _fields = (
        "start",
        "rules",
        "dates",
        "excluded",
        "overrides",
        "unmatched_start",
        "elapsed",
        "excluded_rules",
    )
    _usual: ClassVar = {"unmatched_start": "omit"}

    def __init__(
        self,
        start: Moment,
        rules: Iterable[Rule] = (),
        dates: Iterable[Moment | Period[Moment]] = (),
        excluded: Iterable[Moment] = (),
        overrides: Iterable[Override[Moment]] = (),
        *,
        unmatched_start: UnmatchedStart = "omit",
        elapsed: bool = False,
        excluded_rules: Iterable[Rule] = (),
    ) -> None:
        require_start(start)
        require_choice(unmatched_start)
        own = vars(self)
        own["start"] = start = frames.start_itself(start, elapsed=elapsed)
        own["unmatched_start"], own["elapsed"] = unmatched_start, elapsed
        own["frame"] = frames.Frame(start)
        own["rules"] = rules_in(rules)
        lists = dates, excluded, overrides, excluded_rules
        if lists == _EMPTY_LISTS and unmatched_start != "refuse":
            own.update(_WITHOUT_LISTS)
            # An UNTIL of the wrong kind is refused now, not when first asked.
            _ = self._whole if len(self.rules) == 1 else self._rules
            return
        own["dates"] = all_in("the further dates", dates, "a list of dates")
        own["excluded"] = all_in("the excluded dates", excluded, "a list of dates")
        own["overrides"] = all_in("the overrides", overrides, "a list of overrides")
        own["excluded_rules"] = rules_in(excluded_rules)
        self._require_use()

    def _require_use(self) -> None:
        """Refuse what does not fit the start, and keep equal what is equal."""
        own, frame = vars(self), self.frame
        _ = self._rules, self._removed_rules
        if self.dates:
            from scheduler.recurrence.period import start_of

            starts = list(map(start_of, self.dates))
            frame.require("a further date", starts)
            frame.require_whole("a further date", starts)
            own["dates"] = frame.in_time_order(self.dates, start_of)
        if self.excluded:
            own["excluded"] = frame.listed("an excluded date", self.excluded)
        if self.overrides:
            from scheduler.recurrence.overrides import moments_of

            moments = moments_of(self.overrides)
            frame.require("an override's time", moments)
            frame.require_whole("an override's time", moments)
        if self.unmatched_start == "refuse" and not self._matches_start:
            expected = f"an instance of its rule {'; '.join(map(str, self.rules))}"
            raise refused("the start", self.start.isoformat(), expected)

    def _compared(self) -> tuple[object, ...]:
        """The fields, with moments as their zones have them: sets in different zones differ.

        Python never equates two times in a gap whose zones are two objects of one name.
        """
        told = self.frame.told
        _, rules, _, _, *others = self._values()
        dates, excluded = map(told, self.dates), map(told, self.excluded)
        start: object = self.start
        if isinstance(start, datetime) and start.tzinfo is not None:
            # The wall of a start in a gap says more than its instant.
            start = start.replace(tzinfo=None), told(start)
        return start, rules, tuple(dates), tuple(excluded), *others

    def in_words(self, language: str = "en") -> str:
        """The set as a sentence in English ("en") or French ("fr")."""
        from scheduler.recurrence.period import start_of
        from scheduler.recurrence.words.saying_sets import (
            set_in_words,
        )

        return set_in_words(
            language,
            self.start,
            self.rules,
            dates=map(start_of, self.dates),
            excluded=self.excluded,
            excluded_rules=self.excluded_rules,
            overrides=self.overrides,
            elapsed=self.elapsed,
        )

    @overload
    @classmethod
    def parse(
        cls,
        lines: str | Iterable[str],
        *,
        tolerant: Literal[False] = False,
        **options: Unpack[Options],
    ) -> RecurrenceSet[date]: ...

    @overload
    @classmethod
    def parse(
        cls, lines: str | Iterable[str], *, tolerant: Literal[True], **options: Unpack[Options]
    ) -> Tolerated[RecurrenceSet[date]]: ...

    @overload
    @classmethod
    def parse(
        cls, lines: str | Iterable[str], *, tolerant: bool, **options: Unpack[Options]
    ) -> RecurrenceSet[date] | Tolerated[RecurrenceSet[date]]: ...

    @classmethod
    def parse(
        cls, lines: str | Iterable[str], *, tolerant: bool = False, **options: Unpack[Options]
    ) -> RecurrenceSet[date] | Tolerated[RecurrenceSet[date]]:
        """The set that lines of DTSTART, RRULE, RDATE, EXRULE and EXDATE mean (see `read_set`).

        A tolerant reading comes with what was forgiven; a strict one raises all faults at once.
        """
        from scheduler.recurrence.set_text import read_set

        read = read_set(lines, tolerant=tolerant)
        parsed = RecurrenceSet[date](
            read.start,
            read.rules,
            dates=cast("tuple[date, ...]", read.dates),
            excluded=read.excluded,
            excluded_rules=read.excluded_rules,
            **options,
        )
        if not tolerant:
            return parsed
        from scheduler.recurrence.rule_text.lenient import Tolerated

        return Tolerated(parsed, read.findings)

    def __str__(self) -> str:
        """The lines that `parse` reads as this set; overrides are components of their own."""
        from scheduler.recurrence.set_text import SetParts, write_set

        return write_set(cast("SetParts", self))

    def between(self, start: Moment, end: Moment) -> Iterator[Moment]:
        """The instances from `start` to before `end`, earliest first; lazy, at once in place."""
        source, order, is_rule = self._whole
        if not (is_rule and self.frame.are_own(start, end)):
            start, end = self.frame.window(start, end, order)
        return chain.from_iterable(source.chunks(start, end))

    def overlapping(
        self, start: Moment, end: Moment, duration: timedelta, *, nominal: bool = True
    ) -> Iterator[Moment]:
        """The starts of the instances that take place within a window, earliest first.

        An instance to which a PERIOD or an override gives a length of its own has it; each other
        lasts `duration`, as `LazySet.overlapping` says.
        """
        if not self.dates and not self.overrides:
            return super().overlapping(start, end, duration, nominal=nominal)
        from scheduler.recurrence.period import require_length

        low = self._bound("the start of the window", start)
        high = self._bound("the end of the window", end)
        require_length("the duration", duration)
        own = self._members.overlapping(low, high, duration, nominal=nominal)
        return (moment for moment, _ in groupby(each.start for each in own))

    def occurrences(self, start: Moment, end: Moment) -> Iterator[Occurrence[Moment]]:
        """The instances that start in a window, with their original starts, lengths and overrides.

        Sorted by start, then by original start: an override may bring two to one start.
        """
        low = self._bound("the start of the window", start)
        high = self._bound("the end of the window", end)
        return self._members.occurrences(low, high)

    def split(self, at: Moment) -> tuple[Self, Self]:
        """The set before a moment, and the set from there on; together they are this one.

        Instances go by original start. COUNT, UNTIL, exclusions and overrides are dealt out, and an
        override of later instances goes on in the second part; `Split` says how that one starts.
        """
        from scheduler.recurrence.sets.split import Split

        split = Split(
            self,
            self._bound("the moment of the split", at),
            rules=self._rule_sources,
            excluded_rules=self._removed_sources,
            members=self._members,
        )
        return self.with_fields(**split.before()), self.with_fields(**split.after())

    def explain(self, moment: Moment) -> Explanation[Moment]:
        """Why a time is an instance or none, part by part, with the nearest instances."""
        from scheduler.recurrence.explanation.explain import explain

        return explain(
            self,
            moment,
            rules=self._rule_sources,
            excluded_rules=self._removed_sources,
            members=self._members,
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What somebody should look at: exclusions and overrides that meet no instance."""
        from scheduler.recurrence.sets.findings import findings_in

        return tuple(findings_in(self._members, self.overrides))
