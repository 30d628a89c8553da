"""What the database itself holds of replies, on both kinds."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.inviting import convened
from tests.secretariat.replying import answer, bring, replied, states

WRONG = {
    "what was read": "UPDATE calendar_reply SET partstat = 'DECLINED'",
    "whose word it was": "UPDATE calendar_reply SET sender = 'ana@north.example'",
    "without proof": "UPDATE calendar_reply SET proof = 'none'",
    "of nobody": "UPDATE calendar_reply SET person_id = NULL",
    "an unknown state": "UPDATE calendar_reply SET state = 'perhaps'",
    "one message twice": (
        "UPDATE calendar_reply SET place = 0, content_hash = (SELECT max(content_hash) "
        "FROM calendar_reply)"
    ),
}


def test_replies_are_kept_as_they_were_read(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = convened(session)
        bring(session, answer(meeting, minute=2), answer(meeting, "DECLINED", minute=1))
        assert states(session) == ["counted", "outdated"]
        assert replied(session, meeting) == ("accepted", "calendar reply 1")

    assert [what for what, statement in WRONG.items() if _is_taken(database, statement)] == []


def _is_taken(database: Database, statement: str) -> bool:
    try:
        with for_writing(database.engine).begin() as connection:
            connection.execute(text(statement))
    except DBAPIError:
        return False
    return True
