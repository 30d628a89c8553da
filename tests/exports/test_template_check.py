"""Templates as an officer may leave them: each fault is one finding with its place."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from scheduler.errors import AlreadyExists, NotFound, RenderFailed, Severity
from scheduler.exports.fenced import render_fenced
from scheduler.exports.house import find_house, plain_house
from scheduler.exports.template_check import check_templates, sample_pages
from scheduler.exports.template_files import COPIED, Origin, copy_template, list_templates
from scheduler.exports.typesetting import Limits
from scheduler.papers.sample import KINDS, sample_paper
from scheduler.resources import resource

PAPERS = resource("templates") / "papers"
STYLE = 'logo = "logo.svg"\nlogo_shows = "Ours"\n'
Change = Callable[[str, str, str], None]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Changes one place of a copied template."""

    def put(name: str, before: str, after: str) -> None:
        copy_template(tmp_path, name)
        file = tmp_path / "papers" / name
        source = file.read_text(encoding="utf-8")
        assert before in source
        file.write_text(source.replace(before, after, 1), encoding="utf-8")

    return put


def found(own: Path, kind: str = "note", name: str = "html", style: str = "") -> list[str]:
    return [str(one) for one in check_templates(own, style, "", [kind], [name])]


@pytest.mark.torture
@pytest.mark.parametrize("style", ["plain", "sample-blue", "sample-green"])
def test_shipped_styles_have_no_finding(style: str) -> None:
    assert check_templates(None, style, "", KINDS) == []


def test_fault_in_typst_is_told_with_its_line(tmp_path: Path, change: Change) -> None:
    change("note.typ", "#let title =", "#paper.absent\n#let title =")
    [one] = found(tmp_path, name="pdf")
    assert one.startswith("error: note, pdf: note.typ:7:7: dictionary does not contain key")


def test_missing_font_is_told_with_its_line(tmp_path: Path, change: Change) -> None:
    change("note.typ", "#let title =", '#text(font: "Nonesuch", [x])\n#let title =')
    [one] = found(tmp_path, name="pdf")
    assert one == "error: note, pdf: note.typ:7:12: unknown font family: nonesuch"


def test_missing_image_and_package_are_told(tmp_path: Path, change: Change) -> None:
    change("note.typ", "#let title =", '#image("none.png", alt: "x")\n#let title =')
    change("people.typ", "#let badge(", '// #import "@preview/cetz:0.3.0"\n#let badge(')
    [one] = found(tmp_path, name="pdf")
    assert "people.typ fetches a package from the network" in one
    (tmp_path / "papers" / "people.typ").unlink()
    [one] = found(tmp_path, name="pdf")
    assert one.startswith("error: note, pdf: note.typ:7:7: file not found")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("{{ paper.titel }}", "note.html.jinja, line 9, cannot be filled: "),
        ("{% for %}", "note.html.jinja, line 9, has a wrong tag: "),
        pytest.param(
            "{{ paper.notes | nothing }}",
            "note.html.jinja, line 9, has a wrong tag: No filter",
            marks=pytest.mark.torture,
        ),
        pytest.param(
            "{{ ''.__class__.__mro__ }}",
            "note.html.jinja, line 9, cannot be filled: access to",
            marks=pytest.mark.torture,
        ),
    ],
)
def test_fault_in_html_is_told_with_its_line(
    tmp_path: Path, change: Change, after: str, said: str
) -> None:
    change("note.html.jinja", "{{ m.notes(paper.notes) }}", f"\n{after}\n")
    [one] = found(tmp_path)
    assert one.startswith(f"error: note, html: its template {said}")


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ meeting.titel }}", "(in '{{ meeting.titel }}', paragraph "),
        ("{{ meeting. }}", "(in '{{ meeting. }}', paragraph "),
        pytest.param(
            "{{ meeting.title | nothing }}",
            "(in '{{ meeting.title | nothing }}', paragraph ",
            marks=pytest.mark.torture,
        ),
    ],
)
def test_fault_in_word_is_told_with_tag_and_paragraph(tmp_path: Path, tag: str, said: str) -> None:
    copy_template(tmp_path, "note.docx")
    file = tmp_path / "papers" / "note.docx"
    document = docx.Document(str(file))
    document.paragraphs[1].insert_paragraph_before(tag)
    document.save(str(file))

    [one] = found(tmp_path, name="word")

    assert one.startswith("error: note, word: its template note.docx has a wrong tag: ")
    assert said in one


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "took more than 1 second;",
        ),
        ("{{ ('x' * 900000000) | length }}", "took more than 600 MB of memory"),
    ],
)
def test_a_loop_without_end_and_a_memory_bomb_are_stopped(
    tmp_path: Path, change: Change, bomb: str, reason: str
) -> None:
    change("note.html.jinja", "{{ m.notes(paper.notes) }}", bomb)
    house = find_house(tmp_path)
    limits = Limits(seconds=1, memory=600 * 1024**2)
    with pytest.raises(RenderFailed, match=reason):
        render_fenced("html", sample_paper("note", house.language), house, limits)


def test_a_fenced_paper_is_the_same_as_one_that_is_not(tmp_path: Path) -> None:
    from scheduler.exports.html import render_html  # noqa: PLC0415 -- beside what it is held to

    house = plain_house()
    paper = sample_paper("note", house.language)
    assert render_fenced("html", paper, house) == render_html(paper, house)
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_with_a_style_is_found_before_anything_is_set(tmp_path: Path) -> None:
    copy_template(tmp_path, "plain")
    folder = tmp_path / "styles" / "plain"
    (folder / "style.toml").write_text(STYLE + 'ink = "#cccccc"\n', encoding="utf-8")
    assert found(tmp_path) == [
        "error: style plain: its logo logo.svg is missing: put it beside it",
        "warning: style plain: Word shows no .svg: name a .png in logo_word",
        "error: style plain: ink is too pale on white (1.6: 1 of at least 4.5: 1)",
    ]
    (folder / "style.toml").write_text("ink = 1\npaper = 'a9'\n", encoding="utf-8")
    assert [one.where for one in check_templates(tmp_path, "", "", ["note"], ["html"])] == [
        str(folder / "style.toml"),
        str(folder / "style.toml"),
    ]
    (folder / "style.toml").write_text(STYLE, encoding="utf-8")
    (folder / "logo.svg").write_text("<svg><script/></svg>", encoding="utf-8")
    (folder / "way-out.typ").symlink_to("/etc/passwd")
    findings = check_templates(tmp_path, "", "", ["note"], ["html"])
    assert [one.severity for one in findings] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.ERROR,
    ]
    assert findings[0].where == str(folder / "way-out.typ")
    assert "an SVG that runs and fetches nothing: line 1 has <script>" in findings[2].message


def test_words_that_an_own_language_lacks_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.toml").write_text('[words]\ndate = "Datum"\n', encoding="utf-8")
    [one] = check_templates(tmp_path, "", "de", ["note"], ["html"])
    assert one.severity is Severity.WARNING
    assert one.message.startswith("it lacks colon, day, first, to, span and ")


@pytest.mark.torture
def test_pages_of_a_sample_are_pictures() -> None:
    pages = sample_pages("badges", plain_house())
    assert [page[:4] for page in pages] == [b"\x89PNG"]


def test_a_copy_is_never_written_over(tmp_path: Path) -> None:
    written = copy_template(tmp_path, "note")
    assert [file.name for file in written] == ["note.docx", "note.html.jinja", "note.typ"]
    (tmp_path / "papers" / "note.typ").write_text("mine", encoding="utf-8")

    with pytest.raises(AlreadyExists, match=r"the template .*note\.docx already exists"):
        copy_template(tmp_path, "note")

    assert (tmp_path / "papers" / "note.typ").read_text(encoding="utf-8") == "mine"


def test_a_name_that_no_template_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no template 'nothing'; there are: annexes"):
        copy_template(tmp_path, "nothing")
    assert list(tmp_path.iterdir()) == []


def test_the_list_says_where_each_comes_from_and_what_is_behind(tmp_path: Path) -> None:
    copy_template(tmp_path, "note")
    copy_template(tmp_path, "fr")
    copy_template(tmp_path, "sample-blue")
    papers = tmp_path / "papers"
    (papers / "note.typ").write_text("changed", encoding="utf-8")
    (papers / "note.html.jinja").write_text("changed", encoding="utf-8")
    (papers / "own.typ").write_text("own", encoding="utf-8")
    note = tmp_path / COPIED
    text = note.read_text(encoding="utf-8").splitlines()
    older = [line[:30] + "0" * 8 + line[38:] if "note.html" in line else line for line in text]
    note.write_text("\n".join(older), encoding="utf-8")

    listed = {one.name: one.origin for one in list_templates(tmp_path)}

    assert listed["papers/note.docx"] is Origin.UNCHANGED
    assert listed["papers/note.typ"] is Origin.CHANGED
    assert listed["papers/note.html.jinja"] is Origin.BEHIND
    assert listed["papers/own.typ"] is Origin.OWN
    assert listed["papers/pack.typ"] is Origin.SHIPPED
    assert listed["languages/fr.toml"] is Origin.UNCHANGED
    assert listed["styles/sample-blue/logo.png"] is Origin.UNCHANGED
    assert set(list_templates(None)) <= {
        one for one in list_templates(None) if one.origin is Origin.SHIPPED
    }


def test_every_kind_has_a_sample() -> None:
    for kind in KINDS:
        paper = sample_paper(kind, plain_house().language)
        assert paper.marking == "SPECIMEN"
        assert (PAPERS / f"{kind}.typ").is_file()
