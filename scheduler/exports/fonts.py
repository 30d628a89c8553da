"""The fonts of the papers, and which texts of a paper they cannot show."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.as_json import Paper
from scheduler.exports.places import texts
from scheduler.papers.clean import clean_text
from scheduler.papers.words import listed
from scheduler.resources import resource

# Set without a glyph: tab, newline, the ideographic space, and variation selectors.
_NEEDS_NO_GLYPH = {0x09, 0x0A, 0x3000, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_BYTE_ORDER_MARK = 0xFEFF  # fonts have it, PDF/UA-1 forbids it
_SHOWN = 60


def font_folder() -> Path:
    """Where the fonts lie; what lies in `cjk/` below it is used too."""
    return resource("templates") / "fonts"


def uncovered(text: str) -> set[str]:
    """The characters of the text that no font can show."""
    known = _coverage(font_folder())
    return {c for c in set(text) if ord(c) not in known and not _is_hidden_or_composed(c, known)}


def unprintable_texts(paper: Paper) -> list[Finding]:
    """A warning for each text of the paper that no font can show in full, in the paper's order."""
    return [
        Finding(Severity.WARNING, _message(text, sorted(missing, key=text.index)), place)
        for place, raw in texts(paper)
        if (missing := uncovered(text := clean_text(raw)))
    ]


def _is_hidden_or_composed(character: str, known: frozenset[int]) -> bool:
    """True of a format character, which prints nothing, and of a sign made of known signs."""
    if unicodedata.category(character) == "Cf":
        return ord(character) != _BYTE_ORDER_MARK
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(ord(part) in known for part in parts)


def _message(text: str, missing: list[str]) -> str:
    signs = listed([f"{character} (U+{ord(character):04X})" for character in missing])
    return (
        f"no font can show {signs} in {_around(text, missing[0])!r}: it is printed as a box; "
        "write it otherwise, or add a font to templates/fonts/cjk"
    )


def _around(text: str, character: str) -> str:
    """As much of a long text as shows where the character stands."""
    if len(text) <= _SHOWN:
        return text
    start = max(0, text.index(character) - _SHOWN // 2)
    before, after = "…" if start else "", "…" if start + _SHOWN < len(text) else ""
    return f"{before}{text[start : start + _SHOWN]}{after}"


@cache
def _coverage(folder: Path) -> frozenset[int]:
    """Every code point that a font below the folder has a glyph for, and those that need none."""
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".ttf", ".otf", ".ttc"})
    points = (point for path in files for point in _points(path))
    return frozenset({*points, *_NEEDS_NO_GLYPH} - {_BYTE_ORDER_MARK})


def _points(path: Path) -> set[int]:
    """The code points of one font; of a collection its first font, which stands for the rest."""
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            return set(font.getBestCmap() or {})
    except (TTLibError, OSError) as error:
        raise RenderFailed(path.name, str(error), remedy="take this font away") from error
