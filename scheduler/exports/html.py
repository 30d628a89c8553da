"""Papers as HTML: one page that needs nothing beside itself and runs nothing."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scheduler.exports.as_json import Paper, as_data
from scheduler.exports.cover import cover_facts, kind_of, template_of
from scheduler.exports.rendered import Rendered
from scheduler.papers.clean import is_followable
from scheduler.resources import resource


def render_html(paper: Paper) -> Rendered:
    """The paper as one page in UTF-8; the same paper gives the same bytes."""
    folder = resource("templates") / "papers"
    style = (folder / "paper.css").read_text(encoding="utf-8")
    page = (
        _environment(folder)
        .get_template(f"{template_of(paper)}.html.jinja")
        .render(
            paper=as_data(paper),
            kind=kind_of(paper),
            facts=cover_facts(paper),
            style=Markup(style),  # noqa: S704 -- our own style sheet; no text of a paper is in it
            style_hash=_hash(style),
        )
    )
    return Rendered(page.encode("utf-8"))


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined
    )
    environment.tests["followable"] = is_followable
    return environment


def _hash(style: str) -> str:
    """What a Content-Security-Policy calls this style sheet."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode('utf-8')).digest()).decode('ascii')}"
