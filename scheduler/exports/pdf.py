"""A paper as PDF, set by typst from the templates in templates/papers/.

The text of a paper goes to typst as JSON in a private folder and is never part of a template's
source. All that a template can read is copied into that folder first.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.as_json import Paper, template_of
from scheduler.exports.fonts import font_folder, unprintable_texts
from scheduler.exports.house import House, plain_house
from scheduler.exports.page_data import kind_of, page_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, claims_nothing, typeset, typeset_to_standard
from scheduler.exports.typst_files import REMEDY, copy_templates
from scheduler.exports.typst_worker import PAPER, BoundFile, Job, Outcome
from scheduler.papers.pack import BriefingPack

_MAKE_ROOM = "make room in the folder for temporary files"
_LIMITS = Limits()
_PAGES = "page-{0p}.png"


def render_pdf(
    paper: Paper,
    *,
    house: House | None = None,
    limits: Limits = _LIMITS,
    annexes: Mapping[str, bytes] | None = None,
) -> Rendered:
    """The paper as a tagged PDF; the same paper gives the same bytes.

    The file follows PDF/UA-1 and PDF/A-2a unless a text holds a character that no font can show, or
    a restyled template breaks them: then it is a plain tagged PDF, and the findings say why. Nor
    does it where annexes are bound in: `annexes` has the bytes of those of a pack, by their
    SHA-256. Without it they are named. One that cannot be bound in has a page that says why.
    Raises RenderFailed when the template does not work or takes more than the limits.
    """
    house = house or plain_house()
    try:
        if isinstance(paper, BriefingPack) and paper.annexes and annexes is not None:
            return _bound(paper, annexes, house, limits)
        return _set(paper, house, limits)
    except OSError as error:
        raise RenderFailed(_title(paper), str(error), _MAKE_ROOM) from error


def render_pages(paper: Paper, house: House, *, limits: Limits = _LIMITS) -> tuple[bytes, ...]:
    """The pages of the paper as pictures in PNG; RenderFailed as `render_pdf`."""
    with tempfile.TemporaryDirectory(prefix="scheduler-paper-") as name:
        folder = Path(name)
        _fill(folder, paper, page_data(paper, house), house)
        job = _job(folder, paper, limits, accessible=False)
        outcome = typeset({**job, "output": _PAGES})
        if outcome["error"]:
            raise RenderFailed(_title(paper), outcome["error"], REMEDY)
        return tuple(file.read_bytes() for file in sorted(folder.glob("page-*.png")))


def _bound(
    pack: BriefingPack, contents: Mapping[str, bytes], house: House, limits: Limits
) -> Rendered:
    """The pack with its annexes; with their names alone where one of them breaks the binding."""
    try:
        return _set(pack, house, limits, contents)
    except RenderFailed as error:
        core = _set(pack, house, limits)
        message = f"no annex is bound in, because binding failed: {error.reason}"
        finding = Finding(Severity.WARNING, message, pack.meeting.name)
        return replace(core, findings=(*core.findings, finding))


def _set(
    paper: Paper, house: House, limits: Limits, contents: Mapping[str, bytes] | None = None
) -> Rendered:
    with tempfile.TemporaryDirectory(prefix="scheduler-paper-") as name:
        folder = Path(name)
        data = page_data(paper, house)
        files = _lay_out(folder, data, contents) if contents is not None else []
        _fill(folder, paper, data, house)
        return _rendered(folder, paper, limits, files)


def _lay_out(folder: Path, data: dict[str, Any], contents: Mapping[str, bytes]) -> list[BoundFile]:
    """Write the annexes that can be bound in, and say in the data how many pages each needs."""
    files = []
    data["binds"] = True
    for place, annex in enumerate(data["annexes"], 1):
        content = contents.get(annex["sha256"])
        if content is None or annex["fault"]:
            continue
        annex["bound"], label = annex["pages"], f"annex-{place}"
        (folder / f"{label}.pdf").write_bytes(content)
        files.append(BoundFile(file=f"{label}.pdf", label=label))
    return files


def _fill(folder: Path, paper: Paper, data: dict[str, Any], house: House) -> None:
    """Copy the templates and write the data; a link to another place is not followed."""
    copy_templates(house, folder, _title(paper))
    text = json.dumps(data, ensure_ascii=False)
    (folder / "paper.json").write_text(text, encoding="utf-8")


def _rendered(folder: Path, paper: Paper, limits: Limits, files: list[BoundFile]) -> Rendered:
    findings = unprintable_texts(paper)
    job = _job(folder, paper, limits, accessible=not (findings or files))
    job["annexes"], job["is_placed"] = files, isinstance(paper, BriefingPack)
    outcome, faults = typeset_to_standard(job)
    if files:
        findings.append(claims_nothing("annexes are bound in; for one that does, leave them out"))
    elif findings:
        findings.append(claims_nothing("of these texts"))
    findings.extend(faults)
    if outcome["error"]:
        remedy = _MAKE_ROOM if "OSError: " in outcome["error"] else REMEDY
        raise RenderFailed(_title(paper), outcome["error"], remedy)
    findings.extend(Finding(Severity.WARNING, text) for text in outcome["warnings"])
    return _made((folder / PAPER).read_bytes(), findings, outcome)


def _made(content: bytes, findings: list[Finding], outcome: Outcome) -> Rendered:
    places = sorted(outcome.get("places", {}).items(), key=lambda place: (place[1], place[0]))
    return Rendered(content, tuple(findings), tuple(places), outcome.get("count", 0))


def _job(folder: Path, paper: Paper, limits: Limits, *, accessible: bool) -> Job:
    midnight = datetime.combine(paper.prepared_on, time(), UTC)
    return Job(
        folder=str(folder),
        main=f"{template_of(paper)}.typ",
        fonts=str(font_folder()),
        accessible=accessible,
        timestamp=int(midnight.timestamp()),
        seconds=limits.seconds,
        memory=limits.memory,
    )


def _title(paper: Paper) -> str:
    return f"the PDF of the {kind_of(paper).lower()} of {paper.meeting.name}"
