"""A canary for every text of a record: a word that is found again, and that says whose it is.

The texts are found by reflection over the mapped classes, so that a new column has one without a
change here; who may read it follows from its row, by the one list of rules that the second wall
goes by too (text_rules.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import JSON, Column, Enum, LargeBinary, String, inspect
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.partnership import Partnership
from scheduler.secretariat.readership import Readers, Readership
from scheduler.secretariat.text_rules import readers_of
from scheduler.secretariat.wordless import WORDLESS

# Texts that are read as addresses, of mail and of pages.
_SHAPES = {
    "body.mailbox": "{}@example.org",
    "person.email": "{}@example.org",
    "document.address": "https://example.org/{}",
    "meeting.link": "https://example.org/{}",
    "source.address": "https://example.org/{}",
}
CANARY = re.compile(r"canary\d+z")


@dataclass
class Canaries:
    """Each canary with the column it stands in, and who may read it."""

    columns: dict[str, str] = field(default_factory=dict)
    readers: dict[str, Readers] = field(default_factory=dict)

    def new(self, column: str, readers: Readers) -> str:
        word = f"canary{len(self.columns)}z"
        self.columns[word], self.readers[word] = column, readers
        return word

    def leaked(self, text: str, reader: str | None) -> set[str]:
        """The canaries in a text that this reader may not read, each with its column."""
        found = set(CANARY.findall(text.casefold()))
        return {f"{one} of {self.columns[one]}" for one in found if reader not in self.readers[one]}

    def held(self, text: str) -> set[str]:
        """The columns whose canaries stand in a text."""
        return {self.columns[one] for one in CANARY.findall(text.casefold())}


def text_columns() -> Iterator[tuple[type[Base], Column[object]]]:
    """Every column of the model that can hold words."""
    for mapper in sorted(Base.registry.mappers, key=lambda one: str(one.local_table)):
        for column in inspect(mapper.class_).columns:
            is_text = isinstance(column.type, String | JSON | LargeBinary)
            if is_text and not isinstance(column.type, Enum):
                yield mapper.class_, column


def name_of(column: Column[object]) -> str:
    return f"{column.table.name}.{column.name}"


def fill(session: Session) -> Canaries:
    """Put a canary into every text of every row there is, but those without words."""
    session.flush()
    canaries = Canaries()
    with session.no_autoflush:
        _fill(session, canaries)
    session.flush()
    return canaries


def _fill(session: Session, canaries: Canaries) -> None:
    readership = Readership(session, session.query(Partnership).one())
    for entity, column in text_columns():
        name = name_of(column)
        if name in WORDLESS:
            continue
        for row in session.query(entity).order_by(*inspect(entity).primary_key):
            if name == "document.address" and getattr(row, "sha256", None):
                continue  # a document has an address or a file
            word = canaries.new(name, readers_of(readership, row, name))
            setattr(row, column.name, _shaped(column, word))


def _shaped(column: Column[object], word: str) -> object:
    if isinstance(column.type, LargeBinary):
        return word.encode()
    if name_of(column) == "minutes_piece.facts":
        return dict.fromkeys(("number", "party", "reference", "owner", "address"), word)
    if not isinstance(column.type, JSON):
        return _SHAPES.get(name_of(column), "{}").format(word)
    return {"background": word} if column.type.python_type is dict else [word]
