"""A language: its forms, and a template for each phrase."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Any, Final

from scheduler.recurrence.words.forms import Fields, Form, Template, listed
from scheduler.recurrence.words.phrases import CLAUSES, MEANINGS


class Language:
    """What a language says for each phrase, and what else it understands.

    `phrases` are written and read; each begins with what parts it from the words before. `words`
    are those around a sentence. What stands in `also` is only read, with what it means beside its
    fields.
    """

    def __init__(
        self,
        forms: Mapping[str, Form[Any]],
        phrases: Mapping[str, str],
        words: Mapping[str, str],
        also: Mapping[str, Fields],
    ) -> None:
        self.forms: Final = forms
        self.words: Final = words
        self._also = also
        self._separators = {name: pattern[: _lead(pattern)] for name, pattern in phrases.items()}
        self._templates = {
            name: Template(pattern[_lead(pattern) :], forms) for name, pattern in phrases.items()
        }

    @cached_property
    def readable(self) -> list[tuple[Template, Fields]]:
        """Every template with what it means beside its fields, those that are written first."""
        written = [(each, MEANINGS.get(name, {})) for name, each in self._templates.items()]
        return written + [
            (Template(spelling, self.forms), meaning)
            for pattern, meaning in self._also.items()
            for spelling in spellings(pattern)
        ]

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
