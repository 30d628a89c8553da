"""`scheduler feed link`: a feed's address, for programs and as a QR code."""

import os
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import text_given
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb
from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.files import write_whole
from scheduler.secretariat.feed_links import FeedLink, link_to, public_link
from scheduler.settings import WEB_ADDRESS, read_web_address

_GIVEN = "-"
_KINDS = (".svg", ".png")


@click.command(cls=Verb)
@click.argument("name", metavar="NAME|-")
@click.option("--at", "base", metavar="URL", help="The address of the folder of public feeds.")
@click.option("--qr", metavar="FILE|-", help="Draw it into an .svg or .png file, or here.")
@pass_app
def link(app: App, name: str, base: str | None, qr: str | None) -> None:
    """Tell the link of a public feed.

    Its https address, and the webcal link that opens the program to subscribe with, which the QR
    code holds. The feeds lie where `serve` is reached: SCHEDULER_WEB_ADDRESS says it.
    With -, the address of a feed that is not public is read from stdin.
    """
    if qr not in (None, _GIVEN) and Path(qr or "").suffix.lower() not in _KINDS:
        raise InvalidValue("--qr", qr, "a file that ends in .svg or .png, or - to draw it here")
    found = link_to(text_given(_GIVEN)) if name == _GIVEN else _public(app, name, base)
    drawn = _drawn(found, Path(qr)) if qr and qr != _GIVEN else None
    value = {"address": found.address, "webcal": found.webcal or None, "qr": drawn}
    answer(app, value, lambda: _say(found, qr))
    warn(_doubts(found))


def _public(app: App, name: str, base: str | None) -> FeedLink:
    folder = base or f"{_web_address()}/feeds"
    with app.reading() as session:
        return public_link(session, name, base=folder)


def _web_address() -> str:
    if address := read_web_address(os.environ):
        return address
    raise InvalidValue("--at", "nothing", f"the address of the feeds, there or in {WEB_ADDRESS}")


def _drawn(found: FeedLink, path: Path) -> Path:
    from scheduler.exports.qr import qr_picture  # noqa: PLC0415 -- slow import

    write_whole(path, qr_picture(found.webcal or found.address, path.suffix.lower()[1:]))
    return path


def _say(found: FeedLink, qr: str | None) -> None:
    click.echo(found.address)
    if found.webcal:
        click.echo(found.webcal)
    if qr == _GIVEN:
        from scheduler.exports.qr import qr_text  # noqa: PLC0415 -- slow import

        click.echo(qr_text(found.webcal or found.address))
    elif qr:
        click.echo(f"The QR code is in {qr}.")


def _doubts(found: FeedLink) -> list[Finding]:
    if found.webcal:
        return []
    message = "the address is not https: anybody on the way can read it, and phones may refuse it"
    return [Finding(Severity.WARNING, message)]
