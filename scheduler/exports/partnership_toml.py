"""A partnership file as text, in the format that imports read back."""

from collections.abc import Mapping
from typing import Any

import tomli_w
from pydantic import BaseModel

_HEAD = """\
#:schema partnership.schema.json
#
# Written by `scheduler partnership dump`. Edit it, then load it: scheduler partnership load FILE

"""


def write_partnership(file: BaseModel) -> str:
    """The TOML text of a partnership file; what is at its default is left out.

    The same file gives the same text, and reading the text gives the file again.
    """
    return _HEAD + write_tables(file.model_dump(exclude_defaults=True))


def write_tables(tables: Mapping[str, Any]) -> str:
    """Plain tables as TOML text."""
    return tomli_w.dumps(tables, multiline_strings=True)
