"""What is asked of the index, as each of the two databases understands it.

The words come from `index_words`: letters and digits alone, so that no sign of anybody's reaches
the language in which a database is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Dialect, Float, Select, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from scheduler.store.search_index import INDEX


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; the last may be only the beginning of one."""

    words: tuple[str, ...]
    is_begun: bool = False


def holds_all(dialect: Dialect, phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """True of an entry that holds every phrase, whether in its title or in its text."""
    return _holds(dialect, phrases, is_any=False)


def holding_any(dialect: Dialect, phrases: Sequence[Phrase]) -> Select[int]:
    """The numbers of the entries that hold one phrase or more."""
    return select(INDEX.c.rowid).where(_holds(dialect, phrases, is_any=True)).correlate(None)


def weight(dialect: Dialect, phrases: Sequence[Phrase]) -> ColumnElement[float]:
    """How well an entry answers: by itself alone, whatever else the index holds.

    Not bm25, which counts how rare a word is among all entries: an order by it would tell a reader
    of texts that are hidden from them. What stands in a title counts ten times; SQLite counts how
    often it stands there, PostgreSQL weighs that against the length.
    """
    if dialect.name == "postgresql":
        return func.ts_rank(INDEX.c.vector, _tsquery(phrases, "&"), 1, type_=Float)
    # As many signs more as there are places: a mark is put before each.
    counted = (
        f"(length(highlight(search_index, {place}, char(1), '')) - length(search_index.{name}))"
        for place, name in enumerate(("title", "text"))
    )
    title, said = counted
    return literal_column(f"10.0 * {title} + {said}", Float)


def _holds(dialect: Dialect, phrases: Sequence[Phrase], *, is_any: bool) -> ColumnElement[bool]:
    if dialect.name == "postgresql":
        return INDEX.c.vector.bool_op("@@")(_tsquery(phrases, "|" if is_any else "&"))
    asked = (" OR " if is_any else " AND ").join(map(_for_sqlite, phrases))
    return INDEX.c.search_index.bool_op("MATCH")(asked)


def _tsquery(phrases: Sequence[Phrase], joint: str) -> ColumnElement[str]:
    return cast(f" {joint} ".join(f"({_for_postgresql(one)})" for one in phrases), TSQUERY)


def _for_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + "*" * phrase.is_begun


def _for_postgresql(phrase: Phrase) -> str:
    return " <-> ".join(f"'{word}'" for word in phrase.words) + ":*" * phrase.is_begun
