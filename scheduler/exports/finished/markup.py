"""Every text of XML and HTML: what is read, attributes, comments, style and script."""

from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]  # lxml publishes no types

# What stands within a line: a word may go on after it. In Word, each run is one of them.
_INSIDE_HTML = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "q", "s", "small", "span"),
    *("strong", "sub", "sup", "tspan", "u"),
)
_INSIDE_WORD = (
    *("bookmarkEnd", "bookmarkStart", "del", "delText", "hyperlink", "ins", "instrText"),
    *("moveFrom", "moveTo", "proofErr", "r", "rPr", "sdt", "sdtContent", "smartTag", "t"),
)
_INSIDE = frozenset((*_INSIDE_HTML, *_INSIDE_WORD))
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_HTML = html.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")


def read_xml(content: bytes) -> Iterator[tuple[str, str]]:
    """The words, then what stands in attributes and comments."""
    yield from _read(etree.fromstring(content, _XML))


def read_html(content: bytes) -> Iterator[tuple[str, str]]:
    """As `read_xml`, of a page."""
    yield from _read(html.document_fromstring(content, _HTML))


def _read(root: etree._Element) -> Iterator[tuple[str, str]]:
    text: list[str] = []
    attributes: dict[str, None] = {}  # the same ones come thousands of times
    comments: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            comments.append(element.text or "")
            text.append(element.tail or "")
            continue
        apart = "" if _is_inside(element) else "\n"
        if event == "start":
            text += (apart, element.text or "")
            attributes |= dict.fromkeys(element.attrib.values())
        else:
            text += (apart, element.tail or "")
    yield "", "".join(text)
    yield " (an attribute)", "\n".join(attributes)
    yield " (a comment)", "\n".join(comments)


def _is_inside(element: etree._Element) -> bool:
    return element.tag.rpartition("}")[2] in _INSIDE
