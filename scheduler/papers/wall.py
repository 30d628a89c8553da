"""The second wall: what a reader may not read, looked for in the words of the finished files.

The first wall (papers.audience) judges the pieces of a paper by what is said of them. This one
trusts nobody: it looks at the words that really stand in a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.papers.audience import Reader
from scheduler.papers.plain_words import markdown_words, words_of

Words = tuple[str, ...]
# So many words in a row are hardly written twice by chance.
RUN = 6
_STRETCH = 3
_SHORTEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text of the record that the reader may not read, and what it is called."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text in a finished file, and where it stands there; of an annex, somebody else wrote it."""

    place: str
    text: str
    is_annexed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a kept text that stand in a finished file."""

    name: str
    place: str
    words: str
    is_annexed: bool = False

    def __str__(self) -> str:
        return f'"{self.words}" of {self.name}, on {self.place}'


@dataclass(frozen=True, slots=True)
class Wall:
    """What is kept from a reader, and all else that is told them: in the record and by the program.

    A run of words counts as found unless it is made of what they are told anyway.
    """

    reader: Reader
    kept: tuple[KeptText, ...]
    told: tuple[str, ...]

    def hits(self, found: Iterable[FoundText]) -> list[Hit]:
        """The first place of each kept text whose words stand in one of these, annexes last."""
        runs = _runs(self.kept)
        hits: dict[int, Hit] = {}
        told: _Told | None = None
        for one in sorted(found, key=lambda one: one.is_annexed):
            words = words_of(one.text)
            for length, names in runs.items():
                for run in _both(names, words, length):
                    told = told or _Told.of(self.told)
                    if names[run] not in hits and not told.covers(run):
                        name = self.kept[names[run]].name
                        hits[names[run]] = Hit(name, one.place, " ".join(run), one.is_annexed)
        return [hits[number] for number in sorted(hits)]


def _runs(kept: Sequence[KeptText]) -> dict[int, dict[Words, int]]:
    """What is looked for, by its length in words, with the number of the first text it is from."""
    runs: dict[int, dict[Words, int]] = defaultdict(dict)
    for number, one in reversed(list(enumerate(kept))):
        for words in markdown_words(one.text):
            if len(words) >= _STRETCH or _is_distinctive(one.text):
                length = min(len(words), RUN)
                runs[length].update(dict.fromkeys(_in_a_row(words, length), number))
    return dict(sorted(runs.items(), reverse=True))


def _both(names: Mapping[Words, int], words: Sequence[str], length: int) -> list[Words]:
    """The runs that stand among the words, in order; seldom there are any."""
    found = names.keys() & _in_a_row(words, length)
    return [run for run in _in_a_row(words, length) if run in found] if found else []


def _is_distinctive(text: str) -> bool:
    """True for one or two words that are written as names or codes are: "Ana Lind", "SOM-11/C4".

    Any other so short ("to confirm") stands in every paper by chance.
    """
    parts = text.split()
    is_name = len(parts) == 2 and not any(part[0].islower() for part in parts)  # noqa: PLR2004 -- first and last name
    return is_name or all(map(_is_code, parts))


def _is_code(part: str) -> bool:
    if part.upper() == part.lower():  # a script without capitals, or a mere number
        return any(map(str.isalpha, part))
    has_both = any(map(str.isdigit, part)) and any(map(str.isalpha, part))
    return has_both or (part.isupper() and len(part) >= _SHORTEST_ACRONYM)


def _in_a_row(words: Sequence[str], length: int) -> Iterable[Words]:
    """Every so many words that stand in a row."""
    return zip(*(words[start:] for start in range(length)), strict=False) if length else ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a reader is told, as stretches of three words, and the texts that are shorter."""

    stretches: frozenset[Words]
    pairs: frozenset[Words]
    short: frozenset[Words]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Told":
        every = [words for text in texts for words in markdown_words(text)]
        return cls(
            frozenset(run for words in every for run in _in_a_row(words, _STRETCH)),
            frozenset(run for words in every for n in (1, 2) for run in _in_a_row(words, n)),
            frozenset(tuple(words) for words in every if 0 < len(words) < _STRETCH),
        )

    def covers(self, run: Words) -> bool:
        """True if every word of the run stands in a stretch or in a short text."""
        if len(run) < _STRETCH and run in self.pairs:
            return True
        covered: set[int] = set()
        for length, known in ((_STRETCH, self.stretches), (2, self.short), (1, self.short)):
            for start, part in enumerate(_in_a_row(run, length)):
                if part in known:
                    covered.update(range(start, start + length))
        return len(covered) == len(run)
