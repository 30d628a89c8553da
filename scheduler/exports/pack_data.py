"""What the templates see of a pack alone: its edition, what changed, its annexes."""

from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.exports.as_json import Paper
from scheduler.papers.clean import clean_text
from scheduler.papers.edition import Annex, PieceChange
from scheduler.papers.manifest import annex_heading
from scheduler.papers.pack import BriefingPack
from scheduler.papers.words import day_in_words

_Data = dict[str, Any]
_KILOBYTE = 1024


def edition_of(paper: Paper) -> str:
    """The number of the edition in words; empty for a paper that has none."""
    return str(paper.edition.number) if isinstance(paper, BriefingPack) and paper.edition else ""


def stamps(paper: Paper, kind: str) -> dict[str, str]:
    """What stands at the foot of each page: `dated`, and with the kind of paper `stamp`."""
    day, number = day_in_words(paper.prepared_on), edition_of(paper)
    edition = f"Edition {number}, " if number else ""
    dated = f"{edition}prepared on {day}"
    return {
        "dated": dated[0].upper() + dated[1:],
        "stamp": f"{kind}, {dated[0].lower()}{dated[1:]}",
    }


def pack_data(pack: BriefingPack, data: _Data) -> _Data:
    """The annexes with their headings and facts, none of them bound in yet, and the changes."""
    annexes = [
        {**told, "heading": clean_text(annex_heading(place, one)), "facts": _facts(one), "bound": 0}
        for place, (told, one) in enumerate(zip(data["annexes"], pack.annexes, strict=True), 1)
    ]
    changes = pack.edition.changes if pack.edition else ()
    return {"annexes": annexes, "binds": False, "changes": list(_changes(changes))}


def _changes(changes: Iterable[PieceChange]) -> Iterator[dict[str, str]]:
    """A line for each; only the first of a part says the part."""
    before = ""
    for change in changes:
        part = "" if change.part == before else change.part
        before = change.part
        yield {
            "part": clean_text(part),
            "name": clean_text(change.name),
            "what": str(change.what),
        }


def _facts(annex: Annex) -> list[dict[str, str]]:
    facts = (
        ("Belongs to", annex.item),
        ("Pages", str(annex.pages) if annex.pages else ""),
        ("Size", f"{max(1, annex.size // _KILOBYTE):,} kB"),
        ("SHA-256", f"{annex.sha256[:32]} {annex.sha256[32:]}"),
        ("Not bound in", annex.fault),
    )
    return [{"label": label, "value": clean_text(value)} for label, value in facts if value]
