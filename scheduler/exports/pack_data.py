"""What the templates see of a pack alone: its edition, what changed, its annexes."""

from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.exports.as_json import Paper, template_of
from scheduler.exports.pack_sheets import (
    lines_in_words,
    lines_of,
    running_order,
    seating_data,
)
from scheduler.exports.page_words import part_in_words, piece_in_words
from scheduler.papers.clean import clean_text
from scheduler.papers.edition import Annex, PackKind, PieceChange
from scheduler.papers.language import Language
from scheduler.papers.pack import BriefingPack

_Data = dict[str, Any]
_KILOBYTE = 1024


def edition_of(paper: Paper) -> str:
    """The number of the edition in words; empty for a paper that has none."""
    return str(paper.edition.number) if isinstance(paper, BriefingPack) and paper.edition else ""


def stamps(paper: Paper, language: Language) -> dict[str, str]:
    """What stands at the foot of each page: `dated`, and with the kind of paper `stamp`."""
    number = edition_of(paper)
    said = {"day": language.day(paper.prepared_on), "number": number}
    of_edition = "_edition" if number else ""
    kind = language.say(f"kind_{template_of(paper)}")
    return {
        "dated": language.say(f"dated{of_edition}", **said),
        "stamp": language.say(f"stamp{of_edition}", kind=kind, **said),
    }


def parts_of_pack(pack: BriefingPack) -> list[str]:
    """The parts that a pack alone may have: what there is of them, for the kind that it is."""
    parts = {
        "changes": bool(pack.edition and pack.edition.changes),
        "running_order": pack.kind is PackKind.CHAIR and bool(pack.agenda),
        "open_points": bool(pack.open_points),
        "lines": pack.kind is PackKind.DELEGATION and any(lines_of(pack.notes)),
        "seating": pack.seating is not None,
    }
    return [name for name, is_printed in parts.items() if is_printed]


def pack_data(pack: BriefingPack, data: _Data, language: Language) -> _Data:
    """The annexes with their headings and facts, none of them bound in yet, and the changes."""
    annexes = [
        {
            **told,
            "heading": clean_text(language.say("annex", number=place, title=one.title)),
            "facts": _facts(one, language),
            "bound": 0,
        }
        for place, (told, one) in enumerate(zip(data["annexes"], pack.annexes, strict=True), 1)
    ]
    changes = pack.edition.changes if pack.edition else ()
    before = pack.edition.number - 1 if pack.edition else 0
    return {
        "annexes": annexes,
        "binds": False,
        "changes": list(_changes(changes, language)),
        "running_order": list(running_order(pack.agenda, data["agenda"], language)),
        "lines": list(lines_in_words(pack.notes, language)),
        "seating": seating_data(pack, language) if pack.seating else None,
        "changed_since": language.say("changed_since", number=before),
    }


def _changes(changes: Iterable[PieceChange], language: Language) -> Iterator[dict[str, str]]:
    """A line for each; only the first of a part says the part."""
    before = ""
    for change in changes:
        part = "" if change.part == before else change.part
        before = change.part
        yield {
            "part": clean_text(part_in_words(part, language)),
            "name": clean_text(piece_in_words(change.name, language)),
            "what": language.term("change", change.what),
        }


def _facts(annex: Annex, language: Language) -> list[dict[str, str]]:
    kilobytes = language.thousands(max(1, annex.size // _KILOBYTE))
    facts = (
        (language.say("belongs_to"), part_in_words(annex.item, language)),
        (language.say("pages"), str(annex.pages) if annex.pages else ""),
        (language.say("size"), language.say("kilobytes", size=kilobytes)),
        ("SHA-256", f"{annex.sha256[:32]} {annex.sha256[32:]}"),
        (language.say("not_bound_in"), annex.fault),
    )
    return [{"label": label, "value": clean_text(value)} for label, value in facts if value]
