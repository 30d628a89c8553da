"""The language that a paper speaks: its fixed words, its days and its lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.papers.words import hour
from scheduler.papers.words import ordinal as english_ordinal

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, by keys; `code` is a tag of BCP 47, such as "fr".

    `terms` are the words of the record by group, such as a meeting's state; one that is not there
    stands for itself. `lists` are the patterns of CLDR: start, middle, end and 2.
    """

    code: str
    words: Mapping[str, str]
    pieces: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]
    weekdays: Sequence[str]
    months: Sequence[str]
    short_weekdays: Sequence[str]
    short_months: Sequence[str]
    lists: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The words of that key, with the values put in."""
        return self.words[key].format(**values)

    def term(self, group: str, word: str) -> str:
        """A word of the record as it is printed."""
        return self.terms.get(group, {}).get(word, word)

    def day(self, day: date) -> str:
        """For example "Friday 7 May 2027"."""
        return self._day(day, self.weekdays, self.months)

    def short_day(self, day: date) -> str:
        """For example "Fri 7 May 2027"."""
        return self._day(day, self.short_weekdays, self.short_months)

    def days(self, first: date, last: date) -> str:
        """One day, or "Thursday 11 to Friday 12 October 2018"; both ends are meeting days."""
        if first == last:
            return self.day(first)
        start = self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            start = f"{self.weekdays[first.weekday()]} {self._number(first)}"
        return self.say("to", first=start, last=self.day(last))

    def span(self, start: time, end: time) -> str:
        """For example "09:30 to 17:00"."""
        return self.say("span", first=hour(start), last=hour(end))

    def listed(self, names: Sequence[str]) -> str:
        """For example "DG HOME, DG ECHO and EEAS"."""
        if len(names) < 3:  # noqa: PLR2004 -- CLDR has a pattern of its own for two
            return self.lists["2"].format(*names) if len(names) > 1 else "".join(names)
        *front, last = names
        told = self.lists["end"].format(front.pop(), last)
        while len(front) > 1:
            told = self.lists["middle"].format(front.pop(), told)
        return self.lists["start"].format(front.pop(), told)

    def ordinal(self, number: int) -> str:
        """For example "12th"."""
        if self.code == ENGLISH:
            return english_ordinal(number)
        return self.say("ordinal_1" if number == 1 else "ordinal", number=number)

    def thousands(self, number: int) -> str:
        """For example "1,024"."""
        return f"{number:,}".replace(",", self.words["thousands"])

    def _day(self, day: date, weekdays: Sequence[str], months: Sequence[str]) -> str:
        return self.say(
            "day",
            weekday=weekdays[day.weekday()],
            day=self._number(day),
            month=months[day.month - 1],
            year=day.year,
        )

    def _number(self, day: date) -> str:
        return self.words["first"] if day.day == 1 else str(day.day)
