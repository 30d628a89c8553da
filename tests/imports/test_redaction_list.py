import pytest

from scheduler.errors import InvalidFile, InvalidValue
from scheduler.imports.redaction_list import read_redaction, read_redactions
from scheduler.papers.redaction import Redaction

FILE = """\
[[redaction]]
article = "Article 4(2), first indent"
piece = "note-5"
lines = "2-4"

[[redaction]]
article = "4(1)(b)"
text = "Ana  Lind"
"""


def test_a_list_says_what_is_covered_and_why() -> None:
    assert read_redactions(FILE, "r.toml") == [
        Redaction("4(2), first indent", lines=(2, 4), piece="note-5"),
        Redaction("4(1)(b)", "Ana Lind"),
    ]


def test_faults_of_a_list_come_back_together_by_line() -> None:
    text = FILE.replace("2-4", "4-2").replace("4(1)(b)", "5(1)")

    with pytest.raises(InvalidFile) as caught:
        read_redactions(text, "r.toml")

    said = str(caught.value)
    assert "one line or a range of them, as 3 or 3-5" in said
    assert "an exception of the Regulation: 4(1)(a), 4(1)(b), 4(2) or 4(3)" in said
    assert "line 7" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("redaction = 1", "expected a list"),
        ("[[redaction]]\nraticle = '4(2)'", "did you mean article"),
        ("[[redaction]]\narticle = '4(2)'", "a text, or lines, and only one"),
        ("[[redaction]]\narticle = '4(2)'\nlines = '1'", "the piece whose lines they are"),
        ("[", "it is not TOML"),
    ],
)
def test_a_list_that_is_not_one_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidFile, match=message):
        read_redactions(text, "r.toml")


def test_a_redaction_is_typed_with_its_article() -> None:
    assert read_redaction("4(3)|a | b") == Redaction("4(3)", "a | b")
    for wrong in ("Ana Lind", "4(3)|", "9|Ana"):
        with pytest.raises(InvalidValue):
            read_redaction(wrong)
