"""What a typst template can read: the files of a house, copied into a folder of their own."""

from pathlib import Path

from scheduler.errors import InvalidValue, RenderFailed
from scheduler.exports.house import House
from scheduler.exports.images import read_image

REMEDY = "put the template right"
_IMAGES = {".svg", ".png", ".jpg", ".jpeg"}
_READ = {".typ", ".ttf", ".otf", ".ttc"}


def copy_templates(house: House, folder: Path, paper: str) -> None:
    """Copy what a template may name; a link to another place is not followed.

    Raises RenderFailed for an image that lies, and for a package from the network.
    """
    for name, file in house.files().items():
        suffix = file.suffix.lower()
        if suffix in _IMAGES:
            content = _image(file, paper)
        elif suffix in _READ:
            content = file.read_bytes()
        else:
            continue
        if suffix == ".typ" and b"@preview" in content:
            reason = f"{name} fetches a package from the network (@preview)"
            raise RenderFailed(paper, reason, REMEDY)
        (folder / name).write_bytes(content)


def _image(file: Path, paper: str) -> bytes:
    try:
        return read_image(file).data
    except InvalidValue as error:
        raise RenderFailed(paper, str(error), REMEDY) from error
