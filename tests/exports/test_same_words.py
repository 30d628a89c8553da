"""Word and HTML say the same: the words of every part, in order, are equal."""

import pytest

from scheduler.exports.as_json import Paper
from scheduler.exports.html import render_html
from scheduler.exports.word import render_word
from tests.exports.page_reader import read_page
from tests.exports.sample_papers import sample_minutes, sample_note, sample_pack
from tests.exports.word_reader import sections_of


@pytest.mark.parametrize(
    "paper", [sample_pack(), sample_note(), sample_minutes()], ids=["pack", "note", "minutes"]
)
def test_word_and_html_say_the_same(paper: Paper) -> None:
    page = read_page(render_html(paper).content)
    parts = [" ".join(part.split()) for part in page.parts]
    parts[0] = parts[0].removeprefix("Skip to the text ")
    colophon = f" SOM-12 · {page.text.split('SOM-12 · ')[-1]}"
    parts[-1] = parts[-1].removesuffix(colophon)
    assert parts == sections_of(render_word(paper).content)
