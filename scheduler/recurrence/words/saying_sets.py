"""A recurrence set as a sentence: its rules, and what is excepted, added and moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import SUB_DAILY, SUPPLIED
from scheduler.recurrence.words.language import Language
from scheduler.recurrence.words.languages import language_of
from scheduler.recurrence.words.saying import in_words

_MOST_LISTED = 10


class Move(Protocol):
    """An instance that takes place at another time than its original start."""

    @property
    def recurrence_id(self) -> date:
        """Its original start."""

    @property
    def start(self) -> date:
        """When it takes place."""

    @property
    def this_and_future(self) -> bool:
        """True if all later ones move by as much."""


def set_in_words(
    language: str,
    start: date,
    rules: Iterable[RuleParts],
    *,
    dates: Iterable[date] = (),
    excluded: Iterable[date] = (),
    excluded_rules: Iterable[RuleParts] = (),
    overrides: Iterable[Move] = (),
    elapsed: bool = False,
) -> str:
    """The set as a sentence: "every year on 4 June at 9:00, except on 4 June 2026".

    Days are on the start's clock, and have a time where that is not the start's or where a rule
    has others. Of a long list the first are told, and how many more there are.
    """
    rules = tuple(rules)
    days = _Days(language_of(language), start, with_time=not _is_at_one_time(rules, start))
    words = days.spoken.words
    passing = words["elapsed"] if elapsed else ""
    said = words["further"].join(in_words(rule, language, start) + passing for rule in rules)
    said += days.listed("also", dates) if rules else days.listed("alone", [start, *dates])
    said += days.listed("except", excluded)
    for rule in excluded_rules:
        said += words["except_rule"].format(rule=in_words(rule, language, start) + passing)
    moved = (each for each in overrides if each.start != each.recurrence_id)
    return said + "".join(map(days.moved, moved))


def _is_at_one_time(rules: Sequence[RuleParts], start: date) -> bool:
    """True if every rule gives days, all at the start's time."""
    if not isinstance(start, datetime):
        return True
    supplied = {part: (getattr(start, name),) for part, name in SUPPLIED.items()}
    return bool(rules) and all(
        rule.freq not in SUB_DAILY
        and all(getattr(rule, part) in ((), value) for part, value in supplied.items())
        for rule in rules
    )


@dataclass(frozen=True)
class _Days:
    """Says single instances on the clock of a start."""

    spoken: Language
    start: date
    with_time: bool

    def listed(self, name: str, moments: Iterable[date]) -> str:
        """The phrase for a list, or nothing for an empty one."""
        ordered = sorted(map(self._local, moments))
        if not ordered:
            return ""
        said = [self.spoken.words["day"].format(day=self._day(each)) for each in ordered]
        if len(said) > _MOST_LISTED:
            more = len(said) - _MOST_LISTED
            said[_MOST_LISTED:] = [self.spoken.words["more"].format(count=more)]
        return self.spoken.words[name].format(days=self.spoken.listed(said))

    def moved(self, move: Move) -> str:
        """The phrase for an instance that moved, with all later ones perhaps."""
        words = self.spoken.words["moved_on" if move.this_and_future else "moved"]
        old, new = self._local(move.recurrence_id), self._local(move.start)
        return words.format(old=self._day(old), new=self._day(new))

    def _local(self, moment: date) -> date:
        zone = self.start.tzinfo if isinstance(self.start, datetime) else None
        return moment.astimezone(zone) if zone and isinstance(moment, datetime) else moment

    def _day(self, moment: date) -> str:
        if isinstance(moment, datetime) and isinstance(self.start, datetime):
            usual = moment.time() == self.start.time() and not self.with_time
            moment = moment.date() if usual else moment
        return self.spoken.written("moment_in_words", moment)
