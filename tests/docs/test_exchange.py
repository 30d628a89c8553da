"""What the pages on exchanging and subscribing show is what the program does."""

from pathlib import Path

from tests.docs.pages import ROOT
from tests.docs.test_how_to import HOW_TO, shown

EXCHANGE, SUBSCRIBE = HOW_TO / "exchange-meetings.md", ROOT / "docs" / "subscribe.md"
INIT = "scheduler --database one.db init --home EU"


def play_of(page: Path, command: str) -> str:
    """What a page shows below a command."""
    below = page.read_text(encoding="utf-8").partition(f"$ {command}\n")[2]
    return below.partition("\n$ ")[0].partition("\n```")[0]


def test_an_import_says_what_the_page_says(tmp_path: Path) -> None:
    file = play_of(EXCHANGE, "cat retreat.ics")
    (tmp_path / "retreat.ics").write_bytes(f"{file}\n".replace("\n", "\r\n").encode())

    *_, said = shown(tmp_path, INIT, "scheduler --database one.db meeting import retreat.ics")

    assert said == play_of(EXCHANGE, "scheduler meeting import retreat.ics")


def test_a_link_says_what_the_page_says(tmp_path: Path) -> None:
    words = "feed link eu-iom --at https://www.example.org/calendars --qr eu-iom.svg"

    *_, said = shown(tmp_path, INIT, f"scheduler --database one.db {words}")

    assert said == play_of(SUBSCRIBE, f"scheduler {words}")
    assert (tmp_path / "eu-iom.svg").read_bytes().startswith(b"<?xml")
