"""Our own invitation, answered as a calendar program answers it: the loop closes."""

from datetime import date

from scheduler.imports.replies.mailboxes import RawMail
from scheduler.imports.replies.reading import read_reply_mail
from scheduler.model.outbox import Message
from scheduler.secretariat.lifecycle import move
from scheduler.store.session import Database
from tests.clock import NOW
from tests.imports.replies.corpus import SERVER
from tests.secretariat.inviting import convene, convened, lines_of, minutes_later
from tests.secretariat.replying import bring, replied, states

_LEFT_OUT = ("ORGANIZER", "DESCRIPTION", "ATTENDEE")


def answered(message: Message, partstat: str, *, stamp: str) -> RawMail:
    """The message that comes back, with what Outlook leaves out of it."""
    lines = [line for line in lines_of(message) if not line.startswith(_LEFT_OUT)]
    calendar = "\r\n".join(lines).replace("METHOD:REQUEST", "METHOD:REPLY")
    attendee = f"ATTENDEE;PARTSTAT={partstat}:MAILTO:{message.address.upper()}\r\nDTSTAMP:{stamp}"
    own = [line for line in lines if line.startswith("DTSTAMP")]
    content = (
        f"Authentication-Results: {SERVER}; dmarc=pass header.from=north.example\r\n"
        f"From: {message.recipient_name} <{message.address}>\r\n"
        f"To: {message.sender}\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
        f"{calendar.replace(own[-1], attendee)}\r\n"
    )
    return RawMail(f"{message.id}.eml", content.encode())


def test_the_answer_to_the_newest_invitation_counts(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = convened(session)
        first = convene(session, meeting)[0]
        move(session, meeting, day=date(2027, 5, 14), reason="clash", now=NOW, officer="Ada")
        second = convene(session, meeting, now=minutes_later(5))[0]

        # The answer to the first invitation was written last, and comes first.
        mails = [
            read_reply_mail(each, authserv_id=SERVER)
            for each in (
                answered(first, "ACCEPTED", stamp="20261125T120000Z"),
                answered(second, "DECLINED", stamp="20261125T110000Z"),
            )
        ]
        bring(session, *mails)

        assert (states(session), replied(session, meeting)) == (
            ["outdated", "counted"],
            ("declined", "calendar reply 2"),
        )
