"""Five hundred command lines that chance wrote: each is answered, and none breaks the record."""

import contextlib
import io
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scheduler.cli.main import run, scheduler
from tests.cli.conftest import NOW
from tests.counts import times

# What only looks, or writes only where it was told to.
# `pack build` is none of them: it keeps the edition that it builds.
READING = {
    "db check", "db backup", "series list", "series show", "meeting list", "meeting show",
    "attendee list", "agenda show", "note show", "note build", "pack list", "minutes build",
    "outcome list", "outcome compile", "commitment list", "commitment show", "commitment chain",
    "feed write", "feed holds", "theme report", "history", "audit verify", "search",
    "consult status", "consult list", "partnership dump",
    "rule show", "rule check", "rule suggest", "rule words",
}  # fmt: skip
MEANT = (
    "next:SOM", "last:SOM", "SOM-1", "SOM-2027-1", "HOU-2027-1", "SOM-1/C1", "SOM-1/C2", "SOM",
    "HOU", "2027-05-07", "2013-05-03", "09:30-17:00", "EU", "IOM", "ECHO", "EU=ECHO", "Amy Pope",
    "Director", "scene-setter", "report", "close", "accepted", "present", "planned", "decision",
    "commitment", "side", "own", "joint", "public", "html", "0", "1", "2", "-1", "9" * 30, "-", "",
    " ", "--", "record.db", "folder", "a-file", "no\u200bne", "Europe/Brussels", "Ünïcode",
    "شخص", "a" * 600,
)  # fmt: skip
# No separators of folders: chance shall not write where it likes.
WORDS = st.sampled_from(MEANT) | st.text(st.characters(exclude_characters="\0/\\~."), max_size=20)


class Leaf(NamedTuple):
    path: tuple[str, ...]
    arguments: int
    options: tuple[str, ...]


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Every verb, by introspection: a new one is called without a change here."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, (*path, name))
        return
    options = [name for p in command.params if isinstance(p, click.Option) for name in p.opts]
    arguments = sum(isinstance(p, click.Argument) for p in command.params)
    yield Leaf(path, arguments, (*options, "--help"))


# All but the server, which goes on until it is stopped.
LEAVES = tuple(leaf for leaf in leaves(scheduler) if leaf.path != ("serve",))
ROOT_OPTIONS = ("--database", "--officer", "--json", "--version", "--help", "--unknown")


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    """A verb, as many words as it takes or a few more, and options with and without values."""
    leaf = draw(st.sampled_from(LEAVES))
    words = draw(st.lists(WORDS, min_size=leaf.arguments, max_size=leaf.arguments))
    more = st.sampled_from((*leaf.options, *ROOT_OPTIONS)).flatmap(
        lambda option: st.sampled_from([(option,)]) | WORDS.map(lambda word: (option, word))
    )
    words += [word for pair in draw(st.lists(more, max_size=4)) for word in pair]
    words += draw(st.lists(WORDS, max_size=1))
    before = draw(st.sampled_from([(), ("--json",), ("--officer", "Eve")]))
    return [*before, *leaf.path, *words]


@dataclass(frozen=True)
class Office:
    """A folder with a record that is put back after each call."""

    folder: Path
    template: Path

    @property
    def record(self) -> Path:
        return self.folder / "record.db"

    def answer(self, words: list[str]) -> tuple[int, str]:
        """The exit code and what is said on stderr."""
        printed, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
            code = run(words)
        return code, said.getvalue()

    def tidy(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        shutil.copyfile(self.template, self.record)
        (self.folder / "a-file").write_text("words\n", encoding="utf-8")


@pytest.fixture(scope="module")
def office(staged_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"), staged_template)
    made.tidy()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made.folder)
        patch.setenv("SCHEDULER_DATABASE", "record.db")
        patch.setenv("SCHEDULER_NOW", NOW.isoformat())
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        yield made


def verb_of(words: list[str]) -> str:
    return next(
        (name for leaf in LEAVES if (name := " ".join(leaf.path)) in " ".join(words)), "none"
    )


def test_every_verb_is_among_the_calls() -> None:
    names = {" ".join(leaf.path) for leaf in LEAVES}

    assert names >= READING
    assert len(names) == len(LEAVES) >= 40


@given(words=calls())
@example(words=["meeting", "show", "SOM-0000"])
@example(words=["meeting", "confirm", "next:SOM", "--number", "9" * 30])
@example(
    words=["meeting", "add", "X", "0001-01-01", "--hours", "00:00-01:00", "--zone", "Asia/Tokyo"]
)
@example(words=["db", "backup", ""])
@example(words=["note", "set", "next:SOM", "scene-setter", "\ud800"])
@settings(
    max_examples=times(25, 2000),
    deadline=timedelta(seconds=60),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_any_call_is_answered_and_one_that_is_refused_changes_nothing(
    office: Office, words: list[str]
) -> None:
    code, said = office.answer(words)

    assert code in (0, 1, 2, 3), said
    assert "Traceback" not in said
    if code != 0 or verb_of(words) in READING:
        assert office.record.read_bytes() == office.template.read_bytes()
        assert code in (0, 3) or said
    office.tidy()
