"""Cuts the shipped fonts: `python templates/fonts/cut_fonts.py NOTO_CORE NOTO_CJK LATIN`.

The arguments are folders that hold the sources which README.md names. Left out is what no paper
needs: hinting, glyph names, and the characters that another font of this folder has.
"""  # noqa: INP001 -- a script beside its products, not a package

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent

SCRIPTS = (
    "Adlam", "Armenian", "Bengali", "CanadianAboriginal", "Cherokee", "Devanagari", "Ethiopic",
    "Georgian", "Gujarati", "Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam",
    "Mongolian", "Myanmar", "NKo", "Oriya", "Sinhala", "Syriac", "Tamil", "Telugu", "Thaana",
    "Thai", "Tifinagh",
)  # fmt: skip
DEVANAGARI = {*range(0x900, 0x980), *range(0x1CD0, 0x1D00), *range(0xA8E0, 0xA900)}
ARROWS_AND_OPERATORS = {*range(0x2000, 0x2400), *range(0x25A0, 0x2600), *range(0x27C0, 0x2C00)}
LATIN_FEATURES = subset.Options().layout_features  # no small capitals
SIGNS = {0x2610, 0x2611, 0x2612, 0x2713, 0x2714, 0x2717, 0x2718, 0x26A0}
EAST_ASIAN = {
    *range(0x3000, 0x3400),  # punctuation, kana, signs
    *range(0x4E00, 0xA000),  # Chinese characters
    *range(0xAC00, 0xD7A4),  # Korean syllables
    *range(0xF900, 0xFB00),  # Chinese characters for compatibility
    *range(0xFF00, 0xFFF0),  # full and half widths
}
# Upright text in one form needs no others: they would triple the font.
EAST_ASIAN_FEATURES = ("ccmp", "kern", "liga", "mark", "mkmk")


def cut(
    source: Path,
    name: str,
    *,
    wanted: set[int] | None = None,
    unwanted: Iterable[int] = (),
    features: Iterable[str] = ("*",),
    number: int = -1,
) -> None:
    """Write the wanted characters of a font (all, if none are named) under this name."""
    options = subset.Options(
        hinting=False, layout_features=list(features), name_IDs=["*"], name_languages=["*"],
        notdef_outline=True, recalc_timestamp=False, font_number=number,
    )  # fmt: skip
    font = subset.load_font(str(source), options)
    points = set(font.getBestCmap()) - set(unwanted)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points if wanted is None else points & wanted)
    cutter.subset(font)
    subset.save_font(font, str(HERE / name), options)


def main(core: Path, cjk: Path, latin: Path) -> None:
    """Make every font of this folder anew."""
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        cut(
            latin / f"NotoSans-{style}.ttf", f"NotoSans-{style}.ttf",
            unwanted=DEVANAGARI, features=LATIN_FEATURES,
        )  # fmt: skip
    for style in ("Regular", "Bold"):
        cut(latin / f"NotoSansArabic-{style}.ttf", f"NotoSansArabic-{style}.ttf")
    for script in SCRIPTS:
        cut(core / f"NotoSans{script}-Regular.ttf", f"NotoSans{script}-Regular.ttf")
    cut(core / "NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan-Regular.ttf")
    symbols = "NotoSansSymbols-Regular.ttf"
    cut(latin / symbols, symbols, wanted={*range(0x2000, 0x2800)})
    math = "NotoSansMath-Regular.ttf"
    cut(latin / math, math, wanted=ARROWS_AND_OPERATORS, features=())
    cut(core / "NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf", wanted=SIGNS)
    cut(
        cjk / "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf",
        wanted=EAST_ASIAN, features=EAST_ASIAN_FEATURES, number=2,
    )  # fmt: skip


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
