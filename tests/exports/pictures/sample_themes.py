"""A report on invented themes, with one of each thing that its picture shows."""

from datetime import date

from scheduler.papers.audience import JOINT, Audience, Reader, own
from scheduler.papers.themes import Tally, Theme, ThemeItem, ThemeMeeting, ThemeReport, total

MEETINGS = (
    ThemeMeeting("ANNUAL-1", date(2025, 5, 9), "Friday 9 May 2025", is_held=True),
    ThemeMeeting("PREP-2026-1", date(2026, 3, 10), "Tuesday 10 March 2026", is_held=True),
    ThemeMeeting("ANNUAL-2", date(2026, 5, 8), "Friday 8 May 2026", is_held=True),
    ThemeMeeting("ANNUAL-3", date(2027, 5, 7), "Friday 7 May 2027", is_held=False),
    ThemeMeeting("ANNUAL-0", None, "date unknown", is_held=True),
)


def item(meeting: str, number: str, tally: Tally, audience: Audience = JOINT) -> ThemeItem:
    return ThemeItem(meeting, number, f"Item {number}", "discussed", tally, audience)


def theme(key: str, title: str, *items: ThemeItem) -> Theme:
    return Theme(key, title, None, items, total([one.tally for one in items]))


REPORT = ThemeReport(
    title="Themes of the Partnership of <Northland> & Southmark",
    reader=Reader("NORTH"),
    series="",
    since=date(2025, 1, 1),
    until=None,
    prepared_on=date(2026, 11, 24),
    meetings=MEETINGS,
    themes=(
        theme(
            "fees",
            "Port fees, with all that the harbours of both parties have asked for since",
            item("ANNUAL-1", "2", Tally(60, 75, 2, 2, 0)),
            item("ANNUAL-2", "3", Tally(45, 40, 1, 0, 1)),
            item("ANNUAL-3", "2", Tally(planned=45)),
        ),
        theme(
            "fish",
            "Fish stocks",
            item("PREP-2026-1", "1", Tally(30, 20)),
            item("ANNUAL-3", "4", Tally()),
        ),
        theme("", "", item("ANNUAL-1", "1a", Tally(used=10), own("NORTH"))),
    ),
)
