"""A paper as the templates of Word and HTML see it, so that both say the same."""

from typing import Any

from jinja2 import TemplateError

from scheduler.exports.as_json import Paper, as_data
from scheduler.papers.clean import clean_text
from scheduler.papers.minutes import Minutes
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.words import day_in_words

# What a template that somebody edited can raise while it is filled.
TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def template_of(paper: Paper) -> str:
    """The name of the paper's templates, without their ending."""
    match paper:
        case BriefingPack():
            return "pack"
        case BriefingNote():
            return "note"
        case Minutes():
            return "minutes"


def kind_of(paper: Paper) -> str:
    """How the paper is called on its cover."""
    kinds = {"pack": "Briefing pack", "note": "Briefing note", "minutes": "Minutes"}
    return kinds[template_of(paper)]


def page_data(paper: Paper) -> dict[str, Any]:
    """The paper as plain data (as_json), with its kind, the facts of the cover, and headings."""
    data = as_data(paper)
    for note in data.get("notes", ()):
        note["heading"] = (
            f"Item {note['number']}: {note['title']}" if note["number"] else note["title"]
        )
    for item in data.get("items", ()):
        number, title = item["line"]["number"], item["line"]["title"]
        item["heading"] = f"{number}. {title}" if number else title
    return {**data, "kind": kind_of(paper), "facts": _cover_facts(paper)}


def _cover_facts(paper: Paper) -> list[dict[str, str]]:
    """The facts of the cover with their labels, those alone that are known."""
    meeting = paper.meeting
    facts = (
        ("Date", meeting.when),
        ("Hours", meeting.hours),
        ("Place", meeting.place),
        ("Mode", meeting.mode),
        ("Host", meeting.host),
        ("Chairs" if len(meeting.chairs) > 1 else "Chair", "\n".join(meeting.chairs)),
        ("State", meeting.state),
        ("For", paper.reader_name),
        ("Prepared on", day_in_words(paper.prepared_on)),
    )
    return [{"label": label, "value": clean_text(text)} for label, text in facts if text]
