"""Forms for numbers that count from the front or from the end, and for days of the week."""

from itertools import groupby

from scheduler.recurrence.parts import Weekday, WeekdayNum
from scheduler.recurrence.words.forms import Either, Fields, Form, Mapped, Template, only_if

Numbers = tuple[int, ...]
Days = tuple[WeekdayNum, ...]

EVERY_DAY = tuple(Weekday)
WORKDAYS, WEEKEND = EVERY_DAY[:5], EVERY_DAY[5:]


def signed(ahead: Form[Numbers], back: Form[Numbers], both: str) -> Form[Numbers]:
    """Numbers of which some count from the end, written apart: `{ahead} and {back}`."""
    return Either(
        only_if(lambda numbers: all(each > 0 for each in numbers), ahead),
        only_if(lambda numbers: all(each < 0 for each in numbers), back),
        Mapped(Template(both, {"ahead": ahead, "back": back}), _by_sign, _joined),
    )


def _by_sign(numbers: Numbers) -> Fields:
    return {
        "ahead": tuple(each for each in numbers if each > 0),
        "back": tuple(each for each in numbers if each < 0),
    }


def _joined(fields: Fields) -> Numbers:
    joined: Numbers = (*fields["ahead"], *fields["back"])
    return joined


def consecutive(pattern: str, form: Form[int]) -> Form[Numbers]:
    """Several numbers without a gap: `from {first} to {last}`."""

    def apart(numbers: Numbers) -> Fields | None:
        first, last = numbers[0], numbers[-1]
        whole = 0 < first < last and numbers == tuple(range(first, last + 1))
        return {"first": first, "last": last} if whole else None

    def together(fields: Fields) -> Numbers | None:
        return tuple(range(fields["first"], fields["last"] + 1)) or None

    return Mapped(Template(pattern, {"first": form, "last": form}), apart, together)


def plain(form: Form[tuple[Weekday, ...]]) -> Form[Days]:
    """Weekdays that are not numbered."""

    def apart(days: Days) -> tuple[Weekday, ...] | None:
        return None if any(each.ordinal for each in days) else tuple(each[0] for each in days)

    return Mapped(form, apart, lambda weekdays: tuple(map(WeekdayNum, weekdays)))


def numbered(form: Form[Fields]) -> Form[Days]:
    """The same weekday under several numbers: fields `places` and `weekday`."""

    def apart(days: Days) -> Fields | None:
        if any(not each.ordinal or each.weekday != days[0].weekday for each in days):
            return None
        return {"places": tuple(each.ordinal for each in days), "weekday": days[0].weekday}

    def together(fields: Fields) -> Days:
        return tuple(WeekdayNum(fields["weekday"], place) for place in fields["places"])

    return Mapped(form, apart, together)


def grouped(form: Form[tuple[Days, ...]]) -> Form[Days]:
    """All values of BYDAY: first the plain ones, then each weekday with its numbers."""

    def apart(days: Days) -> tuple[Days, ...]:
        by_weekday = sorted(days, key=lambda each: (each.ordinal != 0, each.ordinal and each[0]))
        groups = groupby(by_weekday, key=lambda each: each.ordinal and each.weekday + 1)
        return tuple(tuple(group) for _, group in groups)

    return Mapped(form, apart, lambda groups: tuple(each for group in groups for each in group))
