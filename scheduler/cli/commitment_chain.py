"""`scheduler commitment chain`: what became of a commitment, in words or as a picture."""

from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb, file_option
from scheduler.papers.chain import ChainEvent, ChainStory
from scheduler.papers.words import short_day
from scheduler.secretariat.commitment_chain import chain_story
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.packs import reader_of

_DAY = 17


@click.command(cls=Verb)
@click.argument("reference", metavar="REFERENCE")
@click.option("--for", "reader", metavar="PARTY|public", help="Only what they may read.")
@file_option("Draw it into this file, whose name ends in .svg, .png or .pdf.")
@click.option("--partnership", metavar="CODE", help="Whose reader, if there are several.")
@pass_app
def chain(
    app: App, reference: str, reader: str | None, path: Path | None, partnership: str | None
) -> None:
    """Tell what became of a commitment, step by step.

    Also of an outcome that was a commitment once.
    """
    with app.reading() as session:
        told = reader_of(find_partnership(session, partnership), reader) if reader else None
        story = chain_story(session, reference, reader=told, today=app.today)
    if path:
        _draw(story, path)
    answer(app, {"file": path, "chain": story} if path else story, lambda: _say(story, path))


def _draw(story: ChainStory, path: Path) -> None:
    from scheduler.exports.pictures.commitment_chain import draw_chain  # noqa: PLC0415 -- slow
    from scheduler.exports.pictures.printed import picture_file  # noqa: PLC0415 -- slow import
    from scheduler.files import write_whole  # noqa: PLC0415 -- only where a file is asked for

    made = picture_file(draw_chain(story), path)
    write_whole(path, made.content)
    warn(made.findings)


def _say(story: ChainStory, path: Path | None) -> None:
    if path:
        click.echo(f"The chain of {story.reference}, as of {story.prepared_on}: {path}")
        return
    for line in in_lines(story):
        click.echo(line)


def in_lines(story: ChainStory) -> Iterator[str]:
    """The story: how it stands, then an event a line, then what stands in its place."""
    under = f", under {story.item}" if story.item else ""
    yield f"{story.reference}: {story.text}"
    yield f"Decided at {story.meeting}, {story.when}{under}; {story.owed}."
    yield f"It is {story.standing}."
    yield ""
    for event in story.events:
        yield f"{short_day(event.day):<{_DAY}}{_event_line(event)}"
    if story.earlier or story.later:
        yield ""
    for one in story.earlier:
        yield f"It stands in place of {one.reference}: {one.text}"
    for one in story.later:
        yield f"In its place stands {one.reference} ({one.state}): {one.text}"


def _event_line(event: ChainEvent) -> str:
    place = f" {event.place}" if event.place else ""
    text = f": {event.text}" if event.text else ""
    evidence = f" ({event.evidence})" if event.evidence else ""
    kept = ", ".join(part for part in (event.officer, str(event.audience)) if part)
    return f"{event.kind}{place}{text}{evidence} [{kept}]"
