import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from scheduler.imports import document_files
from scheduler.model.stored_file import StoredFile
from scheduler.store.audit import verify
from scheduler.store.session import Database
from tests.cli.conftest import Call

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
PDF = b"%PDF-1.7\n%%EOF\n"

pytestmark = pytest.mark.usefixtures("record")


def _kept(database: Database) -> int:
    with database.reading() as session:
        assert verify(session) == []
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_a_file_is_kept_once_and_gone_with_its_last_document(
    call: Call, record: Database, tmp_path: Path
) -> None:
    path = tmp_path / "Map of ports.pdf"
    path.write_bytes(PDF)
    for title in ("Ports", "Fees", "Ships"):
        call("agenda", "add", "ANNUAL-2", title)
    first = call("document", "add", "ANNUAL-2", "1", str(path))
    call("document", "add", "ANNUAL-2", "2", str(path), "--title", "Map", "--audience", "own")
    call("document", "add", "ANNUAL-2", "3", str(path))
    kept = [_kept(record)]
    listed = call("document", "list", "ANNUAL-2")
    got = call("document", "get", "ANNUAL-2", "1", "map of ports", "-o", str(tmp_path / "out"))
    shown = call("agenda", "show", "ANNUAL-2", "--json").value["items"]
    removed = call("document", "remove", "ANNUAL-2", "1", "Map of ports")
    kept.append(_kept(record))
    call("agenda", "edit", "ANNUAL-2", "2", "--document", "Map|https://example.org/map")
    kept.append(_kept(record))
    call("agenda", "remove", "ANNUAL-2", "3")
    kept.append(_kept(record))

    digest = hashlib.sha256(PDF).hexdigest()[:12]
    assert first.out == (
        f"Put Map of ports (pdf, 15 bytes, joint) to item 1, Ports, of {TO_COME}.\n"
    )
    assert listed.out == (
        "N\tDocument\tKind\tBytes\tAddress\tFor\tSHA-256\n"
        f"1\tMap of ports\tpdf\t15\t\tjoint\t{digest}\n"
        f"2\tMap\tpdf\t15\t\tNORTH only\t{digest}\n"
        f"3\tMap of ports\tpdf\t15\t\tjoint\t{digest}\n"
    )
    written = tmp_path / "out" / "ANNUAL-2-item-1-Map-of-ports.pdf"
    assert got.out == f"Wrote Map of ports of {TO_COME}: {written}\n"
    assert written.read_bytes() == PDF
    assert [item["documents"] for item in shown] == [
        ["Map of ports (pdf file)"],
        ["Map (pdf file, NORTH only)"],
        ["Map of ports (pdf file)"],
    ]
    assert removed.out == f"Removed Map of ports from item 1, Ports, of {TO_COME}.\n"
    assert kept == [1, 1, 1, 0]


def test_a_document_of_the_same_title_takes_its_place(
    call: Call, record: Database, tmp_path: Path
) -> None:
    path = tmp_path / "map.md"
    call("agenda", "add", "ANNUAL-2", "Ports", "--document", "map|https://example.org/map")
    for text in ("# One", "# Two"):
        path.write_text(text, encoding="utf-8")
        call("document", "add", "ANNUAL-2", "1", str(path))

    assert [
        (row["title"], row["kind"], row["address"], row["size"])
        for row in call("document", "list", "ANNUAL-2", "1", "--json").value
    ] == [("map", "text", "", 5)]
    assert _kept(record) == 1


def test_a_document_goes_no_further_than_its_item(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "map.txt"
    path.write_text("A map", encoding="utf-8")
    call("agenda", "add", "ANNUAL-2", "Ours", "--audience", "own")
    refused = call("document", "add", "ANNUAL-2", "0a", str(path), "--audience", "joint")
    call("document", "add", "ANNUAL-2", "0a", str(path))
    call("agenda", "edit", "ANNUAL-2", "0a", "--audience", "joint")

    assert (refused.code, refused.err) == (
        2,
        (
            "scheduler: --audience 'joint' cannot be used: expected no wider one than the agenda "
            "item 'Ours' has, which is NORTH's own\n"
        ),
    )
    assert [row["audience"] for row in call("document", "list", "ANNUAL-2", "--json").value] == [
        "joint"
    ]


def _office(path: Path, types: str) -> None:
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", types)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("map.pdf", b"\x89PNG\r\n\x1a\nx", "a name that fits: it holds png"),
        ("map.png", b"\xff\xd8\xff\xe0x", "a name that fits: it holds jpeg"),
        ("map.exe", b"MZ\x00\x01", "a PDF, Word"),
        ("map.txt", b"caf\xe9", "a PDF, Word"),
        ("map.txt", b"a\x00b", "a PDF, Word"),
        ("map.txt", b"", "one that is not empty"),
        ("map.zip", b"PK\x03\x04broken", "and no other archive"),
        ("map.docx", b"word.main+xml", "a name that fits: it holds text"),
        ("big.txt", b"x" * 101, "no more than 100 bytes"),
    ],
)
def test_a_file_is_told_by_what_it_holds(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    name: str,
    content: bytes,
    expected: str,
) -> None:
    monkeypatch.setattr(document_files, "LARGEST", 100)
    call("agenda", "add", "ANNUAL-2", "Ports")
    path = tmp_path / name
    path.write_bytes(content)

    refused = call("document", "add", "ANNUAL-2", "1", str(path))

    assert refused.code == 2
    assert expected in refused.err
    assert call("document", "list", "ANNUAL-2", "--json").value == []


@pytest.mark.parametrize(
    ("name", "types", "kind"),
    [
        ("a.docx", "application/wordprocessingml.document.main+xml", "docx"),
        ("a.xlsx", "application/spreadsheetml.sheet.main+xml", "xlsx"),
        ("a.pptx", "application/presentationml.presentation.main+xml", "pptx"),
        ("a.docm", "wordprocessingml.document.macroEnabled.main+xml", ""),
        ("a.epub", "something else", ""),
    ],
)
def test_office_files_are_told_apart_and_macros_refused(
    call: Call, tmp_path: Path, name: str, types: str, kind: str
) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")
    _office(tmp_path / name, types)

    added = call("document", "add", "ANNUAL-2", "1", str(tmp_path / name))

    assert added.code == (0 if kind else 2)
    rows = call("document", "list", "ANNUAL-2", "--json").value
    assert [row["kind"] for row in rows] == ([kind] if kind else [])


def test_a_document_without_a_file_cannot_be_got(call: Call) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports", "--document", "Map|https://example.org/map")

    refused = call("document", "get", "ANNUAL-2", "1", "Map")

    assert (refused.code, refused.err) == (
        1,
        (
            "scheduler: getting the document 'Map' is not possible: the record has no file of it "
            "(https://example.org/map); put it there: scheduler document add\n"
        ),
    )
