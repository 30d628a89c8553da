"""`python -m scheduler`, and the `scheduler` command."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from scheduler.cli.main import run  # noqa: PLC0415 -- a child process may import this module

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
