"""Sample papers, with which a template is tried: invented, and marked so on every page.

Their texts are filler in Latin, Arabic and Chinese, so that every other word comes from the
catalogue of the language.
"""

from datetime import date, time

from scheduler.papers.audience import JOINT, Reader, own
from scheduler.papers.blocks import Heading, ListBlock, Paragraph, Quote, RichText, Span, Table
from scheduler.papers.edition import Annex, ChangeOfPiece, Edition, PieceChange
from scheduler.papers.language import Language
from scheduler.papers.minutes import Formula, MinutedItem, Minutes, RecordedOutcome
from scheduler.papers.pack import BriefingNote, BriefingPack, OpenPoint
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
from scheduler.papers.people import BiographyText, PeopleKind, PeoplePaper
from scheduler.papers.seating import Layout, Place, SeatingPlan

KINDS = ("pack", "note", "minutes", *map(str, PeopleKind))
MARKING = "SPECIMEN"
_DAY = date(2030, 5, 3)
_OURS = own("A")
_READER, _READER_NAME = Reader("A"), "Institutio Alpha"
_LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor."
_ARABIC = "هذا نص تجريبي لاختبار الطباعة من اليمين إلى اليسار."
_CHINESE = "这是用于检查排版的示例文字。"
_TITLES = ("Lorem ipsum dolor", "نموذج بند من جدول الأعمال", "示例议程项目")
_PEOPLE = (
    Participant("Exemplum Primum", "Praefectus", "DG ALPHA", is_head=True, standing="accepted"),
    Participant("نموذج المثالي", "مدير", "DG BETA", is_head=False, standing="invited"),
    Participant("", "Notarius", "DG GAMMA", is_head=False, standing="announced"),
    Participant(
        "王样本", "Scriba", "DG ALPHA", is_head=False, standing="excused", is_alternate=True
    ),
)


def sample_paper(
    kind: str, language: Language
) -> BriefingPack | BriefingNote | Minutes | PeoplePaper:
    """The sample of that kind, one of `KINDS`, with its dates in the language."""
    match kind:
        case "pack":
            return _pack(language)
        case "note":
            return BriefingNote(*_head(language), MARKING, _notes())
        case "minutes":
            return _minutes(language)
        case _:
            return PeoplePaper(
                PeopleKind(kind), *_head(language), MARKING, _delegations(), _lives(), _sources()
            )


def _head(language: Language) -> tuple[MeetingFacts, Reader, str, date]:
    return _meeting(language), _READER, _READER_NAME, _DAY


def _meeting(language: Language) -> MeetingFacts:
    return MeetingFacts(
        partnership="Societas Alpha–Beta",
        name="XII",
        title="Lorem ipsum dolor sit amet",
        when=language.day(_DAY),
        hours=f"{language.span(time(9, 30), time(17, 0))} (Europe/Brussels)",
        place="Domus Exempli, Bruxellis",
        mode="hybrid",
        state="confirmed",
        host="DG ALPHA",
        chairs=("Exemplum Primum (A)", "نموذج المثالي (B)"),
        link="https://example.org/XII",
    )


def _pack(language: Language) -> BriefingPack:
    changes = (
        PieceChange("Agenda", "agenda item 2", ChangeOfPiece.CHANGED),
        PieceChange(f"Item 1: {_TITLES[0]}", "line to take on item 1", ChangeOfPiece.ADDED),
        PieceChange("Matters arising", "commitment XI/A2", ChangeOfPiece.REMOVED),
    )
    return BriefingPack(
        *_head(language),
        MARKING,
        delegations=_delegations(),
        agenda=_agenda(),
        notes=_notes(),
        commitments=_commitments(language),
        sources=_sources(),
        biographies=_lives(),
        seating=_seats(language),
        annexes=(Annex("Lorem", f"Item 1: {_TITLES[0]}", "0" * 64, 2_048_000, 12, JOINT),),
        edition=Edition(2, changes),
        open_points=(OpenPoint("2", _LOREM, _OURS),),
    )


def _seats(language: Language) -> SeatingPlan:
    # A picture with Arabic in it is refused by PDF/UA-1: it prints, but the paper claims nothing.
    first, _, _, second = _PEOPLE
    far = (Place(first.name, first.post, first.body, "A", is_head=True),)
    near = (Place(second.name, second.post, second.body, "B", is_head=True),)
    audiences = (("A", JOINT), ("B", JOINT))
    when = language.day(_DAY)
    return SeatingPlan("XII", when, MARKING, _READER, Layout.FACING, far, near, (), audiences, _DAY)


def _minutes(language: Language) -> Minutes:
    first, second, third = _agenda()
    outcomes = tuple(
        RecordedOutcome(f"XII/{letter}1", kind, _LOREM, JOINT)
        for letter, kind in (("C", "conclusion"), ("D", "decision"))
    )
    return Minutes(
        *_head(language),
        MARKING,
        delegations=_delegations(),
        items=(
            MinutedItem(first, _text(), JOINT, outcomes, _commitments(language)),
            MinutedItem(second, (Paragraph((Span(_ARABIC),)),), JOINT, (), ()),
            MinutedItem(third, (), JOINT, (), (), (Formula(_LOREM, JOINT),)),
        ),
        sources=_sources(),
        status=language.say("text_draft"),
        opening=(Formula(_LOREM, JOINT),),
    )


def _delegations() -> tuple[DelegationList, ...]:
    return (
        DelegationList(_READER_NAME, _PEOPLE, _OURS),
        DelegationList("Institutio Beta", (), JOINT),
    )


def _agenda() -> tuple[AgendaLine, ...]:
    leads = (("A", "DG ALPHA"), ("B", "DG BETA"))
    papers = (DocumentLine("Lorem", "https://example.org/lorem"), DocumentLine("示例", "", _OURS))
    said_by = (SpeakerLine("B", "نموذج المثالي"),)
    first, second, third = _TITLES
    return (
        AgendaLine("1", first, "opening", time(9, 30), 30, leads, papers, JOINT, "Pars I", said_by),
        AgendaLine("2", second, "discussion", time(10, 0), 45, leads, (), _OURS),
        AgendaLine("3", third, "other-business", None, None, (), (), JOINT),
    )


def _notes() -> tuple[ItemNote, ...]:
    sections = tuple(NoteSection(one, _text(), _OURS, author="DG ALPHA") for one in Section)
    mixed = (
        NoteSection(Section.OBJECTIVES, (Paragraph((Span(_ARABIC),)),), JOINT),
        NoteSection(Section.BACKGROUND, (Paragraph((Span(_CHINESE),)),), _OURS, source="Lorem"),
    )
    return (ItemNote("1", _TITLES[0], sections), ItemNote("2", _TITLES[1], mixed))


def _text() -> RichText:
    plain = (Span(_LOREM),)
    marked = (
        Span("Lorem ", bold=True),
        Span("ipsum ", italic=True),
        Span("dolor", link="https://example.org"),
        Span("", footnote=(Span("Sit amet."),)),
    )
    points = ListBlock(((Paragraph(plain),), (Paragraph((Span(_ARABIC),)),)))
    cells = ((Span("Alpha"),), (Span("Beta"),))
    return (
        Paragraph(marked),
        Heading(1, (Span("Ipsum"),)),
        points,
        Table(cells, (cells, ((Span(_CHINESE),), (Span("1 024"),)))),
        Quote((Paragraph(plain),)),
    )


def _commitments(language: Language) -> tuple[CommitmentLine, ...]:
    due = language.day(date(2030, 10, 1))
    step = ChainStep(_LOREM, _OURS)
    return (
        CommitmentLine(
            *("XI/A1", _LOREM, "DG ALPHA", due, "open"),
            late=True,
            decided=f"XI, {language.day(date(2029, 5, 4))}",
            history=(step,),
            audience=JOINT,
            contributors=("DG BETA", "DG GAMMA"),
        ),
    )


def _lives() -> tuple[BiographyText, ...]:
    text = (Paragraph((Span(_LOREM),)),)
    return (BiographyText("Exemplum Primum", "Praefectus", "DG ALPHA", _DAY, text, "Lorem", JOINT),)


def _sources() -> tuple[SourceLine, ...]:
    return (SourceLine("Lorem ipsum", "https://example.org/ipsum", _DAY),)
