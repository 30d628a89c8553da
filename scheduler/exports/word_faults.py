"""Which tag of a Word template went wrong, and in which paragraph it stands."""

import re
from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateError

_TAG = re.compile(r"\{[{%](?:tr|tc|p|r)?\s?(.*?)[}%]\}", re.DOTALL)
_NAMED = re.compile(r"'([^']+)'")
_PLACES = {"header": "a header", "footer": "a footer"}


def fault_in_word(error: Exception, document: Document) -> str:
    """The sentence on an error, with the tag and the paragraph where it is found out."""
    for where, text in _paragraphs(document):
        for tag in _TAG.finditer(text):
            if _is_guilty(tag[0], tag[1], error):
                return f"{error} (in {tag[0]!r}, {where})"
    return str(error)


def _is_guilty(tag: str, inside: str, error: Exception) -> bool:
    if tag.startswith("{{"):
        try:
            Environment(autoescape=True).parse("{{" + inside + "}}")
        except TemplateError:
            return True
    names = _NAMED.findall(str(error))
    return any(re.search(rf"\b{re.escape(name)}\b", inside) for name in names[-1:])


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """The text of each paragraph as Word counts them, and where it stands."""
    for number, element in enumerate(document.element.body.iter(qn("w:p")), 1):
        yield f"paragraph {number}", "".join(part.text or "" for part in element.iter(qn("w:t")))
    for section in document.sections:
        for kind, place in _PLACES.items():
            for prefix in ("", "even_page_", "first_page_"):
                for paragraph in getattr(section, f"{prefix}{kind}").paragraphs:
                    yield place, paragraph.text
