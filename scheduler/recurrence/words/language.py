"""A language: its forms, and a template for each phrase."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from scheduler.recurrence.once import once
from scheduler.recurrence.words.forms import Fields, Form, Template, listed
from scheduler.recurrence.words.phrases import CLAUSES, MEANINGS
from scheduler.recurrence.words.text import Text


class Language:
    """What a language says for each phrase, and what else it understands.

    `phrases` are written and read; each begins with what parts it from the words before. `words`
    are those around a sentence. What stands in `also` is only read, with what it means beside its
    fields. `unclear` are patterns of words that are refused, each with the name of its reason.
    """

    def __init__(
        self,
        forms: Mapping[str, Form[Any]],
        phrases: Mapping[str, str],
        words: Mapping[str, str],
        also: Mapping[str, Fields],
        unclear: Mapping[str, str],
    ) -> None:
        self.forms: Final = forms
        self.words: Final = words
        self._also = also
        self._unclear = unclear
        self._separators = {name: pattern[: _lead(pattern)] for name, pattern in phrases.items()}
        self._templates = {
            name: Template(pattern[_lead(pattern) :], forms) for name, pattern in phrases.items()
        }

    @once
    def readable(self) -> list[tuple[Template, Fields]]:
        """Every template with what it means beside its fields, those that are written first."""
        written = [(each, MEANINGS.get(name, {})) for name, each in self._templates.items()]
        return written + [
            (Template(spelling, self.forms), meaning)
            for pattern, meaning in self._also.items()
            for spelling in spellings(pattern)
        ]

    def usual_in(self, text: Text) -> int:
        """How many of the commonest words of the language stand in a text."""
        usual = self.words["usual"].split()
        return sum(word in usual for word in re.findall(r"\w+", text.lowered))

    def is_day(self, text: Text) -> bool:
        """True for a text that is one day and nothing else."""
        at = len(self.words["on_day"]) * text.lowered.startswith(self.words["on_day"])
        read = (self.forms[name].read(Text(text.shown), at) for name in ("day", "loose_day"))
        return any(end == len(text.shown) for found in read for _, end in found)

    def unclear_word(self, text: Text) -> str | None:
        """The reason to refuse the first unclear word, if there is one."""
        found = (why for word, why in self._unclear.items() if re.search(word, text.lowered))
        return next(found, None)

    def fields(self, phrase: str) -> frozenset[str]:
        """The parts of a rule that a phrase says."""
        return self._templates[phrase].fields | MEANINGS.get(phrase, {}).keys()

    def phrase(self, name: str, fields: Fields) -> str:
        """One phrase, without what parts it from others."""
        return _require(self._templates[name].write(fields), name)

    def written(self, form: str, value: object) -> str:
        """One value in the form of this name."""
        return _require(self.forms[form].write(value), form)

    def listed(self, words: Iterable[str]) -> str:
        """The words in one list: "a, b and c"."""
        return listed(words, self.words["and"])

    def sentence(self, phrases: Iterable[str], fields: Fields) -> str:
        """The phrases in one sentence."""
        said, clauses = "", False
        for name in phrases:
            said += ", " if clauses else self._separators[name]
            said += self.phrase(name, fields)
            clauses = clauses or name in CLAUSES
        return said


def spellings(pattern: str) -> Iterator[str]:
    """The ways to spell a pattern: `[on |]the` is `on the` and `the`."""
    pieces = re.split(r"\[(.*?)\]", pattern)
    choices = [piece.split("|") if odd % 2 else [piece] for odd, piece in enumerate(pieces)]
    return map("".join, product(*choices))


def _require(words: str | None, name: str) -> str:
    if words is None:
        raise NotImplementedError(name)
    return words


def _lead(pattern: str) -> int:
    """How many of the first characters part a phrase from the one before."""
    return len(pattern) - len(pattern.lstrip(" ,"))
