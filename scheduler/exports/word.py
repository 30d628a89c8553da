"""Papers as Word documents, set in templates that an officer may restyle in Word.

A template is a .docx with Jinja tags (docxtpl): its texts, styles and pages are the officer's; the
values, the set text and the contents come from here. Templates run in a sandbox.
"""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scheduler.errors import RenderFailed
from scheduler.exports.as_json import Paper, template_of
from scheduler.exports.house import House, plain_house
from scheduler.exports.page_data import kind_of, page_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.template_faults import TEMPLATE_FAULTS
from scheduler.exports.word_blocks import STYLES, BlockWriter, block_writer, style_ids
from scheduler.exports.word_contents import fill_contents
from scheduler.exports.word_cover import fit_cover
from scheduler.exports.word_faults import fault_in_word
from scheduler.exports.word_house import dress, put_logo
from scheduler.exports.word_links import anchor, linked
from scheduler.exports.word_package import packed, set_properties
from scheduler.exports.word_people import complete_biography, complete_plate
from scheduler.exports.word_seats import PLACE, put_seats
from scheduler.papers.pack import BriefingPack
from scheduler.papers.words import listed

_Data = dict[str, Any]
_BYLINE = {
    "bold": False,
    "italic": True,
    "code": False,
    "link": "",
    "struck": False,
    "footnote": (),
}


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl publishes no types
    """A template whose values stay as they are: docxtpl would turn "{_{" in a text into "{{"."""

    def render_xml_part(
        self,
        src_xml: str,
        part: object,  # noqa: ARG002 -- docxtpl's signature
        context: _Data,
        jinja_env: ImmutableSandboxedEnvironment,
    ) -> str:
        rendered = jinja_env.from_string(src_xml).render(context)
        return str(self.resolve_listing(rendered))


def render_word(paper: Paper, house: House | None = None) -> Rendered:
    """The paper as a .docx; the same paper gives the same bytes.

    Raises RenderFailed where the template has a wrong tag or lacks a style that is needed.
    """
    house = house or plain_house()
    return render_with(house.find(f"{template_of(paper)}.docx"), paper, house)


def render_with(path: Path, paper: Paper, house: House | None = None) -> Rendered:
    """The paper set in this template; as `render_word`."""
    house = house or plain_house()
    template = _Template(path)
    document = _opened(template, path, paper)
    _require_styles(path, paper, document)
    dress(document, house.style, house.language.code)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    writer = block_writer(document)
    context = context_of(paper, writer, house)
    try:
        template.render(context, environment)
        put_logo(document, house)
        if isinstance(paper, BriefingPack) and paper.seating:
            put_seats(document, paper.seating, context["seating"]["description"])
    except TEMPLATE_FAULTS as error:
        reason = f"its template {path.name} has a wrong tag: {fault_in_word(error, document)}"
        raise RenderFailed(kind_of(paper), reason, f"mend the tag in {path}") from error
    writer.footnotes.put_in()
    fit_cover(document)
    fill_contents(document)
    title = f"{context['meeting']['name']}{context['words']['colon']}{context['kind']}"
    set_properties(document, title, paper.prepared_on, house.language.code)
    return Rendered(packed(document))


def _opened(template: _Template, path: Path, paper: Paper) -> Document:
    try:
        document: Document = template.get_docx()
    except (
        PackageNotFoundError,
        BadZipFile,
        LookupError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        reason = f"its template {path.name} is no Word document that can be read: {error}"
        raise RenderFailed(kind_of(paper), reason, f"put a .docx at {path}") from error
    return document


def _require_styles(path: Path, paper: Paper, document: Document) -> None:
    present = style_ids(document)
    missing = [name for name in STYLES if name not in present]
    if missing:
        reason = f"its template {path.name} lacks the styles {listed(missing)}"
        raise RenderFailed(kind_of(paper), reason, f"add them to {path} in Word")


def context_of(paper: Paper, writer: BlockWriter, house: House) -> _Data:
    """What the tags of a template may name: the paper's fields, and lines made up of them."""
    data = page_data(paper, house)
    words = data["words"]
    for place, note in enumerate(data.get("notes", ()), 1):
        note["anchor"] = anchor(place)
    for one in data.get("biographies", ()):
        complete_biography(one, writer, words)
    for section in (s for note in data.get("notes", ()) for s in note["sections"]):
        section["text"] = writer.below(2).xml([*_byline(section), *section["text"]])
    for item in data.get("items", ()):
        item["record"] = writer.below(1).xml(item["record"])
        item["facts"] = _facts_of(item["line"], words)
        for line in item["commitments"]:
            _complete_commitment(line)
    for one in data.get("plates", ()):
        complete_plate(one)
    for line in data.get("agenda", ()):
        _complete_line(line, words)
    for line in data.get("commitments", ()):
        _complete_commitment(line)
    if data.get("seating"):
        data["seating"]["place"] = PLACE
    return data


def _byline(section: _Data) -> list[_Data]:
    """What stands above a text, set apart from it."""
    if not section["byline"]:
        return []
    return [{"type": "Paragraph", "spans": [{"text": section["byline"], **_BYLINE}]}]


def _complete_line(line: _Data, words: _Data) -> None:
    """Add the lines that a cell of the agenda shows under each other."""
    length = "" if line["minutes"] is None else f"{line['minutes']} {words['minutes_unit']}"
    line["time"] = _under_each_other(line["start"] or "\u2013", length)
    line["lead"] = _leads(line, words)
    line["details"] = _under_each_other(line["kind"], _documents(line))
    line["linked_title"] = linked(line["title"], line["note"])


def _facts_of(line: _Data, words: _Data) -> list[dict[str, str]]:
    """What the minutes say of an item beside labels, what is known alone."""
    facts = {
        words["section"]: line["section"],
        words["lead"]: _leads(line, words),
        words["documents"]: _documents(line),
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def _leads(line: _Data, words: _Data) -> str:
    leads = [f"{party}{words['colon']}{lead}" for party, lead in line["leads"]]
    return _under_each_other(*leads, *map(_marked, line["speakers"]))


def _documents(line: _Data) -> str:
    return _under_each_other(*map(_marked, line["documents"]))


def _marked(piece: _Data) -> str:
    return f"{piece['words']} ({piece['mark']})" if piece["mark"] else str(piece["words"])


def _complete_commitment(line: _Data) -> None:
    line["details"] = _under_each_other(line["decided"], *line["history"])


def _under_each_other(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
