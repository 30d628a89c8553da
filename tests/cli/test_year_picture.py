"""The picture of a year, as a terminal and as a file show it."""

from datetime import date

import click
import pytest

from scheduler.cli.year_picture import DRAWN, TYPED, marks_for, year_picture


def test_days_stand_under_their_weekdays() -> None:
    held = {date(2024, 2, 29), date(2024, 12, 2), date(2024, 1, 1), date(2023, 5, 5)}

    lines = year_picture(2024, held, TYPED)

    assert [click.unstyle(line) for line in lines] == [
        "2024 MTWTFSS MTWTFSS MTWTFSS MTWTFSS MTWTFSS MT",
        "Jan  #...... ....... ....... ....... ...",
        "Feb     .... ....... ....... ....... ...#",
        "Mar      ... ....... ....... ....... .......",
        "Apr  ....... ....... ....... ....... ..",
        "May    ..... ....... ....... ....... .....",
        "Jun       .. ....... ....... ....... .......",
        "Jul  ....... ....... ....... ....... ...",
        "Aug     .... ....... ....... ....... ......",
        "Sep        . ....... ....... ....... ....... .",
        "Oct   ...... ....... ....... ....... ....",
        "Nov      ... ....... ....... ....... ......",
        "Dec        . #...... ....... ....... ....... ..",
    ]


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [("utf-8", DRAWN), ("cp437", TYPED), ("ascii", TYPED), (None, TYPED), ("unheard-of", TYPED)],
)
def test_marks_are_those_that_the_encoding_has(encoding: str | None, marks: object) -> None:
    assert marks_for(encoding) == marks
