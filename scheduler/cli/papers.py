"""What `pack build`, `note build` and `minutes build` share: formats, file names, writing."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scheduler.cli.app import App
from scheduler.cli.output import answer, warn
from scheduler.errors import Finding
from scheduler.exports.as_json import Paper
from scheduler.exports.house import House
from scheduler.exports.rendered import Rendered
from scheduler.files import write_all
from scheduler.papers.audience import Reader
from scheduler.papers.wall import Wall
from scheduler.secretariat.identity import file_stem
from scheduler.secretariat.last_look import last_look

_Command = Callable[..., Any]
FORMATS = {"pdf": ".pdf", "word": ".docx", "html": ".html"}
_ENDINGS = {**FORMATS, "csv": ".csv"}
# The formats whose templates are filled within the program, by the endings of their files.
_FENCED = {"word": ".docx", "html": ".jinja"}


def formats_option(formats: Iterable[str], default: str) -> Callable[[_Command], _Command]:
    """The option that names formats; `default` says in words which come without it."""
    return click.option(
        "--format",
        "formats",
        type=click.Choice(list(formats)),
        multiple=True,
        help=f"Only this format; repeat it for several. Without it, {default}.",
    )


format_option = formats_option(FORMATS, "all three")
output_option = click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write to; without it, this one.",
)
reader_option = click.option(
    "--for",
    "reader_word",
    metavar="PARTY|public",
    help="Who will read it; without this, the home party.",
)


def paper_stem(meeting: str, what: str, reader: Reader) -> str:
    """What a paper's files are called, without their endings: "som-12-pack-eu"."""
    return file_stem(meeting, what, reader.party or "public")


def write_paper(
    app: App,
    paper: Paper,
    sentence: str,
    *,
    wall: Wall,
    house: House,
    stem: str,
    folder: Path,
    formats: tuple[str, ...],
) -> None:
    """Render the paper in each format, then write all files or none; say where they lie.

    None is written where one holds what the wall keeps from its reader (AudienceLeak).
    A Word file that would be replaced is kept under another name: somebody may have worked in it.
    """
    made = {}
    with last_look(stem, wall) as look:
        for name in dict.fromkeys(formats or FORMATS):
            path = folder / f"{stem}{_ENDINGS[name]}"
            made[path] = render(paper, name, stem, house)
            look.at(path.name, made[path].content)
    write_made(app, made, sentence, look.findings)


def write_made(
    app: App,
    made: Mapping[Path, Rendered],
    sentence: str,
    findings: Sequence[Finding] = (),
    more: Mapping[str, object] | None = None,
) -> None:
    """Write rendered files, all or none, and say where they lie; `more` goes into the JSON."""
    written = put_files(made, app.now, findings)
    answer(app, {**written.value(), **(more or {})}, lambda: written.say(sentence))
    warn(written.findings)


@dataclass(frozen=True, slots=True)
class Written:
    """Files that were put in place: which are new, which Word files were kept, what to look at."""

    files: Mapping[Path, bytes]
    new: tuple[Path, ...]
    kept: tuple[Path, ...]
    findings: tuple[Finding, ...]

    def value(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "files": [{"file": path, "written": path in self.new} for path in self.files],
            "kept": self.kept,
            "findings": self.findings,
        }

    def say(self, sentence: str) -> None:
        """The sentence, and a line for each file."""
        click.echo(sentence)
        for path, content in self.files.items():
            state = "" if path in self.new else " (unchanged)"
            click.echo(f"  {path}  {len(content) / 1024:,.0f} kB{state}")
        for path in self.kept:
            click.echo(f"  {path}  the Word file as it was")


def put_files(
    made: Mapping[Path, Rendered], now: datetime, findings: Sequence[Finding] = ()
) -> Written:
    """Write rendered files, all or none."""
    files = {path: rendered.content for path, rendered in made.items()}
    of_files = (one for rendered in made.values() for one in rendered.findings)
    kept = kept_word_files(files, now)
    new = write_all(kept | files)
    return Written(files, new, tuple(kept), (*findings, *of_files))


def kept_word_files(files: dict[Path, bytes], now: datetime) -> dict[Path, bytes]:
    """The Word files that would be replaced by others, under names that say when."""
    there = {path: path.read_bytes() for path in files if path.suffix == ".docx" and path.is_file()}
    return {
        path.with_name(f"{path.stem}-before-{now:%Y%m%dT%H%M%S}{path.suffix}"): content
        for path, content in there.items()
        if content != files[path]
    }


def render(paper: Paper, name: str, stem: str, house: House | None = None) -> Rendered:
    """The paper in the format of that name; says on a terminal what it is at."""
    _show_progress(f"Setting {stem}{_ENDINGS[name]} ...")
    if house and name in _FENCED and _is_own(house, _FENCED[name]):
        from scheduler.exports.fenced import render_fenced  # noqa: PLC0415 -- slow import

        return render_fenced(name, paper, house)
    return _renderer(name)(paper, house)


def _is_own(house: House, ending: str) -> bool:
    """Whether a template of that kind may be somebody else's, and take what it likes."""
    files = house.files().items()
    return any(house.is_own(file) for name, file in files if name.endswith(ending))


def _show_progress(message: str) -> None:
    if sys.stderr.isatty():
        click.echo(message, err=True)


def _renderer(name: str) -> Callable[[Paper, House | None], Rendered]:
    # Each of these brings a large library; only what is asked for is imported.
    if name == "pdf":
        from scheduler.exports.pdf import render_pdf  # noqa: PLC0415 -- slow import

        return lambda paper, house: render_pdf(paper, house=house)
    if name == "csv":
        from scheduler.exports.badge_csv import render_csv  # noqa: PLC0415 -- slow import

        return lambda paper, _: render_csv(paper)
    if name == "word":
        from scheduler.exports.word import render_word  # noqa: PLC0415 -- slow import

        return render_word
    from scheduler.exports.html import render_html  # noqa: PLC0415 -- slow import

    return render_html
