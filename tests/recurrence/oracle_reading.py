"""The text of a rule as the oracle reads it, with what DTSTART supplies written out."""

from dataclasses import dataclass
from datetime import date, datetime, time

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DATE_PARTS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
TIME_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
# How many of the time parts the interval itself fixes.
FIXED = {"HOURLY": 1, "MINUTELY": 2, "SECONDLY": 3}
LISTS = {*DATE_PARTS, *TIME_PARTS, "BYSETPOS"}
LEAP_SECOND = 60


@dataclass(frozen=True)
class Reading:
    """A rule's text with what DTSTART supplies written out, values of lists as texts."""

    freq: str
    interval: int
    parts: dict[str, frozenset[str]]
    wkst: int
    count: int | None
    until: str
    skip: str


def read(text: str, start: date) -> Reading:
    given = dict(part.split("=") for part in text.upper().split(";"))
    lists = {name: frozenset(map(plain, given[name].split(","))) for name in LISTS & given.keys()}
    rule = Reading(
        freq=given["FREQ"],
        interval=int(given.get("INTERVAL", "1")),
        parts=lists,
        wkst=WEEKDAYS.index(given.get("WKST", "MO")),
        count=int(given["COUNT"]) if "COUNT" in given else None,
        until=given.get("UNTIL", ""),
        skip=given.get("SKIP", "OMIT"),
    )
    supply_days(rule, wall(start))
    supply_times(rule, start)
    return rule


def plain(value: str) -> str:
    """+03 is 3, +1MO is 1MO."""
    number, weekday = (value[:-2], value[-2:]) if value[-2:] in WEEKDAYS else (value, "")
    return f"{int(number) if number else ''}{weekday}"


def supply_days(rule: Reading, start: datetime) -> None:
    """The day that the rule does not say is that of DTSTART [L15]."""
    there = rule.parts.keys() & set(DATE_PARTS)
    if rule.freq == "WEEKLY" and "BYDAY" not in there:
        rule.parts["BYDAY"] = frozenset({WEEKDAYS[start.weekday()]})
    if rule.freq == "MONTHLY" and not there & {"BYMONTHDAY", "BYDAY"}:
        rule.parts["BYMONTHDAY"] = frozenset({str(start.day)})
    if rule.freq == "YEARLY" and not there & {"BYYEARDAY", "BYMONTHDAY", "BYDAY"}:
        if "BYWEEKNO" in there:
            rule.parts["BYDAY"] = frozenset({WEEKDAYS[start.weekday()]})
        else:
            rule.parts["BYMONTHDAY"] = frozenset({str(start.day)})
            rule.parts.setdefault("BYMONTH", frozenset({str(start.month)}))


def supply_times(rule: Reading, start: date) -> None:
    """The time that the rule does not say is that of DTSTART [L15]; a DATE has none [L8]."""
    at = wall(start)
    own = dict(zip(TIME_PARTS, (at.hour, at.minute, at.second), strict=True))
    for part in TIME_PARTS[FIXED.get(rule.freq, 0) :]:
        if part not in rule.parts or not isinstance(start, datetime):
            rule.parts[part] = frozenset({str(own[part])})
    if str(LEAP_SECOND) in rule.parts.get("BYSECOND", ()):  # read as 59 [L7]
        rule.parts["BYSECOND"] = rule.parts["BYSECOND"] - {"60"} | {"59"}


def until_of(rule: Reading, start: date) -> date | None:
    """UNTIL, of the start's kind; in UTC for a start in a zone [L27]."""
    if not rule.until:
        return None
    if not isinstance(start, datetime):
        return date.fromisoformat(rule.until)
    return datetime.fromisoformat(rule.until)


def wall(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())
