"""An address as a QR code (ISO/IEC 18004), for a telephone to read."""

from io import BytesIO, StringIO

import segno

_MODULE_PIXELS = 8


def qr_picture(address: str, kind: str) -> bytes:
    """The code as `svg` or `png`; the same address gives the same bytes."""
    out = BytesIO()
    segno.make_qr(address).save(out, kind=kind, scale=_MODULE_PIXELS)
    return out.getvalue()


def qr_text(address: str) -> str:
    """The code in half blocks, for a terminal."""
    out = StringIO()
    segno.make_qr(address).terminal(out, compact=True)
    return out.getvalue()
