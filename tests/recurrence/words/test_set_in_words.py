"""Recurrence sets as sentences."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.overrides import Override
from scheduler.recurrence.words import set_in_words

EVERY_JUNE = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU")
BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2024, 6, 4, 9, tzinfo=BRUSSELS)


def _at(*when: int) -> datetime:
    return datetime(*when, tzinfo=BRUSSELS)  # type: ignore[arg-type,misc]


def test_set_says_what_is_added_and_left_out() -> None:
    dates = [_at(2025, 9, 1, 10)]
    excluded = [_at(2027, 6, 1, 9), datetime(2026, 6, 2, 7, tzinfo=UTC)]

    said = [
        set_in_words(code, START, [EVERY_JUNE], dates=dates, excluded=excluded)
        for code in ("en", "fr")
    ]

    assert said == [
        (
            "every year on the first Tuesday of June at 9:00, also on 1 September 2025 at 10:00, "
            "except on 2 June 2026 and 1 June 2027"
        ),
        (
            "chaque année, le premier mardi de juin à 9 h, et aussi le 1er septembre 2025 à 10 h, "
            "sauf le 2 juin 2026 et le 1er juin 2027"
        ),
    ]


def test_set_says_what_moved() -> None:
    moved = Override(_at(2028, 6, 6, 9), _at(2028, 6, 8, 14))
    unmoved = Override(_at(2029, 6, 5, 9), _at(2029, 6, 5, 9), end=_at(2029, 6, 5, 18))
    later = Override(_at(2030, 6, 4, 9), _at(2030, 6, 5, 9), this_and_future=True)

    said = [
        set_in_words(code, START, [EVERY_JUNE], overrides=[moved, unmoved, later])
        for code in ("en", "fr")
    ]

    assert said == [
        (
            "every year on the first Tuesday of June at 9:00; "
            "that of 6 June 2028 moved to 8 June 2028 at 14:00; "
            "from that of 4 June 2030 on all moved, that one to 5 June 2030"
        ),
        (
            "chaque année, le premier mardi de juin à 9 h ; "
            "celle du 6 juin 2028 déplacée au 8 juin 2028 à 14 h ; "
            "à partir de celle du 4 juin 2030 toutes déplacées, celle-ci au 5 juin 2030"
        ),
    ]


def test_set_without_rules_is_its_dates() -> None:
    said = set_in_words("en", START, [], dates=[_at(2025, 1, 1, 10)])

    assert said == "on 4 June 2024 at 9:00 and 1 January 2025 at 10:00"


def test_set_of_several_rules_says_each() -> None:
    every_month = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=1")
    fridays = Rule.parse("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13")

    said = set_in_words("en", date(2024, 6, 4), [EVERY_JUNE, every_month], excluded_rules=[fridays])

    assert said == (
        "every year on the first Tuesday of June; and every month on the 1st, "
        "except every month on every Friday the 13th"
    )


def test_time_is_said_where_a_rule_has_others() -> None:
    twice_a_day = Rule.parse("FREQ=DAILY;BYHOUR=9,17")

    said = set_in_words("en", START, [twice_a_day], excluded=[_at(2024, 6, 5, 9)])

    assert said == "every day at 9:00 and 17:00, except on 5 June 2024 at 9:00"


def test_long_list_is_cut_and_counted() -> None:
    excluded = [date(2024, 7, day) for day in range(1, 32)]

    said = set_in_words("en", date(2024, 6, 4), [Rule.parse("FREQ=DAILY")], excluded=excluded)

    assert said == (
        "every day, except on 1 July 2024, 2 July 2024, 3 July 2024, 4 July 2024, 5 July 2024, "
        "6 July 2024, 7 July 2024, 8 July 2024, 9 July 2024, 10 July 2024 and 21 more"
    )


def test_elapsed_time_is_said() -> None:
    hourly = Rule.parse("FREQ=HOURLY;INTERVAL=2")
    elapsed = RecurrenceSet(START, [hourly], elapsed=True, excluded_rules=[hourly])
    english, french = hourly.in_words("en", START), hourly.in_words("fr", START)

    assert [elapsed.in_words(code) for code in ("en", "fr")] == [
        f"{english}, in elapsed time, except {english}, in elapsed time",
        f"{french}, en temps écoulé, sauf {french}, en temps écoulé",
    ]
