"""Tries the templates of a house with sample papers, and says what is wrong with them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.errors import (
    Finding,
    InvalidFile,
    InvalidValue,
    RenderFailed,
    Severity,
)
from scheduler.exports.as_json import Paper
from scheduler.exports.fenced import render_fenced
from scheduler.exports.house import House, find_house
from scheduler.exports.images import read_image
from scheduler.exports.languages import missing_words
from scheduler.exports.pdf import render_pages, render_pdf
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits
from scheduler.papers.sample import sample_paper

FORMATS = ("pdf", "word", "html")
_LIMITS = Limits(seconds=20)
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_IMAGES = {".svg", ".png", ".jpg", ".jpeg"}


def check_templates(
    own: Path | None,
    style: str,
    language: str,
    kinds: Sequence[str],
    formats: Sequence[str] = FORMATS,
) -> list[Finding]:
    """What is wrong, each with its file and, where it can be told, the line.

    Raises NotFound for a style or a language that is in no folder.
    """
    try:
        house = find_house(own, style, language)
    except InvalidFile as error:
        return [Finding(Severity.ERROR, str(one), error.name) for one in error.problems]
    found = [*_links(house), *_of_style(house), *_of_words(house), *_of_images(house)]
    if any(one.severity is Severity.ERROR for one in found):
        return found
    tried = [(kind, name) for kind in kinds for name in formats if name in formats_of(kind)]
    found += [one for kind, name in tried for one in _of_paper(kind, name, house)]
    return list(dict.fromkeys(found))


def formats_of(kind: str) -> tuple[str, ...]:
    """The formats in which a kind of paper is made."""
    return ("pdf", "word") if kind in ("plates", "badges") else FORMATS


def render_sample(kind: str, name: str, house: House) -> Rendered:
    """The sample of that kind in that format, under limits; RenderFailed where it cannot be."""
    paper: Paper = sample_paper(kind, house.language)
    if name == "pdf":
        return render_pdf(paper, house=house, limits=_LIMITS)
    return render_fenced(name, paper, house, _LIMITS)


def sample_pages(kind: str, house: House) -> tuple[bytes, ...]:
    """The pages of the PDF of a sample, as pictures."""
    return render_pages(sample_paper(kind, house.language), house, limits=_LIMITS)


def _of_paper(kind: str, name: str, house: House) -> Iterator[Finding]:
    where = f"{kind}, {name}"
    try:
        rendered = render_sample(kind, name, house)
    except RenderFailed as error:
        yield Finding(Severity.ERROR, f"{error.reason}; {error.remedy}", where)
        return
    for one in rendered.findings:
        # Of the sample itself everything prints: what it warns of comes from the template.
        is_warning = one.severity is Severity.WARNING
        severity = Severity.ERROR if is_warning else Severity.WARNING
        yield Finding(severity, one.message, where)


def _links(house: House) -> Iterator[Finding]:
    """Links in the own folders: what they lead to is never read."""
    for place in house.places:
        if place.is_dir() and house.is_own(place):
            for file in sorted(place.iterdir()):
                if file.is_symlink():
                    sentence = "it is a link to another place, which is not followed; copy the file"
                    yield Finding(Severity.ERROR, sentence, str(file))


def _of_style(house: House) -> Iterator[Finding]:
    look, where = house.style, f"style {house.name}"
    for name in dict.fromkeys((look.logo, look.logo_word)):
        if name and not house.find(name).is_file():
            yield Finding(Severity.ERROR, f"its logo {name} is missing: put it beside it", where)
    if look.logo.lower().endswith(".svg") and not look.logo_word:
        yield Finding(Severity.WARNING, "Word shows no .svg: name a .png in logo_word", where)
    for name in ("ink", "accent", "quiet"):
        ratio = _contrast(getattr(look, name))
        if ratio < _LEAST_CONTRAST:
            sentence = f"{name} is too pale on white ({ratio:.1f}: 1 of at least 4.5: 1)"
            yield Finding(Severity.ERROR, sentence, where)


def _of_words(house: House) -> Iterator[Finding]:
    missing = missing_words(house.language.code, house.own)
    if missing:
        sentence = f"it lacks {', '.join(missing[:5])}"
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""  # noqa: PLR2004 -- those shown
        message = f"{sentence}{more}, which are said in English"
        yield Finding(Severity.WARNING, message, f"language {house.language.code}")


def _of_images(house: House) -> Iterator[Finding]:
    for name, file in house.files().items():
        if Path(name).suffix.lower() in _IMAGES:
            try:
                read_image(file)
            except InvalidValue as error:
                yield Finding(Severity.ERROR, str(error), str(file))


def _contrast(colour: str) -> float:
    """How much a colour stands out from white, by WCAG."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB
        for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
