from pathlib import Path

import pytest

from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName, FeedStyle
from scheduler.secretariat.feed_store import current_feed
from scheduler.store.session import Database
from tests.cli.conftest import NOW, Call

FEED = "north-south"


def served(record: Database, name: FeedName) -> bytes:
    """The feed as the server would send it."""
    with record.writing(verb="serve", now=NOW, officer="serve") as session:
        return current_feed(session, name, now=NOW)[1]


def test_one_feed_is_written_by_name_style_and_reach(
    call: Call, record: Database, tmp_path: Path
) -> None:
    target, before = tmp_path / "one.ics", Path(record.where).read_bytes()
    wanted = {
        (): FeedName(FEED),
        ("--reach", "joint"): FeedName(FEED, Reach.JOINT),
        ("--reach", "public"): FeedName(FEED),
    }
    for words, name in wanted.items():
        said = call("feed", "write", FEED, "-o", str(target), *words, "--json")
        assert {**said.value, "written": None} == {
            "file": str(target),
            "feed": FEED,
            "reach": str(name.reach),
            "style": "single",
            "written": None,
        }
        assert Path(record.where).read_bytes() == before
        assert target.read_bytes() == served(record, name)
        before = Path(record.where).read_bytes()


def test_a_style_is_named_by_its_option_or_after_a_dot(
    call: Call, record: Database, tmp_path: Path
) -> None:
    slug, name = "north-south-prep", FeedName("north-south-prep", style=FeedStyle.RECURRING)
    by_option = call("feed", "write", slug, "--style", "recurring", "-o", str(tmp_path / "a.ics"))
    by_dot = call("feed", "write", f"{slug}.recurring.ics", "-o", str(tmp_path / "a.ics"))

    assert by_option.out == f"{tmp_path / 'a.ics'}: written, the feed {slug}.recurring.\n"
    assert by_dot.out == f"{tmp_path / 'a.ics'}: unchanged, the feed {slug}.recurring.\n"
    assert (tmp_path / "a.ics").read_bytes() == served(record, name)


def test_what_is_not_public_is_written_by_its_name_and_said_to_be_so(
    call: Call, record: Database, tmp_path: Path
) -> None:
    target, name = tmp_path / "held.ics", FeedName("north-south-holds", Reach.JOINT)
    said = call("feed", "write", "north-south-holds", "-o", str(target))

    assert said.out == f"{target}: written, the feed north-south-holds, which is not public.\n"
    assert target.read_bytes() == served(record, name)


@pytest.mark.usefixtures("record")
def test_what_is_not_public_does_not_lie_as_or_beside_what_is(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    call("feed", "write", str(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    joint = ("feed", "write", FEED, "--reach", "joint", "-o")

    beside = call(*joint, str(folder / "other.ics"))
    as_one = call(*joint, str(tmp_path / "north-south-prep.ics"))

    assert (beside.code, as_one.code) == (2, 2)
    assert "public feeds stand apart" in beside.err
    assert "a public feed is called so" in as_one.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not (tmp_path / "north-south-prep.ics").exists()


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((FEED, "--reach", "joint"), "--style and --reach are of one feed"),
        (("none", "-o", "x.ics"), "there is no feed 'none'; there are: north-south, "),
        ((FEED, "--style", "recurring", "-o", "x.ics"), "there is no feed 'north-south'"),
        ((FEED, "--reach", "party", "-o", "x.ics"), "there is no feed 'north-south'"),
        ((FEED, "-o", "x.ics", "--partnership", "X"), "--partnership is of the feeds of a folder"),
        ((__file__,), "the folder "),
    ],
)
def test_what_cannot_be_written_is_refused(call: Call, words: tuple[str, ...], said: str) -> None:
    refused = call("feed", "write", *words)
    assert (refused.code, refused.err.startswith(f"scheduler: {said}")) == (2, True)
