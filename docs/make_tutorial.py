"""Plays the tutorial in a fresh folder and writes what really came: `-m docs.make_tutorial`.

A block fenced as `console` holds what an officer types, after `$ `, and below it what comes back.
A line `...` stands for any number of lines. The commands run in order, in this process, before a
terminal of 100 columns; `export NAME=VALUE` lines set the environment for those that follow.
"""

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click

from scheduler.cli.main import run

TUTORIAL = Path(__file__).with_name("tutorial.md")
FOLDER_AS_TOLD = "/home/you"
ELIDED = "..."
TERMINAL = {"COLUMNS": "100", "LINES": "40", "TERM": "xterm-256color", "NO_COLOR": "1"}
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SIZE = re.compile(r"\b[\d,]+ kB")


@dataclass(frozen=True)
class Step:
    """One command of a console block, and the lines the page shows below it."""

    command: str
    told: str


class Screen(io.TextIOWrapper):
    """What a terminal shows, kept in memory."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True, newline="")

    def isatty(self) -> bool:
        """Tables are drawn and progress is told, as on a terminal."""
        return True

    def lines(self, folder: Path) -> str:
        """What was shown, without colours, trailing blanks and the name of the folder."""
        self.seek(0)
        text = click.unstyle(self.read()).replace(str(folder.resolve()), FOLDER_AS_TOLD)
        return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def steps_of(page: str) -> list[Step]:
    """The commands of a page's console blocks, in order."""
    return [step for block in _BLOCK.finditer(page) for step in _steps_of_block(block[1])]


def play(steps: list[Step], folder: Path) -> Iterator[str]:
    """Run the commands in the folder; what each one showed, as it happens."""
    with chdir(folder), _environment(TERMINAL):
        for step in steps:
            yield _shown(shlex.split(step.command), folder)


def is_as_told(told: str, shown: str) -> bool:
    """Whether the page shows what came, but for elided lines and the sizes of files."""
    lines = (
        r"(?:.*\n)*" if line == ELIDED else re.escape(line) + r"\n"
        for line in _SIZE.sub("N kB", told).splitlines()
    )
    given = _SIZE.sub("N kB", shown)
    return re.fullmatch("".join(lines), f"{given}\n" if given else "") is not None


def rewritten(page: str, shown: list[str]) -> str:
    """The page with what came in place of what it told; blocks that hold already are kept."""
    rest = iter(shown)

    def block(found: re.Match[str]) -> str:
        steps = "".join(_again(step, next(rest)) for step in _steps_of_block(found[1]))
        return f"```console\n{steps}```"

    return _BLOCK.sub(block, page)


def _again(step: Step, shown: str) -> str:
    lines = step.told if is_as_told(step.told, shown) else shown
    return f"$ {step.command}\n" + (f"{lines}\n" if lines else "")


def _steps_of_block(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, told = part.partition("\n")
        yield Step(command, told.rstrip("\n"))


def _shown(words: list[str], folder: Path) -> str:
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return ""
    screen = Screen()
    with redirect_stdout(screen), redirect_stderr(screen):
        run(words[1:])
    return screen.lines(folder)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    kept = {name: value for name, value in before.items() if not name.startswith("SCHEDULER_")}
    try:
        _set_environment({**kept, **values})
        yield
    finally:
        _set_environment(before)


def _set_environment(values: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(values)


def main() -> None:
    """Play the tutorial and write the page anew where it told something else."""
    page = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        shown = list(play(steps_of(page), Path(folder)))
    TUTORIAL.write_text(rewritten(page, shown), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{TUTORIAL}: {len(shown)} commands\n")


if __name__ == "__main__":
    main()
