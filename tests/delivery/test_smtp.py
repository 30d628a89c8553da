"""Against a real server: whether it has a message is told apart from whether it may have it."""

from dataclasses import replace
from time import sleep

import pytest

from scheduler.delivery.envelopes import Delivery, Envelope, Result, Security
from scheduler.delivery.smtp import Post
from scheduler.errors import MailServerUnavailable
from tests.delivery.mail_desk import CERTIFICATE, PASSWORD, USER, HangUp, MailDesk

MAIL = "Subject: Dots\r\n\r\nfirst\r\n.\r\n..two\r\nlast\r\n"
ENVELOPE = Envelope("trade@north.example", "ana@south.example", MAIL)


def deliver(desk: MailDesk, *envelopes: Envelope) -> list[Delivery]:
    with Post(desk.server) as post:
        return [post.deliver(one) for one in envelopes or (ENVELOPE,)]


def test_message_arrives_byte_for_byte() -> None:
    with MailDesk() as desk:
        deliveries = deliver(desk)

    assert deliveries == [Delivery(Result.SENT, "250 taken")]
    assert desk.taken == [("trade@north.example", "ana@south.example", MAIL.encode())]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_message_goes_over_a_closed_way_to_who_is_trusted(security: Security) -> None:
    with MailDesk(security=security) as desk:
        assert deliver(desk) == [Delivery(Result.SENT, "250 taken")]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_certificate_that_nobody_vouches_for_ends_it_before_the_message(
    security: Security,
) -> None:
    with MailDesk(security=security) as desk:
        stranger = replace(desk.server, authorities="")
        with (
            Post(stranger) as post,
            pytest.raises(MailServerUnavailable, match="certificate that is not trusted"),
        ):
            post.deliver(ENVELOPE)
        assert desk.taken == []


def test_certificate_of_another_host_ends_it() -> None:
    with MailDesk(security=Security.TLS) as desk:
        other = replace(desk.server, host="127.0.0.2")
        with Post(other) as post, pytest.raises(MailServerUnavailable):
            post.deliver(ENVELOPE)
        assert desk.taken == []


def test_server_without_starttls_gets_nothing() -> None:
    with MailDesk() as desk:
        asking = replace(desk.server, security=Security.STARTTLS, authorities=str(CERTIFICATE))
        with (
            Post(asking) as post,
            pytest.raises(MailServerUnavailable, match="does not offer what the settings ask"),
        ):
            post.deliver(ENVELOPE)
        assert desk.taken == []


def test_who_logs_in_may_send() -> None:
    with MailDesk(security=Security.STARTTLS, needs_login=True) as desk:
        known = replace(desk.server, user=USER, password=PASSWORD)
        with Post(known) as post:
            assert post.deliver(ENVELOPE) == Delivery(Result.SENT, "250 taken")


def test_wrong_password_is_told_without_the_password() -> None:
    with MailDesk(security=Security.STARTTLS, needs_login=True) as desk:
        wrong = replace(desk.server, user=USER, password="not this one")  # noqa: S106 -- wrong
        with Post(wrong) as post, pytest.raises(MailServerUnavailable) as refused:
            post.deliver(ENVELOPE)

    assert str(refused.value) == (
        f"the mail server localhost:{wrong.port} refused the user 'scheduler' or the password "
        "(535); check both in the settings"
    )
    assert "not this one" not in repr(wrong)


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("550 no such person", Result.REFUSED),
        ("450 try later", Result.LATER),
        ("251 will forward", Result.SENT),
    ],
)
def test_answer_to_the_recipient_decides(answer: str, result: Result) -> None:
    other = replace(ENVELOPE, recipient="bob@south.example")
    answers = {ENVELOPE.recipient: answer}
    with MailDesk(on_recipient=lambda address: answers.get(address, "250 OK")) as desk:
        first, second = deliver(desk, ENVELOPE, other)

    assert first == Delivery(result, "250 taken" if result is Result.SENT else answer)
    assert second == Delivery(Result.SENT, "250 taken")
    assert desk.sessions == 2  # one more, by which the desk saw that it is open


@pytest.mark.parametrize(
    ("answer", "result"), [("554 spam", Result.REFUSED), ("451 disk is full", Result.LATER)]
)
def test_answer_to_the_message_decides(answer: str, result: Result) -> None:
    with MailDesk(on_mail=lambda: answer) as desk:
        assert deliver(desk) == [Delivery(result, answer)]


def test_no_answer_to_the_message_is_uncertain_and_the_next_goes_another_way() -> None:
    desk = MailDesk()

    def hang_up_once() -> str:
        if len(desk.taken) == 1:
            raise HangUp
        return "250 taken"

    desk.on_mail = hang_up_once
    with desk:
        first, second = deliver(desk, ENVELOPE, ENVELOPE)

    assert first == Delivery(
        Result.UNCERTAIN, "no answer to the message (Connection unexpectedly closed)"
    )
    assert second == Delivery(Result.SENT, "250 taken")


def test_silence_after_the_message_is_uncertain() -> None:
    def dawdle() -> str:
        sleep(1)
        return "250 taken"

    with MailDesk(on_mail=dawdle) as desk, Post(replace(desk.server, patience=0.2)) as post:
        delivery = post.deliver(ENVELOPE)

    assert delivery == Delivery(
        Result.UNCERTAIN, "no answer to the message (Connection unexpectedly closed: timed out)"
    )


def test_connection_that_is_lost_before_the_message_ends_is_tried_later() -> None:
    def hang_up(address: str) -> str:
        del address
        raise HangUp

    with MailDesk(on_recipient=hang_up) as desk:
        [delivery] = deliver(desk)

    assert delivery == Delivery(
        Result.LATER, "the connection was lost (Connection unexpectedly closed)"
    )
    assert desk.taken == []


def test_server_that_is_not_there_is_told() -> None:
    with MailDesk() as desk:
        gone = desk.server
    with Post(gone) as post, pytest.raises(MailServerUnavailable, match="cannot be reached"):
        post.deliver(ENVELOPE)
