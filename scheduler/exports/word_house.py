"""The look of a house on a Word template: its language, font, colours, paper and logo."""

from io import BytesIO

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from scheduler.exports.house import House, plain_house
from scheduler.exports.images import read_image
from scheduler.exports.styles import Style

_PAPERS = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
_FONTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_REGIONS = {"en": "en-GB", "fr": "fr-FR"}
# What our own templates are drawn with; a template of an officer keeps its own colours and font.
_ACCENT, _QUIET = "1D4373", "505963"


def dress(document: Document, style: Style, language: str) -> None:
    """Give the template what the style says beyond the plain one."""
    plain = plain_house().style
    styles = document.styles.element
    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), _REGIONS.get(language, language))
    if style.word_font != plain.word_font:
        for element in styles.xpath("w:docDefaults//w:rFonts"):
            for kind in _FONTS:
                element.set(qn(kind), style.word_font)
    recoloured = {
        _ACCENT: "" if style.accent == plain.accent else style.accent,
        _QUIET: "" if style.quiet == plain.quiet else style.quiet,
    }
    for element in styles.iter(qn("w:color")):
        if theirs := recoloured.get(element.get(qn("w:val"), "").upper()):
            element.set(qn("w:val"), theirs.removeprefix("#").upper())
    _mark(document, style.marking)
    if style.paper != plain.paper:
        width, height = _PAPERS[style.paper]
        for section in document.sections:
            section.page_width, section.page_height = Mm(width), Mm(height)


def _mark(document: Document, look: str) -> None:
    """Frame the marking on the cover, as our templates do, fill it, or leave it plain."""
    if look == "framed":
        return
    for properties in document.styles.element.xpath("w:style[@w:styleId='Marking']/w:rPr"):
        for frame in properties.findall(qn("w:bdr")):
            properties.remove(frame)
        if look == "filled":
            # The schema has the colour after the weight, and the shade last.
            weights = properties.findall(qn("w:bCs"))
            colour = parse_xml(f'<w:color {nsdecls("w")} w:val="FFFFFF"/>')
            properties.insert(properties.index(weights[-1]) + 1 if weights else 0, colour)
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="1A1E24"/>'
            properties.append(parse_xml(shade))


def put_logo(document: Document, house: House) -> None:
    """Put the logo at the head of the cover, with what it shows for who cannot see it."""
    look = house.style
    name = look.logo_word or ("" if look.logo.lower().endswith(".svg") else look.logo)
    if not name or not document.paragraphs:
        return
    image = read_image(house.find(name))
    run = document.paragraphs[0].insert_paragraph_before().add_run()
    picture = run.add_picture(BytesIO(image.data), height=Mm(look.logo_height))
    picture._inline.docPr.set("descr", look.logo_shows)  # noqa: SLF001 -- no public way
