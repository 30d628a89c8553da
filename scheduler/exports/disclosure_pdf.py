"""A disclosure bundle as PDF: an index, then a page for each piece, with bars where it is covered.

What is covered is taken out before anything is set (papers.redaction), so that no bar hides a text.
"""

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.as_json import as_record
from scheduler.exports.fonts import font_folder
from scheduler.exports.house import plain_house
from scheduler.exports.page_data import house_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, typeset_to_standard
from scheduler.exports.typst_files import copy_templates
from scheduler.exports.typst_worker import PAPER, Job
from scheduler.papers.disclosure import EXCEPTIONS, DisclosureBundle, bars_in_words
from scheduler.papers.words import counted, day_in_words

_LIMITS = Limits()
_TITLE = "the disclosure bundle"


def render_bundle(bundle: DisclosureBundle) -> Rendered:
    """The bundle; the same one gives the same bytes. Claims PDF/UA-1 and PDF/A-2a if it can.

    Raises RenderFailed when the template does not work or takes more than the limits.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="scheduler-disclosure-") as name:
            return _rendered(Path(name), bundle)
    except OSError as error:
        raise RenderFailed(_TITLE, str(error), "make room in the temporary folder") from error


def _rendered(folder: Path, bundle: DisclosureBundle) -> Rendered:
    copy_templates(plain_house(), folder, _TITLE)
    text = json.dumps(_data(bundle), ensure_ascii=False)
    (folder / "paper.json").write_text(text, encoding="utf-8")
    outcome, findings = typeset_to_standard(_job(folder, bundle))
    if outcome["error"]:
        raise RenderFailed(_TITLE, outcome["error"], "put the template right")
    findings += [Finding(Severity.WARNING, warning) for warning in outcome["warnings"]]
    return Rendered((folder / PAPER).read_bytes(), tuple(findings))


def _data(bundle: DisclosureBundle) -> dict[str, Any]:
    """The bundle as the template sees it: with the facts of its head, and bars counted."""
    data = as_record(bundle)
    for piece, record in zip(bundle.pieces_found, data["pieces_found"], strict=True):
        record["bars"] = bars_in_words(piece.bars)
        record["audience"] = str(piece.audience)
    facts = [*bundle.asked, ("Pieces", counted(len(bundle.pieces_found), "piece"))]
    facts += [("For", bundle.reader_name), ("Prepared on", day_in_words(bundle.prepared_on))]
    return {
        **data,
        **house_data(plain_house()),
        "meeting": {"name": "Disclosure", "partnership": bundle.partnership},
        "dated": f"Prepared on {day_in_words(bundle.prepared_on)}",
        "facts": [{"label": label, "value": value, "link": ""} for label, value in facts],
        "exceptions": [
            {"article": article, "protects": EXCEPTIONS[article.partition(",")[0]], "count": count}
            for article, count in sorted(bundle.bars.items())
        ],
    }


def _job(folder: Path, bundle: DisclosureBundle) -> Job:
    midnight = datetime.combine(bundle.prepared_on, time(), UTC)
    return Job(
        folder=str(folder),
        main="disclosure.typ",
        fonts=str(font_folder()),
        accessible=True,
        timestamp=int(midnight.timestamp()),
        seconds=_LIMITS.seconds,
        memory=_LIMITS.memory,
    )
