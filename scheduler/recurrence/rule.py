"""A recurrence rule as a value (RFC 5545 3.3.10)."""

from __future__ import annotations

from scheduler.recurrence.given import require_start, require_start_or_none, require_text
from scheduler.recurrence.later import Later
from scheduler.recurrence.quick_typing import TYPE_CHECKING, cast, overload
from scheduler.recurrence.rule_parts import RuleParts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any, Literal, Self, Unpack

    from scheduler.recurrence.parts import Frequency, GivenParts, PartValues
    from scheduler.recurrence.rule_text import strict
    from scheduler.recurrence.rule_text.lenient import Tolerated
    from scheduler.recurrence.source import Moment
    from scheduler.recurrence.suggestion import Suggestion
else:
    strict = Later("scheduler.recurrence.rule_text.strict")


class Rule(RuleParts):
    """A recurrence rule that is valid, written and read as RFC 5545 3.3.10 says.

    Its parts, all named as there and all but `freq` left out at will: `freq`, `interval`,
    `by_month`, `by_week_no`, `by_year_day`, `by_month_day`, `by_day`, `by_hour`, `by_minute`,
    `by_second`, `by_set_pos`, `count` or `until`, `wkst`, and `rscale` with `skip` (RFC 7529).
    A `by_` part takes one value or many, as in
    `Rule(Frequency.YEARLY, by_month=6, by_day=[WeekdayNum(Weekday.TU, 1), Weekday.FR])`.
    What means the same is the same: lists are sorted and without repeats, second 60 is second 59,
    and RSCALE is GREGORIAN where SKIP moves instances, else None.
    Raises InvalidRule or UnsupportedRule.
    """

    def __init__(self, freq: Frequency, **parts: Unpack[GivenParts]) -> None:
        from scheduler.recurrence.rule_text.built import judge_built

        super().__init__(freq, **cast("PartValues", parts))
        self._hold(judge_built(vars(self)))

    @overload
    @classmethod
    def parse(cls, text: str, *, tolerant: Literal[False] = False) -> Self: ...

    @overload
    @classmethod
    def parse(
        cls, text: str, *, tolerant: Literal[True], start: date | None = None
    ) -> Tolerated[Self]: ...

    @overload
    @classmethod
    def parse(
        cls, text: str, *, tolerant: bool, start: date | None = None
    ) -> Self | Tolerated[Self]: ...

    @classmethod
    def parse(
        cls, text: str, *, tolerant: bool = False, start: date | None = None
    ) -> Self | Tolerated[Self]:
        """The rule that a text such as `FREQ=YEARLY;BYMONTH=6;BYDAY=1TU` means.

        Strict, with parts in any order and in any case. A tolerant reading forgives what real
        calendars send, says so in findings (see `lenient`), and knows more where it has the start.
        """
        require_text("the text of a rule", text, "FREQ=YEARLY")
        if not tolerant:
            known = _PARSED.get((cls, text))
            return cast("Self", _parsed(cls, text) if known is None else known)
        from scheduler.recurrence.rule_text.lenient import Tolerated, read_tolerantly

        rule = object.__new__(cls)
        require_start_or_none(start)
        fields, findings = read_tolerantly(text, start)
        vars(rule).update(fields)
        return Tolerated(rule, findings)

    def __str__(self) -> str:
        return strict.write(vars(self))

    def __repr__(self) -> str:
        return f"Rule.parse({str(self)!r})"

    def in_words(self, language: Literal["en", "fr"] = "en", start: date | None = None) -> str:
        """The rule as a sentence, with what its start supplies: "every year on 4 June at 9:00"."""
        from scheduler.recurrence.words.saying import in_words

        require_start_or_none(start)
        return in_words(self, language, start)

    @classmethod
    def from_words(cls, text: str, start: date | None = None) -> Self:
        """The rule that a sentence means: all that `in_words` writes, and common ways to say it.

        Times of day that are the start's are left to it. Raises NotUnderstood.
        """
        from scheduler.recurrence.words.reading import read_words

        require_start_or_none(start)
        require_text("the words", text, "every year on the first Tuesday of June")
        return read_words(text, cls, start)

    @classmethod
    def suggest(cls, dates: Iterable[Moment], most: int = 5) -> list[Suggestion[Self, Moment]]:
        """The simplest rules that give these dates, simplest first (see `suggestion`)."""
        from scheduler.recurrence.suggestion import suggest

        return suggest(dates, cls, most)

    def completed(self, start: date) -> Self:
        """The rule with what it leaves to its start written out.

        That comes from DTSTART as RFC 5545 3.3.10 says ("information missing from the rule").
        """
        from scheduler.recurrence.completed import completed

        require_start(start)
        return completed(self, start)

    def _hold(self, fields: dict[str, Any]) -> None:
        """Hold these parts and nothing else; the others have their defaults."""
        vars(self).clear()
        vars(self).update(fields)


# A calendar says the same few rules again and again, and no rule changes.
_PARSED: dict[tuple[type[Rule], str], Rule] = {}
_MOST_PARSED = 1 << 12


def _parsed(kind: type[Rule], text: str) -> Rule:
    """The rule of a text, which is kept."""
    rule = object.__new__(kind)
    vars(rule).update(strict.read(text))
    if len(_PARSED) >= _MOST_PARSED:
        _PARSED.clear()
    _PARSED[kind, text] = rule
    return rule
