"""`scheduler pack`: print the briefing pack of a meeting, and know its editions again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.pack_editions import diff, list_, show, verify
from scheduler.cli.papers import (
    FORMATS,
    format_option,
    output_option,
    paper_stem,
    reader_option,
    render,
    write_made,
)
from scheduler.cli.verbs import Noun, meeting_argument, words
from scheduler.exports.rendered import Rendered
from scheduler.papers.audience import Reader
from scheduler.papers.edition import PackKind
from scheduler.papers.pack import BriefingPack
from scheduler.secretariat.annexes import contents_of, unbound
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.editions import MadeFile, PartPages, keep_edition, numbered
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import bound_for, briefing_pack


@click.group(cls=Noun)
def pack() -> None:
    """Print the briefing pack of a meeting, in editions."""


for _verb in (list_, show, verify, diff):
    pack.add_command(_verb)


@pack.command()
@meeting_argument
@click.option(
    "--kind", type=words(PackKind), help="For the chair, a delegation, the partner, the public."
)
@reader_option
@format_option
@output_option
@click.option("--without-annexes", is_flag=True, help="Name the annexes, do not bind them in.")
@click.option(
    "--with-date-explained", is_flag=True, help="Add why it is on its day; for our own eyes."
)
@pass_app
def build(
    app: App,
    /,
    *,
    meeting: str,
    kind: PackKind | None,
    reader_word: str | None,
    formats: tuple[str, ...],
    folder: Path,
    without_annexes: bool,
    with_date_explained: bool,
) -> None:
    """Bind the pack of MEETING for one reader.

    It holds participants, agenda, notes, open commitments and the PDFs of items as annexes.
    A pack for the other party holds what is joint or public, and nothing that is ours alone.

    Where something has changed since it was last built it is a new edition, which says what.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        kind, reader = bound_for(found.partnership, kind, reader_word)
        bound = briefing_pack(
            session,
            found,
            reader,
            today=app.today,
            with_date_explained=with_date_explained,
            kind=kind,
        )
        paper, is_new = numbered(session, found, bound)
        contents = None if without_annexes else contents_of(session, paper)
        title = named_with_date(found)
    stem = _stem(paper, reader, without_annexes=without_annexes)
    made = {
        folder / f"{stem}{FORMATS[name]}": _set(paper, name, stem, contents)
        for name in dict.fromkeys(formats or FORMATS)
    }
    number = paper.edition.number if paper.edition else 0
    edition = f"edition {number}" if is_new else f"unchanged since edition {number}"
    sentence = f"Built the briefing pack of {title}, for {reader}, {edition}:"
    more = {"edition": number, "new": is_new, "digest": _digest(paper)}
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        files = _made_files(paper, made)
        keep_edition(session, found, paper, files, now=app.now, officer=app.officer)
        write_made(app, made, sentence, [*paper.gaps(), *unbound(paper)], more)


def _stem(paper: BriefingPack, reader: Reader, *, without_annexes: bool) -> str:
    stem = paper_stem(paper.meeting.name, "pack", reader)
    of_kind = "-delegation" if paper.kind is PackKind.DELEGATION else ""
    return stem + of_kind + ("-core" if without_annexes and paper.annexes else "")


def _set(paper: BriefingPack, name: str, stem: str, contents: dict[str, bytes] | None) -> Rendered:
    if name != "pdf" or not paper.annexes:
        return render(paper, name, stem)
    from scheduler.exports.pdf import render_pdf  # noqa: PLC0415 -- slow import

    return render_pdf(paper, annexes=contents)


def _made_files(paper: BriefingPack, made: dict[Path, Rendered]) -> Iterable[MadeFile]:
    from scheduler.exports.part_pages import part_pages  # noqa: PLC0415 -- with what was rendered

    for path, rendered in made.items():
        pages = tuple(PartPages(*one) for one in part_pages(paper, rendered))
        sha256 = hashlib.sha256(rendered.content).hexdigest()
        yield MadeFile(path.name, sha256, len(rendered.content), pages)


def _digest(paper: BriefingPack) -> str:
    from scheduler.papers.manifest import digest, manifest  # noqa: PLC0415 -- with the numbering

    return digest(manifest(paper))
