"""The marks of a year's picture, told apart by shape, height and hatching, not by colour alone.

The colours are those of Okabe and Ito, which colour-blind people tell apart.
"""

from scheduler.exports.pictures.svg import Point, disc, hatching, line, outline, rectangle
from scheduler.papers.year_view import Standing
from scheduler.planning.closures import Hardness

ROW = 15.0
INK = "#0072b2"
# The colour of a closed day, where it begins in its row, and how high it is.
_CLOSED = {
    Hardness.BLOCK: ("#d55e00", 2.0, 11.0),
    Hardness.WARN: ("#e69f00", 3.5, 8.0),
    Hardness.NOTE: ("#56b4e9", 5.5, 4.0),
}
_RADIUS = 5.0
_HOLD = (4.0, 12.0)
_DIAMOND: tuple[Point, ...] = ((0, -5), (5, 0), (0, 5), (-5, 0))
_TRIANGLE: tuple[Point, ...] = ((0, -5), (5, 4), (-5, 4))


def patterns(name: str) -> str:
    """The hatchings of what is provisional; `name` begins their ids."""
    return "".join(hatching(f"{name}{one}", _CLOSED[one][0]) for one in Hardness)


def closed(
    at: Point, width: float, hardness: Hardness, *, is_provisional: bool, name: str = ""
) -> str:
    """Closed days, from the upper left corner of their place in a row; hatched if provisional."""
    colour, down, height = _CLOSED[hardness]
    x, y = at
    if is_provisional:
        size = (width - 1, height - 1)
        fill = f"url(#{name}{hardness})"
        return rectangle((x + 0.5, y + down + 0.5), size, fill=fill, stroke=colour)
    return rectangle((x, y + down), (width, height), fill=colour)


def mark(standing: Standing, centre: Point) -> str:
    """What stands for a meeting, or for a day kept free, around a point."""
    x, y = centre
    match standing:
        case Standing.HELD:
            return rectangle((x - 4.5, y - 4.5), (9, 9), fill=INK)
        case Standing.CONFIRMED:
            return disc(centre, _RADIUS, fill=INK)
        case Standing.PLANNED:
            return disc(centre, _RADIUS, fill=INK) + disc(centre, 3, fill="#fff")
        case Standing.HOLD:
            width, height = _HOLD
            corner = (x - width / 2, y - height / 2)
            return rectangle(corner, _HOLD, fill="#fff", stroke="#000", dashes="2 1")
        case Standing.CANCELLED:
            ends = ((x - 4, y - 4), (x + 4, y + 4)), ((x - 4, y + 4), (x + 4, y - 4))
            return "".join(line(*of, stroke="#000") for of in ends)
    return outline(_corners(standing, centre), stroke=INK, fill=_filled(standing))


def _corners(standing: Standing, centre: Point) -> list[Point]:
    x, y = centre
    around = _DIAMOND if standing is Standing.PROPOSED else _TRIANGLE
    return [(x + across, y + down) for across, down in around]


def _filled(standing: Standing) -> str:
    return INK if standing is Standing.PROPOSED else "#fff"
