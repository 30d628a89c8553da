"""The words of one Word paragraph with their manner, and the same as Markdown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from scheduler.imports.forms.package import Element
from scheduler.papers.clean import clean_text, is_followable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFF = {"0", "false", "off"}
_MANNERS = ("b", "i", "strike")
_THROUGH = {f"{W}{name}" for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple")}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~]")
_AT_START = re.compile(r"^(\s*)([#+=-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner; `footnote` is the id of the footnote that stands here instead."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str = ""
    footnote: str = ""


def runs_of(paragraph: Element, links: Mapping[str, str], link: str = "") -> Iterator[Run]:
    """The runs in order; what Word itself would not show, such as a field's code, is left out."""
    for element in paragraph:
        if element.tag == f"{W}r":
            yield from _run(element, link)
        elif element.tag in _THROUGH:
            address = links.get(element.get(_ID, ""), "")
            yield from runs_of(element, links, address if is_followable(address) else link)


def plain(runs: list[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def as_markdown(runs: list[Run], labels: Mapping[str, str], *, dressed: bool = True) -> str:
    """The runs as one paragraph of Markdown, every sign in it kept from being read as one.

    `labels` are those of the footnotes by their ids. Undressed, it is the words alone.
    """
    pieces = []
    for manner, together in groupby(runs, key=lambda run: replace(run, text="")):
        text = _escaped("".join(run.text for run in together))
        if manner.footnote in labels:
            pieces.append(f"[^{labels[manner.footnote]}]")
        elif dressed:
            pieces.append(_dressed(text, manner))
        else:
            pieces.append(text)
    said = "".join(pieces).strip()
    # A line that begins like a list or a heading is none.
    safe = _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", said))
    return safe.replace("\n", "\\\n")


def _run(run: Element, link: str) -> Iterator[Run]:
    asked = {name: _is_on(run.find(f"{W}rPr/{W}{name}")) for name in _MANNERS}
    manner = Run("", asked["b"], asked["i"], asked["strike"], link)
    for element in run:
        name = str(element.tag).removeprefix(W)
        if name == "t":
            yield replace(manner, text=_one_line(element.text or ""))
        elif name in _SIGNS:
            yield replace(manner, text=_SIGNS[name])
        elif name == "footnoteReference":
            yield Run("", footnote=element.get(f"{W}id", ""))


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", clean_text(text))


def _escaped(text: str) -> str:
    return re.sub(r" *\n *", "\n", _ANYWHERE.sub(r"\\\g<0>", text))


def _dressed(text: str, manner: Run) -> str:
    """The text between its signs, which must touch a word to be read."""
    words = text.strip()
    if not words:
        return text
    before, _, after = text.partition(words)
    for is_so, sign in ((manner.bold, "**"), (manner.italic, "*"), (manner.struck, "~~")):
        words = f"{sign}{words}{sign}" if is_so else words
    words = f"[{words}](<{manner.link}>)" if manner.link else words
    return f"{before}{words}{after}"
