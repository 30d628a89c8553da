"""A picture as PNG or PDF, printed by typst from its SVG in a child process."""

import json
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from scheduler.errors import InvalidValue, RenderFailed
from scheduler.exports.fonts import font_folder
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits, typeset_to_standard
from scheduler.exports.typst_worker import Job

_LIMITS = Limits()
# The texts come as data and are never part of the source.
_PAGE = """\
#let picture = json("picture.json")
#set document(title: picture.title)
#set text(lang: "en", region: "GB")
#set page(width: auto, height: auto, margin: 0pt)
#image("picture.svg", alt: picture.description)
"""
_FORMATS = (".svg", ".png", ".pdf")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with the words that stand for it where it cannot be seen."""

    title: str
    description: str
    svg: str
    as_of: date


def picture_file(picture: Picture, path: Path) -> Rendered:
    """A picture's file, by the ending of its name; the same one, the same bytes.

    Raises InvalidValue for an ending that is none of .svg, .png and .pdf, RenderFailed where typst
    cannot print it.
    """
    ending = path.suffix.lower()
    if ending not in _FORMATS:
        raise InvalidValue("the picture's file", str(path), "a name ending in .svg, .png or .pdf")
    if ending == ".svg":
        return Rendered(picture.svg.encode())
    return _printed(picture, f"picture{ending}")


def _printed(picture: Picture, output: str) -> Rendered:
    try:
        with tempfile.TemporaryDirectory(prefix="scheduler-picture-") as name:
            folder = Path(name)
            said = {"title": picture.title, "description": picture.description}
            (folder / "picture.json").write_text(json.dumps(said), encoding="utf-8")
            (folder / "picture.svg").write_text(picture.svg, encoding="utf-8")
            (folder / "page.typ").write_text(_PAGE, encoding="utf-8")
            # The standards refuse a picture with Arabic in it.
            outcome, findings = typeset_to_standard(_job(folder, picture.as_of, output))
            if outcome["error"]:
                raise RenderFailed(picture.title, outcome["error"], "write it as .svg")
            return Rendered((folder / output).read_bytes(), tuple(findings))
    except OSError as error:
        remedy = "make room in the folder for temporary files"
        raise RenderFailed(picture.title, str(error), remedy) from error


def _job(folder: Path, as_of: date, output: str) -> Job:
    midnight = datetime.combine(as_of, time(), UTC)
    return Job(
        folder=str(folder),
        main="page.typ",
        output=output,
        fonts=str(font_folder()),
        accessible=output.endswith(".pdf"),
        timestamp=int(midnight.timestamp()),
        seconds=_LIMITS.seconds,
        memory=_LIMITS.memory,
    )
