"""The forms that a language is made of: each writes a value, and reads it back.

A form that cannot write a value says None. Reading at a place of the text gives every value that
may be meant with the place after it, the likeliest first; a sentence tries them in turn.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Generic, Protocol, TypeVar

from scheduler.recurrence.words.text import Text, folded

V = TypeVar("V")
W = TypeVar("W")
Found = Iterator[tuple[V, int]]
Fields = Mapping[str, Any]


class Form(Protocol[V]):
    """What writes and reads one kind of value."""

    def write(self, value: V) -> str | None:
        """The value in words, or None if this form has none for it."""

    def read(self, text: Text, at: int) -> Found[V]:
        """The values that the text may mean from this place on, each with the place after it."""


class Token(Generic[V]):
    """A single word or number that a pattern recognises."""

    def __init__(
        self,
        label: str,
        pattern: str,
        write: Callable[[V], str | None],
        read: Callable[[re.Match[str]], V | None],
    ) -> None:
        self._label, self._pattern = label, re.compile(f"(?:{folded(pattern)})(?!\\w)")
        self._write, self._read = write, read

    def write(self, value: V) -> str | None:
        """The value as it is written, if it can be."""
        return self._write(value)

    def read(self, text: Text, at: int) -> Found[V]:
        """The value where the pattern matches and means one."""
        found = text.match(self._pattern, at, self._label)
        value = self._read(found) if found else None
        if found and value is not None:
            yield value, found.end()


class Names(Generic[V]):
    """Values that have names; the first name of each is written, all of them are read."""

    def __init__(self, label: str, names: Mapping[V, str | tuple[str, ...]]) -> None:
        spelt = {value: (name,) if isinstance(name, str) else name for value, name in names.items()}
        self._names = {value: each[0] for value, each in spelt.items()}
        self._values = {
            folded(name.lower()): value for value, each in spelt.items() for name in each
        }
        longest_first = sorted(self._values, key=len, reverse=True)
        self._pattern = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?!\\w)")
        self._label = label

    def write(self, value: V) -> str | None:
        """The first name of the value."""
        return self._names.get(value)

    def read(self, text: Text, at: int) -> Found[V]:
        """The value with the longest name that stands here."""
        found = text.match(self._pattern, at, self._label)
        if found:
            yield self._values[found[0]], found.end()


@dataclass(frozen=True)
class Listed(Generic[V]):
    """Several values in one list: "a, b and c"; the longest list is read first."""

    item: Form[V]
    last: str

    def write(self, value: tuple[V, ...]) -> str | None:
        """All of the values, if each has words."""
        written = [self.item.write(each) for each in value]
        known = [each for each in written if each is not None]
        return listed(known, self.last) if known and len(known) == len(written) else None

    def read(self, text: Text, at: int) -> Found[tuple[V, ...]]:
        """The longest list first, then shorter ones; it ends before a value that it has."""
        values: list[V] = []
        ends: list[int] = []
        while found := next(self.item.read(text, at), None):
            if found[0] in values:
                break
            values.append(found[0])
            ends.append(found[1])
            joint = _joint(self.last).match(text.lowered, found[1])
            if joint is None:
                text.expect(self.last, found[1])
                break
            at = joint.end()
        for count in range(len(values), 0, -1):
            yield tuple(values[:count]), ends[count - 1]


class Template:
    """Words with fields among them, `on {by_day:every} of {by_month}`.

    A field is written and read by the form of its name, or of the name after the colon.
    """

    def __init__(self, pattern: str, forms: Mapping[str, Form[Any]]) -> None:
        self._pieces: list[tuple[str, str, Form[Any] | None]] = []
        for literal, field, form, _ in Formatter().parse(pattern):
            self._pieces.append((literal, field or "", forms[form or field] if field else None))
        self.fields = frozenset(field for _, field, _ in self._pieces if field)

    def write(self, value: Fields) -> str | None:
        """The words with the fields in them."""
        written = []
        for literal, field, form in self._pieces:
            words = "" if form is None else form.write(value[field])
            if words is None:
                return None
            written.append(literal + words)
        return "".join(written)

    def read(self, text: Text, at: int) -> Found[Fields]:
        """The fields, in every way that the words allow."""
        return self._read_from(0, text, at)

    def _read_from(self, index: int, text: Text, at: int) -> Found[Fields]:
        if index == len(self._pieces):
            yield {}, at
            return
        literal, field, form = self._pieces[index]
        after = _after_literal(literal, text, at)
        if after is None:
            return
        if form is None:
            yield {}, after
            return
        for value, end in form.read(text, after):
            for rest, last in self._read_from(index + 1, text, end):
                yield {field: value, **rest}, last


@dataclass(frozen=True)
class Mapped(Generic[V, W]):
    """A form for another shape of the value: taken apart to be written, put together when read."""

    form: Form[W]
    apart: Callable[[V], W | None]
    together: Callable[[W], V | None]

    def write(self, value: V) -> str | None:
        """The words of the value's other shape."""
        shape = self.apart(value)
        return None if shape is None else self.form.write(shape)

    def read(self, text: Text, at: int) -> Found[V]:
        """The values of the shapes that are read."""
        for shape, end in self.form.read(text, at):
            value = self.together(shape)
            if value is not None:
                yield value, end


@dataclass(frozen=True)
class Labelled(Generic[V]):
    """A form that is asked for under one label, whatever it could begin with."""

    label: str
    form: Form[V]

    def write(self, value: V) -> str | None:
        """The words of the form."""
        return self.form.write(value)

    def read(self, text: Text, at: int) -> Found[V]:
        """What the form reads."""
        found = list(self.form.read(text, at))
        if not found:
            text.sum_up(self.label, at)
        yield from found


class Either(Generic[V]):
    """Several forms of one value; the first that has words for it writes, all of them read."""

    def __init__(self, *forms: Form[V]) -> None:
        self._forms = forms

    def write(self, value: V) -> str | None:
        """The words of the first form that has some."""
        written = (form.write(value) for form in self._forms)
        return next((words for words in written if words is not None), None)

    def read(self, text: Text, at: int) -> Found[V]:
        """What each form reads, in their order."""
        for form in self._forms:
            yield from form.read(text, at)


def listed(words: Iterable[str], last: str) -> str:
    """The words in one list: "a, b and c"."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def number(label: str, low: int, high: int) -> Token[int]:
    """A whole number in figures."""

    def read(found: re.Match[str]) -> int | None:
        return int(found[0]) if low <= int(found[0]) <= high else None

    return Token(label, r"[0-9]{1,15}(?!:)", str, read)


def framed(pattern: str, form: Form[V]) -> Form[V]:
    """A form with words around it, which stands in them as `{}`."""
    template = Template(pattern.replace("{}", "{it}"), {"it": form})
    return Mapped(template, lambda value: {"it": value}, lambda fields: fields["it"])


def only_if(fits: Callable[[V], bool], form: Form[V]) -> Form[V]:
    """A form for some of its values."""

    def fitting(value: V) -> V | None:
        return value if fits(value) else None

    return Mapped(form, fitting, fitting)


def single(form: Form[V]) -> Form[tuple[V, ...]]:
    """A form of one value for a list of one."""
    return Mapped(form, lambda all_: all_[0] if len(all_) == 1 else None, lambda one: (one,))


def counted(one: str, many: str, item: Form[V], last: str) -> Form[tuple[V, ...]]:
    """A list after a noun that agrees: `week {}` for one, `weeks {}` for several."""
    return Either(single(framed(one, item)), framed(many, Listed(item, last)))


def _joint(last: str) -> re.Pattern[str]:
    return re.compile(f" ?, (?:{last} )?| {last} ")


def _after_literal(literal: str, text: Text, at: int) -> int | None:
    """The place after these words, which end where a word ends."""
    end = at + len(literal)
    if text.lowered.startswith(folded(literal.lower()), at) and not _splits_a_word(
        text.lowered, end
    ):
        return end
    if text.lowered[at:] == folded(literal.rstrip().lower()):
        return len(text.lowered)  # what should follow is asked for next
    if literal.strip():
        text.expect(f"“{literal.strip()}”", at)
    return None


def _splits_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
