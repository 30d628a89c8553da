"""`scheduler theme`: report."""

from datetime import date
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table, warn
from scheduler.cli.verbs import DAY, Noun, file_option
from scheduler.errors import InvalidValue
from scheduler.exports.rendered import Rendered
from scheduler.files import write_whole
from scheduler.papers.themes import Theme, ThemeReport
from scheduler.papers.words import counted, listed
from scheduler.secretariat.naming import find_partnership, find_series
from scheduler.secretariat.themes import theme_report

_PICTURES = (".svg", ".png", ".pdf")


@click.group(cls=Noun)
def theme() -> None:
    """See which themes the meetings took up over the years.

    A theme is a thread: `agenda add MEETING TITLE --thread KEY`.
    """


@theme.command()
@click.option("--since", type=DAY, help="Of meetings from this day on.")
@click.option("--until", type=DAY, help="Of meetings up to this day.")
@click.option("--series", metavar="CODE", help="Of the meetings of this series alone.")
@file_option("Write it into this file too: .csv for its lines, .svg, .png or .pdf for a picture.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def report(
    app: App,
    /,
    *,
    since: date | None,
    until: date | None,
    series: str | None,
    path: Path | None,
    partnership: str | None,
) -> None:
    """Show which theme was on which agenda, and what came of it.

    Minutes planned and used, commitments decided and closed since. For the home party, with what is
    its own. Cancelled and postponed meetings do not count.
    """
    if since and until and until < since:
        raise InvalidValue("--until", str(until), f"a day that is not before --since {since}")
    with app.reading() as session:
        chosen = find_series(session, series) if series else None
        of = chosen.partnership if chosen else find_partnership(session, partnership)
        found = theme_report(session, of, series=chosen, since=since, until=until, today=app.today)
    if path:
        made = _file(found, path)
        write_whole(path, made.content)
        warn(made.findings)
    answer(app, {"file": path, "report": found}, lambda: _say(found, path))


def _file(found: ThemeReport, path: Path) -> Rendered:
    if path.suffix.lower() == ".csv":
        from scheduler.exports.theme_csv import themes_csv  # noqa: PLC0415 -- only for this file

        return Rendered(themes_csv(found))
    if path.suffix.lower() not in _PICTURES:
        expected = f"a name ending in {listed(('.csv', *_PICTURES), 'or')}"
        raise InvalidValue("the report's file", str(path), expected)
    from scheduler.exports.pictures.printed import picture_file  # noqa: PLC0415 -- slow import
    from scheduler.exports.pictures.theme_grid import draw_themes  # noqa: PLC0415 -- slow import

    return picture_file(draw_themes(found), path)


def _say(found: ThemeReport, path: Path | None) -> None:
    threads = sum(bool(one.key) for one in found.themes)
    meetings = counted(len(found.meetings), "meeting")
    click.echo(f"{found.title}: {counted(threads, 'thread')} on the agendas of {meetings}")
    columns = ("Thread", "Theme", "Planned", "Used", "Commitments", "Closed", "Open", "Meetings")
    table(columns, [_row(one) for one in found.themes])
    if path:
        click.echo(f"Written for {found.reader}: {path}")


def _row(one: Theme) -> tuple[str, ...]:
    total = one.total
    counts = (total.planned, total.used, total.commitments, total.closed, total.open)
    return (one.key, one.label, *map(str, counts), ", ".join(one.meetings))
