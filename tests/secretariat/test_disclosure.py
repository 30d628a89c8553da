"""The pieces for a request: each text that the home party may read, and no other."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.agenda import Document, Thread
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import ContributionState, MeetingState, NoteState, OutcomeKind
from scheduler.papers.audience import JOINT, Reach, own
from scheduler.papers.disclosure import DisclosureBundle, redacted
from scheduler.papers.parts import Section
from scheduler.papers.redaction import CLOSE, OPEN, Redaction
from scheduler.secretariat.commitments import Step, update_commitment
from scheduler.secretariat.disclosure import Asked, disclosure_bundle
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY


def _note(session: Session, party: str, text: str, **more: object) -> BriefingSection:
    note = BriefingSection(
        meeting=factories.meeting(session, "ANNUAL-2026"),
        party=factories.party(session, party),
        section=Section.LINE_TO_TAKE,
        text=text,
        edited_at=NOW,
        **more,
    )
    session.add(note)
    session.flush()
    return note


def _played(session: Session) -> Partnership:
    """One text of each kind on an item of a held meeting; a note of each party, one on another."""
    partnership = factories.add_partnership(session)
    held = factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )
    factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    item = factories.add_item(session, held, "Port fees")
    item.thread = Thread(partnership=partnership, key="fees", title="Fees")
    item.record = "Ana Lind spoke of **fees**."
    item.documents.append(Document(title="The list", reach=Reach.JOINT))
    trade = factories.body(session, "TRADE")
    cleared = {"state": NoteState.CLEARED, "cleared_at": NOW, "cleared_by": "Ada"}
    _note(session, "NORTH", "Élan for ports", item_id=item.id, author=trade, marking="X", **cleared)
    _note(session, "NORTH", "On the whole", source="a letter")
    _note(session, "SOUTH", "Canary of fees")
    for body, state in (("WATER", ContributionState.RECEIVED), ("TRADE", ContributionState.ASKED)):
        session.add(
            Contribution(
                key=body,
                meeting=held,
                item_id=item.id,
                body=factories.body(session, body),
                deadline=TODAY,
                asked_by="Ada",
                asked_at=NOW,
                state=state,
                received_at=NOW if state is ContributionState.RECEIVED else None,
                author="B. Writer",
                texts={"background": "Water\n\n- and more"},
            )
        )
    promise = Promise(trade, Due(date(2027, 12, 1)), [factories.body(session, "FISH")])
    new = NewOutcome("Send it", kind=OutcomeKind.COMMITMENT, item=item, promise=promise)
    made = add_outcome(session, held, new, now=NOW, today=TODAY, officer="Ada")
    session.flush()
    assert made.commitment
    for step, text in ((Step.REPORT, "It was sent"), (Step.AMEND, "Send it twice")):
        update_commitment(made.commitment, step, text=text, now=NOW, officer="Ada")
    session.flush()
    return partnership


def _bundle(session: Session, partnership: Partnership, **asked: object) -> DisclosureBundle:
    return disclosure_bundle(session, partnership, Asked(**asked), today=TODAY)  # type: ignore[arg-type]


def _titles(bundle: DisclosureBundle) -> list[str]:
    return [piece.title for piece in bundle.pieces_found]


ON_ITEM = [
    "Document on item 1, Port fees: The list",
    "Line to take on item 1, Port fees",
    "Contribution on item 1, Port fees",
    "What was said on item 1, Port fees",
    "Commitment ANNUAL-1/C1",
    "What was reported on ANNUAL-1/C1",
    "What was amended on ANNUAL-1/C1",
]


def test_every_text_that_the_home_party_may_read_is_a_piece(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        bundle = _bundle(session, _played(session))

    assert _titles(bundle) == ["Line to take on the meeting as a whole", *ON_ITEM]
    whole, document, note, contribution, record, outcome, report, _ = bundle.pieces_found
    assert (whole.source, whole.author, whole.state, whole.thread) == ("a letter", "", "draft", "")
    assert (note.author, note.state, note.marking) == ("DG TRADE", "cleared", "X")
    assert (note.audience, record.audience, report.audience) == (
        own("NORTH"),
        JOINT,
        own("NORTH"),
    )
    assert contribution.lines == ["Background", "Water", "and more"]
    assert (contribution.author, contribution.source) == ("DG WATER", "B. Writer")
    assert document.lines == ["The list (its file is kept in the record)"]
    assert outcome.lines == ["Send it", "Now: Send it twice"]
    assert (record.meeting, record.when, record.thread) == ("ANNUAL-1", "Friday 8 May 2026", "Fees")
    assert bundle.marking == "Working copy of NORTH: not disclosed"


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"words": ("elan", "nothing")}, ON_ITEM[1:2]),
        ({"words": ("canary",)}, []),
        ({"since": date(2026, 5, 9)}, []),
        ({"until": date(2026, 5, 7)}, []),
        ({"since": date(2026, 5, 8), "until": date(2026, 5, 8), "words": ("spoke",)}, ON_ITEM[3:4]),
    ],
)
def test_words_and_days_narrow_a_request(
    sqlite_database: Database, asked: dict[str, object], titles: list[str]
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert _titles(_bundle(session, _played(session), **asked)) == titles


def test_a_thread_a_body_and_what_is_left_out_narrow_a_request(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = _played(session)
        thread = session.scalars(select(Thread)).one()
        fish = factories.body(session, "FISH")

        on_thread = _bundle(session, partnership, thread=thread, leave_out=("document-1",))
        of_fish = _bundle(session, partnership, body=fish)
        with pytest.raises(NotFound, match="piece 'note-9'"):
            _bundle(session, partnership, leave_out=("note-9",))

    assert _titles(on_thread) == ON_ITEM[1:]
    assert on_thread.asked == (("Thread", "Fees"), ("Left out", "document-1"))
    assert _titles(of_fish) == ON_ITEM[4:]


def test_what_is_covered_stands_nowhere_in_the_bundle(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        bundle = _bundle(session, _played(session), words=("fees",))

    covered = redacted(
        bundle,
        [
            Redaction("4(1)(b)", "ana lind"),
            Redaction("4(3)", "port fees"),
            Redaction("4(2)", "FEES"),
        ],
    )

    assert not {"fees", "ana", "lind"} & set(repr(covered).lower().replace("'", " ").split())
    assert covered.asked == (("Words", f"{OPEN}4(2){CLOSE}"),)
    assert covered.bars["4(1)(b)"] == 1
    assert f"on item 1, {OPEN}4(3){CLOSE}" in covered.pieces_found[2].title


def test_a_redaction_that_would_cover_too_little_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        bundle = _bundle(session, _played(session))

    for wrong, message in (
        (Redaction("4(2)", "unheard of"), "words that stand in a piece"),
        (Redaction("4(2)", "Water and more"), "words within one line of contribution-1"),
        (Redaction("4(2)", lines=(1, 9), piece="contribution-1"), "lines from 1 to 3"),
        (Redaction("4(2)", "x", piece="note-77"), "no piece 'note-77'"),
    ):
        with pytest.raises(InvalidValue, match=message):
            redacted(bundle, [wrong])
