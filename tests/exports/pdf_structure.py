"""What a screen reader and an archive would miss in a finished PDF, found by walking through it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

Part = Any  # whatever stands in a PDF

_PAINTS = {"Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "EI"}
_CLAIMS = (
    "<pdfuaid:part>1</pdfuaid:part>",
    "<pdfaid:part>2</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
    "<dc:title>",
)


def faults_of(content: bytes) -> list[str]:
    """What PDF/UA-1 and PDF/A-2a ask for and this file has not."""
    with pikepdf.open(BytesIO(content)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot))
        return [
            *_faults_of_head(pdf),
            *_faults_of_fonts(pdf),
            *_faults_of_pages(pdf),
            *_faults_of_headings(elements),
            *(fault for kind, element in elements for fault in _faults_of_one(kind, element)),
        ]


def read_aloud(content: bytes) -> str:
    """The words in the order of the tags, which is the order in which they are read aloud."""
    with pikepdf.open(BytesIO(content)) as pdf:
        said = {page.objgen: _said(page) for page in pdf.pages}
        leaves = list(_leaves(pdf.Root.StructTreeRoot, None))
        return " ".join(said[page.objgen].get(number, "") for page, number in leaves)


def _faults_of_head(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    xmp = root.Metadata.read_bytes().decode()
    if str(root.get("/Lang", "")) != "en-GB":
        yield "no language"
    if not root.MarkInfo.Marked:
        yield "not tagged"
    if not root.ViewerPreferences.DisplayDocTitle:
        yield "the title is not shown"
    yield from (f"no {claim}" for claim in _CLAIMS if claim not in xmp)
    intents = [one for one in root.get("/OutputIntents", []) if "/DestOutputProfile" in one]
    if [str(one.S) for one in intents] != ["/GTS_PDFA1"]:
        yield "no output intent with a profile"


def _faults_of_fonts(pdf: Pdf) -> Iterator[str]:
    for one in pdf.objects:
        if not isinstance(one, Dictionary):
            continue
        if one.get("/Type") == "/FontDescriptor" and not {"/FontFile2", "/FontFile3"} & set(
            one.keys()
        ):
            yield f"font {one.FontName} is not embedded"
        if one.get("/Subtype") == "/Type0" and "/ToUnicode" not in one:
            yield f"font {one.BaseFont} does not say which characters it shows"


def _faults_of_pages(pdf: Pdf) -> Iterator[str]:
    """What is painted must be tagged or marked as an artifact; tabs follow the tags."""
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {number}: the tabulator does not follow the tags"
        open_marks: list[bool] = []
        for operands, name in _operations(page):
            if name in {"BDC", "BMC"}:
                is_tag = len(operands) > 1 and "/MCID" in operands[1]
                open_marks.append(is_tag or operands[0] == "/Artifact")
            elif name == "EMC":
                open_marks.pop()
            elif name in _PAINTS and not any(open_marks):
                yield f"page {number}: {name} paints what is neither tagged nor an artifact"


def _faults_of_headings(elements: list[tuple[str, Part]]) -> Iterator[str]:
    levels = [int(kind[1:]) for kind, _ in elements if re.fullmatch(r"H\d", kind)]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading {level} after a heading {before}"


def _faults_of_one(kind: str, element: Part) -> Iterator[str]:
    if kind in {"Figure", "Formula"} and not str(element.get("/Alt", "")):
        yield f"a {kind} without words that stand for it"
    if kind == "TH" and not any("/Scope" in one for one in _listed(element.get("/A", []))):
        yield "a head of a table that does not say for what"
    if kind == "Link":
        links = [one.Obj for one in _listed(element.K) if "/Obj" in _as_dictionary(one)]
        if not links or not all(str(one.get("/Contents", "")) for one in links):
            yield "a link without words on where it leads"


def _elements(element: Part) -> Iterator[tuple[str, Part]]:
    """Every element with its kind, in the order of the tags."""
    for kid in _listed(element.get("/K", [])):
        if "/S" in _as_dictionary(kid):
            yield str(kid.S)[1:], kid
            yield from _elements(kid)


def _leaves(element: Part, page: Part | None) -> Iterator[tuple[Part, int]]:
    page = element.get("/Pg", page)
    for kid in _listed(element.get("/K", [])):
        if isinstance(kid, int):
            assert page is not None
            yield page, kid
        elif "/MCID" in kid:
            yield kid.get("/Pg", page), int(kid.MCID)
        elif "/S" in kid:
            yield from _leaves(kid, page)


def _said(page: Part) -> dict[int, str]:
    """The words of each marked content of a page, by its number."""
    fonts = page.Resources.get("/Font", Dictionary())
    said: dict[int, str] = defaultdict(str)
    open_marks: list[int | None] = []
    shown: dict[str, str] = {}
    for operands, name in _operations(page):
        if name in {"BDC", "BMC"}:
            number = operands[1].get("/MCID") if len(operands) > 1 else None
            open_marks.append(None if number is None else int(number))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            shown = _characters(fonts[operands[0]])
        elif name in {"Tj", "TJ"}:
            number = next((one for one in reversed(open_marks) if one is not None), None)
            if number is not None:
                said[number] += _words(operands[0], shown)
    return said


def _operations(page: Part) -> Iterator[tuple[Part, str]]:
    for one in pikepdf.parse_content_stream(page):
        operation: Part = one
        yield operation.operands, str(operation.operator)


def _words(operand: Part, shown: dict[str, str]) -> str:
    strings = [one for one in _listed(operand) if isinstance(one, pikepdf.String)]
    codes = "".join(bytes(one).hex() for one in strings)
    return "".join(shown.get(code, "") for code in re.findall("....", codes))


def _characters(font: Part) -> dict[str, str]:
    """The text of each code of two bytes, by its hexadecimal digits."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        code.lower(): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", table)
    }


def _listed(value: Part) -> list[Part]:
    return list(value) if isinstance(value, pikepdf.Array | list) else [value]


def _as_dictionary(value: Part) -> Part:
    return value if isinstance(value, Dictionary) else Dictionary(Type=Name.Nothing)
