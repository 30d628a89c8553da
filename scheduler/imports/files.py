"""Files that a person names: read whole, within a size, as text."""

from pathlib import Path

from scheduler.errors import InvalidValue

LARGEST = 1_000_000


def read_text(path: Path, *, largest: int = LARGEST) -> str:
    """The text of a UTF-8 file; `largest` is in bytes.

    Raises InvalidValue where it cannot be read, is larger, or is not text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise InvalidValue("the file", str(path), f"a readable file ({error.strerror})") from None
    if len(content) > largest:
        raise InvalidValue("the file", str(path), f"no more than {largest:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        expected = f"UTF-8 text (byte {error.start + 1} is not)"
        raise InvalidValue("the file", str(path), expected) from None
