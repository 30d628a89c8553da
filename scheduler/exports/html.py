"""Papers as HTML: one page that needs nothing beside itself and runs nothing."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scheduler.errors import InvalidValue, RenderFailed
from scheduler.exports.as_json import Paper, template_of
from scheduler.exports.house import House, plain_house
from scheduler.exports.images import read_image
from scheduler.exports.page_data import kind_of, page_data
from scheduler.exports.rendered import Rendered
from scheduler.exports.template_faults import TEMPLATE_FAULTS, fault_in
from scheduler.papers.clean import is_followable


def render_html(paper: Paper, house: House | None = None) -> Rendered:
    """The paper as one page in UTF-8; the same paper gives the same bytes.

    Raises RenderFailed where a template has a wrong tag.
    """
    house = house or plain_house()
    name = f"{template_of(paper)}.html.jinja"
    return render_page(name, lambda: page_data(paper, house), house, kind_of(paper))


def render_page(name: str, data: Callable[[], dict[str, Any]], house: House, kind: str) -> Rendered:
    """A page of that template, with the data that its tags may name; as `render_html`."""
    try:
        style = house.find("paper.css").read_text(encoding="utf-8") + _colours(house)
        page = (
            _environment(house.places)
            .get_template(name)
            .render(
                paper=data(),
                style=Markup(style),  # noqa: S704 -- our own style sheet; no text of a paper is in it
                style_hash=_hash(style),
                logo=_logo(house),
            )
        )
    except (*TEMPLATE_FAULTS, InvalidValue, OSError) as error:
        reason = f"its template {fault_in(error, name)}"
        remedy = f"mend the templates in {house.places[0]}"
        raise RenderFailed(kind, reason, remedy) from error
    return Rendered(page.encode("utf-8"))


@cache
def _environment(places: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(places), autoescape=True, undefined=StrictUndefined
    )
    environment.tests["followable"] = is_followable
    return environment


def _colours(house: House) -> str:
    """The colours and the font of a style that is not the plain one, over those of paper.css."""
    look, plain = house.style, plain_house().style
    rules = []
    if look.accent != plain.accent:
        rules.append(f":root {{ --accent: {look.accent}; }}")
        light = f"color-mix(in srgb, {look.accent} 40%, white)"
        rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {light}; }} }}")
    if look.page_font != plain.page_font:
        rules.append(f"body {{ font-family: {look.page_font}; }}")
    if look.logo:
        rules.append(f".logo {{ height: {look.logo_height}mm; }}")
    return "".join(f"{rule}\n" for rule in rules)


def _logo(house: House) -> str:
    """The logo as an address that holds it; empty where there is none."""
    if not house.style.logo:
        return ""
    content = read_image(house.find(house.style.logo))
    kind = {"svg": "svg+xml"}.get(content.kind, content.kind)
    return f"data:image/{kind};base64,{b64encode(content.data).decode('ascii')}"


def _hash(style: str) -> str:
    """What a Content-Security-Policy calls this style sheet."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode('utf-8')).digest()).decode('ascii')}"
