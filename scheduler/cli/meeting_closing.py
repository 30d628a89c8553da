"""`scheduler meeting close` and `reopen`: the record of a meeting, complete or with reasons."""

from collections.abc import Sequence

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import confirm_change
from scheduler.cli.typed import Typed
from scheduler.cli.verbs import Verb, meeting_argument, version_option
from scheduler.papers.words import counted
from scheduler.secretariat import meetings
from scheduler.secretariat.closing import close_record, reopen_record, still_open
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting


class _Accepted(Typed[tuple[str, str]]):
    name = "code=reason"

    def read(self, text: str) -> tuple[str, str]:
        """The code and the reason; fails unless both are said."""
        code, _, reason = (part.strip() for part in text.partition("="))
        if not code or not reason:
            self.fail(f"{text!r} is not accepted for a reason; expected CODE=REASON")
        return code, reason


@click.command(cls=Verb)
@meeting_argument
@click.option(
    "--accept",
    "accepted",
    type=_Accepted(),
    multiple=True,
    metavar="CODE=REASON",
    help="Close it without that, and why; repeatable.",
)
@version_option
@pass_app
def close(app: App, meeting: str, accepted: Sequence[tuple[str, str]], version: int | None) -> None:
    """Close the record of a held meeting.

    Refused, with the whole list, while items are undecided or have no home, commitments have no
    owner or due day, or attendance is not recorded; unless each is accepted by its code, for a
    reason that stays in the record. Minutes that are not adopted do not stop it.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        lacks = close_record(
            session,
            found,
            accepted=dict(accepted),
            version=version,
            now=app.now,
            officer=app.officer,
        )
        row = meetings.row_of(found)
        without = f", {counted(len(lacks), 'gap')} accepted" if lacks else ""
        sentence = f"Closed the record of {named_with_date(found)}{without}."
        findings = list(still_open(session, found))
    confirm_change(app, row, sentence, findings)


@click.command(cls=Verb)
@meeting_argument
@click.option("--reason", required=True, help="Why; it stays in the record.")
@version_option
@pass_app
def reopen(app: App, meeting: str, reason: str, version: int | None) -> None:
    """Open the record of a meeting again.

    Its number and its references stay.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        reopen_record(found, reason, version=version, now=app.now, officer=app.officer)
        row = meetings.row_of(found)
        sentence = f"Reopened the record of {named_with_date(found)}."
    confirm_change(app, row, sentence)
