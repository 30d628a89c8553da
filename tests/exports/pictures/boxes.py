"""Where the words and the shapes of a drawn picture lie."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

from scheduler.exports.pictures.measured import width

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def touches(self, other: "Box") -> bool:
        """Numbers are drawn with one decimal: a tenth is no overlap."""
        return (
            self.left + 0.15 < other.right
            and other.left + 0.15 < self.right
            and self.top + 0.15 < other.bottom
            and other.top + 0.15 < self.bottom
        )


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own


def texts(root: ET.Element) -> list[Box]:
    """Each text, as wide as a browser may draw it, from its capitals to its descenders."""
    found = []
    for one in root.iter(f"{SVG}text"):
        size, said = float(one.get("font-size", "")), one.text or ""
        x, y = float(one.get("x", "")), float(one.get("y", ""))
        room = width(said, size, is_bold=one.get("font-weight") == "bold")
        left = x - room if one.get("text-anchor") == "end" else x
        found.append(Box(left, y - 0.75 * size, left + room, y + 0.22 * size, said))
    return found


def marks(group: ET.Element) -> Iterator[Box]:
    """Each drawn shape of a group but the white grounds of its words."""
    for one in group.iter():
        is_ground = one.get("fill") == "#fff" and one.get("stroke") == "none"
        if not is_ground:
            yield from _box(one)


def _box(one: ET.Element) -> Iterator[Box]:
    number = {key: float(value) for key, value in one.items() if _is_number(value)}
    if one.tag == f"{SVG}rect":
        x, y = number["x"], number["y"]
        yield Box(x, y, x + number["width"], y + number["height"], "rect")
    elif one.tag == f"{SVG}circle":
        x, y, r = number["cx"], number["cy"], number["r"]
        yield Box(x - r, y - r, x + r, y + r, "circle")
    elif one.tag == f"{SVG}polygon":
        points = [tuple(map(float, at.split(","))) for at in one.get("points", "").split()]
        xs, ys = zip(*points, strict=True)
        yield Box(min(xs), min(ys), max(xs), max(ys), "polygon")


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).removeprefix("-").isdecimal()


def groups(root: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}g") if one.get("class") == name]


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    """The pairs that lie on each other."""
    return [(one.what, other.what) for one, other in combinations(boxes, 2) if one.touches(other)]
