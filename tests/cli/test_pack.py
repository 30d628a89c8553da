import re
from datetime import date
from pathlib import Path

import pytest

from scheduler.model.delegation import Attendance
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.naming import agenda_of
from scheduler.store.session import Database
from tests import briefed, factories
from tests.cli.conftest import Call, Said
from tests.clock import NOW
from tests.paper_words import everything_in

ENDINGS = (".pdf", ".docx", ".html")
WHEN = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture
def briefed_record(sqlite_database: Database) -> Database:
    """ANNUAL-2 with papers of every audience."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
    return sqlite_database


def _lines(said: Said) -> list[str]:
    """What was said, with the sizes of files left out."""
    return [re.sub(r"  [\d,]+ kB", "", line) for line in said.out.splitlines()]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("briefed_record")
def test_build_writes_three_formats_and_says_where(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "papers"
    paths = [folder / f"annual-2-pack-north{ending}" for ending in ENDINGS]

    first = call("pack", "build", "ANNUAL-2", "--output", str(folder))
    before = [path.read_bytes() for path in paths]
    again = call("pack", "build", "ANNUAL-2", "--output", str(folder))

    assert (first.code, first.err) == (again.code, again.err) == (0, "")
    head = f"Built the briefing pack of {WHEN}, for NORTH,"
    assert _lines(first) == [f"{head} edition 1:", *(f"  {path}" for path in paths)]
    assert _lines(again) == [
        f"{head} unchanged since edition 1:",
        *(f"  {path} (unchanged)" for path in paths),
    ]
    assert [path.read_bytes() for path in paths] == before
    assert _names(folder) == sorted(path.name for path in paths)


@pytest.mark.usefixtures("briefed_record")
def test_build_makes_the_formats_asked_for_once_each_in_this_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    said = call(
        "pack", "build", "next:ANNUAL", "--for", "south",
        "--format", "html", "--format", "word", "--format", "html", "--json",
    )  # fmt: skip

    assert {**said.value, "digest": ""} == {
        "edition": 1,
        "new": True,
        "digest": "",
        "files": [
            {"file": "annual-2-pack-south.html", "written": True},
            {"file": "annual-2-pack-south.docx", "written": True},
        ],
        "kept": [],
        "findings": [],
    }
    assert _names(tmp_path / "here") == ["annual-2-pack-south.docx", "annual-2-pack-south.html"]


@pytest.mark.usefixtures("briefed_record")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ANNUAL-2", "--for", "EAST"), "there is no party 'EAST'; there are: NORTH, SOUTH"),
        (("ANNUAL-7",), "there is no meeting 'ANNUAL-7'; there are: ANNUAL-2, ANNUAL-1"),
        (
            ("ANNUAL-2", "--format", "odt"),
            (
                "invalid value for '--format': 'odt' is not one of 'pdf', 'word', 'html'; "
                "see: scheduler pack build --help"
            ),
        ),
    ],
)
def test_build_refuses_what_it_does_not_know(
    call: Call, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = call("pack", "build", *words, "--output", str(tmp_path / "papers"))

    assert (said.code, said.out, said.err) == (2, "", f"scheduler: {sentence}\n")
    assert not (tmp_path / "papers").exists()


@pytest.mark.usefixtures("briefed_record")
def test_build_writes_no_format_where_one_cannot_be_written(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "annual-2-pack-north.html").mkdir(parents=True)

    said = call(
        "pack", "build", "ANNUAL-2", "--format", "word", "--format", "html",
        "--output", str(folder),
    )  # fmt: skip

    assert (said.code, said.out, said.err) == (
        1,
        "",
        (
            f"scheduler: {folder / 'annual-2-pack-north.html'} could not be written: "
            "a folder has this name; choose another name; nothing was changed there\n"
        ),
    )
    assert _names(folder) == ["annual-2-pack-north.html"]


def _set_canaries(database: Database) -> set[str]:
    """A word of its own in each text that is Northland's alone; returns the words."""
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        ours = agenda_of(session, meeting)[1]
        ours.title, ours.record = "Canaryitem", "Canaryrecord"
        briefed.add_section(session, meeting, Section.BACKGROUND, "Canarynote of the meeting")
        briefed.add_section(session, meeting, Section.BACKGROUND, "Canarypoints", item=ours)
        first = factories.meeting(session, "ANNUAL-2026")
        briefed.promise(session, first, "Canarypromise", owner="TRADE", reach=Reach.PARTY)
        meeting.remarks, meeting.link = "Canaryremark", "https://example.org/canarylink"
        for member in session.query(Attendance):
            member.reply_source = "Canaryreply"
    return {"canaryitem", "canarynote", "canarypoints", "canarypromise"}


def test_no_finished_pack_for_the_other_party_holds_a_word_of_ours(
    briefed_record: Database, call: Call, tmp_path: Path
) -> None:
    ours = _set_canaries(briefed_record)
    for party in ("NORTH", "SOUTH", "public"):
        assert (
            call("pack", "build", "ANNUAL-2", "--for", party, "--output", str(tmp_path)).code == 0
        )

    found = {
        (party, ending): set(
            re.findall(
                "canary(?:item|record|note|points|promise|remark|link|reply)",
                everything_in((tmp_path / f"annual-2-pack-{party}{ending}").read_bytes(), ending),
            )
        )
        for party in ("north", "south", "public")
        for ending in ENDINGS
    }
    assert found == {
        (party, ending): ours if party == "north" else set()
        for party in ("north", "south", "public")
        for ending in ENDINGS
    }


def test_build_of_a_meeting_without_a_home_party_says_so(
    sqlite_database: Database, call: Call, tmp_path: Path
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        factories.party(session, "NORTH").is_home = False

    said = call("pack", "build", "ANNUAL-2", "--output", str(tmp_path))

    assert (said.code, said.err) == (
        2,
        "scheduler: there is no home party of the partnership 'NORTH-SOUTH'\n",
    )


@pytest.mark.usefixtures("briefed_record")
def test_a_word_file_that_somebody_worked_in_is_kept(call: Call, tmp_path: Path) -> None:
    words = ("pack", "build", "ANNUAL-2", "--format", "word", "--output", str(tmp_path))
    call(*words)
    path = next(tmp_path.glob("*.docx"))
    path.write_bytes(b"edited by hand")

    said = call(*words)

    kept = path.with_name(f"{path.stem}-before-20261124T090000.docx")
    assert kept.read_bytes() == b"edited by hand"
    assert said.out.splitlines()[-1] == f"  {kept}  the Word file as it was"
