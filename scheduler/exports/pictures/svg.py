"""The few shapes of SVG 1.1 that the pictures are drawn with, as text.

Numbers have at most one decimal, so that the same picture has the same bytes on every machine.
"""

from collections.abc import Iterable, Sequence
from html import escape

Point = tuple[float, float]

FONT = "Noto Sans, Helvetica, Arial, sans-serif"
_HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2" stroke="#777" stroke-width="1"/></pattern>'
)
HATCHED = "url(#hatch)"


def document(
    size: Point,
    title: str,
    description: str,
    shapes: Iterable[str],
    *,
    name: str = "",
    patterns: str = _HATCH,
) -> str:
    """The whole picture on white, with a title and a description for who cannot see it.

    Several in one page each need a name, which begins the ids of its parts.
    """
    width, height = map(number, size)
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"',
        f'viewBox="0 0 {width} {height}" role="img"',
        f'aria-labelledby="{name}title {name}description"',
        f'font-family="{FONT}" font-size="13">',
        f'<title id="{name}title">{escape(title)}</title>',
        f'<desc id="{name}description">{escape(description)}</desc>',
        f"<defs>{patterns}</defs>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *shapes,
        "</svg>\n",
    )
    return "\n".join(lines)


def rectangle(at: Point, size: Point, *, fill: str, stroke: str = "none", dashes: str = "") -> str:
    """A rectangle by its upper left corner."""
    (x, y), (width, height) = at, size
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
        f'height="{number(height)}" fill="{fill}" stroke="{stroke}"{dashed}/>'
    )


def line(start: Point, end: Point, *, stroke: str = "#000", dashes: str = "") -> str:
    """A line from one point to another."""
    (x1, y1), (x2, y2) = start, end
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}"{dashed}/>'
    )


def disc(centre: Point, radius: float, *, fill: str) -> str:
    """A filled circle."""
    x, y = centre
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>'


def outline(points: Sequence[Point], *, stroke: str, fill: str = "#fff") -> str:
    """A closed line around white, or around a colour."""
    through = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{through}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'


def hatching(name: str, colour: str) -> str:
    """A pattern of slanted strokes in a colour; a shape is filled with `url(#name)`."""
    return (
        f'<pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<rect width="4" height="4" fill="#fff"/><path d="M-1 1 l2 -2 M0 4 l4 -4 M3 5 l2 -2" '
        f'stroke="{colour}" stroke-width="1.4"/></pattern>'
    )


def group(name: str, shapes: Iterable[str]) -> str:
    """Shapes that belong together, under the name of their kind."""
    return "\n".join((f'<g class="{name}">', *shapes, "</g>"))


def words(
    at: Point, text: str, *, anchor: str = "start", size: int = 13, bold: bool = False
) -> str:
    """A line of text whose foot stands at a point."""
    x, y = at
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" '
        f'font-size="{size}"{weight}>{escape(text)}</text>'
    )


def number(value: float) -> str:
    """At most one decimal, and none where it is 0."""
    return f"{value:.1f}".removesuffix(".0")
