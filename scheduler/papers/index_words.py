"""The words of a text as the search knows them: whatever their case, accents and signs.

Both databases are given these words and no others, so that both find the same. A text of a script
that is written without spaces falls into its signs, each a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

# Nothing is found further on in a text: PostgreSQL counts no places beyond 16,383.
MOST_WORDS = 16_000
_LONGEST_WORD = 100
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u064b-\u0652"
_WORD = re.compile(f"[{_UNSPACED}]|(?:[^\\W_{_UNSPACED}]|[{_MARKS}])+")
_ASCII_WORD = re.compile("[a-z0-9]+")
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


def index_words(text: str) -> list[str]:
    """The words in their order, the first 16,000 of them."""
    if text.isascii():
        words = islice(_ASCII_WORD.finditer(text.lower()), MOST_WORDS)
        return [word[0][:_LONGEST_WORD] for word in words]
    return [word for word, _, _ in islice(words_in_place(text), MOST_WORDS)]


def words_in_place(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word with where it begins and ends in the text."""
    for found in _WORD.finditer(text):
        if word := _folded(found[0]):
            yield word, found.start(), found.end()


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_PLAIN)
    return "".join(letter for letter in letters if letter.isalnum())[:_LONGEST_WORD]
