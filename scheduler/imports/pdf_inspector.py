"""Looks into one PDF in a process of its own, under limits: how many pages, and can it be bound in.

Run as a script: it reads a job from standard input and writes what it found to standard output,
both JSON. It imports nothing of the program. What a file does to this process it cannot do to the
program: one that is made to fill the memory ends here.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


class Job(TypedDict):
    """The file, and what it may hold; `pixels` are of one picture, `unpacked` are bytes."""

    path: str
    most_pages: int
    most_pixels: int
    most_unpacked: int
    seconds: int
    memory: int


class Found(TypedDict):
    """The pages; `fault` is empty where they can be bound in."""

    pages: int
    fault: str


def main() -> None:
    """Do the job on standard input."""
    job: Job = json.load(sys.stdin)
    _limit(job["seconds"], job["memory"])
    json.dump(look_into(job), sys.stdout)


def look_into(job: Job) -> Found:
    """What is found in the file; a file that no reader opens has a fault and no pages."""
    import pikepdf  # noqa: PLC0415 -- the program reads only the types of this file

    try:
        with pikepdf.open(BytesIO(Path(job["path"]).read_bytes())) as pdf:
            if pdf.is_encrypted:
                return Found(pages=len(pdf.pages), fault="it is encrypted: save it without")
            return Found(pages=len(pdf.pages), fault=_fault(pdf, job))
    except pikepdf.PasswordError:
        return Found(pages=0, fault="it is encrypted and needs a password: save it without")
    except (pikepdf.PdfError, *_BROKEN) as error:
        return Found(pages=0, fault=f"it is broken ({_first_line(error)})")


_BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError)
_DAMAGED = "it is damaged: open it and save it anew"
_DEEP = 4  # forms inside forms
_WIDEST = 14_400  # points: the largest page of a PDF


def _fault(pdf: "Pdf", job: Job) -> str:
    if not pdf.pages:
        return "it has no pages"
    if len(pdf.pages) > job["most_pages"]:
        return f"it has {len(pdf.pages)} pages, more than {job['most_pages']}"
    unpacked = 0
    for number, page in enumerate(pdf.pages, 1):
        form = page.as_form_xobject()
        unpacked += len(form.read_bytes())
        if unpacked > job["most_unpacked"]:
            return f"its pages unpack to more than {job['most_unpacked'] // 10**6} MB"
        if fault := _fault_of_page(form, job):
            return f"page {number} {fault}"
    return _DAMAGED if pdf.get_warnings() else ""


def _fault_of_page(form: "Object", job: Job) -> str:
    left, bottom, right, top = (float(side) for side in form.BBox)
    if not (0 < right - left <= _WIDEST and 0 < top - bottom <= _WIDEST):
        return "has no size that can be printed"
    pixels = max(_pictures(form.get("/Resources"), _DEEP), default=0)
    if pixels > job["most_pixels"]:
        return f"has a picture of {pixels // 10**6} million pixels"
    return ""


def _pictures(resources: Any, depth: int) -> Iterator[int]:  # noqa: ANN401 -- whatever the file holds
    """The pixels of each picture of a page, and of the forms inside it."""
    if resources is None or not depth:
        return
    for drawn in resources.get("/XObject", {}).values():
        if drawn.get("/Subtype") == "/Image":
            yield int(drawn.get("/Width", 0)) * int(drawn.get("/Height", 0))
        yield from _pictures(drawn.get("/Resources"), depth - 1)


def _first_line(error: Exception) -> str:
    said = str(error).strip() or type(error).__name__
    # qpdf calls a file in memory by the words before the first colon.
    return said.splitlines()[0].rpartition(": ")[2][:120]


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    limits = (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in limits:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
