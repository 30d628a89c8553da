from pathlib import Path

import pytest

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports import fonts
from scheduler.exports.fonts import uncovered, unprintable_texts
from scheduler.exports.places import texts
from tests.exports.names_of_the_world import NAMES_OF_THE_WORLD, SIGNS, UNSHOWN
from tests.exports.sample_papers import (
    NAMES,
    sample_minutes,
    sample_note,
    sample_pack,
    with_every_text,
)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_shipped_fonts_cover_the_scripts_of_the_partners(name: str) -> None:
    assert uncovered(name) == set()


@pytest.mark.parametrize("name", NAMES_OF_THE_WORLD.values(), ids=NAMES_OF_THE_WORLD.keys())
def test_shipped_fonts_cover_the_names_of_the_world(name: str) -> None:
    assert uncovered(name) == set()


def test_shipped_fonts_cover_east_asian_writing_in_full() -> None:
    chinese = {chr(point) for point in range(0x4E00, 0x9FA6)}
    korean = {chr(point) for point in range(0xAC00, 0xD7A4)}
    kana = {chr(point) for point in range(0x3041, 0x3097)}

    assert uncovered("".join(chinese | korean | kana)) == set()


def test_shipped_fonts_are_small_enough_to_carry() -> None:
    sizes = [path.stat().st_size for path in fonts.font_folder().glob("*.?tf")]

    assert sum(sizes) < 12_000_000


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", set()),
        ("line\nand\ttab", set()),
        ("→ ≤ ✓ ① • — “quoted” € №", set()),
        ("soft\u00adhyphen\u200b\u200d\u2068\u2069", set()),
        ("not equal ≠ is = and a stroke", set()),
        ("a\ufe0f", set()),
        (f"a {UNSHOWN}", set(UNSHOWN)),
        (SIGNS, set()),
        ("😀 smile", {"😀"}),
        ("\ufeffmark", {"\ufeff"}),
        ("\ue000", {"\ue000"}),
    ],
)
def test_uncovered_characters_are_those_without_a_glyph(text: str, missing: set[str]) -> None:
    assert uncovered(text) == missing


def test_unprintable_text_is_named_with_its_place() -> None:
    paper = with_every_text(
        sample_pack(1), lambda text: f"{text} {UNSHOWN[0]}" if "budget" in text else text
    )

    assert unprintable_texts(paper) == [
        Finding(
            Severity.WARNING,
            "no font can show 𓀀 (U+13000) in 'If asked about money: the budget is not agreed. 𓀀': "
            "it is printed as a box; write it otherwise, or add a font to templates/fonts/cjk",
            "note 1 Opening and adoption of the agenda, Defensive points (if raised)",
        )
    ]


def test_long_text_is_quoted_around_the_character() -> None:
    paper = with_every_text(
        sample_note(), lambda text: "a" * 80 + "𓀀" + "b" * 80 if "budget" in text else text
    )

    (finding,) = unprintable_texts(paper)

    assert f"in '…{'a' * 30}𓀀{'b' * 29}…':" in finding.message


def test_link_addresses_are_not_printed_and_not_checked() -> None:
    assert "https://example.org/specimen" not in {text for _, text in texts(sample_pack())}


def test_places_of_minutes_name_items_outcomes_and_commitments() -> None:
    places = list(dict.fromkeys(place for place, _ in texts(sample_minutes())))

    assert places == [
        "cover",
        "delegation EU",
        "delegation IOM",
        "agenda item 1",
        "decision SOM-12/D1",
        "agenda item 2",
        "conclusion SOM-12/C1",
        "commitment SOM-11/A1",
        "commitment SOM-11/A2",
        "agenda item 3",
        "sources",
    ]


def test_broken_font_file_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(fonts, "font_folder", lambda: tmp_path)

    with pytest.raises(RenderFailed, match=r"^broken\.ttf could not be made") as caught:
        uncovered("a")

    assert caught.value.remedy == "take this font away"
