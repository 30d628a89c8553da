"""A partnership file as text, in the format that imports read back."""

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
    tables = file.model_dump(exclude_defaults=True)
    return _HEAD + tomli_w.dumps(tables, multiline_strings=True)
