"""What officers wrote in Markdown that is not set as they may expect: said, never just dropped."""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scheduler.errors import Finding, Severity
from scheduler.imports.markdown import clean_text, has_too_many_brackets, is_too_deep, parser
from scheduler.imports.markdown_footnotes import REFERENCE, unreferred
from scheduler.papers.clean import is_followable

_SHOWN = 40
_MOST = 10
_TAGS = MarkdownIt("commonmark", {"html": True})


def findings_in(text: str) -> list[Finding]:
    """A warning for each thing in the text that the papers do not set, the first ten of them."""
    if has_too_many_brackets(text):
        return [_warning("the text has so many brackets that it is set as one paragraph, as typed")]
    found: dict[str, Any] = {}
    tokens = parser().parse(clean_text(text), found)
    if is_too_deep(tokens):
        return [_warning("the text is nested so deep that it is set as one paragraph, as typed")]
    loose = [f"nothing refers to the footnote [^{label}]" for label, _ in unreferred(found)]
    said = dict.fromkeys([*_left_out(tokens), *_tags(clean_text(text)), *loose])
    return [_warning(message) for message in list(said)[:_MOST]]


def _left_out(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "hr":
                yield "a line of dashes or stars is left out"
            case "image":
                yield f"the image {_cut(str(token.attrs.get('src', '')))} is set as its words alone"
            case "link_open" if not is_followable(str(token.attrs.get("href", ""))):
                yield f"the link to {_cut(str(token.attrs['href']))} is set as its words alone"
            case "text":
                for reference in REFERENCE.finditer(token.content):
                    yield f"{reference[0]} is set as typed: no footnote of that name is left for it"
        yield from _left_out(token.children or ())


def _tags(text: str) -> Iterator[str]:
    """What would be HTML elsewhere."""
    for token in _TAGS.parse(text):
        if token.type == "html_block":
            yield f"the HTML {_cut(token.content)} is set as typed"
        for child in token.children or ():
            if child.type == "html_inline":
                yield f"the HTML {_cut(child.content)} is set as typed"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…")


def _warning(message: str) -> Finding:
    return Finding(Severity.WARNING, message)
