"""A house's style file, and the images it names."""

from pathlib import Path

import pytest

from scheduler.errors import InvalidFile, InvalidValue, NotFound
from scheduler.exports.house import find_house, known_styles, plain_style
from scheduler.exports.images import read_image
from scheduler.exports.styles import read_style

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def style(folder: Path, text: str, name: str = "ours") -> Path:
    file = folder / "styles" / name / "style.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_style_has_from_plain_what_it_does_not_say(tmp_path: Path) -> None:
    house = find_house(style(tmp_path, 'ink = "#102030"').parents[2], "ours")

    assert house.style.ink == "#102030"
    assert house.style.accent == plain_style().accent
    assert house.language.code == "en"


def test_own_folders_come_before_shipped_ones(tmp_path: Path) -> None:
    style(tmp_path, "")
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "note.typ").write_text("own", encoding="utf-8")
    (tmp_path / "styles" / "ours" / "pack.typ").write_text("styled", encoding="utf-8")
    (papers / "minutes.typ").symlink_to(papers / "note.typ")

    house = find_house(tmp_path, "ours")

    assert house.find("note.typ") == papers / "note.typ"
    assert house.find("pack.typ") == tmp_path / "styles" / "ours" / "pack.typ"
    assert not house.is_own(house.find("minutes.typ"))
    assert not house.is_own(house.find("house.typ"))


def test_the_styles_of_both_folders_are_known(tmp_path: Path) -> None:
    style(tmp_path, "")
    assert known_styles(tmp_path) == ["ours", "plain", "sample-blue", "sample-green"]


@pytest.mark.parametrize("name", ["none", "..", "../plain", "plain/../plain"])
def test_a_style_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(NotFound, match="there is no style of papers"):
        find_house(style=name)


def test_every_problem_of_a_style_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = """\
ink = "blue"
logo = "../logo.svg"
logo_word = "logo.svg"
logo_height = 900
fonts = []
page_font = "x; } body { display: none"
paper = "a3"
colour = 1
"""
    with pytest.raises(InvalidFile) as caught:
        read_style(style(tmp_path, wrong), plain_style())

    assert [problem.line for problem in caught.value.problems] == [1, 2, 2, 3, 4, 5, 6, 7, 8]
    assert caught.value.problems[0].message == (
        "ink is 'blue': expected a colour such as \"#14283f\""
    )


def test_a_style_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="it is not TOML"):
        read_style(style(tmp_path, "ink = "), plain_style())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", b"\xff\xd8\xff\xe0"),
        ("logo.jpg", PNG),
        ("logo.svg", PNG),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode()),
        ("logo.gif", b"GIF89a"),
        ("logo.svg", SVG.format("<script/>").encode()),
        ("logo.svg", SVG.format('<g onclick="x()"/>').encode()),
        ("logo.svg", SVG.format('<image href="https://example.org/a.png"/>').encode()),
        ("logo.svg", SVG.format('<image xlink:href="file:///etc/passwd"/>').encode()),
        ("logo.svg", SVG.format('<use href="other.svg#a"/>').encode()),
        ("logo.svg", SVG.format("<style>@import 'a.css';</style>").encode()),
        ("logo.svg", SVG.format('<rect fill="url(https://example.org)"/>').encode()),
        ("logo.svg", SVG.format("<foreignObject/>").encode()),
        ("logo.svg", b'<?xml-stylesheet href="a.css"?>' + SVG.format("").encode()),
    ],
)
def test_an_image_that_lies_or_reaches_out_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidValue, match="the image 'logo"):
        read_image(tmp_path / name)


def test_an_image_is_read_where_it_is_what_it_says(tmp_path: Path) -> None:
    inside = '<rect fill="url(#a)"/><use href="#b"/><style>rect { fill: red }</style>'
    (tmp_path / "a.svg").write_text(SVG.format(inside), encoding="utf-8")
    (tmp_path / "a.png").write_bytes(PNG)

    assert read_image(tmp_path / "a.svg").kind == "svg"
    assert read_image(tmp_path / "a.png").data == PNG


def test_an_image_that_is_missing_or_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(5_000_001)
    for name in ("a.png", "none.png"):
        with pytest.raises(InvalidValue, match="the image"):
            read_image(tmp_path / name)
