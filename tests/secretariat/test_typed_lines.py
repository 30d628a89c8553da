from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import OutcomeKind
from scheduler.secretariat.typed_lines import read_line
from scheduler.store.session import Database, open_database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2027, 5, 7)
COMMITMENT = OutcomeKind.COMMITMENT
Read = tuple[OutcomeKind | None, str, tuple[str, ...], str]


@pytest.fixture(scope="module")
def record(shared_location: str) -> Iterator[Database]:
    database = open_database(shared_location)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "ANNUAL-2027", DAY, number=2)
        factories.add_meeting(session, "PREP-2027", date(2027, 10, 5), of="PREP")
    yield database
    database.engine.dispose()


def read(session: Session, line: str) -> Read:
    meeting: Meeting = factories.meeting(session, "ANNUAL-2027")
    said = read_line(session, meeting, line, today=DAY)
    if said.promise is None:
        return said.kind, said.text, (), ""
    bodies = (said.promise.owner, *said.promise.contributors)
    codes = tuple(body.code for body in bodies if body)
    return said.kind, said.text, codes, str(said.promise.due)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("The chair opened.", (None, "The chair opened.", (), "")),
        ("= Both welcomed it", (OutcomeKind.CONCLUSION, "Both welcomed it.", (), "")),
        ("+Meet again.", (OutcomeKind.DECISION, "Meet again.", (), "")),
        (
            "! DG TRADE to share the list by 15 June",
            (COMMITMENT, "DG TRADE to share the list.", ("TRADE",), "Tuesday 15 June 2027"),
        ),
        (
            "! trade and fish to write to all by all means by 6 may",
            (
                COMMITMENT,
                "trade and fish to write to all by all means.",
                ("TRADE", "FISH"),
                "Saturday 6 May 2028",
            ),
        ),
        (
            "! TRADE will report by the end of February 2028.",
            (COMMITMENT, "TRADE will report.", ("TRADE",), "Tuesday 29 February 2028"),
        ),
        (
            "! TRADE to report by next PREP meeting",
            (COMMITMENT, "TRADE to report.", ("TRADE",), "PREP-2027, Tuesday 5 October 2027"),
        ),
        (
            "! TRADE to report by 29 February",
            (COMMITMENT, "TRADE to report.", ("TRADE",), "Tuesday 29 February 2028"),
        ),
    ],
)
def test_a_line_says_what_it_says(record: Database, line: str, meant: Read) -> None:
    with record.reading() as session:
        assert read(session, line) == meant


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("=", InvalidValue),
        ("! TRADE", InvalidValue),
        ("! TRADE to report", InvalidValue),
        ("! by 15 June", InvalidValue),
        ("! , to report by 15 June", InvalidValue),
        ("! XYZ to report by 15 June", NotFound),
        ("! TRADE to report by 31 June", InvalidValue),
        ("! TRADE to report by 29 February 2027", InvalidValue),
    ],
)
def test_half_a_line_is_refused(record: Database, line: str, error: type[Exception]) -> None:
    with record.reading() as session, pytest.raises(error):
        read(session, line)
