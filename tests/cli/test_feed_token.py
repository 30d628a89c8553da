import re

import pytest

from tests.cli.conftest import Call, Said

pytestmark = pytest.mark.usefixtures("record")
ADDRESS = "https://calendars.example.org"
FEED = "north-south"
SECRET = re.compile(r"/feeds/([A-Za-z0-9_-]{43})/")


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_WEB_ADDRESS", f"{ADDRESS}/")


def secret_of(said: Said) -> str:
    """The secret that a call told, in each of its addresses."""
    (secret,) = set(SECRET.findall(said.out))
    return str(secret)


def test_the_addresses_are_told_once_and_the_list_tells_the_rest(call: Call) -> None:
    added = call(
        *("feed", "token", "add", FEED, "north-south-prep.recurring.ics"),
        *("--party", "south", "--label", "their site"),
    )
    secret = secret_of(added)
    found = call("feed", "token", "list")

    assert (added.code, added.err) == (0, "")
    assert added.out.splitlines() == [
        "Token 1 of SOUTH. Its addresses are shown only now:",
        f"{ADDRESS}/feeds/{secret}/north-south.ics",
        f"{ADDRESS}/feeds/{secret}/north-south-prep.recurring.ics",
    ]
    assert found.out.splitlines() == [
        "No.\tHolder\tFeeds\tFor\tSince\tLast used\tState",
        "\t".join(
            (
                *("1", "SOUTH (party)", "north-south, north-south-prep.recurring", "their site"),
                *("Tue 24 Nov 2026", "never", "live"),
            )
        ),
    ]
    trail = call("db", "trail", "--json")
    assert secret not in found.out + call("feed", "token", "list", "--json").out + trail.out
    assert "feed token add" in trail.out


def test_rotate_tells_new_addresses_and_revoke_ends_them(call: Call) -> None:
    before = secret_of(call("feed", "token", "add", FEED, "--person", "Ana Lind"))
    rotated = call("feed", "token", "rotate", "1", "--json")
    revoked = call("feed", "token", "revoke", "1")
    again = call("feed", "token", "revoke", "1")

    assert rotated.value == {
        "number": 1,
        "holder": "Ms Ana Lind",
        "addresses": [f"{ADDRESS}/feeds/{secret_of(rotated)}/north-south.ics"],
    }
    assert secret_of(rotated) != before
    assert revoked.out == "Token 1 of Ms Ana Lind opens nothing any more.\n"
    assert again.code == 1
    assert again.err == (
        "scheduler: revoking token 1 is not possible: it is revoked; "
        "make a new one: scheduler feed token add\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((FEED,), 2, "the holder 'nobody' cannot be used: expected one of --person, --body and"),
        ((FEED, "--party", "SOUTH", "--body", "FISH"), 2, "the holder 'FISH and SOUTH' cannot be"),
        (("none", "--party", "SOUTH"), 2, "there is no feed 'none'; there are: north-south, "),
        ((FEED, "--body", "NONE"), 2, "there is no body 'NONE'; there are: "),
        (
            ("north-south-holds", "--party", "SOUTH"),
            1,
            "a token for north-south-holds is not possible: it is not for SOUTH; choose another",
        ),
        (
            ("north-south-person-ana-lind", "--party", "NORTH"),
            1,
            "a token for north-south-person-ana-lind is not possible: it is not for NORTH; ",
        ),
    ],
)
def test_a_token_that_cannot_be_given_is_refused_and_nothing_kept(
    call: Call, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = call("feed", "token", "add", *words)

    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(f"scheduler: {said}")
    assert call("feed", "token", "list", "--json").value == []


def test_without_an_address_the_rest_of_it_is_told_with_a_note(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHEDULER_WEB_ADDRESS")
    added = call("feed", "token", "add", FEED, "--body", "DG FISH", "--json")

    assert added.value["addresses"] == [f"/feeds/{secret_of(added)}/north-south.ics"]
    assert added.err == (
        "note: these addresses lack their beginning: "
        "say where the server is in SCHEDULER_WEB_ADDRESS\n"
    )


@pytest.mark.parametrize("said", ["calendars.example.org", "ftp://x", "https://x/?a=b", "https://"])
def test_an_address_that_is_none_is_refused(
    call: Call, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("SCHEDULER_WEB_ADDRESS", said)
    refused = call("feed", "token", "add", FEED, "--party", "SOUTH")
    assert (refused.code, refused.err.startswith("scheduler: SCHEDULER_WEB_ADDRESS")) == (2, True)
