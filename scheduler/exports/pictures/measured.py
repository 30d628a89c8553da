"""How wide words are in the font of the papers, so that nothing drawn beside them touches them."""

from collections.abc import Mapping
from functools import cache

from fontTools.ttLib import TTFont

from scheduler.exports.fonts import font_folder

_ELLIPSIS = "…"
# A browser without the font takes another; DejaVu Sans, the widest of them, is so much wider.
_WIDER = 1.16


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """The room to leave for a text, in the unit of `size`.

    A sign that the font does not have is taken to be as wide as it is high.
    """
    advances = _advances("NotoSans-Bold.ttf" if is_bold else "NotoSans-Regular.ttf")
    return sum(advances.get(ord(sign), 1.0) for sign in text) * size * _WIDER


def fitted(text: str, room: float, size: float, *, is_bold: bool = False) -> str:
    """The text, or as much of it as has room, then an ellipsis."""
    if width(text, size, is_bold=is_bold) <= room:
        return text
    room -= width(_ELLIPSIS, size, is_bold=is_bold)
    kept = text
    while kept and width(kept, size, is_bold=is_bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}{_ELLIPSIS}"


@cache
def _advances(name: str) -> Mapping[int, float]:
    """The advance of each code point, for a size of 1."""
    with TTFont(font_folder() / name, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {point: metrics[glyph][0] / units for point, glyph in font.getBestCmap().items()}
