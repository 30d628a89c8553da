"""What several verbs are given alike: an audience, and a text on the line, from a file or stdin."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scheduler.cli.verbs import Words
from scheduler.errors import InvalidValue
from scheduler.files import LARGEST_TEXT, read_text
from scheduler.papers.audience import Reach

Verb = Callable[..., Any]
TEXT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Audiences(Words[Reach]):
    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """The words own, joint and public; own is the home party's."""
        return "own" if choice is Reach.PARTY else super().normalize_choice(choice, ctx)


def audience_option(default: Reach | None, text: str) -> Callable[[Verb], Verb]:
    """The option that says who may read a piece; it arrives as `reach`."""
    return click.option("--audience", "reach", type=_Audiences(Reach), default=default, help=text)


def text_given(text: str | None, file: Path | None = None) -> str:
    """The text said, or what the file or, for "-", stdin holds; InvalidValue unless it is one."""
    if (text is None) is (file is None):
        given = "both" if file else "neither"
        raise InvalidValue("the text", given, "a text, - for stdin, or --file, and only one")
    if file is not None:
        return read_text(file)
    return _from_stdin() if text == "-" else text or ""


def _from_stdin() -> str:
    if sys.stdin is None:
        raise InvalidValue("the text", "-", "a text on stdin, which is closed")
    content = sys.stdin.buffer.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise InvalidValue("the text in", "stdin", f"no more than {LARGEST_TEXT:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidValue("the text in", "stdin", "text in UTF-8") from None
