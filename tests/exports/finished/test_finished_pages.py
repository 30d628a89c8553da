"""Pages, pictures, calendars and plain texts: every word of them, and the name of the file."""

import pytest

from scheduler.exports.finished.texts import finished_text
from scheduler.papers.plain_words import words_of

PAGE = b"""<!doctype html><html lang="en"><head><title>the title</title>
<meta name="description" content="the description"><style>.a::after { content: "of style" }</style>
</head><body class="a-class"><!-- a remark --><p>one wo<b>rd</b> here</p><p>next</p>
<img alt="instead of a picture"><script>let a = "in a script"</script></body></html>"""
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>named</title><text>dra<tspan>wn</tspan></text></svg>'
CALENDAR = b"BEGIN:VCALENDAR\r\nSUMMARY:a long li\r\n ne of words\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PAGE, ["the title", "the description", "of style", "aclass", "a remark", "one word here"]),
        (PAGE, ["here next", "instead of a picture", "in a script"]),
        (SVG, ["named", "drawn"]),
        (CALENDAR, ["a long line of words"]),
        ("a;b\r\nÉté;x".encode(), ["a b été x"]),
        (b"\x89PNG\r\n\x1a\n secret", []),
    ],
    ids=["page", "more of the page", "picture", "calendar", "table", "pixels"],
)
def test_every_word_of_a_file_is_read(content: bytes, words: list[str]) -> None:
    found = [" ".join(words_of(one.text)) for one in finished_text("its-own name.x", content)]

    assert found[0] == "itsown name"
    assert [one for one in words if one not in "\n".join(found)] == []
    assert words or found == ["itsown name"]
