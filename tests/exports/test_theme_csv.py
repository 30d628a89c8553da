import csv
from dataclasses import replace
from io import StringIO

from scheduler.exports.csv_lines import csv_file
from scheduler.exports.theme_csv import themes_csv
from scheduler.papers.themes import Tally
from tests.exports.pictures.sample_themes import REPORT, item, theme


def test_themes_in_csv_have_a_line_for_each_item() -> None:
    head, *lines = csv.reader(StringIO(themes_csv(REPORT).decode("utf-8-sig")))

    assert head[:6] == ["Thread", "Theme", "Meeting", "Day", "Item", "Title"]
    title = "Port fees, with all that the harbours of both parties have asked for since"
    assert lines[0] == [
        *("fees", title, "ANNUAL-1", "2025-05-09", "2", "Item 2", "discussed"),
        *("60", "75", "2", "2", "0", "joint"),
    ]
    assert lines[-1][:4] == ["", "Without a thread", "ANNUAL-1", "2025-05-09"]
    assert lines[-1][-1] == "NORTH only"


def test_a_meeting_without_a_day_has_an_empty_cell() -> None:
    undated = replace(REPORT, themes=(theme("a", "A", item("ANNUAL-0", "1", Tally())),))

    assert b"\r\na,A,ANNUAL-0,,1," in themes_csv(undated)


def test_no_cell_of_a_file_is_a_formula() -> None:
    assert csv_file(["A"], [["=1+1"], ["1"]]) == b"\xef\xbb\xbfA\r\n'=1+1\r\n1\r\n"
