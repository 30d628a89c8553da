"""The picture of a year as a page: drawn for a wide and for a narrow screen, and in words."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scheduler.errors import InvalidValue, RenderFailed
from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.year_chart import PHONE, SCREEN, calendar_facts, draw_year
from scheduler.exports.rendered import Rendered
from scheduler.exports.template_faults import TEMPLATE_FAULTS
from scheduler.papers.words import days_in_words, short_day
from scheduler.papers.year_view import CalendarYear, YearView, letters, named_runs
from scheduler.resources import resource

_PAGE = ".html"
_ENDINGS = (".svg", ".png", ".pdf", _PAGE)


@dataclass(frozen=True, slots=True)
class _RunInWords:
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class _CalendarInWords:
    letter: str
    name: str
    facts: str
    runs: tuple[_RunInWords, ...]


def year_file(view: YearView, path: Path) -> Rendered:
    """The file of a year's picture, by the ending of its name.

    Raises InvalidValue for an ending that is none of .svg, .png, .pdf and .html.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        expected = "a name ending in .svg, .png, .pdf or .html"
        raise InvalidValue("the picture's file", str(path), expected)
    if ending == _PAGE:
        return Rendered(render_page(view).encode())
    return picture_file(draw_year(view), path)


def render_page(view: YearView) -> str:
    """The page, which needs nothing beside itself; the same view gives the same text."""
    folder = resource("templates") / "pictures"
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined
    )
    try:
        style = (folder / "year.css").read_text(encoding="utf-8")
        return environment.get_template("year.html.jinja").render(
            view=view,
            as_of=short_day(view.as_of),
            calendars=_in_words(view),
            wide=_drawn(draw_year(view, SCREEN, name="wide-").svg),
            narrow=_drawn(draw_year(view, PHONE, name="narrow-").svg),
            style=Markup(style),  # noqa: S704 -- our own style sheet; no text of a record is in it
            style_hash=f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
        )
    except (*TEMPLATE_FAULTS, OSError) as error:
        reason = f"its template cannot be filled: {error}"
        raise RenderFailed(view.title, reason, f"mend the templates in {folder}") from error


def _drawn(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 -- drawn by us; every text in it is escaped


def _in_words(view: YearView) -> list[_CalendarInWords]:
    signed = zip(view.calendars, letters(view.calendars), strict=True)
    return [
        _CalendarInWords(letter, one.name, calendar_facts(one), _runs(one))
        for one, letter in signed
    ]


def _runs(one: CalendarYear) -> tuple[_RunInWords, ...]:
    return tuple(
        _RunInWords(days_in_words(run.first, run.last), run.name) for run in named_runs(one.days)
    )
