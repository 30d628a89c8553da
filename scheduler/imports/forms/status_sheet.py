"""A status sheet that a body filled in, read back from a spreadsheet or a Word file.

A file is taken whole or refused whole, with everything that is wrong with it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.errors import InvalidFile, Problem
from scheduler.imports.forms.form import boxes_of, revisions_of, words_of_box
from scheduler.imports.forms.package import Package
from scheduler.imports.spreadsheets import Cell, Formula, Row, read_cells
from scheduler.papers.follow_up import FilledSheet, SheetReport
from scheduler.papers.sheet_marks import DAY, DAY_BOX, KEY, REFERENCE, REPORT, REPORT_BOX, STATUS

_FOREIGN = "it is no status sheet that was made here"
_PARTS_OF_KEY = 3
_DAY = "is no day such as 2027-03-09"


def read_status_sheet(name: str, content: bytes) -> FilledSheet:
    """What a sheet says that came back under this name; InvalidFile with every problem."""
    if name.lower().endswith(".docx"):
        return _of_word(name, content)
    if name.lower().endswith(".xlsx"):
        return _of_spreadsheet(name, read_cells(name, content))
    raise _refused(name, ["it is neither a spreadsheet (.xlsx) nor a Word document (.docx)"])


def _of_spreadsheet(name: str, rows: Sequence[Row]) -> FilledSheet:
    head = next((at for at, row in enumerate(rows) if {REFERENCE, REPORT, DAY} <= {*row}), None)
    if head is None:
        raise _refused(name, [_FOREIGN])
    marks = [str(cell) for row in rows[:head] for cell in row if str(cell).startswith(f"{KEY} ")]
    partnership, body = _named(name, [mark.removeprefix(f"{KEY} ") for mark in marks])
    places = [rows[head].index(column) for column in (REFERENCE, REPORT, DAY)]
    lines = [
        (f"row {number}", [row[at] if at < len(row) else None for at in places])
        for number, row in enumerate(rows[head + 1 :], head + 2)
    ]
    return FilledSheet(partnership, body, _reports(name, lines))


def _of_word(name: str, content: bytes) -> FilledSheet:
    package = Package(name, content)
    document = package.root("word/document.xml")
    if document is None:
        raise package.refused("it is no Word document (.docx)")
    boxes = list(boxes_of(document))
    keys = [tag.removeprefix(f"{STATUS}:") for tag, _ in boxes if tag.startswith(f"{STATUS}:")]
    partnership, body = _named(name, keys)
    doubled = [tag for tag, count in Counter(tag for tag, _ in boxes).items() if count > 1]
    if problems := [*revisions_of(document), *(f"the box {tag} is there twice" for tag in doubled)]:
        raise package.refused(*problems)
    said = {tag: words_of_box(box) or None for tag, box in boxes}
    lines = [
        (f"the box of {reference}", [reference, said[tag], said.get(f"{DAY_BOX}:{reference}")])
        for tag in said
        for kind, _, reference in [tag.partition(":")]
        if kind == REPORT_BOX
    ]
    return FilledSheet(partnership, body, _reports(name, lines))


def _named(name: str, keys: Sequence[str]) -> tuple[str, str]:
    """The partnership and the body that the one key of a sheet names."""
    parts = keys[0].split("/") if len(keys) == 1 else []
    if len(parts) != _PARTS_OF_KEY:
        raise _refused(name, [_FOREIGN])
    return parts[0], parts[1]


def _reports(name: str, lines: Sequence[tuple[str, Sequence[Cell]]]) -> tuple[SheetReport, ...]:
    problems = [problem for where, cells in lines for problem in _faults(where, *cells)]
    told = [cells for _, cells in lines if cells[1]]
    counts = Counter(str(reference).casefold() for reference, _, _ in told)
    problems += [f"{one} is reported on twice" for one, count in counts.items() if count > 1]
    if problems:
        raise _refused(name, problems)
    return tuple(
        SheetReport(str(reference), str(text), _day(day) if day else None)
        for reference, text, day in told
    )


def _faults(where: str, reference: Cell, text: Cell, day: Cell) -> Iterator[str]:
    if any(isinstance(cell, Formula) for cell in (reference, text, day)):
        yield f"{where} holds a formula: write what it says instead"
        return
    if text and not reference:
        yield f"{where} reports on nothing: its reference is gone"
    if day and not text:
        yield f"{where} has a day and no report"
    if day and _day(day) is None:
        yield f"{where}: {day!r} {_DAY}"


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        return None


def _refused(name: str, problems: Sequence[str]) -> InvalidFile:
    return InvalidFile(name, [Problem(None, problem) for problem in problems])
