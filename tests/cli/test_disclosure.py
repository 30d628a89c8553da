import csv
import hashlib
import io
from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("staged_record")


def _printed(file: Path) -> str:
    """All words of the PDF, in the text, its outline and its metadata."""
    reader = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    pages = " ".join(page.extract_text() for page in reader.pages)
    outline = " ".join(str(one) for one in _flat(reader.outline))
    return " ".join(f"{pages} {outline} {reader.metadata} {reader.xmp_metadata}".split())


def _flat(outline: object) -> list[object]:
    if isinstance(outline, list):
        return [inner for one in outline for inner in _flat(one)]
    return [getattr(outline, "title", "")]


def test_what_is_under_a_bar_is_not_in_the_file(call: Call, tmp_path: Path) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    listed = tmp_path / "list.toml"
    listed.write_text(
        '[[redaction]]\narticle = "4(3)"\npiece = "outcome-1"\nlines = "1"\n', encoding="utf-8"
    )
    words = ("disclosure", "bundle", "--since", "2013-01-01", "--until", "2013-12-31")

    call(*words, "-o", str(before))
    said = call(
        *words, "-o", str(after), "--redact", "4(2)|field contacts", "--redactions", str(listed)
    )

    assert (said.code, said.err) == (0, "")
    assert said.out == f"Bound 3 pieces with 2 bars, for EU alone: {after}\n"
    for covered in ("field contacts", "keep migration in the exchange"):
        assert covered in _printed(before)
        assert covered not in _printed(after)
        assert covered.encode() not in after.read_bytes()
    printed = _printed(after)
    assert "its list of Art. 4(2) with IOM" in printed
    assert "Working copy of EU: not disclosed" in printed


def test_the_same_bundle_has_the_same_bytes(call: Call, tmp_path: Path) -> None:
    words = ("disclosure", "bundle", "--word", "post-2015", "-o", str(tmp_path / "a.pdf"))

    first = call(*words, "--json").value
    again = call(*words)

    assert (first["written"], first["findings"], first["bars"]) == (True, [], {})
    assert first["pieces"] == ["record-3", "outcome-1"]
    assert again.out.startswith("Unchanged: 2 pieces with no bars, for EU alone: ")


def test_pieces_are_listed_and_written_as_csv(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"

    said = call("disclosure", "list", "--body", "ECHO", "-o", str(file))
    value = call("disclosure", "list", "--body", "ECHO", "--json").value

    assert said.out.splitlines() == [
        "Piece\tWhat\tAuthor\tState\tMarking\tFor\tMeeting\tDay",
        "outcome-2\tCommitment SOM-1/C2\tDG ECHO\trecorded\t\tjoint\tSOM-1\tFriday 3 May 2013",
        "1 piece, none of them disclosed.",
        f"Written for EU alone: {file}",
    ]
    assert [one["key"] for one in value["pieces"]] == ["outcome-2"]
    head, line = csv.reader(io.StringIO(file.read_text("utf-8-sig")))
    assert (head[0], line[0], line[-1]) == ("Piece", "outcome-2", value["pieces"][0]["lines"][0])


def test_what_was_bound_and_listed_for_a_request_is_in_the_trail(
    call: Call, tmp_path: Path
) -> None:
    file, listed = tmp_path / "a.pdf", tmp_path / "a.csv"
    since = ("--since", "2013-01-01", "--until", "2013-12-31")

    call("disclosure", "bundle", *since, "-o", str(file), "--redact", "4(2)|field contacts")
    call("disclosure", "list", "--word", "post-2015", "-o", str(listed))
    call("disclosure", "list", "--word", "nobody wrote this")
    entries = call("db", "trail", "--last", "3", "--json").value

    days = "From: Tuesday 1 January 2013; Up to: Tuesday 31 December 2013"
    assert [(one["officer"], one["verb"], one["action"], one["what"]) for one in entries] == [
        ("Ada", "disclosure bundle", "bound", "partnership eu-iom"),
        ("Ada", "disclosure list", "listed", "partnership eu-iom"),
        ("Ada", "disclosure list", "listed", "partnership eu-iom"),
    ]
    assert [{one["name"]: one["after"] for one in entry["changes"]} for entry in entries] == [
        {
            "asked": days,
            "bound": "record-3, outcome-1, outcome-2",
            "covered": "4(2)",
            "file": "a.pdf",
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        },
        {
            "asked": "Words: post-2015",
            "listed": "record-3, outcome-1",
            "file": "a.csv",
            "sha256": hashlib.sha256(listed.read_bytes()).hexdigest(),
        },
        {"asked": "Words: nobody wrote this", "listed": "nothing"},
    ]
    assert call("db", "check").code == 0


def test_a_disclosure_refuses_what_it_cannot_do(call: Call, tmp_path: Path) -> None:
    file = str(tmp_path / "a.pdf")
    for words in (
        ("list", "-o", file),
        ("list", "--thread", "none"),
        ("list", "--since", "2026-01-02", "--until", "2026-01-01"),
        ("bundle", "-o", str(tmp_path / "a.txt")),
        ("bundle", "-o", file, "--redact", "4(2)|words that nobody wrote"),
        ("bundle", "-o", file, "--redact", "no article"),
    ):
        assert call("disclosure", *words).code == 2
    assert list(tmp_path.glob("a.*")) == []
