from datetime import UTC, datetime

import pytest

from scheduler.errors import InvalidFile
from scheduler.imports.returned_text import MOST_CHANGES, read_returned
from scheduler.papers.tracked import ReturnedText, TrackedChange
from tests.imports.returned_files import (
    comment,
    commented,
    deleted,
    heading,
    inserted,
    paragraph,
    returned,
    run,
)

AT = datetime(2027, 5, 18, 10, tzinfo=UTC)


def test_changes_and_comments_come_with_author_paragraph_and_item() -> None:
    content = returned(
        paragraph(commented(run("Minutes"), 7)),
        heading("2a. Return"),
        paragraph(run("The parties ") + deleted("noted") + inserted("welcomed") + run(" it.")),
        heading("Other outcomes"),
        paragraph(commented(run("All agreed."), 8)),
        comments=comment(7, "On the whole.", "Twice.") + comment(8, "Who?", who="Cy", at="never"),
    )

    sent, who = "The parties noted it.", "Bea Ruiz"
    assert read_returned("a.docx", content) == ReturnedText(
        changes=(
            TrackedChange("remark", "On the whole.\nTwice.", "Minutes", who),
            TrackedChange("deletion", "noted", sent, who, AT, "2a"),
            TrackedChange("insertion", "welcomed", sent, who, AT, "2a"),
            TrackedChange("remark", "Who?", "All agreed.", "Cy"),
        ),
        paragraphs=("Minutes", "2a. Return", sent, "Other outcomes", "All agreed."),
    )


def test_runs_that_one_person_changed_at_once_are_one_change() -> None:
    content = returned(paragraph(inserted("very ") + inserted("much ") + inserted("so", who="Cy")))

    changes = read_returned("a.docx", content).changes
    assert [(one.text, one.author) for one in changes] == [("very much", "Bea Ruiz"), ("so", "Cy")]


def test_a_comment_on_nothing_is_kept_at_the_end() -> None:
    content = returned(paragraph(inserted("x")), comments=comment(3, "Lost"))

    assert [one.text for one in read_returned("a.docx", content).changes] == ["x", "Lost"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04", "it is no Word document (.docx)"),
        (b"\xd0\xcf\x11\xe0", "it has a password or is in the old .doc format: save it as .docx"),
        (
            returned(
                '<!DOCTYPE x [<!ENTITY a "b">]>',
            ),
            "it is damaged: the Word file cannot be read",
        ),
        (
            returned(
                paragraph("".join(inserted("x", who=str(n)) for n in range(MOST_CHANGES + 1)))
            ),
            "it has more than 2,000 comments and changes",
        ),
    ],
    ids=["no-zip", "locked", "doctype", "too-many"],
)
def test_hostile_files_are_refused(content: bytes, problem: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_returned("a.docx", content)

    assert [one.message for one in caught.value.problems] == [problem]
