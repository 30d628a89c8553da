"""What a service wrote in Word as the Markdown that notes are kept in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.imports.forms.package import Element
from scheduler.imports.forms.runs import Run, W, as_markdown, plain, runs_of
from scheduler.imports.markdown import parse_markdown
from scheduler.papers.blocks import text_of

MOST_CELLS = 2_000
_DEEPEST_HEADING = 3
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (bullet|number)(?: (\d))?")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_LOST = {
    f"{W}drawing": "a picture",
    f"{W}pict": "a picture",
    f"{W}object": "an embedded file",
    f"{W}endnoteReference": "an endnote",
    f"{W}altChunk": "an embedded document",
    _MATHS: "an equation",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the paragraphs of a file refer to.

    `styles` are the names of the styles by id, in small letters; `bullets` the numberings that
    count nothing; `links` and `footnotes` go by their ids.
    """

    styles: Mapping[str, str] = field(default_factory=dict)
    bullets: frozenset[tuple[str, str]] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, or a row of a table; `depth` counts from 0 in a list."""

    kind: str
    cells: tuple[list[Run], ...]
    depth: int = 0


def markdown_of(content: Element, around: Surroundings) -> str:
    """The content of a box; if its manner cannot be kept without loss of a word, the words alone.

    Raises ValueError with a sentence for a table larger than a note can hold.
    """
    lines = list(_lines(content, around))
    labels = _labels(lines, around)
    for dressed in (True, False):
        said = _together(lines, labels, around, dressed=dressed)
        if _letters(text_of(parse_markdown(said))) == _letters(_words(lines, labels, around)):
            break
    return said


def left_out_of(content: Element) -> list[str]:
    """What the box holds that a note cannot hold, in words, each kind once."""
    return list(dict.fromkeys(_LOST[one.tag] for one in content.iter() if one.tag in _LOST))


def _lines(content: Element, around: Surroundings) -> Iterator[_Line]:
    for element in content:
        if element.tag == f"{W}p":
            yield _paragraph(element, around)
        elif element.tag == f"{W}tbl":
            yield from _table(element, around)
        elif element.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _lines(element, around)
        elif element.tag == f"{W}r":
            # A box within a line holds runs.
            yield _Line("text", (list(runs_of(content, around.links)),))
            return


def _paragraph(element: Element, around: Surroundings) -> _Line:
    runs = (list(runs_of(element, around.links)),)
    style = around.styles.get(_value(element, "pPr/pStyle"), "")
    number, depth = _value(element, "pPr/numPr/numId"), _value(element, "pPr/numPr/ilvl") or "0"
    if found := _HEADING.match(style):
        return _Line("heading", runs, min(int(found[1]), _DEEPEST_HEADING))
    if number not in {"", "0"} and depth.isdigit():
        is_bullet = (number, depth) in around.bullets
        return _Line("bullet" if is_bullet else "number", runs, int(depth))
    if found := _LIST.match(style):
        return _Line(found[1], runs, int(found[2] or 1) - 1)
    return _Line("text", runs)


def _table(table: Element, around: Surroundings) -> Iterator[_Line]:
    rows = [row.findall(f"{W}tc") for row in table.iter(f"{W}tr")]
    if sum(len(row) for row in rows) > MOST_CELLS:
        message = f"a table has more than {MOST_CELLS} cells; attach it as a document"
        raise ValueError(message)
    width = max((len(row) for row in rows), default=0)
    for place, row in enumerate(rows):
        cells = [_cell(cell, around) for cell in row]
        padded = (*cells, *([] for _ in range(width - len(cells))))
        yield _Line("row" if place else "head", padded)


def _cell(cell: Element, around: Surroundings) -> list[Run]:
    runs: list[Run] = []
    for paragraph in cell.iter(f"{W}p"):
        runs += [*([Run(" ")] if runs else []), *runs_of(paragraph, around.links)]
    return [Run(run.text.replace("\n", " "), *_manner(run)) for run in runs]


def _manner(run: Run) -> tuple[bool, bool, bool, str, str]:
    return run.bold, run.italic, run.struck, run.link, run.footnote


def _labels(lines: Sequence[_Line], around: Surroundings) -> dict[str, str]:
    """A label for each footnote that is referred to, in order."""
    referred = (run.footnote for line in lines for cell in line.cells for run in cell)
    known = dict.fromkeys(one for one in referred if one in around.footnotes)
    return {one: str(place) for place, one in enumerate(known, 1)}


def _together(
    lines: Sequence[_Line], labels: Mapping[str, str], around: Surroundings, *, dressed: bool
) -> str:
    """The lines as Markdown; items of one list and rows of one table under each other."""
    said, before, depth = "", "", 0
    for line in lines:
        cells = [as_markdown(cell, labels, dressed=dressed) for cell in line.cells]
        if not any(cells):
            continue
        is_item = line.kind in {"bullet", "number"}
        is_inside = line.kind == "row" or (is_item and before in {"bullet", "number"})
        depth = min(line.depth, depth + 1) if is_item and is_inside else 0
        written = _written(line, cells, depth)
        said += ("\n" if is_inside else "\n\n" if said else "") + written
        before = line.kind
    notes = (f"[^{label}]: {_one_line(around.footnotes[one])}" for one, label in labels.items())
    return "\n\n".join((said, *notes)).strip()


def _written(line: _Line, cells: Sequence[str], depth: int) -> str:
    match line.kind:
        case "heading":
            return f"{'#' * line.depth} {cells[0]}".replace("\\\n", " ")
        case "bullet" | "number":
            sign = "- " if line.kind == "bullet" else "1. "
            indent = " " * 4 * depth
            return indent + sign + cells[0].replace("\n", f"\n{indent}   ")
        case "head":
            return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}"
        case "row":
            return f"| {' | '.join(cells)} |"
        case _:
            return cells[0]


def _words(lines: Sequence[_Line], labels: Mapping[str, str], around: Surroundings) -> str:
    said = [plain(cell) for line in lines for cell in line.cells]
    return "".join([*said, *(around.footnotes[one] for one in labels)])


def _letters(text: str) -> list[str]:
    """The letters in any order: a footnote is said at another place here than there."""
    return sorted("".join(text.split()))


def _one_line(text: str) -> str:
    return as_markdown([Run(" ".join(text.split()))], {})


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")
