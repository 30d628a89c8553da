"""PDF templates as an officer may leave them: broken, or reaching out of their folder."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.house import in_folder
from scheduler.exports.pdf import render_pdf
from scheduler.resources import resource
from tests.exports.sample_papers import sample_pack

Templates = Callable[[str], Path]


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    """A folder of templates whose pack is the given source."""

    def write(source: str) -> Path:
        (tmp_path / "pack.typ").write_text(source, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('#let paper = json("paper.json")\n#paper.absent', "pack.typ:2:7: dictionary does not"),
        ('#read("/../../etc/passwd")', "pack.typ:1:6: path"),
        ('#read("/etc/passwd")', "pack.typ:1:6: file not found"),
        ("#let f() = f()\n#f()", "maximum function call depth exceeded"),
        ("#while true { }", "pack.typ:1:7: condition is always true"),
        ('#import "@preview/cetz:0.3.0"', "pack.typ fetches a package from the network"),
        ('#import ("@pre" + "view/cetz:0.3.0")', "failed to download package"),
        ('#import "@local/own:0.1.0"', "package not found"),
    ],
)
def test_wrong_template_is_one_sentence(templates: Templates, source: str, reason: str) -> None:
    with pytest.raises(RenderFailed) as caught:
        render_pdf(sample_pack(), house=in_folder(templates(source)))

    message = str(caught.value)
    assert message.startswith("the PDF of the briefing pack of SOM-12 could not be made: ")
    assert message.endswith("; put the template right")
    assert reason in caught.value.reason
    assert "\n" not in message


def test_template_that_breaks_pdf_ua_is_printed_with_a_note(templates: Templates) -> None:
    source = '#set document(title: "x")\n#set text(font: "Noto Sans")\n= One\n=== Three'

    rendered = render_pdf(sample_pack(), house=in_folder(templates(source)))

    assert rendered.findings == (
        Finding(
            Severity.NOTE,
            "the PDF is tagged but claims neither PDF/UA-1 nor PDF/A-2a, because it has a fault: "
            "pack.typ:4:0: PDF/UA-1 error: skipped from heading level 1 to 3",
        ),
    )


def test_unknown_font_of_a_template_is_a_finding(templates: Templates) -> None:
    source = '#set document(title: "x")\n#set text(font: ("Noto Sans", "Helvetica"))\n= One'

    rendered = render_pdf(sample_pack(), house=in_folder(templates(source)))

    assert rendered.findings == (
        Finding(Severity.WARNING, "pack.typ:2:16: unknown font family: helvetica"),
    )


def test_symbolic_link_among_the_templates_is_not_followed(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.svg"
    secret.write_text("<svg/>")
    folder = templates('#read("secret.svg")')
    try:
        (folder / "secret.svg").symlink_to(secret)
    except OSError:
        pytest.skip("this system lets no plain user make symbolic links")

    with pytest.raises(RenderFailed, match="file not found"):
        render_pdf(sample_pack(), house=in_folder(folder))


@pytest.mark.parametrize(
    "path", sorted((resource("templates") / "papers").glob("*.typ")), ids=lambda path: path.name
)
def test_shipped_template_evaluates_nothing_and_fetches_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\beval\(|@preview|@local|\bread\(", source) == []
