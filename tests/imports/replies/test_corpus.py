"""The quirks of calendar programs, one message each; `told.txt` says what is read of it."""

import pytest

from tests.imports.replies.corpus import FOLDER, mail, names, octets
from tests.imports.replies.told import told

_LINES = (FOLDER / "told.txt").read_text(encoding="utf-8").splitlines()
TOLD = dict(line.split(": ", 1) for line in _LINES)


def test_every_message_stands_in_the_table() -> None:
    assert names() == sorted(TOLD)
    assert len(TOLD) > 25


@pytest.mark.parametrize("name", names())
def test_a_message_is_read_as_the_table_says(name: str) -> None:
    assert told(mail(name)) == TOLD[name]


@pytest.mark.parametrize("name", names())
def test_nobody_is_certain_where_no_server_is_trusted(name: str) -> None:
    assert not mail(name, authserv_id="").is_authentic


def test_the_rest_of_a_message_is_kept_as_words() -> None:
    read = mail("notes-latin-1")

    assert (read.subject, read.message_id, read.recipients, read.where) == (
        "Accepté: 2nd Annual Meeting",
        "<notes@south.example>",
        ("trade@north.example",),
        "notes-latin-1.eml",
    )


def test_the_messages_are_as_they_came_in() -> None:
    """A checkout that mends line ends would hide what the table is about."""
    alone = {name for name in names() if b"\r\n" not in octets(name)}
    assert alone == {"line-feeds-alone"}
