"""The line on which each value of a TOML document stands; `tomllib` tells none."""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_KEY_PART}(?:[ \t]*\.[ \t]*{_KEY_PART})*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|\#[^\n]*)*")
# The long strings first: three quotes also begin like a short one.
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
# No file of ours is nested so deeply; what is gets the line of the value around it.
_DEEPEST = 20
_SCALAR = re.compile(r"[^,\]}\n#]+")


class TomlLines:
    """Maps a path such as ("series", 0, "zone") to its line, from 1.

    Takes text that `tomllib` has accepted; anything else gives lines that mean nothing.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {(): 1}
        self._last: dict[Path, int] = {}
        self._scan()

    def line_of(self, path: Path) -> int:
        """The line of the value's key, else that of the nearest table around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _scan(self) -> None:
        table: Path = ()
        at = self._past_blank(0)
        while at < len(self._text):
            if self._text[at] == "[":
                table, at = self._header(at)
            else:
                at = self._pair(table, at)
            at = self._past_blank(at)

    def _header(self, at: int) -> tuple[Path, int]:
        """The path of the table that a header opens."""
        is_array = self._text.startswith("[[", at)
        start = self._past_blank(at + (2 if is_array else 1))
        *parents, last = self._key_parts(start)
        path: Path = ()
        for part in parents:
            path = (*path, part)
            self._note(path, at)
            path = self._newest(path)
        path = (*path, last)
        if is_array:
            self._note(path, at)
            self._last[path] = self._last.get(path, -1) + 1
            path = self._newest(path)
        # A header may come after tables inside its table: then it is the better line.
        self._lines[path] = self._line_at(at)
        return path, self._text.index("]", self._key_end(start)) + (2 if is_array else 1)

    def _pair(self, table: Path, at: int) -> int:
        """Note a key and what its value holds; returns the place after the value."""
        path = table
        for part in self._key_parts(at):
            path = (*path, part)
            self._note(path, at)
        equals = self._text.index("=", self._key_end(at))
        return self._value(path, self._past_blank(equals + 1))

    def _value(self, path: Path, at: int) -> int:
        match self._text[at]:
            case "[":
                return self._array(path, at + 1)
            case "{":
                return self._inline_table(path, at + 1)
        string = _STRING.match(self._text, at)
        end = string or _SCALAR.match(self._text, at)
        return end.end() if end else at + 1

    def _array(self, path: Path, at: int) -> int:
        index = 0
        while self._text[at := self._past_blank(at)] != "]":
            if self._text[at] == ",":
                at += 1
                continue
            element = (*path, index) if len(path) < _DEEPEST else path
            self._note(element, at)
            at = self._value(element, at)
            index += 1
        return at + 1

    def _inline_table(self, path: Path, at: int) -> int:
        while self._text[at := self._past_blank(at)] != "}":
            at = at + 1 if self._text[at] == "," else self._pair(path, at)
        return at + 1

    def _newest(self, path: Path) -> Path:
        """The path, or its newest element where it is an array of tables."""
        return (*path, self._last[path]) if path in self._last else path

    def _key_parts(self, at: int) -> list[str]:
        """The parts of a dotted key, unquoted by the parser itself."""
        key = self._text[at : self._key_end(at)]
        if re.fullmatch(r"[A-Za-z0-9_-]+", key):
            return [key]
        parts: list[str] = []
        value: object = tomllib.loads(f"{key} = 0")
        while isinstance(value, dict):
            ((part, value),) = value.items()
            parts.append(part)
        return parts

    def _key_end(self, at: int) -> int:
        match = _KEY.match(self._text, at)
        return match.end() if match else at + 1

    def _past_blank(self, at: int) -> int:
        match = _BLANK.match(self._text, at)
        return match.end() if match else at

    def _note(self, path: Path, at: int) -> None:
        self._lines.setdefault(path, self._line_at(at))

    def _line_at(self, at: int) -> int:
        return bisect_right(self._newlines, at) + 1
