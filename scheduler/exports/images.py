"""Images of a style, held to what their names say: PNG, JPEG, and SVG that fetches nothing."""

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from scheduler.errors import InvalidValue

LARGEST = 5_000_000
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}
_STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_RUNS = {"script", "foreignObject", "handler", "iframe", "embed", "object", "audio", "video"}
_FETCHED = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/(png|jpeg);)", re.IGNORECASE)
_HELD = re.compile(r"#|data:image/(png|jpeg);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of an image and its kind: png, jpeg or svg."""

    kind: str
    data: bytes


def read_image(file: Path) -> Image:
    """The image, if it is what its name says; raises InvalidValue for any other."""
    try:
        if file.stat().st_size > LARGEST:
            raise _refused(file, f"an image of at most {LARGEST // 1_000_000} MB")
        data = file.read_bytes()
    except OSError as error:
        raise _refused(file, f"an image that can be read: {error.strerror}") from error
    kind = _KINDS.get(file.suffix.lower(), "")
    if kind == "svg":
        _require_harmless(file, data)
    elif not kind or not data.startswith(_STARTS[kind]):
        raise _refused(file, f"the {file.suffix.lstrip('.').upper()} that its name says")
    return Image(kind, data)


def _require_harmless(file: Path, data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(file, f"the SVG that its name says: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(file, "an SVG without a document type")
    if etree.QName(root).localname != "svg":
        raise _refused(file, "the SVG that its name says")
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        if fault := _fault(element):
            raise _refused(
                file, f"an SVG that runs and fetches nothing: line {element.sourceline} has {fault}"
            )


def _fault(element: "etree._Element") -> str:
    if not isinstance(element.tag, str):
        is_style = isinstance(element, etree._ProcessingInstruction)  # noqa: SLF001 -- no public name
        return "a style sheet from elsewhere" if is_style else ""
    name = etree.QName(element).localname
    if name in _RUNS:
        return f"<{name}>"
    if name == "style" and _FETCHED.search(element.text or ""):
        return "a style that fetches something"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            return f"{attribute}="
        is_address = attribute in {"href", "src"}
        if (is_address and not _HELD.match(value.strip())) or _FETCHED.search(value):
            return f"{attribute}={value[:60]!r}"
    return ""


def _refused(file: Path, expected: str) -> InvalidValue:
    return InvalidValue("the image", file.name, expected)
