"""`scheduler series health`: promise against what happened, in words and as a picture."""

from collections.abc import Iterable
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb, file_option
from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.series_timeline import draw_timeline
from scheduler.files import write_whole
from scheduler.papers.words import counted, short_day
from scheduler.planning.series_health import Gap
from scheduler.planning.spacing import Spacing
from scheduler.secretariat.health import SeriesHealth, Slip, health_of, timeline_of
from scheduler.secretariat.naming import find_partnership, find_series
from scheduler.secretariat.policies import series_of

# A sign for each month of a gap, up to this many.
_LONGEST_BAR = 48


@click.command(cls=Verb)
@click.argument("code", metavar="[SERIES]", required=False)
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@file_option("Draw one SERIES into this file too, whose name ends in .svg, .png or .pdf.")
@pass_app
def health(app: App, code: str | None, partnership: str | None, path: Path | None) -> None:
    """Show what a SERIES promised and what came of it.

    Or every series. The gaps one by one, slips with their reasons, doubtful numbers, turns
    and whose is next, and the next slip.
    """
    if path and not code:
        raise click.UsageError("--output draws one series: name it")
    with app.reading() as session:
        if code:
            chosen = [find_series(session, code)]
        else:
            chosen = list(series_of(session, find_partnership(session, partnership)))
        found = [health_of(session, one, today=app.today) for one in chosen]
        timelines = [
            timeline_of(session, one, of, today=app.today)
            for one, of in zip(chosen, found, strict=True)
        ]
    if path:
        made = picture_file(draw_timeline(timelines[0]), path)
        write_whole(path, made.content)
        warn(made.findings)
    answer(app, found[0] if code else found, lambda: _say(found))


def _say(found: Iterable[SeriesHealth]) -> None:
    for place, one in enumerate(found):
        if place:
            click.echo()
        for line in in_words(one):
            click.echo(line)


def in_words(health: SeriesHealth) -> list[str]:
    """The health of a series as lines for a terminal."""
    return [
        f"{health.code}, {health.name}",
        *_part("Promised", [health.promise]),
        *_part("Kept", _kept(health)),
        *_part("Gaps", map(_gap_line, health.gaps)),
        *_part("", _bars(health)),
        *_part("Not certain", health.doubts),
        *_part("Slips", map(_slip_line, health.slips)),
        *_part("Shifted", map(_slip_line, health.shifted)),
        *_part("Turns", [str(turns) for turns in health.turns if turns.counts]),
        *_part("Rotation", health.rotations),
        *_part("Whose turn", [str(health.next_turns)] if health.next_turns else []),
        *_part("Next", filter(None, [_expected(health), *_planned(health)])),
    ]


def _part(title: str, lines: Iterable[str]) -> list[str]:
    return [
        f"  {title if place == 0 else '':<12} {line}" for place, line in enumerate(lines) if line
    ]


def _kept(health: SeriesHealth) -> list[str]:
    slots = f"; the rule has {counted(health.slots, 'slot')} in those years" if health.slots else ""
    held = f"{counted(health.held, 'meeting')} held{slots}" if health.held else ""
    return [str(health.cadence), held]


def _gap_line(gap: Gap) -> str:
    return f"{gap.earlier} {short_day(gap.since)} to {gap.later} {short_day(gap.until)}: {gap}"


def _slip_line(slip: Slip) -> str:
    old = short_day(slip.old) if slip.old else "no date"
    new = f" to {short_day(slip.new)}" if slip.new else ""
    by = f", {slip.days:+} days" if slip.days else ""
    return f"{slip.meeting} {slip.what} from {old}{new}{by}: {slip.reason}"


def _bars(health: SeriesHealth) -> list[str]:
    """A bar for each gap, or the mean of several, a sign a month; brackets at what was promised."""
    told = [(gap, gap.mean_months) for gap in health.gaps]
    bars = [(f"to {gap.later}", mean, gap.gaps) for gap, mean in told if mean]
    if not bars:
        return []
    width = max(len(label) for label, _, _ in bars)
    return [
        f"{label:<{width}} {_bar(mean, health.spacing)} {mean:.1f}{' on average' * (count != 1)}"
        for label, mean, count in bars
    ]


def _bar(months: float, spacing: Spacing) -> str:
    signs = ["#"] * min(round(months), _LONGEST_BAR)
    for span, bracket in ((spacing.min_gap, "["), (spacing.max_gap, "]")):
        place = span.count if span else 0
        if 0 < place <= _LONGEST_BAR:
            signs += ["."] * (place - len(signs))
            signs[place - 1] = bracket
    return "".join(signs)


def _expected(health: SeriesHealth) -> str:
    """What the next meeting makes of the promise; where none was held, the next alone."""
    return str(health.forecast) if health.held else health.following


def _planned(health: SeriesHealth) -> list[str]:
    return [f"today's plan gives {health.planned}"] if health.planned else []
