"""How long a pack of forty pages takes in each format. Run: python benchmarks/pack.py."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from time import perf_counter

from pypdf import PdfReader

from scheduler.exports.as_json import Paper
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.rendered import Rendered
from scheduler.exports.word import render_word
from scheduler.imports.markdown import parse_markdown
from scheduler.papers.audience import JOINT, Reader, own
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import (
    AgendaLine,
    ChainStep,
    CommitmentLine,
    DelegationList,
    ItemNote,
    MeetingFacts,
    NoteSection,
    Participant,
    Section,
    SourceLine,
)

ITEMS = 9
TEXT = """\
Both sides work on **returns** and on *pathways*; see the [page](https://example.org).

- Thank the host for the figures of the last two years.
- Ask for a date, and say what we bring ourselves.

| Year | Persons | Remark |
| --- | --- | --- |
| 2025 | 1 204 | provisional |
| 2026 | 1 391 | final |
"""


def pack() -> BriefingPack:
    """A pack of nine items, each with a note of all six sections on four pages."""
    lines = tuple(
        AgendaLine(str(n), f"Topic {n}", "discussion", None, 25, (("EU", "DG A"),), (), JOINT)
        for n in range(1, ITEMS + 1)
    )
    sections = tuple(NoteSection(one, parse_markdown(TEXT * 2), own("EU")) for one in Section)
    people = tuple(
        Participant(f"Person {n}", "Director", "DG A", is_head=n == 0, standing="accepted")
        for n in range(12)
    )
    owed = CommitmentLine(
        "SOM-1/C1", "Send figures", "DG A", "SOM-2", "open", late=True, decided="SOM-1",
        history=(ChainStep("reported: half is sent", JOINT),), audience=JOINT,
    )  # fmt: skip
    return BriefingPack(
        meeting=MeetingFacts("Partnership of A and B", "SOM-2", "2nd Meeting", "Friday 7 May 2027"),
        reader=Reader("EU"),
        reader_name="European Union",
        prepared_on=date(2026, 11, 24),
        marking="Benchmark",
        delegations=(DelegationList("European Union", people, JOINT),),
        agenda=lines,
        notes=tuple(ItemNote(line.number, line.title, sections) for line in lines),
        commitments=(owed,) * 20,
        sources=(SourceLine("A source", "https://example.org", None),),
    )


def seconds(render: Callable[[Paper], Rendered], paper: Paper) -> tuple[float, bytes]:
    """How long one rendering takes, and what it gives."""
    start = perf_counter()
    content = render(paper).content
    return perf_counter() - start, content


def main() -> None:
    """Print the seconds of each format, the first time and again, and of all three."""
    paper = pack()
    total = 0.0
    for name, render in (("PDF", render_pdf), ("Word", render_word), ("HTML", render_html)):
        first, content = seconds(render, paper)
        again, _ = seconds(render, paper)
        total += first
        pages = f", {len(PdfReader(BytesIO(content)).pages)} pages" if name == "PDF" else ""
        size = f"{len(content) / 1024:,.0f} kB"
        print(f"{name:<5} {first:.2f} s, again {again:.2f} s: {size}{pages}")
    print(f"all three: {total:.2f} s")


if __name__ == "__main__":
    main()
