"""Every text of a finished PDF, read in a process of its own (pdf_reader.py)."""

import json
import subprocess
import sys

from scheduler.errors import RenderFailed
from scheduler.exports.finished import pdf_reader
from scheduler.exports.finished.pdf_reader import Said

_SECONDS = 90


def read_pdf(name: str, content: bytes) -> Said:
    """All that the PDF says; raises RenderFailed where it cannot be read back."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", pdf_reader.__file__],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise _unread(name, f"reading it took more than {_SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines() or [str(error)]
        raise _unread(name, lines[-1]) from None
    said: Said = json.loads(done.stdout)
    return said


def _unread(name: str, reason: str) -> RenderFailed:
    return RenderFailed(
        f"the check of what stands in {name}", reason, "leave out the annexes, and try again"
    )
