"""A text being read, which remembers how far anybody understood it."""

import re
import unicodedata

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-"})


class Text:
    """A sentence without its accidents: single spaces, plain apostrophes and hyphens.

    `shown` is how it came; `lowered` has the same length and is what readers look at, without
    accents, which not everybody types.
    """

    def __init__(self, given: str) -> None:
        whole = unicodedata.normalize("NFC", given).translate(_PLAIN)
        self.shown = " ".join(whole.split()).rstrip(".!")
        self.lowered = folded("".join(map(_lower, self.shown)))
        self.reached = 0
        self._expected: dict[str, None] = {}

    @property
    def expected(self) -> tuple[str, ...]:
        """What could have stood where understanding ended."""
        return tuple(self._expected)

    def match(self, pattern: re.Pattern[str], at: int, label: str) -> re.Match[str] | None:
        """The match of a pattern at a place; a miss is noted under the label."""
        found = pattern.match(self.lowered, at)
        if found is None:
            self.expect(label, at)
        return found

    def sum_up(self, label: str, at: int) -> None:
        """Say in one label what could have stood at a place where a phrase begins."""
        if at >= self.reached:
            self.reached, self._expected = at, {label: None}

    def expect(self, label: str, at: int) -> None:
        """Note what was looked for in vain at a place."""
        if at > self.reached:
            self.reached = at
            self._expected.clear()
        if at == self.reached:
            self._expected[label] = None


def folded(text: str) -> str:
    """The text without accents, of the same length."""
    return (
        text if text.isascii() else "".join(unicodedata.normalize("NFD", each)[0] for each in text)
    )


def _lower(letter: str) -> str:
    """The small letter, where it is one letter too."""
    small = letter.lower()
    return small if len(small) == 1 else letter
