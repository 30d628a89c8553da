"""Finds the folders that stand beside the package: migrations, templates and calendars."""

from pathlib import Path
from typing import Literal

Folder = Literal["migrations", "templates", "calendars"]


def resource(folder: Folder) -> Path:
    """The folder, from the wheel if installed, else from the checkout.

    A path on disk: the wheel installs unpacked, and Alembic, typst and Word templates need files.
    """
    package = Path(__file__).resolve().parent
    packaged = package / "_resources"
    root = packaged if packaged.is_dir() else package.parent
    return root / folder
