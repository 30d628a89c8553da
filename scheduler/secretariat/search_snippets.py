"""A few words of a text around what was looked for, which stands between ** and **."""

from collections.abc import Iterator, Sequence
from itertools import islice

from scheduler.papers.index_words import MOST_WORDS, words_in_place
from scheduler.store.search_match import Phrase

_LENGTH, _BEFORE = 160, 50
_Place = tuple[int, int]


def snippet(text: str, phrases: Sequence[Phrase]) -> str:
    """The words around the first place where a phrase stands, else the first words; on one line."""
    found = sorted(_places(text, phrases))
    begin = _begin(text, found[0][0]) if found else 0
    end = _end(text, begin)
    marked, at = [], begin
    for first, last in found:
        if at <= first and last <= end:
            marked += [text[at:first], "**", text[first:last], "**"]
            at = last
    shown = " ".join("".join([*marked, text[at:end]]).split())
    return "… " * (begin > 0) + shown + " …" * (end < len(text))


def _places(text: str, phrases: Sequence[Phrase]) -> Iterator[_Place]:
    words = list(islice(words_in_place(text), MOST_WORDS))
    for phrase in phrases:
        length = len(phrase.words)
        for at in range(len(words) - length + 1):
            part = words[at : at + length]
            if _is(phrase, [word for word, _, _ in part]):
                yield part[0][1], part[-1][2]


def _is(phrase: Phrase, words: list[str]) -> bool:
    *whole, last = phrase.words
    is_last = words[-1].startswith(last) if phrase.is_begun else words[-1] == last
    return is_last and words[:-1] == whole


def _begin(text: str, first: int) -> int:
    """Where a word begins, a little before the place."""
    start = first - _BEFORE
    if start <= 0:
        return 0
    blank = text.find(" ", start, first)
    return blank + 1 if blank >= 0 else start


def _end(text: str, begin: int) -> int:
    end = begin + _LENGTH
    if end >= len(text):
        return len(text)
    blank = text.rfind(" ", begin + _LENGTH // 2, end)
    return blank if blank >= 0 else end
