"""Which candidate date is agreed: what the delegations say of it, and the rule it must meet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue
from scheduler.planning.words import day_in_words


class Availability(StrEnum):
    """What a delegation says of a day; it would `RATHER` meet on one that is no candidate."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"
    RATHER = "rather"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one delegation says of one candidate; None where it has said nothing of it."""

    delegation: str
    says: Availability | None
    is_chair: bool = False

    def __str__(self) -> str:
        if self.says is None:
            return f"{self.delegation} has not said"
        return f"{self.delegation} says {self.says.replace('-', ' ')}"


_YES = (Availability.YES,)
_YES_OR_IF_NEED_BE = (Availability.YES, Availability.IF_NEED_BE)
_ALL, _CHAIRS, _NOBODY = "all", "both co-chairs", "nobody"
_CLAUSE = re.compile(
    rf"(?P<silent>{_NOBODY}) no|(?P<who>{_ALL}|{_CHAIRS}|[1-9]\d?) yes(?P<wide> or if need be)?"
)
_FORMS = (
    '"both co-chairs yes", "all yes", "nobody no", a number such as "2 yes", '
    'each yes also as "yes or if need be", or several joined by "and"'
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """One condition; `who` may be a number in digits."""

    who: str
    counts: tuple[Availability, ...]

    def __str__(self) -> str:
        if self.who == _NOBODY:
            return f"{_NOBODY} no"
        return f"{self.who} {'yes' if self.counts == _YES else 'yes or if need be'}"

    def missing(self, voices: Sequence[Voice], *, is_over: bool) -> Iterator[str]:
        if self.who == _NOBODY:
            yield from _against(voices, is_over=is_over)
        elif self.who.isdigit():
            yield from self._too_few(voices)
        else:
            asked = [one for one in voices if one.is_chair or self.who == _ALL]
            yield from (str(one) for one in asked if one.says not in self.counts)

    def _too_few(self, voices: Sequence[Voice]) -> Iterator[str]:
        count = sum(one.says in self.counts for one in voices)
        if count < int(self.who):
            yield f"{count} of {self}"


def _against(voices: Iterable[Voice], *, is_over: bool) -> Iterator[str]:
    """Those who say no; whose silence is not yet consent, because the deadline is to come."""
    for one in voices:
        if one.says is Availability.NO or (one.says is None and not is_over):
            yield str(one)


@dataclass(frozen=True, slots=True)
class Quorum:
    """The rule that a candidate must meet to be agreed; its text is that of the officer."""

    clauses: tuple[_Clause, ...]

    @classmethod
    def parse(cls, text: str) -> "Quorum":
        """For example "both co-chairs yes and nobody no"; raises InvalidValue for another text."""
        words = " ".join(text.casefold().split())
        found = [_CLAUSE.fullmatch(part) for part in words.split(" and ")]
        clauses = tuple(_clause(match) for match in found if match)
        if len(clauses) < len(found):
            raise InvalidValue("the quorum", text, _FORMS)
        return cls(clauses)

    def __str__(self) -> str:
        return " and ".join(str(clause) for clause in self.clauses)

    @property
    def needs_chairs(self) -> bool:
        """True where it must be known who speaks for each party's co-chair."""
        return any(clause.who == _CHAIRS for clause in self.clauses)

    @property
    def most(self) -> int:
        """The greatest number of delegations that it names."""
        return max((int(one.who) for one in self.clauses if one.who.isdigit()), default=0)

    def missing(self, voices: Sequence[Voice], *, is_over: bool) -> tuple[str, ...]:
        """What is missing, in words; nothing where the candidate meets the rule.

        Silence is no objection once the deadline `is_over`; before, it is one to "nobody no".
        """
        every = (clause.missing(voices, is_over=is_over) for clause in self.clauses)
        return tuple(dict.fromkeys(words for missing in every for words in missing))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many delegations say what of one candidate."""

    day: date
    yes: int
    if_need_be: int
    no: int
    unsaid: int

    @classmethod
    def of(cls, day: date, voices: Sequence[Voice]) -> "Tally":
        """Count the voices."""
        said = [one.says for one in voices]
        kinds = (Availability.YES, Availability.IF_NEED_BE, Availability.NO, None)
        return cls(day, *(said.count(kind) for kind in kinds))

    def __str__(self) -> str:
        return (
            f"{day_in_words(self.day)}: {self.yes} yes, {self.if_need_be} if need be, {self.no} no"
        )


def ranked(tallies: Iterable[Tally]) -> list[Tally]:
    """The candidates, the best first: most yes, then fewest if need be, then the earliest."""
    return sorted(tallies, key=lambda one: (-one.yes, one.if_need_be, one.day))


def _clause(match: re.Match[str]) -> _Clause:
    if match["silent"]:
        return _Clause(_NOBODY, ())
    return _Clause(match["who"], _YES_OR_IF_NEED_BE if match["wide"] else _YES)
