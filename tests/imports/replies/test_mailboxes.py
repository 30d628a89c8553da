import io
from pathlib import Path

import pytest

from scheduler.errors import InvalidValue
from scheduler.imports.replies import mailboxes
from scheduler.imports.replies.mailboxes import RawMail, mail_in

NOTHING = io.BytesIO()
ONE, TWO = b"Subject: 1\n\nhello\nFrom here\n", b"Subject: 2\n\nbye\n\nFro\n"
MBOX = b"From a@b Wed\n" + ONE + b"\nFrom c@d Wed\n" + TWO


def test_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(ONE)

    assert list(mail_in(str(tmp_path / "a.eml"), NOTHING)) == [RawMail("a.eml", ONE)]


def test_an_mbox_is_parted_at_its_lines() -> None:
    assert list(mail_in("-", io.BytesIO(MBOX))) == [
        RawMail("stdin, message 1", ONE + b"\n"),
        RawMail("stdin, message 2", TWO),
    ]


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    for name, content in (("b.mbox", MBOX), ("a.EML", TWO), ("notes.txt", ONE), (".x.eml", ONE)):
        (tmp_path / name).write_bytes(content)

    found = [each.where for each in mail_in(str(tmp_path), NOTHING)]

    assert found == ["a.EML", "b.mbox, message 1", "b.mbox, message 2"]


def test_a_maildir_is_read_too(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"1.{folder}:2,S").write_bytes(ONE)

    found = [each.where for each in mail_in(str(tmp_path), NOTHING)]

    assert found == ["1.cur:2,S", "1.new:2,S"]


def test_a_large_message_ends_within_and_the_next_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "LARGEST_MESSAGE", 15)

    found = list(mail_in("-", io.BytesIO(b"From a\n" + b"x" * 40 + b"\n\nFrom b\nshort\n")))

    assert found == [
        RawMail("stdin, message 1", b"x" * 15, is_cut=True),
        RawMail("stdin, message 2", b"short\n"),
    ]


def test_too_many_messages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MOST_MESSAGES", 1)

    with pytest.raises(InvalidValue) as refused:
        list(mail_in("-", io.BytesIO(MBOX)))

    assert str(refused.value) == (
        "the mailbox '-' cannot be used: expected one of at most 1 messages"
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.eml", "expected a readable file or folder (No such file or directory)"),
        (".", "expected one with .eml or .mbox files in it"),
    ],
)
def test_what_holds_no_mail_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match="cannot be used") as refused:
        list(mail_in(str(tmp_path / name), NOTHING))

    assert str(refused.value).endswith(sentence)
