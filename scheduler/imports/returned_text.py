"""A text that came back as a Word file: its comments, and what was put in and taken out.

Word writes a tracked insertion as `w:ins` around runs, a deletion as `w:del` around runs whose text
is `w:delText`, and the texts of comments into a part of their own (ISO/IEC 29500-1 17.13).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from scheduler.imports.forms.package import Element, Package
from scheduler.imports.forms.runs import W
from scheduler.papers.clean import LONGEST_LINE, clean_text
from scheduler.papers.tracked import ReturnedText, TrackedChange

MOST_CHANGES = 2_000
_CHANGES = {
    f"{W}ins": "insertion",
    f"{W}moveTo": "insertion",
    f"{W}del": "deletion",
    f"{W}moveFrom": "deletion",
}
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}
_NUMBERED = re.compile(r"(\d{1,4}[a-z]?(?:\.\d{1,4}[a-z]?)*)\. ")


def read_returned(name: str, content: bytes) -> ReturnedText:
    """The comments and changes in the order of the text.

    Raises InvalidFile for what is no Word file, is damaged or too large, or has too many changes.
    """
    package = Package(name, content)
    document = package.root("word/document.xml")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise package.refused("it is no Word document (.docx)")
    comments = dict(_comments(package.root("word/comments.xml")))
    headings = set(_headings(package.root("word/styles.xml")))
    changes: list[TrackedChange] = []
    paragraphs: list[str] = []
    item = ""
    for paragraph in body.iter(f"{W}p"):
        pieces = list(_pieces(paragraph))
        sent = _line("".join(text for change, text in pieces if change.kind != "insertion"))
        if _style(paragraph) in headings:
            found = _NUMBERED.match(sent)
            item = found[1] if found else ""
        paragraphs.append(sent)
        there = (*_changed(pieces), *_remarks(paragraph, comments))
        changes += [replace(one, quote=sent, item=item) for one in there]
        if len(changes) > MOST_CHANGES:
            raise package.refused(f"it has more than {MOST_CHANGES:,} comments and changes")
    changes += comments.values()
    return ReturnedText(tuple(changes), tuple(filter(None, paragraphs)))


_UNCHANGED = TrackedChange("", "")


def _pieces(paragraph: Element) -> Iterator[tuple[TrackedChange, str]]:
    """The words of a paragraph, each with the change they stand in; of none, one without kind."""
    for element in paragraph.iter(f"{W}t", f"{W}delText", *_SIGNS):
        above = list(element.iterancestors())
        run = next((one for one in above if one.tag == f"{W}r"), None)
        if run is None or next(one for one in above if one.tag == f"{W}p") is not paragraph:
            continue
        change = next((one for one in above if one.tag in _CHANGES), None)
        text = _SIGNS.get(element.tag, element.text or "")
        yield (_UNCHANGED if change is None else _change(change)), text


def _changed(pieces: list[tuple[TrackedChange, str]]) -> Iterator[TrackedChange]:
    """The changes of a paragraph; words in a row that one person changed at once are one."""
    for change, together in groupby(pieces, key=lambda piece: piece[0]):
        text = _line("".join(text for _, text in together))
        if change.kind and text:
            yield replace(change, text=text)


def _remarks(paragraph: Element, comments: dict[str, TrackedChange]) -> Iterator[TrackedChange]:
    """The comments that stand on a paragraph; each is told once."""
    for mark in paragraph.iter(f"{W}commentRangeStart", f"{W}commentReference"):
        if comment := comments.pop(mark.get(f"{W}id", ""), None):
            yield comment


def _comments(root: Element | None) -> Iterator[tuple[str, TrackedChange]]:
    for comment in () if root is None else root.iter(f"{W}comment"):
        lines = (_line("".join(text for _, text in _pieces(one))) for one in comment.iter(f"{W}p"))
        if text := "\n".join(filter(None, lines)):
            told = TrackedChange("remark", text, author=_author(comment), written_at=_at(comment))
            yield comment.get(f"{W}id", ""), told


def _change(element: Element) -> TrackedChange:
    kind = _CHANGES[element.tag]
    return TrackedChange(kind, "", author=_author(element), written_at=_at(element))


def _author(element: Element) -> str:
    return _line(element.get(f"{W}author", ""))[:LONGEST_LINE]


def _at(element: Element) -> datetime | None:
    """The instant that Word says; it means UTC where it says no zone."""
    try:
        said = datetime.fromisoformat(element.get(f"{W}date", ""))
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _headings(root: Element | None) -> Iterator[str]:
    """The ids of the styles that head an item, whatever the language of Word calls them."""
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val", "").lower() == "heading 1":
            yield style.get(f"{W}styleId", "")


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val", ""))


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
