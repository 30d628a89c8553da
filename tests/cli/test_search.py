"""`scheduler search`, as an officer types it."""

import json
import shutil
from pathlib import Path

import pytest

from scheduler.cli.main import run


@pytest.fixture
def record(staged_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.db"
    shutil.copyfile(staged_template, path)
    monkeypatch.setenv("SCHEDULER_DATABASE", str(path))
    monkeypatch.setenv("SCHEDULER_NOW", "2026-11-24T09:00:00+00:00")
    return path


def test_search_says_where_and_what_shows_it(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del record
    assert run(["search", "climate", "migr*", "in:items", "until:2013"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Where\tWhat\tText\tSee",
        (
            "SOM-1, Friday 3 May 2013, item 4\tagenda item\t"
            "**Climate** change and **migration**\tscheduler agenda show SOM-1"
        ),
    ]


def test_search_for_another_reader_and_as_json(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del record
    assert run(["search", "-nothing", "in:notes", "--audience", "public", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found == {"reader": "the public", "hits": [], "is_cut": False}


def test_search_that_finds_nothing_says_so(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del record
    assert run(["search", "nowhere"]) == 0
    assert capsys.readouterr().out == "Nothing that EU may read answers.\n"


def test_bad_filter_is_one_clear_error(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del record
    assert run(["search", "since:soon"]) == 2
    assert capsys.readouterr().err == (
        "scheduler: the filter 'since:soon' cannot be used: expected a year, a month or a day, "
        "such as 2018, 2018-04 or 2018-04-05\n"
    )


def test_rebuild_makes_the_index_anew(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del record
    assert run(["search", "--rebuild", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] > 50
    assert run(["search", "--rebuild", "return"]) == 2
