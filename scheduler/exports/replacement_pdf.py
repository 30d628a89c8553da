"""Replacement pages as one PDF: a sheet that says what to do, then the pages to put in."""

import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from scheduler.errors import RenderFailed
from scheduler.exports.fonts import font_folder
from scheduler.exports.house import House, plain_house
from scheduler.exports.page_data import page_data
from scheduler.exports.page_words import part_in_words
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, claims_nothing, typeset
from scheduler.exports.typst_files import REMEDY, copy_templates
from scheduler.exports.typst_worker import OTHER, PAPER, Job
from scheduler.papers.clean import clean_text
from scheduler.papers.language import Language
from scheduler.papers.pack import BriefingPack
from scheduler.papers.replacement import PartPages, Replacement

_LIMITS = Limits()
_TITLE = "the replacement pages"


def render_replacement(
    pack: BriefingPack,
    made: bytes,
    lines: Sequence[Replacement],
    since: int,
    house: House | None = None,
) -> Rendered:
    """The sheet, then the pages of the finished PDF that are put in, with the numbers they bear."""
    house = house or plain_house()
    try:
        with tempfile.TemporaryDirectory(prefix="scheduler-replacement-") as name:
            return _rendered(Path(name), pack, made, lines, since=since, house=house)
    except OSError as error:
        raise RenderFailed(_TITLE, str(error), "make room in the temporary folder") from error


def _rendered(
    folder: Path,
    pack: BriefingPack,
    made: bytes,
    lines: Sequence[Replacement],
    *,
    since: int,
    house: House,
) -> Rendered:
    copy_templates(house, folder, _TITLE)
    language = house.language
    number = pack.edition.number if pack.edition else 0
    told = {
        "told": language.say("replacement_since", before=since, number=number),
        "replacements": [_in_words(line, language) for line in lines],
    }
    text = json.dumps(page_data(pack, house) | told, ensure_ascii=False)
    (folder / "paper.json").write_text(text, encoding="utf-8")
    (folder / OTHER).write_bytes(made)
    outcome = typeset(_job(folder, pack, _pages(lines)))
    if outcome["error"]:
        raise RenderFailed(_TITLE, outcome["error"], REMEDY)
    why = "its pages come out of another; the whole pack is for who needs it read aloud"
    return Rendered((folder / PAPER).read_bytes(), (claims_nothing(why),))


def _in_words(line: Replacement, language: Language) -> dict[str, str]:
    return {
        "part": clean_text(part_in_words(line.part, language)),
        "out": _span(line.out, language),
        "into": _span(line.into, language),
    }


def _span(pages: PartPages | None, language: Language) -> str:
    if pages is None:
        return "\u2013"
    key = "page_one" if pages.first == pages.last else "page_span"
    return language.say(key, first=pages.first, last=pages.last)


def _pages(lines: Sequence[Replacement]) -> list[int]:
    put_in = {
        number
        for line in lines
        if line.into
        for number in range(line.into.first, line.into.last + 1)
    }
    return sorted(put_in)


def _job(folder: Path, pack: BriefingPack, pages: list[int]) -> Job:
    midnight = datetime.combine(pack.prepared_on, time(), UTC)
    return Job(
        folder=str(folder),
        main="replacement.typ",
        fonts=str(font_folder()),
        accessible=False,
        timestamp=int(midnight.timestamp()),
        seconds=_LIMITS.seconds,
        memory=_LIMITS.memory,
        pages=pages,
    )
