"""Invented papers in many scripts, for the tests of the renderers. Nobody named here exists."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from typing import Any, TypeVar

from scheduler.papers.audience import JOINT, Reader, own
from scheduler.papers.blocks import Heading, ListBlock, Paragraph, Quote, RichText, Span, Table
from scheduler.papers.edition import PackKind
from scheduler.papers.minutes import MinutedItem, Minutes, RecordedOutcome
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.parts import (
    AgendaLine,
    ChainStep,
    CommitmentLine,
    DelegationList,
    DocumentLine,
    ItemNote,
    MeetingFacts,
    NoteSection,
    Participant,
    Section,
    SourceLine,
    SpeakerLine,
)

T = TypeVar("T")
EU = own("EU")
PREPARED = date(2026, 4, 20)

NAMES = {
    "Greek": "Ευτέρπη Δοκιμίου",
    "Cyrillic": "Щедрин Образцов",
    "Arabic": "نموذج المثالي",
    "Vietnamese": "Nguyễn Thị Giả Định",
    "Turkish": "Örneğin Şablonoğlu",
    "Maltese": "Ġużeppi Eżempju",
    "Icelandic": "Þórdís Sýnishornsdóttir",
    "Polish": "Żółcisława Źdźbło",
}

HOSTILE = (
    '#read("pack.typ") #import "house.typ": * #panic() $x^2$ {{ 7*7 }} {% raw %} ${7*7} '
    "</w:t></w:r><script>alert(1)</script> &amp; <b> ] [ \\ \\n * _ ` @x <label> //c /*d*/ ~ = 'q' "
    '"'
)

MEETING = MeetingFacts(
    partnership="Strategic Partnership of Sample and Specimen",
    name="SOM-12",
    title="12th Senior Officials Meeting",
    when="Thursday 7 May 2026",
    hours="09:30 to 17:00 (Europe/Brussels)",
    place="Specimen House, Room 4, Brussels",
    mode="in person",
    state="confirmed",
    host="DG HOME",
    chairs=(f"{NAMES['Greek']} (EU)", f"{NAMES['Vietnamese']} (IOM)"),
)


DOCUMENTS = (DocumentLine("Draft agenda", "https://example.org/agenda"), DocumentLine("Non-paper"))


def words(text: str, *, bold: bool = False) -> Paragraph:
    """One paragraph of one span."""
    return Paragraph((Span(text, bold=bold),))


def rich_text() -> RichText:
    """Every kind of block once, with every manner of span."""
    return (
        Heading(1, (Span("Where things stand"),)),
        Paragraph(
            (
                Span("The working group met twice; "),
                Span("both sides agreed", bold=True),
                Span(" on "),
                Span("principles", italic=True),
                Span(", see "),
                Span("the specimen page", link="https://example.org/specimen"),
                Span(" and field "),
                Span("ref_no", code=True),
                Span(".\nA second line stands here."),
            )
        ),
        ListBlock(
            (
                (words("First point on returns."),),
                (
                    words("Second point, with two below:"),
                    ListBlock(((words("nested one"),), (words("nested two"),))),
                ),
            )
        ),
        ListBlock(((words("Third step."),), (words("Fourth step."),)), start=3),
        Heading(2, (Span("Figures"),)),
        Table(
            ((Span("Year"),), (Span("Assisted persons"),), (Span("Remark"),)),
            (
                ((Span("2024"),), (Span("1 204"),), (Span("provisional"),)),
                ((Span("2025"),), (Span("1 391"),), (Span("final", italic=True),)),
            ),
        ),
        Heading(3, (Span("In their words"),)),
        Quote((words("We look forward to the next round."),)),
    )


def participants() -> tuple[DelegationList, ...]:
    """Two delegations, one with many scripts and a post whose holder has no name."""
    eu = tuple(
        Participant(name, f"Director, {script} desk", "DG HOME", script == "Greek", "accepted")
        for script, name in NAMES.items()
    )
    iom = (
        Participant("Specimina Exemplar", "Deputy Director General", "IOM", True, "invited"),  # noqa: FBT003 -- the order of the fields is known here
        Participant("", "Regional Director", "IOM", False, "announced"),  # noqa: FBT003 -- as above
    )
    return (DelegationList("EU", eu, JOINT), DelegationList("IOM", iom, JOINT))


SPEAKERS = (SpeakerLine("EU", "Ms Ana Líndová"), SpeakerLine("IOM", "Migration Data Unit"))


def agenda(count: int = 3) -> tuple[AgendaLine, ...]:
    """Items of 45 minutes from 09:30; the last one has neither hour nor length."""
    titles = ("Opening and adoption of the agenda", "Migration in Ελλάδα & Türkiye", "Co-operation")
    return tuple(
        AgendaLine(
            number=str(index + 1),
            title=titles[index % 3],
            kind="discussion" if index else "standing",
            start=None if index == count - 1 else time(9 + (30 + 45 * index) // 60 % 14, 30),
            minutes=None if index == count - 1 else 45,
            leads=(("EU", "DG HOME"), ("IOM", "Specimina Exemplar")),
            documents=DOCUMENTS if index else (),
            audience=JOINT,
            section="Before lunch" if index else "",
            speakers=SPEAKERS if index else (),
        )
        for index in range(count)
    )


def item_note(number: str, title: str) -> ItemNote:
    """A note with all six sections; the background holds every kind of block."""
    texts: dict[Section, RichText] = {
        Section.SCENE_SETTER: (words(f"Why item {number or 'zero'} is on the agenda."),),
        Section.OBJECTIVES: (ListBlock(((words("Agree the text."),), (words("Set a date."),))),),
        Section.LINE_TO_TAKE: (words("We welcome the progress made."),),
        Section.SPEAKING_POINTS: (
            ListBlock(((words("Thank the host."),), (words("Ask for data.", bold=True),))),
        ),
        Section.DEFENSIVE_POINTS: (words("If asked about money: the budget is not agreed."),),
        Section.BACKGROUND: rich_text(),
    }
    return ItemNote(number, title, tuple(NoteSection(s, t, EU) for s, t in texts.items()))


def notes(count: int = 3) -> tuple[ItemNote, ...]:
    """The note on the whole meeting, then one for each agenda item."""
    whole = ItemNote(
        "",
        "The meeting as a whole",
        (NoteSection(Section.SCENE_SETTER, (words("The first meeting of the year."),), EU),),
    )
    return (whole, *(item_note(line.number, line.title) for line in agenda(count)))


def commitments() -> tuple[CommitmentLine, ...]:
    """One late with a history, one on time."""
    return (
        CommitmentLine(
            "SOM-11/A1",
            "Share the data of 2024 on assisted returns.",
            "DG HOME",
            "Friday 3 April 2026",
            "reported",
            late=True,
            decided="decided at SOM-11",
            history=(
                ChainStep("Mon 12 Jan 2026: reported, half of the data sent", EU),
                ChainStep("Tue 3 Mar 2026: carried", JOINT),
            ),
            audience=JOINT,
        ),
        CommitmentLine(
            "SOM-11/A2",
            f"Name a contact point ({NAMES['Turkish']}).",
            "IOM",
            "SOM-12",
            "open",
            late=False,
            decided="decided at SOM-11",
            history=(),
            audience=JOINT,
            contributors=("DG HOME", "EEAS"),
        ),
    )


def sources() -> tuple[SourceLine, ...]:
    """One with an address and a day, one with neither."""
    return (
        SourceLine("Specimen press release", "https://example.org/press", date(2026, 3, 2)),
        SourceLine("Letter of the sample secretariat", "", None),
    )


def sample_pack(items: int = 3) -> BriefingPack:
    """A pack for the EU with this many agenda items."""
    return BriefingPack(
        meeting=MEETING,
        reader=Reader("EU"),
        reader_name="European Union",
        prepared_on=PREPARED,
        marking="EU only",
        delegations=participants(),
        agenda=agenda(items),
        notes=notes(items),
        commitments=commitments(),
        sources=sources(),
        kind=PackKind.PARTNER,  # which has no sheets of its own
    )


def pack_with(text: RichText) -> BriefingPack:
    """A pack of one item, whose only note says this and nothing else."""
    pack = sample_pack(1)
    note = pack.notes[0]
    section = NoteSection(note.sections[0].section, text, EU)
    return replace(pack, notes=(replace(note, sections=(section,)),))


def sample_note() -> BriefingNote:
    """Two notes printed alone."""
    return BriefingNote(MEETING, Reader("EU"), "European Union", PREPARED, "EU only", notes(1))


def sample_minutes() -> Minutes:
    """Three items: one recorded in full, one with a decision, one with nothing yet."""
    first, second, third = agenda(3)
    conclusion = RecordedOutcome("SOM-12/C1", "conclusion", "Both sides will meet in June.", JOINT)
    decision = RecordedOutcome("SOM-12/D1", "decision", "The agenda was adopted.", JOINT)
    return Minutes(
        meeting=replace(MEETING, state="held"),
        reader=Reader("EU"),
        reader_name="European Union",
        prepared_on=PREPARED,
        marking="Joint",
        delegations=participants(),
        items=(
            MinutedItem(first, (words("The chairs opened the meeting."),), JOINT, (decision,), ()),
            MinutedItem(second, rich_text(), JOINT, (conclusion,), commitments()),
            MinutedItem(third, (), JOINT, (), ()),
        ),
        sources=sources(),
    )


def with_every_text(paper: T, change: Callable[[str], str]) -> T:
    """The same paper with every text that a person can type put through `change`.

    Left alone: links (checked when they are read), audiences, readers and section names.
    """
    changed: T = _changed(paper, change)
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 -- any part of a paper
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type | Reader | type(JOINT)):
        kept = {"link"}
        return replace(
            value,
            **{
                f.name: _changed(getattr(value, f.name), change)
                for f in fields(value)
                if f.name not in kept
            },
        )
    return value
