import pytest

from scheduler.imports.replies.headers import calendar_address, recipients_of, sender_of, words_of


@pytest.mark.parametrize(
    ("value", "sender"),
    [
        ("ana@north.example", "ana@north.example"),
        ("Ana Lind <Ana@North.Example>", "ana@north.example"),
        ('"Lind, Ana" <ana@north.example> (on leave)', "ana@north.example"),
        ("ana@north.example <ana@north.example>", "ana@north.example"),
        ("<ana@north.example>", "ana@north.example"),
        ('"ana@north.example" <eve@evil.example>', "eve@evil.example"),
        ("ana@north.example <eve@evil.example>", ""),
        ("ana@north.example, eve@evil.example", ""),
        ("Ana <ana@north.example>, Eve <eve@evil.example>", ""),
        ("Ana <ana@north.example> <eve@evil.example>", ""),
        ("(ana@north.example", ""),
        ("Ana", ""),
        ("", ""),
    ],
)
def test_the_sender_is_one_clear_address(value: str, sender: str) -> None:
    assert sender_of([("From", value)]) == sender


def test_two_senders_are_none() -> None:
    assert sender_of([("From", "a@b.example"), ("from", "a@b.example")]) == ""


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("mailto:Ana@North.Example", "ana@north.example"),
        ("MAILTO:ana@north.example", "ana@north.example"),
        ("mailto:mailto:<ana@north.example>", "ana@north.example"),
        ("mailto:ana%2Bdiary@north.example", "ana+diary@north.example"),
        ("ana@north.example", "ana@north.example"),
        ("invalid:nomail", ""),
        ("urn:uuid:0b0c", ""),
        ("mailto:ana@north.example%0ACc:eve@evil.example", ""),
    ],
)
def test_a_calendar_user_has_an_address_of_mail(value: str, address: str) -> None:
    assert calendar_address(value) == address


def test_recipients_stand_in_several_headers() -> None:
    headers = [
        ("To", '"x@y.example" <trade+ABC@north.example>, b@c.example'),
        ("Delivered-To", "trade@north.example"),
        ("Subject", "not@me.example"),
    ]
    assert recipients_of(headers) == (
        "x@y.example",
        "trade+abc@north.example",
        "b@c.example",
        "trade@north.example",
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=?utf-8?B?w4k=?=", "É"),
        ("=?no-such?Q?a?=", "=?no-such?Q?a?="),
        ("=?iso\udcff?Q?a?=", "=?iso\N{REPLACEMENT CHARACTER}?Q?a?="),
        ("=?zlib?B?eJw=?=", "=?zlib?B?eJw=?="),
        ("a\r\n b\x00\x07", "a b"),
        ("\udcc3\udc89", "É"),
        ("\udcff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_words_are_decoded_onto_one_line(value: str, words: str) -> None:
    assert words_of([("Subject", value)], "subject") == words
