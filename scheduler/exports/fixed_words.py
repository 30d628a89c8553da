"""What the program itself says in its papers, in every language that they speak."""

from collections.abc import Iterator
from functools import cache

from scheduler.exports.languages import find_language, known_languages


@cache
def fixed_words() -> tuple[str, ...]:
    """Each fixed word or phrase: they tell a reader nothing of the record."""
    return tuple(text for code in known_languages() for text in _of(code))


def _of(code: str) -> Iterator[str]:
    language = find_language(code)
    yield from language.words.values()
    yield from language.pieces.values()
    for group in language.terms.values():
        yield from group.values()
        yield from group
    for names in (language.weekdays, language.months):
        yield from names
    for names in (language.short_weekdays, language.short_months):
        yield from names
