from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import NOW, Call

pytestmark = pytest.mark.usefixtures("record")
FEEDS = {"north-south": 3, "north-south-annual": 2, "north-south-prep": 1}


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _table(folder: Path, state: str) -> list[str]:
    rows = [f"{folder / slug}.ics\t{count}\t{state}" for slug, count in FEEDS.items()]
    return ["Feed\tMeetings\t", *rows]


def test_write_makes_a_file_for_each_feed_and_leaves_alone_what_would_not_change(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "feeds"

    first = call("feed", "write", str(folder))
    before = _bytes_of(folder)
    again = call("feed", "write", str(folder))

    assert (first.code, again.code, first.err, again.err) == (0, 0, "", "")
    assert first.out.splitlines() == [
        *_table(folder, "written"),
        f"3 feeds written to {folder}, 0 unchanged.",
    ]
    assert again.out.splitlines() == [
        *_table(folder, "unchanged"),
        f"no feeds written to {folder}, 3 unchanged.",
    ]
    assert list(before) == sorted(f"{slug}.ics" for slug in FEEDS)
    assert _bytes_of(folder) == before


def test_write_touches_only_the_feeds_of_what_changed(call: Call, tmp_path: Path) -> None:
    call("feed", "write", str(tmp_path / "feeds"))
    assert call("meeting", "cancel", "PREP-2027-1", "--reason", "No need").code == 0

    said = call("feed", "write", str(tmp_path / "feeds"), "--json")

    assert said.value == [
        {"file": str(tmp_path / "feeds" / "north-south.ics"), "meetings": 3, "written": True},
        {
            "file": str(tmp_path / "feeds" / "north-south-annual.ics"),
            "meetings": 2,
            "written": False,
        },
        {"file": str(tmp_path / "feeds" / "north-south-prep.ics"), "meetings": 1, "written": True},
    ]
    prep = (tmp_path / "feeds" / "north-south-prep.ics").read_text("utf-8")
    assert "STATUS:CANCELLED" in prep
    assert "No need" not in prep


def test_a_feed_whose_last_meeting_went_away_is_emptied_for_those_who_subscribe(
    call: Call, record: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "feeds"
    file = folder / "north-south-body-fish.ics"
    _let_fish_host(record, hosts=True)
    call("feed", "write", str(folder))
    before = file.read_text("utf-8")
    _let_fish_host(record, hosts=False)

    said = call("feed", "write", str(folder), "--json")
    again = call("feed", "write", str(folder), "--json")

    assert before.count("BEGIN:VEVENT") == 1
    assert said.value[-1] == {"file": str(file), "meetings": 0, "written": True}
    assert again.value[-1] == {"file": str(file), "meetings": 0, "written": False}
    emptied = file.read_text("utf-8")
    assert emptied.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" not in emptied
    assert sorted(_bytes_of(folder)) == sorted([file.name, *(f"{slug}.ics" for slug in FEEDS)])


def _let_fish_host(record: Database, *, hosts: bool) -> None:
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        meeting.host = factories.body(session, "FISH") if hosts else None


def test_write_into_a_file_is_refused(call: Call, tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("mine", "utf-8")

    said = call("feed", "write", str(tmp_path / "feeds"))

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"scheduler: the folder '{tmp_path / 'feeds'}' cannot be used: "
        "expected a folder; or a feed's NAME with -o FILE\n"
    )
    assert (tmp_path / "feeds").read_text("utf-8") == "mine"


def test_write_of_a_partnership_that_is_not_there_is_refused(call: Call, tmp_path: Path) -> None:
    said = call("feed", "write", str(tmp_path / "feeds"), "--partnership", "EAST-WEST")

    assert (said.code, said.err) == (
        2,
        "scheduler: there is no partnership 'EAST-WEST'; there are: NORTH-SOUTH\n",
    )
    assert not (tmp_path / "feeds").exists()


def test_list_names_every_feed_with_its_reach_and_style(call: Call) -> None:
    said = call("feed", "list", "--json")

    assert isinstance(said.value, list)
    named = [tuple(row[key] for key in ("feed", "kind", "reach", "style")) for row in said.value]
    assert [one for one in named if one[1] == "series" and one[0].endswith("prep")] == [
        ("north-south-prep", "series", "public", "single"),
        ("north-south-prep", "series", "public", "recurring"),
        ("north-south-prep", "series", "joint", "single"),
        ("north-south-prep", "series", "joint", "recurring"),
    ]
    assert {kind for _, kind, reach, _ in named if reach == "public"} == {
        "partnership",
        "series",
        "body",
    }
    assert len(set(named)) == len(named)
    assert call("feed", "list").out.splitlines()[0] == "Feed\tKind\tReach\tStyle\tTitle"
