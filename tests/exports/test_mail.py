"""Letters as mail: the shape that clients make buttons of, and nothing that a text could add."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.exports.itip import scheduling_object
from scheduler.exports.mail import as_mail, read_parts, with_reply_address
from scheduler.papers.clean import clean_text
from scheduler.papers.mail import CalendarPart, Letter, Mailbox, Method, is_mailbox, tagged
from tests.counts import times
from tests.exports.test_itip import REQUEST

CONTENT = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:é\r\nEND:VCALENDAR\r\n".encode()
LETTER = Letter(
    key="a1b2",
    sender=Mailbox("DG TRADE", "trade@north.example"),
    recipient=Mailbox('Élodie "Éli" Ruiz, LL.M.', "elodie@south.example"),
    subject="Invitation: 1st Annual Meeting, Partnership of the North and the South, in 2027",
    text="DG TRADE invites you.\n\nFriday 7 May 2027, 09:30 – 17:00\n<Brussels> & Bonn\n",
    date=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    calendar=CalendarPart(Method.REQUEST, CONTENT),
)


def parsed(letter: Letter) -> EmailMessage:
    return message_from_string(as_mail(letter), policy=SMTP)


def test_mail_has_the_shape_of_an_invitation() -> None:
    shape = [
        (part.get_content_type(), part.get("Content-Transfer-Encoding"), part.get_filename())
        for part in parsed(LETTER).walk()
    ]
    assert shape == [
        ("multipart/mixed", None, None),
        ("multipart/alternative", None, None),
        ("text/plain", "base64", None),
        ("text/html", "base64", None),
        ("text/calendar", "base64", "invite.ics"),
        ("application/ics", "base64", "invite.ics"),
    ]


def test_calendar_is_named_by_its_method_and_has_no_disposition() -> None:
    *_, inline, attached = parsed(LETTER).walk()

    assert dict(inline["Content-Type"].params) == {
        "method": "REQUEST",
        "charset": "UTF-8",
        "name": "invite.ics",
    }
    assert inline["Content-Disposition"] is None
    assert attached.get_content_disposition() == "attachment"
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == CONTENT


def test_headers_say_from_whom_to_whom() -> None:
    mail = parsed(LETTER)
    [sender], [recipient] = mail["From"].addresses, mail["To"].addresses

    assert (sender.display_name, sender.addr_spec) == ("DG TRADE", "trade@north.example")
    assert (recipient.display_name, recipient.addr_spec) == (
        LETTER.recipient.name,
        LETTER.recipient.address,
    )
    assert mail["Subject"] == LETTER.subject
    assert mail["Message-ID"] == "<a1b2@north.example>"
    assert mail["Date"].datetime == LETTER.date


def test_text_is_read_back_and_stands_in_the_page_too() -> None:
    assert read_parts(as_mail(LETTER)) == (LETTER.text, CONTENT.decode().replace("\r\n", "\n"))
    page = next(one for one in parsed(LETTER).walk() if one.get_content_subtype() == "html")
    assert page.get_content().replace("\r\n", "\n") == (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n'
        "<p>DG TRADE invites you.</p>\n"
        "<p>Friday 7 May 2027, 09:30 – 17:00<br>\n&lt;Brussels&gt; &amp; Bonn</p>\n"
        "</body></html>\n"
    )


def test_letter_without_a_calendar_is_plain() -> None:
    letter = replace(LETTER, calendar=None)

    assert [one.get_content_type() for one in parsed(letter).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert read_parts(as_mail(letter)) == (LETTER.text, "")


@given(name=st.text(max_size=80), subject=st.text(max_size=200), text=st.text(max_size=200))
def test_any_text_gives_the_same_headers_in_short_ascii_lines(
    name: str, subject: str, text: str
) -> None:
    letter = replace(
        LETTER,
        sender=Mailbox(name, "trade@north.example"),
        recipient=Mailbox(name, "elodie@south.example"),
        subject=subject,
        text=text,
    )
    mail = as_mail(letter)

    assert mail == as_mail(letter)
    assert mail.isascii()
    assert mail.count("\r\n") == mail.count("\n") == mail.count("\r")
    assert [line for line in mail.split("\r\n") if len(line) > 998] == []
    again = message_from_string(mail, policy=SMTP)
    assert again.keys() == parsed(LETTER).keys()
    assert [one.addr_spec for one in again["To"].addresses] == ["elodie@south.example"]
    assert read_parts(mail)[0].rstrip("\n") == clean_text(text).rstrip("\n")


@settings(max_examples=times(20, 1000))
@given(
    name=st.text(max_size=90),
    mailbox=st.from_regex(r"[a-z]{1,31}@([a-z]{1,60}\.){1,3}example", fullmatch=True),
    summary=st.text(max_size=90),
)
def test_mail_with_the_address_put_in_is_the_mail_written_with_it(
    name: str, mailbox: str, summary: str
) -> None:
    def written(tag: str) -> str:
        address, sender = tagged(mailbox, tag), Mailbox(name, mailbox)
        invitation = replace(
            REQUEST,
            entry=replace(REQUEST.entry, summary=summary),
            organizer=sender,
            answers_to=address,
        )
        part = CalendarPart(Method.REQUEST, scheduling_object(invitation))
        return as_mail(replace(LETTER, sender=sender, calendar=part, answers_to=address))

    stand_in, secret = "0" * 32, "abcdefgh" * 4
    put_in = with_reply_address(
        written(stand_in), tagged(mailbox, secret), instead_of=tagged(mailbox, stand_in)
    )

    assert put_in == written(secret)


@pytest.mark.parametrize(
    "address",
    ["a@b", "ana.lind@service.example", "o'hara+som@x-y.example"],
)
def test_address_that_mail_can_be_sent_to(address: str) -> None:
    assert is_mailbox(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@b.example",
        "a b@c.example",
        "a@b.example\n",
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "<a@b.example>",
        "a@b.example,c@d.example",
        "é@b.example",
        ".a@b.example",
        "a@-b.example",
        f"a@{'b.' * 130}example",
    ],
)
def test_address_that_mail_cannot_be_sent_to(address: str) -> None:
    assert not is_mailbox(address)
