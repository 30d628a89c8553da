"""Words that explanations are made of."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from scheduler.recurrence.words.english import ENGLISH
from scheduler.recurrence.words.forms import listed

# Of longer lists only the length is told.
_MOST_LISTED = 7


def say(form: str, value: object) -> str:
    """A value in a form of the words for rules (`words.english_forms`)."""
    return ENGLISH.written(form, value)


def clock(moment: datetime) -> str:
    """The time of day: "9:00"."""
    return say("clock", (moment.hour, moment.minute, moment.second or None))


def either(words: Iterable[str]) -> str:
    """The words as a list of which one holds: "a, b or c"."""
    return listed(words, "or")


def values(form: str, given: tuple[Any, ...]) -> str:
    """The values of a part as a list of which one holds."""
    return few([say(form, (each,)) for each in given])


def few(words: Sequence[object]) -> str:
    """The words as a list of which one holds; of a long one how many they are."""
    if len(words) > _MOST_LISTED:
        return f"one of the {len(words)} of the rule"
    return either(map(str, words))


def place(number: int, count: int, *, both: bool) -> str:
    """A place among so many: "third", or where both ends matter "third (second-to-last)"."""
    ahead = say("by_set_pos", (number,))
    if not both:
        return ahead
    return f"{ahead} ({say('by_set_pos', (number - count - 1,))})"
