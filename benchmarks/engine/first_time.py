"""Run in a fresh process: each rule's window as a JSON list of µs, none of them met before.

Arguments: the zone's name in `rules.ZONES`, then the rules.
"""

import json
import sys

from benchmarks.engine.engines import Ours
from benchmarks.engine.rules import ZONES, start, year
from benchmarks.engine.stopwatch import timed

# Takes the imports that the engine leaves until the first question.
_UNRELATED = "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5"
FAR = 2095


def main() -> None:
    """Print the times in the rules' order."""
    zone, *texts = sys.argv[1:]
    first, window = start(ZONES[zone]), year(FAR, ZONES[zone])
    Ours().cold(_UNRELATED, start(None), *year(FAR, None))()
    works = [Ours().cold(text, first, *window) for text in texts]
    print(json.dumps([each.microseconds for each in timed(*works, first=True)]))


if __name__ == "__main__":
    main()
