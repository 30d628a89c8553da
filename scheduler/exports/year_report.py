"""The report on a year as PDF, Word and HTML, in the plain house."""

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Pt

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.fonts import font_folder
from scheduler.exports.house import House, plain_house
from scheduler.exports.html import render_page
from scheduler.exports.page_data import house_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, typeset_to_standard
from scheduler.exports.typst_files import copy_templates
from scheduler.exports.typst_worker import PAPER, Job
from scheduler.exports.word_package import packed, set_properties
from scheduler.papers.clean import clean_text
from scheduler.papers.words import day_in_words
from scheduler.papers.year_report import YearReport, YearTable

_LIMITS = Limits()
_KIND = "Report on a year"
_NOTHING = "Nothing is on record."
_WITH_SENTENCES = ("Text", "Commitment", "Of", "Place")


def render_year(report: YearReport, name: str) -> Rendered:
    """The report as "pdf", "word" or "html"; the same report gives the same bytes."""
    house = plain_house()
    if name == "word":
        return Rendered(_word(report))
    if name == "html":
        more: dict[str, Any] = {"parts": [], "footnotes": []}
        return render_page(
            "year.html.jinja", lambda: {**_data(report, house), **more}, house, _KIND
        )
    return _pdf(report, house)


def _data(report: YearReport, house: House) -> dict[str, Any]:
    """The report as the templates see it, with the facts of its head."""
    prepared = day_in_words(report.prepared_on)
    return {
        "title": report.title,
        "kind": _KIND,
        "meeting": {
            "name": report.title,
            "title": report.title,
            "partnership": clean_text(report.partnership),
        },
        "marking": clean_text(report.marking),
        "reader_name": clean_text(report.reader_name),
        "dated": f"Prepared on {prepared}",
        "facts": [
            {"label": "For", "value": clean_text(report.reader_name), "link": ""},
            {"label": "Prepared on", "value": prepared, "link": ""},
        ],
        "tables": [_table(one) for one in report.tables],
        **house_data(house),
    }


def _table(table: YearTable) -> dict[str, Any]:
    return {
        "heading": table.heading,
        "text": table.text,
        "columns": list(table.columns),
        "wide": [name in _WITH_SENTENCES for name in table.columns],
        "rows": [[clean_text(cell) for cell in row] for row in table.rows],
        "nothing": _NOTHING,
    }


def _pdf(report: YearReport, house: House) -> Rendered:
    try:
        with tempfile.TemporaryDirectory(prefix="scheduler-year-") as name:
            folder = Path(name)
            copy_templates(house, folder, _KIND)
            text = json.dumps(_data(report, house), ensure_ascii=False)
            (folder / "paper.json").write_text(text, encoding="utf-8")
            outcome, findings = typeset_to_standard(_job(folder, report))
            if outcome["error"]:
                raise RenderFailed(report.title, outcome["error"], "put the template right")
            findings += [Finding(Severity.WARNING, warning) for warning in outcome["warnings"]]
            return Rendered((folder / PAPER).read_bytes(), tuple(findings))
    except OSError as error:
        raise RenderFailed(report.title, str(error), "make room in the temporary folder") from error


def _job(folder: Path, report: YearReport) -> Job:
    midnight = datetime.combine(report.prepared_on, time(), UTC)
    return Job(
        folder=str(folder),
        main="year.typ",
        fonts=str(font_folder()),
        accessible=True,
        timestamp=int(midnight.timestamp()),
        seconds=_LIMITS.seconds,
        memory=_LIMITS.memory,
    )


def _word(report: YearReport) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(10)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = clean_text(report.marking)
    section.footer.paragraphs[0].text = clean_text(f"{report.title}, for {report.reader_name}")
    document.add_heading(clean_text(f"{report.partnership}: {report.title}"), 1)
    document.add_paragraph(f"Prepared on {day_in_words(report.prepared_on)}")
    for table in report.tables:
        document.add_heading(table.heading, 2)
        document.add_paragraph(table.text)
        _word_table(document, table)
    set_properties(document, report.title, report.prepared_on)
    return packed(document)


def _word_table(document: Document, table: YearTable) -> None:
    if not table.rows:
        document.add_paragraph(_NOTHING)
        return
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    # The head is repeated on each page, and read out as a head.
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- python-docx has no name for it
    lines = (table.columns, *table.rows)
    for cells, texts in zip((row.cells for row in made.rows), lines, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = clean_text(text)
    for cell in made.rows[0].cells:
        cell.paragraphs[0].runs[0].font.bold = True
