"""Letters as mail (RFC 5322, 2045) and, where they invite, as iMIP (RFC 6047).

The calendar stands in the alternative, where clients make buttons of it, and once more as a file.
METHOD is in capitals in both places; the part in the alternative has no disposition, and everything
is ASCII, so that no relay has to touch it. The same letter gives the same bytes.
"""

import hashlib
from base64 import encodebytes
from email import message_from_string
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from scheduler.exports.itip import with_answers_to
from scheduler.papers.clean import clean_text
from scheduler.papers.mail import Attachment, CalendarPart, Letter, Mailbox

FILE_NAME = "invite.ics"
_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_CALENDARS = ("text/calendar", "application/ics")


def as_mail(letter: Letter) -> str:
    """The whole message, in ASCII with CRLF."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(letter.sender)
    mail["To"] = _address(letter.recipient)
    if letter.answers_to:
        mail["Reply-To"] = _address(Mailbox(letter.sender.name, letter.answers_to))
    mail["Subject"] = _header(letter.subject)
    mail["Date"] = format_datetime(letter.date)
    mail["Message-ID"] = letter.message_id
    text = clean_text(letter.text)
    mail.set_content(text, cte="base64")
    mail.add_alternative(_page(text), subtype="html", cte="base64")
    if letter.calendar:
        _add_calendar(mail, letter.calendar)
    for one in letter.attachments:
        mail.add_attachment(
            one.content,
            maintype="application",
            subtype=_WORD,
            cte="base64",
            filename=one.name,
        )
    for number, part in enumerate(one for one in mail.walk() if one.is_multipart()):
        part.set_boundary(_boundary(letter, number))
    return mail.as_bytes().decode("ascii")


def with_reply_address(mail: str, address: str, *, instead_of: str) -> str:
    """What `as_mail` wrote, whose answers go to that address instead of the one in its Reply-To."""
    head, end, body = mail.partition("\r\n\r\n")
    for part in message_from_string(mail, policy=SMTP).walk():
        if part.get_content_type() in _CALENDARS:
            content = with_answers_to(_octets(part), address, instead_of=instead_of)
            written = encodebytes(content).decode("ascii").replace("\n", "\r\n")
            body = body.replace(str(part.get_payload()), written)
    return f"{head.replace(instead_of, address)}{end}{body}"


def read_parts(mail: str) -> tuple[str, str]:
    """The plain text and the iCalendar object of what `as_mail` wrote, with bare line ends."""
    message = message_from_string(mail, policy=SMTP)
    said = {part.get_content_type(): part for part in message.walk()}
    plain, calendar = (said.get(f"text/{kind}") for kind in ("plain", "calendar"))
    return _text(plain), _text(calendar)


def read_attachments(mail: str) -> list[Attachment]:
    """The Word files that go with what `as_mail` wrote."""
    return [
        Attachment(str(part.get_filename()), _octets(part))
        for part in message_from_string(mail, policy=SMTP).walk()
        if part.get_content_subtype() == _WORD
    ]


def _add_calendar(mail: EmailMessage, calendar: CalendarPart) -> None:
    mail.add_alternative(
        calendar.content,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": str(calendar.method), "charset": "UTF-8", "name": FILE_NAME},
    )
    mail.add_attachment(
        calendar.content,
        maintype="application",
        subtype="ics",
        cte="base64",
        filename=FILE_NAME,
    )


def _octets(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage | None) -> str:
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _address(mailbox: Mailbox) -> Address:
    return Address(_header(mailbox.name), addr_spec=mailbox.address)


def _header(text: str) -> str:
    """The text on one line: a line break in it would begin a header of its own."""
    return " ".join(clean_text(text).split())


def _page(text: str) -> str:
    """The text as HTML, paragraph by paragraph."""
    paragraphs = [escape(each).replace("\n", "<br>\n") for each in text.strip().split("\n\n")]
    body = "".join(f"<p>{each}</p>\n" for each in paragraphs)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}</body></html>'


def _boundary(letter: Letter, number: int) -> str:
    return "=_" + hashlib.sha256(f"{letter.message_id} {number}".encode()).hexdigest()[:32]
