"""Papers as HTML: one page that needs nothing beside itself and runs nothing."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scheduler.errors import RenderFailed
from scheduler.exports.as_json import Paper, template_of
from scheduler.exports.page_data import kind_of, page_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.template_faults import TEMPLATE_FAULTS
from scheduler.papers.clean import is_followable
from scheduler.resources import resource


def render_html(paper: Paper) -> Rendered:
    """The paper as one page in UTF-8; the same paper gives the same bytes.

    Raises RenderFailed where a template has a wrong tag.
    """
    return render_with(resource("templates") / "papers", paper)


def render_with(folder: Path, paper: Paper) -> Rendered:
    """The paper set in the templates of this folder; as `render_html`."""
    name = f"{template_of(paper)}.html.jinja"
    data = page_data(paper)
    try:
        style = (folder / "paper.css").read_text(encoding="utf-8")
        template = _environment(folder).get_template(name)
        page = template.render(
            paper=data,
            style=Markup(style),  # noqa: S704 -- our own style sheet; no text of a paper is in it
            style_hash=_hash(style),
        )
    except (*TEMPLATE_FAULTS, OSError) as error:
        reason = f"its template {name} cannot be filled: {error}"
        raise RenderFailed(kind_of(paper), reason, f"mend the templates in {folder}") from error
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
