"""The inverse of expansion: the simplest rules that give certain dates.

Rules are read off the dates (inverse/patterns.py), tried by expanding them, and ordered by the
length of their description in bits (inverse/simplicity.py): of two rules that give the same dates
the shorter one is the likelier. An exception, a date that the rule lacks or gives too many, adds to
the length; so a rule with an exception comes before an exact one only where that is longer still.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Generic, TypeVar, cast

from scheduler.errors import InvalidValue
from scheduler.recurrence.given import require_list
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.inverse.outliers import without_outliers
from scheduler.recurrence.inverse.patterns import rules_of
from scheduler.recurrence.inverse.simplicity import LEFT_OUT, LISTED, bits, most_bits
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.zones import in_zone, instant, require_kind, require_zone

RuleT = TypeVar("RuleT", bound=RuleParts)
Moment = TypeVar("Moment", bound=date)
MOST_DATES = 1000
_PREDICTED = 3
# Two rules that agree on so many further instances are the same to anybody who asks.
_COMPARED = 60
# One exception may stand for so many dates, and a rule with one must give so many.
_DATES_PER_EXCEPTION = 4
_FEWEST_GIVEN = 3


@dataclass(frozen=True)
class Suggestion(Generic[RuleT, Moment]):
    """A rule from a start that gives the dates, exactly or with exceptions.

    `excluded` are instances between the first and the last date that were not among them, `dates`
    are dates that the rule does not give: with both, a RecurrenceSet gives back just the dates, and
    goes on. `predicted` are the next instances after the
    last date, `bits` the length of the description by which suggestions are ordered.
    """

    rule: RuleT
    start: Moment
    given: int
    excluded: tuple[Moment, ...]
    dates: tuple[Moment, ...]
    predicted: tuple[Moment, ...]
    bits: float

    @property
    def is_exact(self) -> bool:
        """True if the rule gives all dates, and no other from the first to the last."""
        return not self.excluded and not self.dates

    @property
    def reason(self) -> str:
        """How well the rule fits, in a few words, with days as an explanation writes them."""
        if self.is_exact:
            all_dates = {1: "the date", 2: "both dates"}.get(self.given, f"all {self.given} dates")
            return f"gives {all_dates}"
        kept = self.given - len(self.dates)
        fits = f"gives {kept} of {self.given} dates" if self.dates else f"gives all {kept} dates"
        lacks = f", not {_listed(self.dates)}" if self.dates else ""
        exceeds = f"; it also gives {_listed(self.excluded)}" if self.excluded else ""
        return f"{fits}{lacks}{exceeds}"


def suggest(
    moments: Iterable[Moment], make_rule: Callable[..., RuleT], most: int
) -> list[Suggestion[RuleT, Moment]]:
    """The simplest rules that give these dates, and no other from the first to the last.

    At most so many, simplest first, no two that go on alike. The order of the dates does not
    matter. Times in several zones are told in that of the earliest. Empty where no rule is
    clearly shorter than the list of the dates itself (see `most_bits`).
    Raises InvalidValue for no dates or too many, kinds of time that do not mix, or none wanted.
    """
    _require_some(most)
    given = _in_order(moments)
    found = sorted(_found(given), key=lambda each: (each.bits, str(each.rule)))
    distinct: dict[object, Suggestion[RuleParts, Moment]] = {}
    for each in found:
        if len(distinct) == most or each.bits > found[0].bits + LISTED:
            break
        distinct.setdefault(_what_follows(each, given[-1]), each)
    return [_of(make_rule(**vars(each.rule)), each) for each in distinct.values()]


def _require_some(most: object) -> None:
    if not isinstance(most, int) or most < 1:
        raise InvalidValue("most", most, "a whole number of at least 1")


def _of(rule: RuleT, found: Suggestion[RuleParts, Moment]) -> Suggestion[RuleT, Moment]:
    return Suggestion(
        rule, found.start, found.given, found.excluded, found.dates, found.predicted, found.bits
    )


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    """The moments from the earliest, each once, in one zone."""
    require_list("the dates given,", moments, "a list of dates")
    listed = list(islice(moments, MOST_DATES + 1))
    if not 0 < len(listed) <= MOST_DATES:
        given = "none" if not listed else f"more than {MOST_DATES}"
        raise InvalidValue("the dates given,", given, f"1 to {MOST_DATES} of them")
    for each in listed:
        require_kind("a date", each, listed[0])
        require_zone(each)
        if isinstance(each, datetime) and each.microsecond:
            raise InvalidValue(
                "a date",
                each.isoformat(),
                "a time of whole seconds, such as it is with .replace(microsecond=0)",
            )
    earliest = min(listed, key=instant)
    zone = earliest.tzinfo if isinstance(earliest, datetime) else None
    if zone is not None:
        local = (in_zone("a date", cast("datetime", each), zone) for each in listed)
        listed = [cast("Moment", each) for each in local]
    return list({instant(each): each for each in sorted(listed, key=instant)}.values())


def _found(given: Sequence[Moment]) -> Iterator[Suggestion[RuleParts, Moment]]:
    """The exact rules; then those with exceptions that are not far longer than the shortest."""
    can_lack = len(given) - _FEWEST_GIVEN
    longest = most_bits(len(given))
    for exact in _tried(given, given, 0, longest):
        longest = min(longest, exact.bits + LISTED)
        yield exact
    if can_lack < 0:
        return
    exceptions = max(1, len(given) // _DATES_PER_EXCEPTION)
    for pattern in (given, *without_outliers(given, min(exceptions, can_lack))):
        yield from _tried(pattern, given, exceptions, longest)


def _tried(
    pattern: Sequence[Moment], given: Sequence[Moment], exceptions: int, longest: float
) -> Iterator[Suggestion[RuleParts, Moment]]:
    """The rules read off one list that give the other, with at most so many exceptions."""
    least = LEFT_OUT if exceptions else 0
    for parts in rules_of([_wall(each) for each in pattern]):
        if bits(parts) + least <= longest:
            fitted = _fitted(parts, pattern[0], given, exceptions)
            if fitted is not None and fitted.bits <= longest:
                yield fitted


def _fitted(
    parts: RuleParts, start: Moment, given: Sequence[Moment], exceptions: int
) -> Suggestion[RuleParts, Moment] | None:
    """The rule with what it lacks and gives too many; None where that is more than allowed."""
    most = len(given) + exceptions
    instances = list(islice(Instances(parts, start).ascending(), most + _PREDICTED))
    until = bisect_right(instances, given[-1])
    excluded = _missing_from(given, instances[:until])
    dates = _missing_from(instances[:until], given)
    if until > most or len(excluded) > exceptions or len(dates) > exceptions:
        return None
    if len(given) - len(dates) < min(_FEWEST_GIVEN, len(given)):
        return None
    length = bits(parts) + _bits_of_exceptions(len(excluded), len(dates))
    predicted = tuple(instances[until : until + _PREDICTED])
    return Suggestion(parts, start, len(given), excluded, dates, predicted, length)


def _missing_from(held: Sequence[Moment], moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Those moments that are not held; an hour that comes twice is two moments."""
    keys = set(map(_key, held))
    return tuple(each for each in moments if _key(each) not in keys)


def _key(moment: date) -> object:
    return (moment, 1) if isinstance(moment, datetime) and moment.fold else moment


def _bits_of_exceptions(excluded: int, dates: int) -> float:
    """What exceptions cost; one instance less and one date more are a date that was moved."""
    return LISTED * dates + LEFT_OUT * max(0, excluded - dates)


def _what_follows(suggestion: Suggestion[RuleParts, Moment], last: Moment) -> object:
    """What is the same for two suggestions that nobody could tell apart."""
    further = Instances(suggestion.rule, suggestion.start).ascending(last)
    return tuple(islice((each for each in further if each > last), _COMPARED))


def _wall(moment: date) -> date:
    """The moment as the clock shows it."""
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment


def _listed(moments: Sequence[date]) -> str:
    from scheduler.recurrence.words.in_full import at

    return ", ".join(map(at, moments))
