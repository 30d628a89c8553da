"""From the record to the finished paper: every text comes out as it was typed, in every format."""

import re
from io import BytesIO
from itertools import count
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.exports.as_json import Paper
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.places import texts
from scheduler.exports.word import render_word
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.base import Base
from scheduler.model.body import BodyName, Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership, Party, Source
from scheduler.model.vocabulary import Certainty, MeetingState, NumberCertainty, OutcomeKind
from scheduler.papers.audience import Reader
from scheduler.papers.minutes import Minutes
from scheduler.papers.pack import BriefingPack
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.commitments import Step, find_commitment, update_commitment
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.secretariat.packs import briefing_pack
from scheduler.store.session import Database
from tests import briefed
from tests.clock import AFTER, NOW, TODAY
from tests.exports.page_reader import read_page
from tests.exports.word_reader import body_of, words_of
from tests.paper_words import squashed

# Fragments of Jinja, typst, HTML and XML, without the signs that Markdown itself reads.
HOSTILE = "{{7+7}}{%raw%}#panic()$x^2$</w:t><script>alert(1)</script>&amp;]]>${7+7}"
# Every field that an officer or a file fills and a paper prints.
FIELDS: dict[type[Base], tuple[str, ...]] = {
    Partnership: ("name", "marking"),
    Party: ("name", "code"),
    BodyName: ("short",),
    Person: ("name", "honorific"),
    Meeting: ("code", "title", "place", "venue", "date_words"),
    Chair: ("post_title",),
    Attendance: ("post_title",),
    AgendaItem: ("title", "record"),
    Document: ("title", "address"),
    BriefingSection: ("text", "source"),
    Outcome: ("text", "reference"),
    Source: ("title", "address"),
}
_OURS = re.compile(re.escape(HOSTILE) + r"\d{3}")
# A step of a chain cannot be changed, so a text of this kind is reported.
REPORT = "CommitmentLink.text"
NAMES = {f"{kind.__name__}.{name}" for kind, names in FIELDS.items() for name in names} | {REPORT}


def _in_pdf(paper: Paper) -> str:
    return "".join(
        page.extract_text() for page in PdfReader(BytesIO(render_pdf(paper).content)).pages
    )


def _in_word(paper: Paper) -> str:
    return words_of(body_of(render_word(paper).content))


def _in_html(paper: Paper) -> str:
    page = read_page(render_html(paper).content)
    assert "script" not in {tag for tag, _ in page.tags}
    return page.text


FORMATS = {"pdf": _in_pdf, "word": _in_word, "html": _in_html}


def _staged(session: Session) -> Meeting:
    """ANNUAL-2, with something in every field that a paper prints."""
    meeting = briefed.add_briefed(session)
    add_outcome(
        session,
        meeting,
        NewOutcome("Agreed", kind=OutcomeKind.CONCLUSION, item=agenda_of(session, meeting)[0]),
        today=AFTER,
        now=NOW,
        officer="Ada",
    )
    promised = briefed.promise(session, meeting, "Send the map", owner="HARBOUR").commitment
    assert promised is not None
    update_commitment(promised, Step.REPORT, text="On its way", now=NOW, officer="Ada")
    meeting.state = MeetingState.HELD
    session.flush()
    return meeting


def _make_hostile(session: Session) -> tuple[Meeting, dict[str, str]]:
    """The same with a text of its own kind in every field; and which text stands in which field."""
    meeting = _staged(session)
    # Without a certain number a meeting is called by its code, and a date not exact by its words.
    meeting.number, meeting.number_certainty = None, NumberCertainty.UNKNOWN
    meeting.date_certainty = Certainty.DISPUTED
    fields = {f"{HOSTILE}100": REPORT}
    promised = find_commitment(session, "ANNUAL-1/C1")
    update_commitment(promised, Step.REPORT, text=f"{HOSTILE}100", now=NOW, officer="Ada")
    numbers = count(101)
    for kind, names in FIELDS.items():
        for row in session.scalars(select(kind)).all():
            for name in names:
                text = f"{HOSTILE}{next(numbers)}"
                setattr(row, name, text)
                fields[text] = f"{kind.__name__}.{name}"
    session.flush()
    return meeting, fields


@pytest.fixture
def hostile(sqlite_database: Database) -> tuple[tuple[BriefingPack, Minutes], set[str]]:
    """The pack and the minutes for Northland, and the fields whose texts stand in them."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting, fields = _make_hostile(session)
        reader = Reader(home_party(meeting.partnership).code)
        papers = (
            briefing_pack(session, meeting, reader, today=TODAY),
            minutes_of(session, meeting, reader, today=TODAY),
        )
    printed = {
        text for paper in papers for _, whole in texts(paper) for text in _OURS.findall(whole)
    }
    return papers, {fields[text] for text in printed}


def test_the_papers_print_every_field_that_is_tried_here(
    hostile: tuple[tuple[BriefingPack, Minutes], set[str]],
) -> None:
    assert hostile[1] == NAMES


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_any_field_is_read_as_code(
    hostile: tuple[tuple[BriefingPack, Minutes], set[str]], form: str
) -> None:
    pack, minutes = hostile[0]
    in_pack = [text for _, text in texts(pack)]
    of_minutes = [text for _, text in texts(minutes) if text not in in_pack]

    for paper, expected in ((pack, in_pack), (minutes, of_minutes)):
        shown = squashed(FORMATS[form](paper))
        assert [text for text in expected if squashed(text) not in shown] == []


def test_the_three_formats_of_a_pack_say_the_same_words(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        pack = briefing_pack(session, _staged(session), Reader("NORTH"), today=TODAY)

    said = {form: _words(read(pack)) for form, read in FORMATS.items()}
    assert said["pdf"] - said["html"] == {"page", "note"}
    assert said["html"] - said["pdf"] == {"skip", "text"}
    assert said["html"] - said["word"] == {"skip", "text"}
    assert said["word"] - said["html"] == set()


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", normalize("NFKC", text.replace("\u200b", "")).casefold()))
