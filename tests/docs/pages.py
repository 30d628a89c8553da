"""The pages of the documentation, and the commands that they name."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *ROOT.glob("docs/**/*.md"),
    ]
)
_FENCED = re.compile(r"^```.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`(scheduler [^`]+)`(?!`)")


def title(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def whole_commands(page: Path) -> Iterator[list[str]]:
    """What a reader is to type: lines of the fenced blocks that call the program."""
    for block in _FENCED.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if (command := line.removeprefix("$ ")).startswith("scheduler "):
                yield shlex.split(command)[1:]


def mentions(page: Path) -> Iterator[list[str]]:
    """What the prose names in passing, often without its arguments."""
    prose = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return (mention.split()[1:] for mention in _INLINE.findall(prose))
