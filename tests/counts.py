"""How often the long tests try: enough in `make test`, and to the full in `make torture`."""

import os

FULL_COUNTS = os.environ.get("SCHEDULER_TORTURE") == "1"


def times(few: int, full: int) -> int:
    """How often to try: `few` times, or `full` where the full counts are wanted."""
    return full if FULL_COUNTS else few
