from datetime import date
from pathlib import Path

from scheduler.imports.closure_files import editions_of, read_calendar_file
from scheduler.imports.closure_lists import read_closure_list
from tests.docs.test_how_to import block

PAGE = "keep-closure-calendars.md"


def test_the_calendar_of_the_page_is_whole() -> None:
    file = read_calendar_file(block(PAGE, "toml"), "carnival-week.toml")

    assert [list(one.closures) for one in editions_of(file, (2027,))] == [
        [date(2027, 2, 8), date(2027, 2, 9)]
    ]


def test_the_list_of_the_page_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(block(PAGE, "csv"), encoding="utf-8")

    assert list(read_closure_list(path).closures) == [date(2027, 1, 1), date(2027, 3, 25)]
