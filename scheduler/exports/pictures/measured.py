"""How wide words are in the font of the papers, so that nothing drawn beside them touches them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from fontTools.ttLib import TTFont

from scheduler.exports.fonts import font_folder

_BREAK = re.compile(r"(?<=[\s-])")
_JOINER = "\u200d"
_LEFT_TO_RIGHT = "\u200e"
_VIRAMA = 9
_LINE = 1.3
# A browser without the font takes another; DejaVu Sans, the widest of them, is so much wider.
_WIDER = 1.16


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """The room to leave for a text, in the unit of `size`.

    A sign that the font does not have is taken to be as wide as it is high.
    """
    advances = _advances("NotoSans-Bold.ttf" if is_bold else "NotoSans-Regular.ttf")
    return sum(advances.get(ord(sign), 1.0) for sign in text) * size * _WIDER


def wrapped(text: str, room: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """The whole text in lines that have room: at least one, which may be empty.

    It is broken at blanks and after hyphens, and within a word only where that alone is too long.
    """
    lines, line = [], ""
    for piece in _pieces(text, room, size, is_bold=is_bold):
        if line and width((line + piece).rstrip(), size, is_bold=is_bold) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return (*lines, line.rstrip())


def fitting(
    text: str, room: float, height: float, sizes: Sequence[int], *, is_bold: bool = False
) -> int:
    """The first of the sizes, largest first, at which no word is broken; else the last of them.

    The lines, as `wrapped` breaks them, take no more than `height`.
    """
    for size in sizes:
        words = (width(part.rstrip(), size, is_bold=is_bold) for part in _BREAK.split(text))
        lines = len(wrapped(text, room, size, is_bold=is_bold))
        if max(words) <= room and lines * size * _LINE <= height:
            return size
    return sizes[-1]


def before_more(name: str) -> str:
    """The name as what follows it is drawn right of it, also after Arabic or Hebrew letters."""
    is_right_to_left = unicodedata.bidirectional(name[-1:]) in ("R", "AL")
    return f"{name}{_LEFT_TO_RIGHT * is_right_to_left}"


def _pieces(text: str, room: float, size: float, *, is_bold: bool) -> Iterator[str]:
    """The parts between which a line may end, each short enough to have room."""
    for part in _BREAK.split(text):
        if width(part.rstrip(), size, is_bold=is_bold) <= room:
            yield part
        else:
            yield from _letters(part)


def _letters(part: str) -> list[str]:
    """The signs, each with the marks on it and with what it is joined to."""
    found: list[str] = []
    for sign in part:
        is_mark = unicodedata.category(sign).startswith("M") or sign == _JOINER
        if found and (is_mark or _joins(found[-1][-1])):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _joins(sign: str) -> bool:
    return sign == _JOINER or unicodedata.combining(sign) == _VIRAMA


@cache
def _advances(name: str) -> Mapping[int, float]:
    """The advance of each code point, for a size of 1."""
    with TTFont(font_folder() / name, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {point: metrics[glyph][0] / units for point, glyph in font.getBestCmap().items()}
