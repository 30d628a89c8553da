"""What an explanation holds, and how it is written."""

from itertools import groupby
from typing import Generic, NamedTuple

from scheduler.recurrence.source import Moment
from scheduler.recurrence.words.in_full import at


class Reason(NamedTuple):
    """What one part says of a time, and whether it lets the time in."""

    part: str
    says: str
    holds: bool
    rule: str = ""  # the text of the rule whose part this is, if it is a part of one

    @property
    def line(self) -> str:
        """The reason as a line of text: "no   BYDAY          it is a Monday, not a Tuesday"."""
        return f"{'yes' if self.holds else 'no':<4} {self.part:<14} {self.says}"


class Explanation(NamedTuple, Generic[Moment]):
    """Why a time is an instance of a set or none.

    `moment` is the time as the set's clocks show it. The reasons stand in the order of evaluation:
    those of each rule (RFC 5545 3.3.10), then those of the set. Of one rule all hold exactly if it
    gives the time. `before` and `after` are the nearest instances, and instances are
    numbered from 1; None where there is none, or where it can not be told. `year_after` is the
    year of the next instance where that comes after 9999.
    """

    moment: Moment
    is_instance: bool
    reasons: tuple[Reason, ...]
    before: Moment | None
    after: Moment | None
    number: int | None
    goes_on: str
    notes: tuple[str, ...] = ()
    year_after: int | None = None

    @property
    def kept_out_by(self) -> tuple[Reason, ...]:
        """The reasons that keep the time out; none for an instance."""
        if self.is_instance:
            return ()
        return tuple(reason for reason in self.reasons if not reason.holds)

    @property
    def verdict(self) -> str:
        """Whether the time is an instance, and which: "Monday 1 March 2027 is no instance."."""
        if not self.is_instance:
            return f"{at(self.moment)} is no instance."
        number = "" if self.number is None else f", number {self.number:,}"
        return f"{at(self.moment)} is an instance{number}."

    @property
    def neighbours(self) -> str:
        """The nearest instances as a sentence."""
        if self.before is None and self._next is None:
            return "No instance is earlier or later."
        if self.before is None:
            return f"No instance is earlier; the next is {self._next}."
        next_one = f"the next is {self._next}" if self._next else "none is later"
        return f"The instance before is {at(self.before)}; {next_one}."

    @property
    def _next(self) -> str | None:
        if self.after is not None:
            return at(self.after)
        return None if self.year_after is None else f"in year {self.year_after}"

    def __str__(self) -> str:
        lines = [self.verdict]
        for rule, reasons in groupby(self.reasons, key=lambda reason: reason.rule):
            lines += [rule or "The set:", *(f"  {reason.line}" for reason in reasons)]
        return "\n".join([*lines, self.neighbours, self.goes_on, *self.notes])
