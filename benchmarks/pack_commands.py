"""`scheduler pack build` as whole commands: one pack of sixty pages with annexes, and many.

Run: python benchmarks/pack_commands.py [meetings]. Each command is a fresh process; the figures are
the least of several rounds, wall time and processor time, and the most memory of any one process.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

import pikepdf
from pypdf import PdfReader
from sqlalchemy import select

from scheduler.cli.main import run
from scheduler.model.meeting import Meeting
from scheduler.papers.parts import Section
from scheduler.store.session import open_database

ROUNDS, ITEMS, ANNEXES, PAGES = 3, 11, 5, 3
NOW = "2026-11-24T09:00:00+00:00"
TEXT = """\
Both sides work on **returns** and on *pathways*; see the [page](https://example.org).

- Thank the host for the figures of the last two years.
- Ask for a date, and say what we bring ourselves.

| Year | Persons | Remark |
| --- | --- | --- |
| 2025 | 1 204 | provisional |
| 2026 | 1 391 | final |
"""


def fill(folder: Path, meetings: int) -> None:
    """A record with one meeting that is briefed in full, and as many more with a line each."""
    os.environ |= {"SCHEDULER_DATABASE": str(folder / "one.db"), "SCHEDULER_NOW": NOW}
    pdf = pikepdf.new()
    for _ in range(PAGES):
        pdf.add_blank_page(page_size=(595, 842))
    (folder / "note.md").write_text(TEXT * 2)
    must("init", "--home", "EU")
    must("plan", "--apply")
    for item in range(1, ITEMS + 1):
        must("agenda", "add", "next:SOM", f"Topic {item}", "--minutes", "25", "--lead", "EU=ECHO")
        for section in Section:
            note = ("note", "set", "next:SOM", section, "--file", str(folder / "note.md"))
            must(*note, "--item", str(item))
    for number in range(1, ANNEXES + 1):
        pdf.docinfo["/Title"] = f"Annex {number}"
        pdf.save(folder / f"annex-{number}.pdf")
        must("document", "add", "next:SOM", str(number), str(folder / f"annex-{number}.pdf"))
    copy(meetings)


def copy(meetings: int) -> None:
    """As many meetings more, with nothing but a day: their packs are short."""
    database = open_database(os.environ["SCHEDULER_DATABASE"])
    with database.writing(verb="benchmark", now=_now(), officer="Ada") as session:
        dated = select(Meeting).where(Meeting.day.is_not(None)).limit(1)
        first = session.scalars(dated).one()
        for number in range(meetings):
            day = date(2040 + number // 12, number % 12 + 1, 14)
            session.add(
                Meeting(
                    partnership=first.partnership,
                    code=f"MANY-{number}",
                    uid=f"many-{number}@example.org",
                    day=day,
                    zone=first.zone,
                    created_at=_now(),
                    changed_at=_now(),
                )
            )
    database.engine.dispose()


def _now() -> datetime:
    return datetime.fromisoformat(NOW)


def must(*words: str) -> None:
    """A command that has to work."""
    silent = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        code = run(words)
    os.dup2(silent, 1)
    os.close(silent)
    if code:
        sys.exit(f"{words} ended with {code}")


def measured(*words: str) -> tuple[float, float, float]:
    """Seconds, seconds of processor time, and megabytes of the largest process of a command."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "scheduler", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    if status:
        sys.exit(f"{words} ended with {status}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print a line for each format, and for many packs by one process and by two."""
    meetings = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, meetings)
        for form in ("pdf", "word", "html"):
            build = ("pack", "build", "next:SOM", "--format", form, "--output", name)
            rounds = [measured(*build) for _ in range(ROUNDS)]
            wall, cpu, most = (min(one[place] for one in rounds) for place in range(3))
            print(f"{form:<5} {wall:.2f} s, {cpu:.2f} s of processor time, {most:.0f} MB")
        pages = len(PdfReader(next(folder.glob("*pack-eu.pdf"))).pages)
        print(f"      of {pages} pages with {ANNEXES} annexes")
        many = ("pack", "build", "--all", "--since", "2039-01-01")
        for processes in ("1", "2"):
            target = ("--output", str(folder / processes), "--processes", processes)
            wall, cpu, most = measured(*many, *target)
            print(f"{meetings} packs by {processes}: {wall:.1f} s, {cpu:.1f} s, {most:.0f} MB")


if __name__ == "__main__":
    main()
