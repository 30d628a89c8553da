"""Sets one paper with typst, in a process of its own, under limits.

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
from typing import NotRequired, TypedDict

PAPER = "paper.pdf"


class Job(TypedDict):
    """What to set: the main file, in a folder which is all that the template can read.

    `accessible` asks for PDF/UA-1; `timestamp` is in seconds since 1970, UTC. `output` is what the
    paper is called, whose ending says its kind; without it, a PDF.
    """

    folder: str
    main: str
    output: NotRequired[str]
    fonts: str
    accessible: bool
    timestamp: int
    seconds: int
    memory: int


class Outcome(TypedDict):
    """The paper lies in the folder exactly when `error` is empty."""

    error: str
    warnings: list[str]


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
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
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
            pdf_standards="ua-1" if job["accessible"] else None,
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        return Outcome(error=said(error.message, error.diagnostic), warnings=[])
    return Outcome(
        error="", warnings=[said(warning.message, warning.diagnostic) for warning in warnings]
    )


def said(message: str, diagnostic: str) -> str:
    """The message on one line, after file, line and column where typst knows them."""
    _, _, error = diagnostic.rpartition("error: ")
    place = re.search(r"┌─ (.+:\d+:\d+)", error)
    return f"{place[1]}: {message}" if place else message


if __name__ == "__main__":
    main()
