"""The code itself is read by another program in tests/judges; here, how it is drawn."""

import struct
import zlib
from xml.etree import ElementTree as ET

import segno

from scheduler.exports.qr import qr_picture, qr_text

ADDRESS = "webcal://calendars.example.org/feeds/eu-iom.ics"
QUIET = 4  # modules around the code that stay light (ISO/IEC 18004 9.1)
SCALE = 8


def rows_of(png: bytes) -> list[list[bool]]:
    """Which modules of a black and white picture are dark, row by row."""
    width, height, depth = struct.unpack(">IIB", png[16:25])
    assert depth == 1
    packed = b""
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, stride = zlib.decompress(packed), (width + 7) // 8 + 1
    lines = [raw[row * stride + 1 : (row + 1) * stride] for row in range(height)]
    bits = [f"{int.from_bytes(line, 'big'):0{(stride - 1) * 8}b}"[:width] for line in lines]
    return [[bit == "0" for bit in row[::SCALE]] for row in bits[::SCALE]]


def test_a_png_has_the_code_with_light_around_it() -> None:
    modules = [[bool(module) for module in row] for row in segno.make_qr(ADDRESS).matrix]
    size = len(modules) + 2 * QUIET
    light = [[False] * size] * QUIET
    side = [False] * QUIET

    drawn = rows_of(qr_picture(ADDRESS, "png"))

    assert drawn == [*light, *([*side, *row, *side] for row in modules), *light]


def test_an_svg_is_a_picture_of_the_same_size() -> None:
    svg = ET.fromstring(qr_picture(ADDRESS, "svg").decode())  # noqa: S314 -- made here

    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.get("width") == str(SCALE * len(rows_of(qr_picture(ADDRESS, "png"))))


def test_the_same_address_gives_the_same_bytes() -> None:
    for kind in ("svg", "png"):
        assert qr_picture(ADDRESS, kind) == qr_picture(ADDRESS, kind)


def test_a_terminal_shows_two_rows_of_modules_in_a_line() -> None:
    size = len(segno.make_qr(ADDRESS).matrix) + 2 * QUIET

    lines = qr_text(ADDRESS).splitlines()

    assert [len(line) for line in lines if line] == [size] * ((size + 1) // 2)
