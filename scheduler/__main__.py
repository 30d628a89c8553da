"""`python -m scheduler`, and the `scheduler` command."""

import gc
import sys

# A call lives for a second or two and makes a few hundred thousand objects that stay: the collector
# need not walk them all again and again.
_FEW_WALKS = 50_000, 20, 100


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(*_FEW_WALKS)
    from scheduler.cli.main import run  # noqa: PLC0415 -- a child process may import this module

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
