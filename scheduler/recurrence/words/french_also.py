"""Common ways of saying a rule in French that are read but not written.

"Jours ouvrables" are Monday to Friday, as in Regulation (EEC) 1182/71 of the European Union.
"""

from collections.abc import Mapping
from typing import Any

from scheduler.recurrence.parts import Frequency, WeekdayNum
from scheduler.recurrence.words.forms import (
    Either,
    Fields,
    Form,
    Labelled,
    Listed,
    Names,
    Template,
    framed,
    number,
    single,
)
from scheduler.recurrence.words.french_forms import (
    AND,
    CLOCK,
    DAY_OF_MONTH,
    FORMS,
    MONTH,
    OF_MONTH,
    PLACES_LISTED,
    WEEKDAY,
    WEEKDAYS,
    WEEKDAYS_LISTED,
    bare_place,
)
from scheduler.recurrence.words.moment_forms import days
from scheduler.recurrence.words.number_forms import WEEKEND, WORKDAYS, grouped, numbered, plain
from scheduler.recurrence.words.times import Clock

_WORKDAY = ("jour ouvré", "jour ouvrable")
_WORKDAYS = ("jours ouvrés", "jours ouvrables")
_OF_MONTH = "[du mois|de chaque mois|par mois]"
_OF_QUARTER = "[du trimestre|de chaque trimestre|par trimestre]"
_EVERY_QUARTER = "[trimestriellement|trimestriel|chaque trimestre|tous les trimestres]"
_OF_YEAR = "[de l'année|de chaque année|par an]"

_OFTEN: Form[tuple[Frequency, int]] = Names(
    "une fréquence",
    {
        (Frequency.YEARLY, 1): ("annuellement", "annuel", "annuelle"),
        (Frequency.MONTHLY, 1): ("mensuellement", "mensuel", "mensuelle"),
        (Frequency.MONTHLY, 6): ("chaque semestre", "tous les semestres", "une fois par semestre"),
        (Frequency.WEEKLY, 1): "hebdomadaire",
        (Frequency.DAILY, 1): ("quotidiennement", "quotidien"),
        (Frequency.MINUTELY, 15): ("tous les quarts d'heure", "chaque quart d'heure"),
        (Frequency.MINUTELY, 30): ("toutes les demi-heures", "chaque demi-heure"),
    },
)
_NUMBER_WORDS = ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_TIMES: Form[int] = Either(
    framed("{} fois", Names("un nombre", dict(enumerate(_NUMBER_WORDS, 1)))),
    framed("{} fois", number("un nombre", 1, 366)),
)
_PLAIN_DAYS = Either(
    Names("des jours", {WORKDAYS: ("les jours ouvrables", "les jours ouvrés", "en semaine")}),
    Names("des jours", {WORKDAYS: ("du lundi au vendredi", "lundi à vendredi", "lundi-vendredi")}),
    framed("tous les {}", Names("des jours", {WORKDAYS: _WORKDAYS, WEEKEND: "week-ends"})),
    framed("chaque {}", Names("des jours", {WORKDAYS: _WORKDAY, WEEKEND: "week-end"})),
    Names("des jours", {WEEKEND: ("le week-end", "les week-ends", "le weekend")}),
    framed("tous les {}", WEEKDAYS_LISTED),
    framed("les {}", WEEKDAYS_LISTED),
    framed("chaque {}", Listed(WEEKDAY, AND)),
    Listed(framed("le {}", WEEKDAY), AND),
    Listed(WEEKDAY, AND),
)
_BARE_PLACES = Listed(bare_place(), AND)
_PLURAL_PLACES = Listed(bare_place("s"), AND)
_NUMBERED_DAYS = Either(
    numbered(Template("{places} {weekday}", {"places": PLACES_LISTED, "weekday": WEEKDAY})),
    numbered(Template("chaque {places} {weekday}", {"places": _BARE_PLACES, "weekday": WEEKDAY})),
    numbered(Template("{places} {weekday}", {"places": _BARE_PLACES, "weekday": WEEKDAY})),
    numbered(
        Template("tous les {places} {weekday}", {"places": _PLURAL_PLACES, "weekday": WEEKDAYS})
    ),
    numbered(Template("les {places} {weekday}", {"places": _PLURAL_PLACES, "weekday": WEEKDAYS})),
)
_END_OF_MONTH: Form[int] = Names(
    "un jour", {1: ("premier jour", "le premier jour", "le 1er jour"), -1: "dernier jour"}
)
_ISO: dict[str, Form[Any]] = {
    "day": number("un jour", 1, 31),
    "month": single(number("un mois", 1, 12)),
    "year": number("une année", 1, 9999),
}
_CLOCK: Form[Clock] = Either(
    CLOCK, Names("une heure", {(12, 0, None): "midi", (0, 0, None): "minuit"})
)

LOOSE: Mapping[str, Form[Any]] = {
    "loosely_often": _OFTEN,
    "times_a": _TIMES,
    "loose_days": plain(_PLAIN_DAYS),
    "one_day": plain(single(WEEKDAY)),
    "numbered_days": grouped(Listed(_NUMBERED_DAYS, AND)),
    "loose_places": Either(PLACES_LISTED, _BARE_PLACES),
    "loose_month_days": Either(FORMS["by_month_day"], single(_END_OF_MONTH)),
    "loose_picked": plain(Names("des jours", {WORKDAYS: _WORKDAY, WEEKEND: "jour de week-end"})),
    "loose_months": Either(
        Listed(framed("en {}", MONTH), AND),
        framed("en {}", Listed(MONTH, AND)),
        framed("au mois {}", Listed(OF_MONTH, AND)),
        framed("aux mois {}", Listed(OF_MONTH, AND)),
    ),
    "bare_of": framed("de {}", Listed(MONTH, AND)),
    "loose_day": Labelled("une date comme 1er juin 2027", days("{year}-{month}-{day}", _ISO)),
    "loose_clocks": Listed(_CLOCK, AND),
    "loose_figure": single(DAY_OF_MONTH),
}

_MONDAY_TO_FRIDAY = tuple(map(WeekdayNum, WORKDAYS))
_MONTHLY = {"freq": Frequency.MONTHLY}
_YEARLY = {"freq": Frequency.YEARLY}
_OF_WHOLE_YEAR = {**_YEARLY, "of_whole_period": True}
_IN_QUARTER = {"freq": Frequency.MONTHLY, "interval": 3, "quarter": "of"}

ALSO: Mapping[str, Fields] = {
    "{often:loosely_often}": {},
    _EVERY_QUARTER: {**_IN_QUARTER, "quarter": "every"},
    "une fois par trimestre": {**_IN_QUARTER, "quarter": "every"},
    "{times_a} par {freq}": {"interval": 1},
    "{by_day:numbered_days} {by_month:of}": _YEARLY,
    "{by_day:numbered_days} {by_month:bare_of}": _YEARLY,
    "{by_day:numbered_days} " + _OF_MONTH: _MONTHLY,
    "{by_day:numbered_days} " + _OF_QUARTER: _IN_QUARTER,
    "{by_day:numbered_days} " + _OF_YEAR: _YEARLY,
    "{by_day:numbered_days}": {},
    "[chaque |]{by_set_pos:loose_places} {by_day:loose_picked} {by_month:of}": {},
    "[chaque |]{by_set_pos:loose_places} {by_day:loose_picked} {by_month:bare_of}": {},
    "[chaque |]{by_set_pos:loose_places} {by_day:loose_picked} " + _OF_MONTH: _MONTHLY,
    "{by_set_pos:loose_places} {by_day:loose_picked} " + _OF_QUARTER: _IN_QUARTER,
    "{by_set_pos:loose_places} {by_day:loose_picked} " + _OF_YEAR: _OF_WHOLE_YEAR,
    "{by_set_pos:loose_places} {by_day:loose_picked}": {},
    "un {by_day:one_day} sur deux": {"freq": Frequency.WEEKLY, "interval": 2},
    "{by_day:loose_days}": {},
    "[le |chaque |les |tous les |]{by_day:one_day} {by_month_day:loose_figure}": {},
    "{by_month_day:loose_month_days} " + _OF_MONTH: _MONTHLY,
    "{by_month_day:loose_month_days} " + _OF_QUARTER: _IN_QUARTER,
    "{by_month_day:loose_month_days} {by_month:of}": _YEARLY,
    "[le |chaque ]{by_month_day:loose_figure} {by_month}": _YEARLY,
    "[le |chaque ]{by_month_day:loose_figure} {by_month} de chaque année": _YEARLY,
    "tous les {by_month_day:loose_figure} {by_month}": _YEARLY,
    "{by_month:loose_months}": {},
    "{by_month:of}": {},
    "{by_week_no}": _YEARLY,
    "à {clocks:loose_clocks}": {},
    "[sauf|excepté|hors] [le week-end|les week-ends|week-end]": {"by_day": _MONDAY_TO_FRIDAY},
    "{count} [occurrences|réunions]": {},
    "{count:times_a}": {},
    "jusqu'au {until_day:loose_day}": {},
}
