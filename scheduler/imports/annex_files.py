"""PDFs that packs bind in: whether they can be, told before the day of print."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scheduler.imports import pdf_inspector
from scheduler.imports.pdf_inspector import Found, Job

MOST_PAGES = 300
_MOST_PIXELS = 100_000_000
_MOST_UNPACKED = 200_000_000
_SECONDS = 30
_MEMORY = 1024**3


@dataclass(frozen=True, slots=True)
class LookedInto:
    """How many pages a PDF has, and why it cannot be bound in; no fault where it can."""

    pages: int
    fault: str


def look_into(content: bytes, *, seconds: int = _SECONDS) -> LookedInto:
    """What a child process found in the bytes of a PDF; whatever stops the child is the fault."""
    with tempfile.TemporaryDirectory(prefix="scheduler-annex-") as folder:
        path = Path(folder, "annex.pdf")
        path.write_bytes(content)
        found = _found_in(path, seconds)
    return LookedInto(found["pages"], found["fault"])


def _found_in(path: Path, seconds: int) -> Found:
    job = Job(
        path=str(path),
        most_pages=MOST_PAGES,
        most_pixels=_MOST_PIXELS,
        most_unpacked=_MOST_UNPACKED,
        seconds=seconds,
        memory=_MEMORY,
    )
    try:
        done = subprocess.run(
            [sys.executable, "-P", pdf_inspector.__file__],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return Found(pages=0, fault=f"looking into it took more than {seconds} seconds")
    except subprocess.CalledProcessError:
        return Found(pages=0, fault="it takes more memory or time to open than a pack may")
    found: Found = json.loads(done.stdout)
    return found
