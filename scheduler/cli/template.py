"""`scheduler template`: list, copy, check, preview."""

from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, table, warn
from scheduler.cli.papers import output_option
from scheduler.cli.verbs import Noun
from scheduler.errors import InvalidValue
from scheduler.exports.house import House, find_house
from scheduler.files import write_all
from scheduler.papers.sample import KINDS
from scheduler.settings import TEMPLATES

_ENDINGS = {"pdf": ".pdf", "word": ".docx", "html": ".html", "png": ".png"}
_style_option = click.option("--style", default="", help="In this style; without it, plain.")
_language_option = click.option(
    "--language", default="", help="In this language; without it, that of the style."
)


@click.group(cls=Noun)
def template() -> None:
    """Restyle papers: list, copy, check and preview templates."""


@template.command("list")
@pass_app
def list_(app: App) -> None:
    """List the templates, and where each comes from.

    Own ones are looked for in the folder of --templates or SCHEDULER_TEMPLATES.
    """
    from scheduler.exports.template_files import list_templates  # noqa: PLC0415 -- slow import

    found = list_templates(app.settings.templates)
    rows = [(one.name, str(one.origin), str(one.file)) for one in found]
    answer(app, found, lambda: table(("Template", "From", "File"), rows))


@template.command()
@click.argument("name")
@pass_app
def copy(app: App, name: str) -> None:
    """Copy NAME into your own folder, to be changed there.

    NAME is a paper (pack, note, minutes, participants, plates, badges), a style, a language, or one
    file. A file that is there already is never written over.
    """
    from scheduler.exports.template_files import copy_template  # noqa: PLC0415 -- slow import

    own = app.settings.templates
    if own is None:
        expected = f"a folder of your own in --templates or {TEMPLATES}"
        raise InvalidValue("the folder to copy to", "nothing", expected)
    files = copy_template(own, name)

    def in_words() -> None:
        click.echo(f"Copied {name} to {own}; change it, then: scheduler template check")
        for file in files:
            click.echo(f"  {file}")

    answer(app, {"files": files}, in_words)


@template.command()
@click.argument("papers", nargs=-1, metavar="[PAPER]...", type=click.Choice(KINDS))
@_style_option
@_language_option
@pass_app
def check(app: App, papers: tuple[str, ...], style: str, language: str) -> None:
    """Try templates with sample papers, and say what is wrong.

    Without PAPER, all of them, in PDF, Word and HTML. What takes too long, or too much memory, is
    stopped. Ends with code 3 where something is wrong.
    """
    from scheduler.exports.template_check import check_templates  # noqa: PLC0415 -- slow import

    findings = check_templates(app.settings.templates, style, language, papers or KINDS)
    answer(app, findings, lambda: click.echo(_verdict(papers or KINDS, len(findings))))
    warn(findings)
    exit_with_findings(findings)


@template.command()
@click.argument("paper", type=click.Choice(KINDS))
@_style_option
@_language_option
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(_ENDINGS)),
    multiple=True,
    default=("pdf",),
    help="Repeat it for several; without it, PDF. PNG is a picture of each page.",
)
@output_option
@pass_app
def preview(
    app: App, /, *, paper: str, style: str, language: str, formats: tuple[str, ...], folder: Path
) -> None:
    """Write a sample of PAPER, to see how it looks.

    Its texts are filler, and every page is marked as a specimen.
    """
    house = find_house(app.settings.templates, style, language)
    stem = f"sample-{paper}-{house.name}-{house.language.code}"
    files = {
        folder / f"{stem}{ending}": content
        for name in dict.fromkeys(formats)
        for ending, content in _sample(paper, name, house)
    }
    written = write_all(files)
    value = {"files": [{"file": file, "written": file in written} for file in files]}

    def in_words() -> None:
        click.echo(f"Wrote a sample of {paper} in the style {house.name}:")
        for file in files:
            click.echo(f"  {file}")

    answer(app, value, in_words)


def _sample(paper: str, name: str, house: House) -> Iterator[tuple[str, bytes]]:
    """The endings of the sample's files with what they hold: one, or a picture of each page."""
    from scheduler.exports.template_check import (  # noqa: PLC0415 -- slow import
        render_sample,
        sample_pages,
    )

    if name == "png":
        for number, page in enumerate(sample_pages(paper, house), 1):
            yield f"-{number:02}.png", page
    else:
        yield _ENDINGS[name], render_sample(paper, name, house).content


def _verdict(papers: tuple[str, ...], findings: int) -> str:
    tried = ", ".join(papers)
    if not findings:
        return f"Tried {tried}: nothing is wrong."
    return f"Tried {tried}: {findings} finding{'s' * (findings > 1)}."
