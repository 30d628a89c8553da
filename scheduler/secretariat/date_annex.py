"""Why a meeting is on its day, as a note that closes the pack. Always the home party's own."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.papers.audience import own
from scheduler.papers.blocks import Block, ListBlock, Paragraph, Span, Spans, Table, plain
from scheduler.papers.parts import ItemNote, NoteSection, Section
from scheduler.papers.words import counted, day_in_words, listed
from scheduler.planning.explanation import Deciding, Explanation, Neighbour
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.plan_explanation import ExplainedDay, explain_meeting

TITLE = "Annex: why this date"


def date_annex(session: Session, meeting: Meeting, *, today: date) -> ItemNote:
    """The rules kept and broken, the calendars that decide, the neighbours and the points.

    It is own because it tells when people are busy. Raises InvalidValue for a meeting that no rule
    has made.
    """
    explained = explain_meeting(session, meeting, day=None, today=today)
    audience = own(home_party(meeting.partnership).code)
    section = NoteSection(Section.BACKGROUND, tuple(_blocks(explained)), audience)
    return ItemNote("", TITLE, (section,))


def _blocks(found: ExplainedDay) -> Iterator[Block]:
    explained = found.explanation
    yield from plain(_standing(explained))
    rows = [(one.rule, "kept" if one.is_kept else one.words) for one in explained.verdicts]
    rows += [(rule, "not known") for rule in found.not_known]
    yield _table(("Rule", "Whether the day keeps it"), rows)
    if explained.calendars:
        yield _table(("Calendar", "Edition", "On the day"), map(_calendar, explained.calendars))
    items = [*map(_neighbour, explained.neighbours)]
    items += [f"{counted(one.points, 'point')}: {one.words}" for one in explained.score.parts]
    if items:
        yield ListBlock(tuple((Paragraph(_spans(item)),) for item in items))


def _standing(explained: Explanation) -> str:
    day, best = day_in_words(explained.day), day_in_words(explained.best)
    if explained.day == explained.best:
        return f"{day} is the best of {counted(explained.candidates, 'day')}."
    return f"By the rules and calendars of today {best} would be better than {day}."


def _calendar(one: Deciding) -> tuple[str, ...]:
    if not one.edition:
        return one.calendar, "none for this year", "not known"
    state = ", provisional" if one.is_provisional else ""
    return one.calendar, f"{one.edition}{state}", listed(one.closes) or "open"


def _neighbour(one: Neighbour) -> str:
    side = "after" if one.days < 0 else "before"
    return f"{counted(abs(one.days), 'day')} {side} {one.series} on {day_in_words(one.day)}"


def _table(header: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> Table:
    return Table(_cells(header), tuple(map(_cells, rows)))


def _cells(words: Sequence[str]) -> tuple[Spans, ...]:
    return tuple(map(_spans, words))


def _spans(words: str) -> Spans:
    return (Span(words),)
