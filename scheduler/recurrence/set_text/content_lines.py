"""Content lines: a name, parameters and a value, folded or not (RFC 5545 3.1, 3.2)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")
_NAME = r"[A-Za-z0-9-]+"
_PARAMETER = rf';({_NAME})=("[^"]*"|[^";:]*)'
_LINE = re.compile(rf"({_NAME})((?:{_PARAMETER})*):(.*)", re.DOTALL)
_EACH_PARAMETER = re.compile(_PARAMETER)
_FOLD = 75


class ContentLine(NamedTuple):
    """One line, unfolded: names in upper case, values as they are; `number` counts from 1."""

    number: int
    name: str
    parameters: Mapping[str, str]
    value: str


class NoContentLine(NamedTuple):
    """A line that is none: it has no name, or no value after a colon."""

    number: int
    text: str


def read_lines(text: str) -> Iterator[ContentLine | NoContentLine]:
    """The lines of a text, unfolded; empty ones are passed over."""
    for number, line in _unfolded(text):
        match = _LINE.fullmatch(line)
        if match is None:
            yield NoContentLine(number, line)
            continue
        pairs = _EACH_PARAMETER.findall(match[2])
        parameters = {name.upper(): value.strip('"') for name, value in pairs}
        yield ContentLine(number, match[1].upper(), parameters, match[match.re.groups])


def write_lines(lines: Iterable[str]) -> str:
    """The lines as one text, each folded after 75 octets; they are ASCII."""
    return "\n".join(_folded(line) for line in lines)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    first, pieces = 0, list[str]()
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield first, "".join(pieces)
        first, pieces = number, [line] if line.strip() else []
    if pieces:
        yield first, "".join(pieces)


def _folded(line: str) -> str:
    """The line in pieces; a piece after the first stands behind a space, which counts."""
    rest = range(_FOLD, len(line), _FOLD - 1)
    return "\n ".join([line[:_FOLD], *(line[at : at + _FOLD - 1] for at in rest)])
