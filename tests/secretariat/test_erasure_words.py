from email.message import EmailMessage

import pytest

from scheduler.secretariat.erasure_words import Naming

ANA = Naming(("Ána Maria Lind", "ana.lind@north.example"), "ana-lind")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ms Ána Maria Lind asked", "Ms [erased] asked"),
        ("ana maria LIND", "[erased]"),
        ("LIND Ana Maria and Lind, Ana Maria", "[erased] and [erased]"),
        ("A\u0301na Maria Lind", "[erased]"),
        ("Ana\n  Maria Lind", "[erased]"),
        (
            "CN=Ana Mar\r\n ia Lind:mailto:ana.li\r\n nd@north.example",
            "CN=[erased]:mailto:[erased]",
        ),
        (r'{"who": "\u00c1na Maria Lind"}', '{"who": "[erased]"}'),
        ("Ana Maria Linden", "Ana Maria Linden"),
        ("Maria Lind", "Maria Lind"),
        ('person = "ana-lind"', 'person = "erased-1"'),
        ("ana-linden", "ana-linden"),
    ],
)
def test_the_name_is_taken_out_in_each_of_its_forms(text: str, left: str) -> None:
    assert ANA.taken_out(text, "erased-1") == left
    assert ANA.is_in(text) is (text != left)


def test_signs_that_stand_for_one_another_are_the_same() -> None:
    david = Naming(("David O'Neill-Ek",), "oneill")

    assert david.taken_out("David O\u2019Neill\u2011Ek", "x") == "[erased]"


def test_what_is_in_lists_and_tables_is_taken_out() -> None:
    value = {"people": ["Ana Maria Lind", 1], "ana-lind": None}

    assert ANA.taken_out(value, "erased-1") == {"people": ["[erased]", 1], "erased-1": None}


def test_a_key_that_is_a_word_of_the_language_is_taken_out_only_where_it_stands_alone() -> None:
    young = Naming(("Klaus Young",), "young")

    assert young.taken_out('a young "young" person-young', "erased-1") == (
        'a young "erased-1" person-erased-1'
    )
    assert young.taken_out("young", "erased-1") == "erased-1"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_name_is_found_in_an_encoded_message(encoding: str) -> None:
    message = EmailMessage()
    message["To"] = "Jörg Ä <j@north.example>"
    message.set_content("Please bring Ána Maria Lind.", cte=encoding)

    assert ANA.is_in_mail(message.as_string())
    assert not Naming(("Bo Ek",), "bo-ek").is_in_mail(message.as_string())


def test_a_text_with_the_last_name_alone_may_speak_of_them() -> None:
    assert ANA.may_be_in("Ms Lind said")
    assert not ANA.may_be_in("Ms Linden said")
