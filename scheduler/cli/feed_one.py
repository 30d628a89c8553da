"""`scheduler feed write NAME -o FILE`: one feed of those that there are."""

import os
import sys
from pathlib import Path

import click

from scheduler.cli.app import App
from scheduler.cli.output import answer
from scheduler.errors import InvalidValue, NotFound
from scheduler.files import write_whole
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName, FeedStyle
from scheduler.secretariat.feed_catalogue import find_recipe, list_feeds
from scheduler.settings import read_web_address

_STDOUT = "-"


def write_one(
    app: App, name: str, output: str, *, style: FeedStyle | None, reach: Reach | None
) -> None:
    """Write the feed of that name as it is served, and say what was written."""
    source = read_web_address(os.environ)
    with app.writing() as session:
        names = [one.name for one in list_feeds(session)]
        chosen = _chosen(names, name.removesuffix(".ics"), style, reach)
        if output != _STDOUT and chosen.reach is not Reach.PUBLIC:
            _require_apart(Path(output), names)
        octets = find_recipe(session, chosen).write(chosen.published_at(source))
        session.rollback()  # what was kept on the way: this writes a file, and not the record
    if output == _STDOUT:
        sys.stdout.buffer.write(octets)
        return
    _write(app, chosen, Path(output), octets)


def _chosen(
    names: list[FeedName], name: str, style: FeedStyle | None, reach: Reach | None
) -> FeedName:
    """The feed that is meant: of those of one name the public one, if no other is asked for."""
    slug, _, said = name.partition(".")
    wanted = style or (FeedStyle(said) if said in list(FeedStyle) else FeedStyle.SINGLE)
    found = [one for one in names if one.slug == slug and one.style is wanted]
    found = [one for one in found if reach in (None, one.reach)]
    if not found:
        raise NotFound("feed", name, list(dict.fromkeys(one.stem for one in names)))
    return next((one for one in found if one.reach is Reach.PUBLIC), found[0])


def _require_apart(file: Path, names: list[FeedName]) -> None:
    """Raise InvalidValue where what is not public would lie as, or beside, what is."""
    public = [one.file for one in names if one.reach is Reach.PUBLIC]
    if file.name in public:
        raise InvalidValue("the file", str(file), "another name: a public feed is called so")
    beside = [name for name in public if (file.parent / name).exists()]
    if beside:
        expected = f"one in another folder than {beside[0]}: public feeds stand apart"
        raise InvalidValue("the file", str(file), expected)


def _write(app: App, name: FeedName, path: Path, octets: bytes) -> None:
    changed = write_whole(path, octets)
    row = {
        "file": path,
        "feed": name.slug,
        "reach": str(name.reach),
        "style": str(name.style),
        "written": changed,
    }
    state = "written" if changed else "unchanged"
    private = "" if name.reach is Reach.PUBLIC else ", which is not public"
    answer(app, row, lambda: click.echo(f"{path}: {state}, the feed {name.stem}{private}."))
