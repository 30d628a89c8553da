"""Has typst set a paper in a child process (typst_worker.py) that can be stopped."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass

from scheduler.errors import Finding, Severity
from scheduler.exports import typst_worker
from scheduler.exports.typst_worker import Job, Outcome

_BREACH = re.compile(r"PDF/(UA-1|A-2a)[^:]* error")
_OUT_OF_TIME = -24  # ended by SIGXCPU, the limit of processor time, on Linux and macOS


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may take: seconds, and bytes of memory where the platform can limit them."""

    seconds: int = 60
    memory: int = 2 * 1024**3


def typeset(job: Job) -> Outcome:
    """Run the worker; whatever stops it becomes the error of the outcome."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", typst_worker.__file__],
            input=json.dumps(job).encode(),
            capture_output=True,
            cwd=job["folder"],
            env=_environment(),
            timeout=job["seconds"],
            check=True,
        )
    except subprocess.TimeoutExpired:
        return _stopped(_too_long(job))
    except subprocess.CalledProcessError as error:
        return _stopped(_why_it_died(job, error))
    outcome: Outcome = json.loads(done.stdout)
    return outcome


def typeset_to_standard(job: Job) -> tuple[Outcome, list[Finding]]:
    """Run the worker; where the standards refuse the paper, once more without, and say why."""
    outcome = typeset(job)
    if not (job["accessible"] and _BREACH.search(outcome["error"])):
        return outcome, []
    finding = claims_nothing(f"it has a fault: {outcome['error']}")
    return typeset({**job, "accessible": False}), [finding]


def claims_nothing(why: str) -> Finding:
    """Of a PDF that is no proof of what every other one is."""
    message = f"the PDF is tagged but claims neither PDF/UA-1 nor PDF/A-2a, because {why}"
    return Finding(Severity.NOTE, message)


def _environment() -> dict[str, str]:
    """The child's environment: no way to the network for typst, and few threads."""
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    return {**os.environ, **nowhere, "RAYON_NUM_THREADS": "2", "RUST_BACKTRACE": "0"}


def _stopped(reason: str) -> Outcome:
    return Outcome(error=reason, warnings=[])


def _too_long(job: Job) -> str:
    return f"it took more than {job['seconds']} seconds"


def _why_it_died(job: Job, error: subprocess.CalledProcessError) -> str:
    if error.returncode == _OUT_OF_TIME:
        return _too_long(job)
    lines: list[str] = error.stderr.decode(errors="replace").strip().split("\n")
    if any("memory allocation of" in line or "MemoryError" in line for line in lines):
        return f"it took more than {job['memory'] // 1024**2} MB of memory"
    return f"typst ended with code {error.returncode}: {lines[-1].strip()}"
