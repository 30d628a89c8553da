"""The style of a house: its paper, fonts, colours, logo and marking, from a TOML file."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.errors import InvalidFile, Problem

FILE = "style.toml"
PLAIN = "plain"
_LONGEST = 300
_LOGOS = (".svg", ".png", ".jpg", ".jpeg")
_HIGHEST_LOGO = 60


@dataclass(frozen=True, slots=True)
class Style:
    """How papers look. Colours are as "#14283f"; a logo is the name of a file, or empty."""

    title: str
    paper: str
    language: str
    fonts: tuple[str, ...]
    word_font: str
    page_font: str
    ink: str
    accent: str
    quiet: str
    logo: str
    logo_word: str
    logo_shows: str
    logo_height: int
    marking: str


def read_style(file: Path, below: Style | None = None) -> Style:
    """The style of the file; what it does not say is as in the one below.

    Raises InvalidFile with every problem, by line.
    """
    try:
        text = file.read_text(encoding="utf-8")
        said = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidFile(str(file), [Problem(None, f"it is not TOML: {error}")]) from error
    problems = [Problem(_line(text, key), sentence) for key, sentence in _problems(said)]
    if below is None:
        missing = [key for key in _EXPECTED if key not in said]
        problems += [Problem(None, f"{key} is missing") for key in missing]
    if problems:
        raise InvalidFile(str(file), sorted(problems, key=lambda one: one.line or 0))
    known = {key: getattr(below, key) for key in _EXPECTED} if below else {}
    if "fonts" in said:
        said["fonts"] = tuple(said["fonts"])
    return Style(**{**known, **said})


def _problems(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in said.items():
        if key not in _EXPECTED:
            yield key, f"{key} is unknown: expected one of {', '.join(_EXPECTED)}"
        elif not _EXPECTED[key][0](value):
            yield key, f"{key} is {value!r}: expected {_EXPECTED[key][1]}"
    if said.get("logo") and not said.get("logo_shows"):
        yield "logo", "logo_shows is missing: expected what the logo shows, for who cannot see it"


def _line(text: str, key: str) -> int | None:
    found = re.search(rf"(?m)^\s*{re.escape(key)}\s*=", text)
    return text.count("\n", 0, found.start() + 1) + 1 if found else None


def _is_line(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and (value.isprintable() or not value)


def _is_family(value: object) -> bool:
    # What names a font goes into style sheets: letters, digits and blanks, commas and quotes.
    return isinstance(value, str) and re.fullmatch(r"[\w ,\"'-]{1,300}", value) is not None


def _is_logo(value: object) -> bool:
    if not isinstance(value, str):
        return False
    is_name = re.fullmatch(r"[\w.-]{1,100}", value) is not None and ".." not in value
    return not value or (is_name and value.lower().endswith(_LOGOS))


def _is_word_logo(value: object) -> bool:
    return _is_logo(value) and not str(value).lower().endswith(".svg")


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("#[0-9a-fA-F]{6}", value) is not None


def _are_families(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_family, value))


def _one_of(*words: str) -> tuple[Callable[[object], bool], str]:
    return (lambda value: value in words), f"one of {', '.join(words)}"


_COLOUR = (_is_colour, 'a colour such as "#14283f"')
_FAMILY = (_is_family, "the name of a font")
_LOGO = "the name of a file beside this one, "
# Of each key, whether a value will do, and what is expected.
_EXPECTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_line, "one line of text"),
    "paper": _one_of("a4", "us-letter"),
    "language": (
        lambda value: isinstance(value, str) and re.fullmatch("[A-Za-z-]{2,20}", value) is not None,
        'the code of a language, such as "fr"',
    ),
    "fonts": (_are_families, 'a list of fonts, such as ["Noto Sans"]'),
    "word_font": _FAMILY,
    "page_font": _FAMILY,
    "ink": _COLOUR,
    "accent": _COLOUR,
    "quiet": _COLOUR,
    "logo": (_is_logo, f"{_LOGO}an .svg, .png or .jpg"),
    "logo_word": (_is_word_logo, f"{_LOGO}a .png or .jpg"),
    "logo_shows": (_is_line, "one line of text"),
    "logo_height": (
        lambda value: type(value) is int and 0 < value <= _HIGHEST_LOGO,
        f"millimetres, from 1 to {_HIGHEST_LOGO}",
    ),
    "marking": _one_of("framed", "filled", "plain"),
}
