"""A paper as PDF, set by typst from the templates in templates/papers/.

The text of a paper goes to typst as JSON in a private folder and is never part of a template's
source. All that a template can read is copied into that folder first.
"""

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.as_json import Paper
from scheduler.exports.fonts import font_folder, unprintable_texts
from scheduler.exports.page_data import kind_of, page_data, template_of
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, typeset
from scheduler.exports.typst_worker import PAPER, Job
from scheduler.resources import resource

_COPIED = {".typ", ".svg", ".png", ".jpg"}
_REMEDY = "put the template right"
_MAKE_ROOM = "make room in the folder for temporary files"
_LIMITS = Limits()


def render_pdf(
    paper: Paper, *, templates: Path | None = None, limits: Limits = _LIMITS
) -> Rendered:
    """The paper as a tagged PDF; the same paper gives the same bytes.

    The file follows PDF/UA-1 unless a text holds a character that no font can show, or a restyled
    template breaks the standard: then it is a plain tagged PDF, and the findings say why.
    Raises RenderFailed when the template does not work or takes more than the limits.
    """
    templates = templates or resource("templates") / "papers"
    try:
        with tempfile.TemporaryDirectory(prefix="scheduler-paper-") as name:
            _fill(Path(name), paper, templates)
            return _rendered(Path(name), paper, limits)
    except OSError as error:
        raise RenderFailed(_title(paper), str(error), _MAKE_ROOM) from error


def _fill(folder: Path, paper: Paper, templates: Path) -> None:
    """Copy the templates and write the data; a link to another place is not followed."""
    for path in sorted(templates.iterdir()):
        if path.suffix in _COPIED and path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if path.suffix == ".typ" and b"@preview" in content:
                reason = f"{path.name} fetches a package from the network (@preview)"
                raise RenderFailed(_title(paper), reason, _REMEDY)
            (folder / path.name).write_bytes(content)
    text = json.dumps(page_data(paper), ensure_ascii=False)
    (folder / "paper.json").write_text(text, encoding="utf-8")


def _rendered(folder: Path, paper: Paper, limits: Limits) -> Rendered:
    findings = unprintable_texts(paper)
    job = _job(folder, paper, limits, accessible=not findings)
    outcome = typeset(job)
    if findings:
        findings.append(_not_accessible("of these texts"))
    elif "PDF/UA-1 error" in outcome["error"]:
        findings.append(_not_accessible(f"it has a fault: {outcome['error']}"))
        outcome = typeset({**job, "accessible": False})
    if outcome["error"]:
        remedy = _MAKE_ROOM if "OSError: " in outcome["error"] else _REMEDY
        raise RenderFailed(_title(paper), outcome["error"], remedy)
    findings.extend(Finding(Severity.WARNING, text) for text in outcome["warnings"])
    return Rendered((folder / PAPER).read_bytes(), tuple(findings))


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


def _not_accessible(why: str) -> Finding:
    return Finding(Severity.NOTE, f"the PDF is tagged but does not claim PDF/UA-1, because {why}")


def _title(paper: Paper) -> str:
    return f"the PDF of the {kind_of(paper).lower()} of {paper.meeting.name}"
