"""What is covered is gone, wherever it stands, and what is not covered stays as it was."""

import pytest

from scheduler.imports.markdown import parse_markdown
from scheduler.papers.blocks import Span, text_of
from scheduler.papers.redaction import CLOSE, OPEN, Redaction, cover, cover_text, lines_of, unmarked

BAR = f"{OPEN}4(1)(b){CLOSE}"
TEXT = """\
# Port fees

**Ana
Li**nd asked[^1] for [her list](mailto:ana.lind@example.org).

| Who | What |
| --- | --- |
| ana lind | fees |

[^1]: Ana Lind, on Friday.
"""


def _over(said: str, **how: object) -> list[str]:
    one = Redaction("4(1)(b)", **how)  # type: ignore[arg-type] # its own fields
    return lines_of(cover(parse_markdown(said), [one]))


def test_a_text_is_covered_whatever_its_case_blanks_and_manner() -> None:
    assert _over(TEXT, text="ana lind") == [
        "Port fees",
        f"{BAR} asked for her list.",
        f"{BAR}, on Friday.",
        "Who",
        "What",
        BAR,
        "fees",
    ]


def test_lines_are_covered_whole_with_their_footnotes() -> None:
    assert _over(TEXT, lines=(1, 2)) == [BAR, BAR, "Who", "What", "ana lind", "fees"]


def test_no_link_tells_what_is_covered() -> None:
    covered = cover(parse_markdown(TEXT), [Redaction("4(2)", "fees")])

    assert "example.org" not in repr(covered)
    assert "example.org" in repr(cover(parse_markdown(TEXT), []))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("a SECRET b", f"a {BAR} b"),
        ("secretsecret", f"{BAR}{BAR}"),
        ("*sec*ret **sec**ret x", f"{BAR} {BAR} x"),
        ("none", "none"),
    ],
)
def test_each_place_has_a_bar_of_its_own(text: str, covered: str) -> None:
    assert _over(text, text="secret") == [covered]


def test_what_stands_beside_keeps_its_manner() -> None:
    (paragraph,) = cover(parse_markdown("**in bold, a secret**"), [Redaction("4(2)", "secret")])

    assert text_of((paragraph,)) == f"in bold, a {OPEN}4(2){CLOSE}"
    assert paragraph.spans == (Span(f"in bold, a {OPEN}4(2){CLOSE}", bold=True),)  # type: ignore[union-attr]


def test_nobody_can_write_a_bar() -> None:
    assert unmarked(f"a {OPEN}4(2){CLOSE} b") == "a 4(2) b"
    assert cover_text("Talk of Ana  Lind", [Redaction("4(1)(b)", "Ana Lind")]) == f"Talk of {BAR}"
