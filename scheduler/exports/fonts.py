"""The fonts of the papers, and which texts of a paper they cannot show."""

import unicodedata
from functools import cache
from pathlib import Path

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
    folder = font_folder()
    return {character for character in set(text) if not _is_shown(character, folder)}


def unprintable_texts(paper: Paper) -> list[Finding]:
    """A warning for each text of the paper that no font can show in full, in the paper's order."""
    return [
        Finding(Severity.WARNING, _message(text, sorted(missing, key=text.index)), place)
        for place, raw in texts(paper)
        if (missing := uncovered(text := clean_text(raw)))
    ]


@cache
def _is_shown(character: str, folder: Path) -> bool:
    """True also of a format character, which prints nothing, and of a sign made of known signs."""
    if _has_glyph(ord(character), folder):
        return True
    if unicodedata.category(character) == "Cf":
        return ord(character) != _BYTE_ORDER_MARK
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(_has_glyph(ord(part), folder) for part in parts)


def _has_glyph(point: int, folder: Path) -> bool:
    # Fonts are opened one by one until one has it: most papers need the first alone.
    if point in _NEEDS_NO_GLYPH:
        return True
    return point != _BYTE_ORDER_MARK and any(point in _points(path) for path in _fonts(folder))


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
def _fonts(folder: Path) -> tuple[Path, ...]:
    """Every font below the folder."""
    return tuple(
        sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".ttf", ".otf", ".ttc"})
    )


@cache
def _points(path: Path) -> frozenset[int]:
    """The code points of one font; of a collection its first font, which stands for the rest."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 -- slow; a page asks for none

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError) as error:
        raise RenderFailed(path.name, str(error), remedy="take this font away") from error
