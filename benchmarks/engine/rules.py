"""The ten rules that every table takes, their start and the window asked of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

TEN = (
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TH",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=HOURLY;BYHOUR=9,12",
    "FREQ=MINUTELY;INTERVAL=15",
)
YEARLY = tuple(text for text in TEN if text.startswith("FREQ=YEARLY"))
BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = {"floating": None, "Europe/Brussels": BRUSSELS}


def start(zone: ZoneInfo | None) -> datetime:
    """The start of the RFC's own examples."""
    return datetime(1997, 9, 2, 9, tzinfo=zone)


def year(number: int, zone: ZoneInfo | None) -> tuple[datetime, datetime]:
    """A year as a window."""
    return datetime(number, 1, 1, tzinfo=zone), datetime(number + 1, 1, 1, tzinfo=zone)


def short(text: str) -> str:
    """A rule as a table shows it."""
    return text.removeprefix("FREQ=")
