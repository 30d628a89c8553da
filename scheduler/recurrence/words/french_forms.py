"""French words for the values of a rule; adjectives and articles agree."""

import re
from typing import Any

from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.words.forms import (
    Either,
    Form,
    Labelled,
    Listed,
    Names,
    Template,
    Token,
    counted,
    framed,
    number,
    only_if,
    single,
)
from scheduler.recurrence.words.moment_forms import clock_of, dates, days, hour_ranges, moments
from scheduler.recurrence.words.number_forms import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    consecutive,
    grouped,
    numbered,
    plain,
    signed,
)
from scheduler.recurrence.words.text import folded
from scheduler.recurrence.words.times import Clock

AND, _OR = "et", "ou"
_VOWELS = "aeioué"
# Of each frequency: every one, every other one, every so many.
_OFTEN = {
    Frequency.YEARLY: ("chaque année", "un an sur deux", "tous les {} ans"),
    Frequency.MONTHLY: ("chaque mois", "un mois sur deux", "tous les {} mois"),
    Frequency.WEEKLY: ("chaque semaine", "une semaine sur deux", "toutes les {} semaines"),
    Frequency.DAILY: ("tous les jours", "un jour sur deux", "tous les {} jours"),
    Frequency.HOURLY: ("toutes les heures", "toutes les deux heures", "toutes les {} heures"),
    Frequency.MINUTELY: ("toutes les minutes", "toutes les deux minutes", "toutes les {} minutes"),
    Frequency.SECONDLY: (
        "toutes les secondes",
        "toutes les deux secondes",
        "toutes les {} secondes",
    ),
}
_PERIODS: dict[Frequency, str | tuple[str, ...]] = {
    Frequency.YEARLY: ("année", "an", "ans", "années"),
    Frequency.MONTHLY: "mois",
    Frequency.WEEKLY: ("semaine", "semaines"),
    Frequency.DAILY: ("jour", "jours"),
    Frequency.HOURLY: ("heure", "heures"),
    Frequency.MINUTELY: ("minute", "minutes"),
    Frequency.SECONDLY: ("seconde", "secondes"),
}
_NOUNS = {
    folded(noun): freq
    for freq, nouns in _PERIODS.items()
    for noun in ((nouns,) if isinstance(nouns, str) else nouns)
}
_NUMBERS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_PLACES = ("premier", "deuxième", "troisième", "quatrième", "cinquième")
_READ_PLACES = [folded(place) for place in _PLACES]
_WEEKDAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def _often(value: tuple[Frequency, int]) -> str:
    freq, interval = value
    every, other, spaced = _OFTEN[freq]
    if interval <= 2:  # noqa: PLR2004 -- twice as long has words of its own
        return every if interval == 1 else other
    return spaced.format(_NUMBERS[interval] if interval < len(_NUMBERS) else interval)


def _read_often(found: re.Match[str]) -> tuple[Frequency, int] | None:
    spacing, noun = found[1] or found[4], found[2] or found[3]
    interval = _number(spacing) if spacing else 1
    return (_NOUNS[noun], interval) if interval else None


def _number(word: str) -> int:
    return _NUMBERS.index(word) if word in _NUMBERS else int(word)


def _with(article: str, word: str) -> str:
    """The word after le, la or de, which lose their vowel before another."""
    return f"{article[0]}'{word}" if word[0] in _VOWELS else f"{article} {word}"


def _place(value: int) -> str:
    """A place as an adjective: "premier", "20e", "avant-dernier", "3e dernier"."""
    if value > 0:
        return _PLACES[value - 1] if value <= len(_PLACES) else f"{value}e"
    return {-1: "dernier", -2: "avant-dernier"}.get(value, f"{-value}e dernier")


def _feminine(place: str) -> str:
    return re.sub("(premi|derni)er$", r"\1ère", place)


def _read_place(word: str) -> int:
    """The place that a word means, of either gender."""
    word = word.replace("iere", "ier")
    size, _, back = word.partition(" ")
    if size in ("dernier", "avant-dernier"):
        return -1 if size == "dernier" else -2
    value = (
        _READ_PLACES.index(size) + 1 if size in _READ_PLACES else int(re.sub("[^0-9]+$", "", size))
    )
    return -value if back else value


_NUMBERED = "[0-9]{1,3}(?:er|re|ère|e|ème)"
_PLACE = (
    f"(?:avant-derni(?:er|ère)|derni(?:er|ère)|(?:premi(?:er|ère)|{'|'.join(_PLACES[1:])}"
    f"|{_NUMBERED})(?: derni(?:er|ère))?)"
)


def _placed(article: str, noun: str, *, feminine: bool = False, before: str = "") -> Form[int]:
    """A place with its article and noun: "le premier jour", "l'avant-dernière semaine"."""

    def write(value: int) -> str:
        place = _place(value)
        return before + _with(article, _feminine(place) if feminine else place) + noun

    pattern = f"{before}(?:{article} |{article[0]}')({_PLACE}){noun}"
    return Token("une place", pattern, write, lambda found: _read_place(found[1]))


def bare_place(plural: str = "") -> Form[int]:
    """A place without an article: "premier", "premiers"."""
    return Token("une place", f"({_PLACE}){plural}", _place, lambda found: _read_place(found[1]))


def _figure(value: int) -> str | None:
    if value < 1:
        return None
    return "1er" if value == 1 else str(value)


def _clock(value: Clock) -> str:
    hour, minute, second = value
    if second is not None:
        return f"{hour} h {minute:02} min {second:02} s"
    return f"{hour} h {minute:02}" if minute else f"{hour} h"


def _read_clock(found: re.Match[str]) -> Clock | None:
    return clock_of(int(found[1]), int(found[2] or found[4] or 0), found[3])


DAY_OF_MONTH: Form[int] = Token(
    "un jour du mois",
    "1er|[0-9]{1,2}",
    _figure,
    lambda found: int(found[0].removesuffix("er")) or None,
)
WEEKDAY: Form[Weekday] = Names("un jour", dict(zip(Weekday, _WEEKDAY_NAMES, strict=True)))
WEEKDAYS: Form[Weekday] = Names(
    "des jours", {day: f"{name}s" for day, name in zip(Weekday, _WEEKDAY_NAMES, strict=True)}
)
WEEKDAYS_LISTED = Listed(WEEKDAYS, AND)
MONTH: Form[int] = Names("un mois", dict(enumerate(_MONTHS, start=1)))
OF_MONTH: Form[int] = Names(
    "de et un mois", {number: _with("de", name) for number, name in enumerate(_MONTHS, start=1)}
)
CLOCK: Form[Clock] = Token(
    "une heure comme 9 h 30",
    r"([0-9]{1,2})(?: ?h(?: ?([0-9]{2})(?: min ([0-9]{2}) s)?)?|:([0-9]{2}))",
    _clock,
    _read_clock,
)
_FORMS: dict[str, Form[Any]] = {"day": DAY_OF_MONTH, "month": single(MONTH)}
_FORMS["year"] = number("une année", 1, 9999)
_DAY = Labelled("une date comme 1er juin 2027", days("{day} {month} {year}", _FORMS))
_BACK = only_if(lambda place: place < 0, _placed("le", " jour"))
_MONTH_DAY = Either(framed("le {}", DAY_OF_MONTH), _BACK)
_YEAR_DAY = Either(
    Token(
        "un jour de l'année",
        f"le ({_NUMBERED}) jour",
        lambda value: f"le {value}{'er' if value == 1 else 'e'} jour" if value > 0 else None,
        lambda found: _read_place(found[1]),
    ),
    _BACK,
)


def _weeks(one: str, many: str, before: str = "") -> Form[tuple[int, ...]]:
    ahead = counted(f"{one} {{}}", f"{many} {{}}", number("une semaine", 1, 53), AND)
    back = Listed(_placed("la", " semaine", feminine=True, before=before), AND)
    return signed(ahead, framed("{} de l'année", back), "{ahead} et {back}")


def _counted(one: str, many: str, most: int) -> Form[tuple[int, ...]]:
    return counted(f"{one} {{}}", f"{many} {{}}", number("un nombre", 0, most), AND)


PLACES_LISTED = Listed(_placed("le", ""), AND)
_EVERY = framed(
    "tous les {}",
    Either(
        Names("des jours", {WORKDAYS: "jours ouvrés", WEEKEND: "jours de week-end"}),
        Names("des jours", {EVERY_DAY: "jours"}),
        WEEKDAYS_LISTED,
    ),
)
_WEEK = Either(
    Names("des jours", {WORKDAYS: "les jours ouvrés", EVERY_DAY: "les sept jours"}),
    Listed(framed("le {}", WEEKDAY), AND),
)
_PICKED = Either(
    Names("des jours", {WORKDAYS: "jour ouvré", WEEKEND: "jour de week-end"}),
    framed("des {}", WEEKDAYS_LISTED),
)
_NUMBERED_DAYS = Template("{places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAY})
_FALLING = Either(consecutive("du {first} au {last}", DAY_OF_MONTH), Listed(_MONTH_DAY, _OR))

FORMS: dict[str, Form[Any]] = {
    "often": Token(
        "une fréquence",
        f"(?:chaque|tous les|toutes les)(?: ({'|'.join(_NUMBERS[1:])}|[0-9]{{1,15}}))?"
        f" ({'|'.join(_NOUNS)})|une? ({'|'.join(_NOUNS)}) sur ({'|'.join(_NUMBERS[1:])})",
        _often,
        _read_often,
    ),
    "freq": Names("une période", _PERIODS),
    "year": days("{year}", _FORMS),
    "of_month_of_year": days("{month} {year}", {**_FORMS, "month": single(OF_MONTH)}),
    "day": _DAY,
    "moment_in_words": moments("{day} à {clock}", _DAY, CLOCK),
    "moment": moments("{day} à {clock}", _DAY, CLOCK),
    "by_month": Listed(MONTH, AND),
    "of": Listed(OF_MONTH, AND),
    "figure": single(DAY_OF_MONTH),
    "by_month_day": Listed(_MONTH_DAY, AND),
    "falling": _FALLING,
    "dated": Either(single(DAY_OF_MONTH), framed("qui tombent {}", _FALLING)),
    "dates": dates("le {day} {month}", _FORMS, AND),
    "by_year_day": Listed(_YEAR_DAY, AND),
    "by_week_no": _weeks("la semaine", "les semaines"),
    "of_weeks": _weeks("de la semaine", "des semaines", "de "),
    "by_day": grouped(Listed(Either(plain(_EVERY), numbered(_NUMBERED_DAYS)), AND)),
    "every": plain(_EVERY),
    "week": plain(_WEEK),
    "picked": plain(_PICKED),
    "by_set_pos": PLACES_LISTED,
    "clock": CLOCK,
    "clocks": Listed(CLOCK, AND),
    "by_hour": _counted("à l'heure", "aux heures", 23),
    "by_minute": _counted("à la minute", "aux minutes", 59),
    "by_second": _counted("à la seconde", "aux secondes", 59),
    "of_hours": _counted("de l'heure", "des heures", 23),
    "of_minutes": _counted("de la minute", "des minutes", 59),
    "hour_ranges": hour_ranges("de {first} à {last}", CLOCK, AND),
    "wkst": WEEKDAY,
    "count": number("un nombre", 1, 10**15),
}
