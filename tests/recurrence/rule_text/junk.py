"""Rule texts by chance that nobody should send: nearly right ones, nonsense, and bytes."""

from collections.abc import Callable
from random import Random

from tests.recurrence.random_rules import random_case

_NAMES = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
    "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST", "RSCALE", "SKIP", "X-A", "", "BYEASTER",
)  # fmt: skip
_VALUES = (
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "OFTEN", "MO", "1TU",
    "-53SU", "+5FR", "0MO", "54MO", "XX", "GREGORIAN", "HEBREW", "KLINGON", "OMIT", "FORWARD", "5L",
    "20270601", "20270601T090000", "20270601T090000Z", "00000101", "99991231T235960Z", "20270230",
    "0", "1", "-1", "+3", "366", "-366", "367", "60", "1e9", "0x10", "1_0", "٣", "²", "1.5", "--1",
    "9" * 16, "9" * 400, " 1", "", ",", "=", "\x00", "\u2028",
)  # fmt: skip
_LETTERS = "FREQ=;,:BYMONTHDAYUNTILCOUNT0123456789+-TZ \t\r\nſı٠²\x00\x1b\ud800é🗓"


def junk(chance: Random) -> str:
    """One text."""
    made: Callable[[Random], str] = chance.choice((_right, _broken, _broken, _parts, _letters))
    return made(chance)


def _right(chance: Random) -> str:
    return random_case(chance, ("date", "floating", "zoned")).text


def _broken(chance: Random) -> str:
    """A right text with some letters gone, doubled, changed or moved."""
    text = _right(chance)
    for _ in range(chance.randint(1, 4)):
        low, high = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        high = min(high, low + chance.choice((0, 1, 3, 30)))
        middle = chance.choice(("", text[low:high] * 2, chance.choice(_LETTERS), _value(chance)))
        text = text[:low] + middle + text[high:]
    return text


def _parts(chance: Random) -> str:
    """Names and values that need not go together."""
    first = [f"FREQ={chance.choice(_VALUES[:7])}"] if chance.random() < 0.8 else []
    count = chance.choice((1, 2, 3, 5, 120))
    return ";".join(first + [f"{chance.choice(_NAMES)}={_value(chance)}" for _ in range(count)])


def _value(chance: Random) -> str:
    count = chance.choice((1, 1, 1, 2, 5, 400))
    return ",".join(chance.choice(_VALUES) for _ in range(count))


def _letters(chance: Random) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(chance.choice((0, 1, 10, 100, 25_000))))
