"""Busy times beside their peers: `python -m benchmarks.busy [--quick] [--json]`.

40 people with 500 recurring events each: reading their files, and what they take of ten years.
Peers that are not installed are left out (see `bench` in pyproject.toml). The exit code is 1 if
results differ, else 0: a missed bar is for the reader.
"""

import argparse
import json
import platform
import sys
from dataclasses import asdict

from benchmarks.busy_people import figures


def main() -> int:
    """Run both parts and print them; 1 if any result differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    parts = figures.parts(quick=options.quick)
    if options.json:
        print(json.dumps([asdict(part) for part in parts], indent=1))
    else:
        print(*parts, sep="\n")
    return 1 if any(part.differences for part in parts) else 0


if __name__ == "__main__":
    print(f"Python {platform.python_version()}", file=sys.stderr)
    sys.exit(main())
