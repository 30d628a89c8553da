"""`scheduler report year`: the report on a year as a paper."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.papers import FORMATS, format_option, output_option, paper_stem, write_made
from scheduler.cli.verbs import Verb
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.year_reports import year_report


@click.command(cls=Verb)
@click.argument("year", type=click.IntRange(1900, 2999), metavar="YEAR")
@format_option
@output_option
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def year(
    app: App, year: int, formats: tuple[str, ...], folder: Path, partnership: str | None
) -> None:
    """Print the report on YEAR.

    Its meetings, what came of them, and the figures; for the home party, with what is its own.
    """
    from scheduler.exports.year_report import render_year  # noqa: PLC0415 -- slow import

    with app.reading() as session:
        framework = find_partnership(session, partnership)
        report, wall = year_report(session, framework, year, today=app.today)
        stem = paper_stem(framework.code, f"year-{year}", report.reader)
    made = {}
    with last_look(stem, wall) as look:
        for name in dict.fromkeys(formats or FORMATS):
            path = folder / f"{stem}{FORMATS[name]}"
            made[path] = render_year(report, name)
            look.at(path.name, made[path].content)
    sentence = f"Built the report on {year} of {report.partnership}, for {report.reader}:"
    write_made(app, made, sentence, look.findings)
