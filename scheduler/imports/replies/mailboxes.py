"""The messages that a person named: one saved message, an mbox, a folder of these, or stdin."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from scheduler.errors import InvalidValue

STDIN = "-"
LARGEST_MESSAGE = 5_000_000
MOST_MESSAGES = 50_000
_STEP = 65_536
_BEGINS_MBOX = b"From "
_BLANK = (b"\n", b"\r\n")
_MAILDIR = ("cur", "new")
_SUFFIXES = (".eml", ".mbox", ".msg")


class RawMail(NamedTuple):
    """The octets of a message, and where it stood; one that is too large ends within."""

    where: str
    content: bytes
    is_cut: bool = False


def mail_in(source: str, stdin: IO[bytes]) -> Iterator[RawMail]:
    """Every message, lazily, in the order of the names of files and of their place in them.

    Raises InvalidValue for what cannot be read, or holds more messages than anybody should import.
    """
    for count, mail in enumerate(_all(source, stdin), start=1):
        if count > MOST_MESSAGES:
            raise InvalidValue("the mailbox", source, f"one of at most {MOST_MESSAGES:,} messages")
        yield mail


def _all(source: str, stdin: IO[bytes]) -> Iterator[RawMail]:
    if source == STDIN:
        yield from _messages("stdin", stdin)
        return
    try:
        for path in _files(Path(source)):
            with path.open("rb") as file:
                yield from _messages(path.name, file)
    except OSError as error:
        expected = f"a readable file or folder ({error.strerror})"
        raise InvalidValue("the mail", source, expected) from None


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    folders = [path / name for name in _MAILDIR if (path / name).is_dir()]
    found = sorted(
        each
        for folder in (folders or [path])
        for each in folder.iterdir()
        if each.is_file()
        and not each.name.startswith(".")
        and (folders or each.suffix.lower() in _SUFFIXES)
    )
    if not found:
        raise InvalidValue("the folder", str(path), "one with .eml or .mbox files in it")
    return found


def _messages(name: str, file: IO[bytes]) -> Iterator[RawMail]:
    """The message of a file; of an mbox each, a line "From " after a blank one beginning it."""
    kept, count, was_blank, is_begun, is_mbox = bytearray(), 0, True, True, False
    while line := file.readline(_STEP):
        if is_begun and was_blank and line.startswith(_BEGINS_MBOX) and (is_mbox or not kept):
            if is_mbox:
                yield _mail(f"{name}, message {count}", kept)
            kept, count, is_mbox = bytearray(), count + 1, True
        elif len(kept) <= LARGEST_MESSAGE:
            kept += line
        was_blank = is_begun and line in _BLANK
        is_begun = line.endswith(b"\n")
    yield _mail(f"{name}, message {count}" if is_mbox else name, kept)


def _mail(where: str, kept: bytearray) -> RawMail:
    return RawMail(where, bytes(kept[:LARGEST_MESSAGE]), len(kept) > LARGEST_MESSAGE)
