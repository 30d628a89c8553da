import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from scheduler.exports.qr import qr_picture, qr_text
from tests.cli.conftest import Call, Said

pytestmark = pytest.mark.usefixtures("record")

AT = "https://calendars.example.org/feeds"
GIVEN = "https://calendars.example.org/feeds/s3cret/north-south.ics"


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


def test_a_public_feed_has_a_link_for_programs_too(call: Call) -> None:
    assert call("feed", "link", "north-south", "--at", AT) == Said(
        0, f"{AT}/north-south.ics\nwebcal://calendars.example.org/feeds/north-south.ics\n", ""
    )
    assert call("feed", "link", "north-south-annual.recurring.ics", "--at", f"{AT}/").out == (
        f"{AT}/north-south-annual.recurring.ics\n"
        "webcal://calendars.example.org/feeds/north-south-annual.recurring.ics\n"
    )


def test_a_feed_lies_where_it_is_served(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_WEB_ADDRESS", "https://calendars.example.org/")

    said = call("feed", "link", "north-south", "--json").value

    assert said == {
        "address": f"{AT}/north-south.ics",
        "webcal": "webcal://calendars.example.org/feeds/north-south.ics",
        "qr": None,
    }


def test_the_code_is_the_link_for_programs(call: Call, tmp_path: Path) -> None:
    webcal = "webcal://calendars.example.org/feeds/north-south.ics"

    for kind in ("svg", "png"):
        path = tmp_path / f"feed.{kind}"
        said = call("feed", "link", "north-south", "--at", AT, "--qr", str(path))
        assert said.out.splitlines()[-1] == f"The QR code is in {path}."
        assert path.read_bytes() == qr_picture(webcal, kind)
    drawn = call("feed", "link", "north-south", "--at", AT, "--qr", "-").out
    assert drawn.endswith(f"{webcal}\n{qr_text(webcal)}\n")


def test_the_address_of_a_feed_that_is_not_public_comes_from_stdin(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in (GIVEN, GIVEN.replace("https", "webcal")):
        given(monkeypatch, f"{said}\n")
        assert call("feed", "link", "-").out == f"{GIVEN}\n{GIVEN.replace('https', 'webcal')}\n"


def test_an_address_that_is_not_https_is_doubted(call: Call) -> None:
    said = call("feed", "link", "north-south", "--at", "http://10.0.0.1:8000/feeds")

    assert said.out == "http://10.0.0.1:8000/feeds/north-south.ics\n"
    assert said.err == (
        "warning: the address is not https: anybody on the way can read it, and phones may "
        "refuse it\n"
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a/s3cret", "s3cret", ""])
def test_what_is_no_address_is_refused_without_being_told(
    call: Call, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    given(monkeypatch, address)

    said = call("feed", "link", "-")

    assert (said.code, said.out) == (2, "")
    assert "s3cret" not in said.err


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("nowhere", "--at", AT), 2, "there is no feed 'nowhere'; there are: north-south, "),
        (
            ("north-south-closures", "--at", AT),
            1,
            "the link of north-south-closures is not possible: it is not public; ",
        ),
        (("north-south",), 2, "--at 'nothing' cannot be used: expected the address"),
        (("north-south", "--at", "feeds"), 2, "the address 'of 21 characters' cannot be used"),
        (("north-south", "--at", AT, "--qr", "a.gif"), 2, "--qr 'a.gif' cannot be used"),
    ],
)
def test_a_link_that_cannot_be_told_says_why(
    call: Call, words: tuple[str, ...], code: int, complaint: str
) -> None:
    said = call("feed", "link", *words)

    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(f"scheduler: {complaint}")
