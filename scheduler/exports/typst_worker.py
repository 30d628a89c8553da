"""Sets one paper with typst and lays annexes in, in a process of its own, under limits.

Run as a script: it reads a job from standard input and writes the outcome to standard output, both
JSON. A memory bomb in a template aborts the whole process, which is why this is not done inside the
program. It imports nothing of the program, so that it starts fast and runs from anywhere.

Memory and processor time are limited where the platform lets it: on Linux both, on macOS processor
time alone, on Windows neither. The time limit of the caller holds everywhere.
"""

import contextlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

PAPER, OTHER = "paper.pdf", "other.pdf"
# Where an annex's page is laid: between header and footer of A4, in points from the lower left.
_FRAME = (42, 62, 553, 764)


class BoundFile(TypedDict):
    """A PDF in the folder that is laid on the pages after the one with that label."""

    file: str
    label: str


class Job(TypedDict):
    """What to set: the main file, in a folder which is all that the template can read.

    `accessible` asks for PDF/UA-1 and PDF/A-2a; `timestamp` is in seconds since 1970, UTC.
    `output` is what the paper is called, whose ending says its kind; without it, a PDF. `is_placed`
    asks for the pages of all labels. `pages` are
    those of the file OTHER in the folder that follow the paper's own.
    """

    folder: str
    main: str
    output: NotRequired[str]
    fonts: str
    accessible: bool
    timestamp: int
    seconds: int
    memory: int
    annexes: NotRequired[list[BoundFile]]
    pages: NotRequired[list[int]]
    is_placed: NotRequired[bool]


class Outcome(TypedDict):
    """The paper lies in the folder exactly when `error` is empty.

    `places` has the page of each label, and `count` how many pages there are.
    """

    error: str
    warnings: list[str]
    places: NotRequired[dict[str, int]]
    count: NotRequired[int]


def main() -> None:
    """Do the job on standard input."""
    job: Job = json.load(sys.stdin)
    limit(job["seconds"], job["memory"])
    json.dump(outcome(job), sys.stdout)


def limit(seconds: int, memory: int) -> None:
    """Have the system end this process when it takes more than so many seconds or bytes."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    limits = (
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in limits:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(kind, (soft, hard))


def outcome(job: Job) -> Outcome:
    """Set the paper; what typst has to say comes with its place in the template."""
    import typst  # noqa: PLC0415 -- the program reads only the types of this file

    folder = Path(job["folder"])
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[job["fonts"], str(folder)],
    )
    compiler = typst.Compiler(
        folder / job["main"],
        root=folder,
        font_paths=fonts,
        package_path=folder / "no-packages",
        package_cache_path=folder / "no-packages",
    )
    try:
        output = folder / job.get("output", PAPER)
        _, warnings = compiler.compile_with_warnings(
            output=output,
            format="png" if output.suffix == ".png" else "pdf",
            pdf_standards=["ua-1", "a-2a"] if job["accessible"] else None,
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        return Outcome(error=said(error.message, error.diagnostic), warnings=[])
    done = Outcome(
        error="", warnings=[said(warning.message, warning.diagnostic) for warning in warnings]
    )
    if "pages" in job:
        follow(folder, job["pages"])
    annexes = job.get("annexes", [])
    if annexes or job.get("is_placed"):
        done["places"], done["count"] = bind(folder, annexes)
    return done


def bind(folder: Path, annexes: list[BoundFile]) -> tuple[dict[str, int], int]:
    """Lay each annex on its empty pages; the page of each label, and how many pages there are.

    The same files give the same bytes. Links, forms and scripts of an annex stay behind.
    """
    import pikepdf  # noqa: PLC0415 -- most papers have no annex

    with contextlib.ExitStack() as opened:
        paper = opened.enter_context(pikepdf.open(folder / PAPER, allow_overwriting_input=True))
        places = places_in(paper)
        for number, annex in enumerate(annexes, 1):
            source = opened.enter_context(pikepdf.open(folder / annex["file"]))
            for offset, page in enumerate(source.pages):
                target = paper.pages[places[annex["label"]] + offset]
                lay(paper, target, page, f"/Annex{number}-{offset + 1}")
        if annexes:
            paper.save(folder / PAPER, deterministic_id=True)
        return places, len(paper.pages)


def follow(folder: Path, pages: list[int]) -> None:
    """Have pages of the other file follow those of the paper, without their tags and links."""
    import pikepdf  # noqa: PLC0415 -- most papers have no annex

    with (
        pikepdf.open(folder / PAPER, allow_overwriting_input=True) as paper,
        pikepdf.open(folder / OTHER) as other,
    ):
        for number in pages:
            page = other.pages[number - 1]
            for key in ("/StructParents", "/Annots", "/Tabs"):
                if key in page:
                    del page[key]
            paper.pages.append(page)
        paper.save(folder / PAPER, deterministic_id=True)


def places_in(paper: "Pdf") -> dict[str, int]:
    """The page of each label, counted from 1."""
    from pikepdf import NameTree  # noqa: PLC0415 -- as in bind

    pages = {page.obj.objgen: number for number, page in enumerate(paper.pages, 1)}
    if "/Names" not in paper.Root or "/Dests" not in paper.Root.Names:
        return {}
    return {
        str(label): pages[place[0].objgen]
        for label, place in NameTree(paper.Root.Names.Dests).items()
        if place[0].objgen in pages
    }


def lay(paper: "Pdf", target: "Page", page: "Page", name: str) -> None:
    """Put a page into the frame of another, shrunk to fit, as what no screen reader reads.

    `name` is ours: names made by chance would change the bytes.
    """
    from pikepdf import Name, Rectangle  # noqa: PLC0415 -- as in bind

    form = paper.copy_foreign(page.as_form_xobject())
    target.add_resource(form, Name.XObject, Name(name))
    drawn = target.calc_form_xobject_placement(
        form, Name(name), Rectangle(*_FRAME), allow_expand=False
    )
    target.contents_add(b"/Artifact BMC\n" + drawn + b"\nEMC\n")


def said(message: str, diagnostic: str) -> str:
    """The message on one line, after file, line and column where typst knows them."""
    _, _, error = diagnostic.rpartition("error: ")
    place = re.search(r"┌─ (.+:\d+:\d+)", error)
    return f"{place[1]}: {message}" if place else message


if __name__ == "__main__":
    main()
