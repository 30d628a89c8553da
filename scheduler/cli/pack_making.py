"""One pack on its way: bound from the record, set in its formats, kept as an edition, written."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from scheduler.cli.app import App
from scheduler.cli.houses import house_for
from scheduler.cli.papers import FORMATS, Written, paper_stem, put_files, render
from scheduler.errors import Finding, NotAllowed
from scheduler.exports.house import House
from scheduler.exports.rendered import Rendered
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.edition import HeldPiece, PackKind
from scheduler.papers.pack import BriefingPack
from scheduler.papers.replacement import PartPages, replacements
from scheduler.papers.wall import Wall
from scheduler.secretariat.annexes import GivenAnnex, contents_of, unbound
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.editions import (
    MadeFile,
    find_edition,
    keep_edition,
    numbered,
    pages_of,
    pieces_of,
)
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import bound_for, briefing_pack, left_out_drafts
from scheduler.secretariat.second_wall import wall_of


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a pack; without formats, all of them."""

    folder: Path
    kind: PackKind | None = None
    reader_word: str | None = None
    formats: tuple[str, ...] = ()
    files: tuple[GivenAnnex, ...] = ()
    without_annexes: bool = False
    cleared_only: bool = False
    with_date_explained: bool = False
    since_edition: int | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The edition whose pages are replaced."""

    number: int
    pieces: tuple[HeldPiece, ...]
    pages: tuple[PartPages, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A pack with its number, and what its renderers need beside it."""

    paper: BriefingPack
    is_new: bool
    title: str
    contents: Mapping[str, bytes] | None
    findings: tuple[Finding, ...]
    house: House
    before: Before | None = None

    @property
    def number(self) -> int:
        """The number of the edition."""
        return self.paper.edition.number if self.paper.edition else 0


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that lies in its folder."""

    bound: Bound
    written: Written

    @property
    def sentence(self) -> str:
        """What was built, for whom, and whether it is new."""
        number = self.bound.number
        edition = f"edition {number}" if self.bound.is_new else f"unchanged since edition {number}"
        of = f"{self.bound.title}, for {self.bound.paper.reader}"
        return f"Built the briefing pack of {of}, {edition}:"

    def value(self) -> dict[str, Any]:
        """As JSON has it."""
        more = {
            "edition": self.bound.number,
            "new": self.bound.is_new,
            "digest": _digest(self.bound.paper),
        }
        return self.written.value() | more


def build_pack(app: App, meeting: str, order: Order) -> Built:
    """Build one pack: its edition and all its files, or nothing."""
    bound, wall = _bind(app, meeting, order)
    made, findings = _made(bound, order, wall)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        files = _made_files(bound.paper, made)
        keep_edition(session, found, bound.paper, files, now=app.now, officer=app.officer)
        return Built(bound, put_files(made, app.now, (*bound.findings, *findings)))


def _bind(app: App, meeting: str, order: Order) -> tuple[Bound, Wall]:
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        kind, reader = bound_for(found.partnership, order.kind, order.reader_word)
        house = house_for(app, found.partnership, reader)
        pack = briefing_pack(
            session,
            found,
            reader,
            today=app.today,
            with_date_explained=order.with_date_explained,
            kind=kind,
            cleared_only=order.cleared_only,
            files=order.files,
            spoken=house.language,
        )
        paper, is_new = numbered(session, found, pack)
        contents = None if order.without_annexes else contents_of(session, paper, order.files)
        drafts = left_out_drafts(session, found, reader) if order.cleared_only else ()
        findings = (*paper.gaps(), *drafts, *unbound(paper))
        before = _before(session, found, paper, order)
        bound = Bound(paper, is_new, named_with_date(found), contents, findings, house, before)
        return bound, wall_of(session, found, reader)


def _before(session: Session, meeting: Meeting, paper: BriefingPack, order: Order) -> Before | None:
    """The edition whose pages are to be replaced, where that is asked."""
    if order.since_edition is None:
        return None
    edition = find_edition(session, meeting, paper.kind, paper.reader, order.since_edition)
    stem = _stem(paper, paper.reader, without_annexes=order.without_annexes)
    return Before(edition.ordinal, pieces_of(edition), pages_of(edition, f"{stem}.pdf"))


def _replacement_pages(bound: Bound, before: Before, whole: Rendered) -> Rendered:
    from scheduler.exports.part_pages import part_pages  # noqa: PLC0415 -- with what was rendered
    from scheduler.exports.replacement_pdf import render_replacement  # noqa: PLC0415 -- slow import
    from scheduler.papers.manifest import manifest  # noqa: PLC0415 -- with the numbering

    after = [PartPages(*one) for one in part_pages(bound.paper, whole)]
    lines = replacements(before.pieces, manifest(bound.paper), before.pages, after)
    if not lines:
        act = f"making the pages that replace those of edition {before.number}"
        raise NotAllowed(act, "no piece has changed since", "there is nothing to replace")
    return render_replacement(bound.paper, whole.content, lines, before.number, bound.house)


def _made(
    bound: Bound, order: Order, wall: Wall
) -> tuple[dict[Path, Rendered], tuple[Finding, ...]]:
    """The pack in its formats; raises AudienceLeak where one holds what the wall keeps."""
    from scheduler.exports.part_pages import annex_pages  # noqa: PLC0415 -- with what was rendered

    paper = bound.paper
    stem = _stem(paper, paper.reader, without_annexes=order.without_annexes)
    made = {}
    with last_look(stem, wall) as look:
        for name in dict.fromkeys(order.formats or FORMATS):
            path = order.folder / f"{stem}{FORMATS[name]}"
            made[path] = _set(bound, name, stem)
            look.at(path.name, made[path].content, annex_pages(paper, made[path]))
        if bound.before:
            path = order.folder / f"{stem}-pages-since-{bound.before.number}.pdf"
            whole = made.get(order.folder / f"{stem}.pdf") or _set(bound, "pdf", stem)
            made[path] = _replacement_pages(bound, bound.before, whole)
            look.at(path.name, made[path].content)
    return made, look.findings


def _stem(paper: BriefingPack, reader: Reader, *, without_annexes: bool) -> str:
    stem = paper_stem(paper.meeting.name, "pack", reader)
    of_kind = "-delegation" if paper.kind is PackKind.DELEGATION else ""
    return stem + of_kind + ("-core" if without_annexes and paper.annexes else "")


def _set(bound: Bound, name: str, stem: str) -> Rendered:
    if name != "pdf" or not bound.paper.annexes:
        return render(bound.paper, name, stem, bound.house)
    from scheduler.exports.pdf import render_pdf  # noqa: PLC0415 -- slow import

    return render_pdf(bound.paper, house=bound.house, annexes=bound.contents)


def _made_files(paper: BriefingPack, made: Mapping[Path, Rendered]) -> Iterable[MadeFile]:
    from scheduler.exports.part_pages import part_pages  # noqa: PLC0415 -- with what was rendered

    for path, rendered in made.items():
        pages = tuple(PartPages(*one) for one in part_pages(paper, rendered))
        sha256 = hashlib.sha256(rendered.content).hexdigest()
        yield MadeFile(path.name, sha256, len(rendered.content), pages)


def _digest(paper: BriefingPack) -> str:
    from scheduler.papers.manifest import digest, manifest  # noqa: PLC0415 -- with the numbering

    return digest(manifest(paper))
