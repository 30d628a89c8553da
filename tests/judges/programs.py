"""Finds the programs that judge ours: one that is missing is skipped, or fails if required."""

import os
import shutil
from typing import NoReturn

import pytest


def missing(judge: str) -> NoReturn:
    """Skip the test; fail it where REQUIRE_JUDGES=1 is set."""
    message = f"the judge {judge} is not installed"
    if os.environ.get("REQUIRE_JUDGES") == "1":
        pytest.fail(message)
    pytest.skip(message)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None) or missing(names[0])
