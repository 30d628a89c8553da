import pytest

from scheduler.errors import InvalidValue
from scheduler.secretariat.texts import link, one_line, prose, some_prose


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("RESTREINT UE/EU RESTRICTED\n\nText", "RESTREINT UE"),
        ("Restreint UE: text", "Restreint UE"),
        ("CONFIDENTIEL UE", "CONFIDENTIEL UE"),
        ("SECRET UE text", "SECRET UE"),
        ("TRÈS SECRET UE/EU TOP SECRET", "TRES SECRET UE"),
        ("EU TOP SECRET", "EU TOP SECRET"),
        ("EU RESTRICTED text", "EU RESTRICTED"),
        ("EU-CONFIDENTIAL text", "EU CONFIDENTIAL"),
        ("**EU SECRET**\n\nText", "EU SECRET"),
        ("[EU RESTRICTED]", "EU RESTRICTED"),
        ("Text.\n\n## CONFIDENTIEL UE annex\n\nText", "CONFIDENTIEL UE"),
        ("Ref. 12\n  - Eu Restricted -\nText", "Eu Restricted"),
        ("This paper is classified SECRET UE", "SECRET UE"),
        ("Marked: SECRET UE.", "SECRET UE"),
        ("We sent it as **EU SECRET** by courier.", "EU SECRET"),
        ("Text.\n\nRESTREINT UE / EU RESTRICTED (page 3)\n\nText.", "RESTREINT UE"),
        ("See the annex (EU CONFIDENTIAL).", "EU CONFIDENTIAL"),
        ("See the TRÈS SECRET UE annex", "TRES SECRET UE"),
        ("See the EU TOP SECRET annex", "EU TOP SECRET"),
        ("Ref. 3, R-UE/EU-R", "R UE/EU R"),
        ("C-UE / EU-C", "C UE / EU C"),
        ("of 4 May: S-UE/EU-S", "S UE/EU S"),
        ("of 4 May: TS-UE/EU-TS", "TS UE/EU TS"),
        ("| Ref. | Level |\n|---|---|\n| 12 | SECRET UE |", "SECRET UE"),
        ("SECRET\nUE", "SECRET UE"),
        ("Text.\n\nr-ue/eu-r\n\nText.", "r ue/eu r"),
        ("Text.\n\nEU-C\n\nText.", "EU C"),
        ("R-UE", "R UE"),
        ("S E C R E T  U E", "SECRETUE"),
        ("E U  T O P  S E C R E T / T R È S  S E C R E T  U E", "EUTOPSECRET / TRESSECRETUE"),
        ("SECRET\u200bUE", "SECRETUE"),
        ("EU\u2011SECRET", "EU SECRET"),
        ("EU\u00adRESTRICTED", "EURESTRICTED"),
        ("A note[^1].\n\n[^1]: SECRET UE", "SECRET UE"),
    ],
)
def test_a_text_marked_as_eu_classified_is_refused(text: str, marking: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        prose("the background", text)

    assert str(refused.value) == (
        f"the background marked {marking!r} cannot be used: expected unclassified text: this "
        "system is not accredited for EU classified information (Council Decision 2013/488/EU, "
        "Commission Decision (EU, Euratom) 2015/444); leave it out of this record"
    )


@pytest.mark.parametrize(
    "text",
    [
        "EU secret services are not on the agenda.",
        "The EU secret of success is patience.",
        "We keep no secret UE officials would mind.",
        "The EU SECRETARIAT met; TOP SECRET UEFA plans did not.",
        "S-UE/EU-R is no marking.",
        "The secret uenon is a word.",
        "SENSITIVE",
        "LIMITE",
        "EU restricted zones at sea",
        "EUR",
        "Rue",
        "Line EU-C of the budget",
    ],
)
def test_a_text_that_only_speaks_of_secrets_is_kept(text: str) -> None:
    assert prose("the background", text) == text


def test_prose_is_cleaned_and_may_be_empty() -> None:
    assert prose("the record", " \x00a\r\nb\u202e \n") == "a\nb"
    assert prose("the record", " \n ") == ""


def test_some_prose_must_say_something() -> None:
    with pytest.raises(InvalidValue, match=r"the text '\\n' cannot be used: expected some words"):
        some_prose("the text", "\n")


def test_a_line_is_one_line() -> None:
    assert one_line("the title", "  The\nports \t of\x07 call ") == "The ports of call"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", r"the title ' \\n' cannot be used: expected some words"),
        ("x" * 301, "the title of 301 characters 'x{40}…' cannot be used: expected at most 300"),
        ("SECRET UE", "the title marked 'SECRET UE' cannot be used"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        one_line("the title", text)


def test_a_link_may_be_longer_than_a_line() -> None:
    address = f"https://teams.example/{'x' * 500}"
    assert link("the link", address) == address


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("teams", "the link 'teams' cannot be used: expected an address that begins with https://"),
        ("https://x.eu/\x07", r"the link 'https://x.eu/\\x07' cannot be used: expected an address"),
        (f"https://{'x' * 2000}", "the link of 2008 characters 'https://x{32}…' cannot be used"),
    ],
)
def test_a_link_that_cannot_be_used_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        link("the link", text)
