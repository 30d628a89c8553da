"""`scheduler pack`: print the briefing pack of a meeting, and know its editions again."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.pack_all import Wanted, build_all
from scheduler.cli.pack_editions import diff, list_, show
from scheduler.cli.pack_making import Order, build_pack
from scheduler.cli.pack_verify import verify
from scheduler.cli.papers import format_option, output_option, reader_option
from scheduler.cli.typed import Typed
from scheduler.cli.verbs import DAY, Noun, words
from scheduler.imports.document_files import read_document
from scheduler.papers.edition import PackKind
from scheduler.secretariat.annexes import GivenAnnex, given_annex


class AnnexFile(Typed[GivenAnnex]):
    """A PDF, as FILE or TITLE=FILE."""

    name = "annex"

    def read(self, text: str) -> GivenAnnex:
        """The file with its title; a file of that whole name goes before a title."""
        title, has_title, name = text.rpartition("=")
        if not has_title or Path(text).exists():
            return given_annex(read_document(Path(text)))
        return given_annex(read_document(Path(name)), title)


@click.group(cls=Noun)
def pack() -> None:
    """Print the briefing pack of a meeting, in editions."""


for _verb in (list_, show, verify, diff):
    pack.add_command(_verb)


@pack.command()
@click.argument("meeting", metavar="MEETING", required=False)
@click.option("--all", "is_all", is_flag=True, help="Of every meeting of the series and days.")
@click.option("--series", metavar="CODE", help="With --all: of this series.")
@click.option("--since", type=DAY, help="With --all: from this day on; if not said, from today.")
@click.option("--until", type=DAY, help="With --all: up to this day.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --all: how many at once; if not said, one for each core.",
)
@click.option(
    "--kind", type=words(PackKind), help="For the chair, a delegation, the partner, the public."
)
@reader_option
@format_option
@output_option
@click.option(
    "--annex",
    "files",
    type=AnnexFile(),
    multiple=True,
    metavar="[TITLE=]FILE",
    help="A PDF to bind in after those of items; may repeat.",
)
@click.option("--without-annexes", is_flag=True, help="Name the annexes, do not bind them in.")
@click.option("--cleared-only", is_flag=True, help="Leave drafts out, and say which.")
@click.option(
    "--with-date-explained", is_flag=True, help="Add why it is on its day; for our own eyes."
)
@click.option(
    "--replacement-pages",
    "since_edition",
    type=click.IntRange(min=1),
    metavar="N",
    help="Also, as one PDF, the pages that changed since edition N.",
)
@pass_app
def build(
    app: App,
    /,
    *,
    meeting: str | None,
    is_all: bool,
    series: str | None,
    since: date | None,
    until: date | None,
    processes: int | None,
    **chosen: Any,  # noqa: ANN401 -- the fields of an Order
) -> None:
    """Bind the pack of MEETING, or of many, for one reader.

    It holds participants, agenda, notes, open commitments, seating, and the PDFs of items and of
    --annex as annexes. A text that nobody has cleared is marked as a draft. A pack for the other
    party holds what is joint or public, and nothing that is ours alone.

    Where something has changed since it was last built it is a new edition, which says what.

    With --all the packs that cannot be built are named, and the exit code is 3; the others stand.
    """
    wanted = Wanted(series, since, until, processes)
    if is_all is (meeting is not None) or (meeting and wanted != Wanted()):
        message = "give MEETING, or --all with --series, --since and --until"
        raise click.UsageError(message, click.get_current_context())
    if meeting is None:
        build_all(app, Order(**chosen), wanted)
        return
    built = build_pack(app, meeting, Order(**chosen))
    answer(app, built.value(), lambda: built.written.say(built.sentence))
    warn(built.written.findings)
