import tomllib
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.exports.archive.toml_text import comment, file_reference, toml_value
from scheduler.imports.archive import plain_toml

VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("ab \"\\#'\n[]{}", max_size=8),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC])),
    st.times(),
    st.floats(allow_nan=False),
    st.lists(st.text(max_size=4) | st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=9), max_size=3),
)
LINES = st.one_of(
    st.builds(
        lambda key, value, label: f"{key} = {toml_value(value)}{label and comment(label)}",
        st.sampled_from(["id", "name", "day_2"]),
        VALUES,
        st.just("") | st.text(),
    ),
    st.sampled_from(
        ["[[meeting]]", "[[a_b]]", "", "# remark", "[table]", "id = 007", "id=1", "x.y = 1"]
    ),
    st.sampled_from(["day = 2026-02-30", "t = 25:00:00", "id = -0", "id = +1", "id = 1_0"]),
    st.sampled_from(['f = { file = "a/b.md" }  # x', 's = "a"  # \x07', 's = "é" # y', "s = 'x'"]),
    st.builds(lambda path: f"f = {file_reference(path)}", st.text(max_size=5)),
)


def read(loads: object, text: str) -> object:
    try:
        return loads(text)  # type: ignore[operator]
    except tomllib.TOMLDecodeError as error:
        return str(error)


@given(lines=st.lists(LINES, max_size=6))
def test_every_text_is_read_as_tomllib_reads_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert read(plain_toml.loads, text) == read(tomllib.loads, text)


@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
def test_plain_lines_are_read_without_tomllib(ending: str) -> None:
    text = '[[person]]\nid = 7  # x\nname = "Ana"\nday = 2026-11-24\n\n[[person]]\nid = 8' + ending
    assert plain_toml._plain(text) == tomllib.loads(text)  # noqa: SLF001 -- that it takes the short way


@given(value=VALUES)
def test_a_value_reads_back_as_itself(value: object) -> None:
    assert tomllib.loads(f"value = {toml_value(value)}") == {"value": value}
