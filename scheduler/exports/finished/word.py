"""Every text of a finished Word file: of each part of the package, seen or hidden."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from scheduler.exports.finished.markup import read_xml

_MARKUP = (".xml", ".rels", ".svg")


def read_word(content: bytes) -> Iterator[tuple[str, str]]:
    """Each part by its name, with its words; what is deleted or hidden is read like any other.

    So are attributes, where alternative texts and the addresses of links stand; of a picture there
    is the name alone.
    """
    with ZipFile(BytesIO(content)) as package:
        yield "its parts", "\n".join(package.namelist())
        yield "its remarks", package.comment.decode("utf-8", "replace")
        for name in package.namelist():
            if name.endswith(_MARKUP):
                yield from (
                    (f"{name}{place}", text) for place, text in read_xml(package.read(name))
                )
