"""What the Word templates of people show: biographies, and the runs of a name plate."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Pt
from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types
from markupsafe import Markup

from scheduler.exports.word_blocks import BlockWriter

_Data = dict[str, Any]


def complete_biography(one: _Data, writer: BlockWriter, words: _Data) -> None:
    """Set the text, and say of whom and of which day it tells."""
    one["text"] = writer.below(2).xml(one["text"])
    one["about"] = ", ".join(part for part in (one["post"], one["body"]) if part)
    source = f". {words['source']}{words['colon']}{one['source']}" if one["source"] else ""
    one["as_of"] = f"{words['as_of']} {one['dated']}{source}"


def complete_plate(plate: _Data) -> None:
    """Add the runs of a plate, each in the size in which it fits."""
    for part in ("name", "about", "party"):
        plate[f"{part}_run"] = _run(plate[part], plate[f"{part}_size"], is_bold=part == "name")


def _run(words: str, points: int, *, is_bold: bool) -> Markup:
    run: CT_R = OxmlElement("w:r")
    properties = run.get_or_add_rPr()
    properties.sz_val = Pt(points)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(points * 2))
    properties.append(size)
    if is_bold:
        properties.insert(0, OxmlElement("w:b"))
        properties.insert(1, OxmlElement("w:bCs"))
    run.text = words
    written = etree.tostring(run, encoding="unicode")
    return Markup(written)  # noqa: S704 -- lxml wrote it, and escaped every text
