"""Fuzzes the check by coverage, without end: `pip install atheris icalendar` in an own venv.

Then `PYTHONPATH=. python tests/imports/calendar_check/atheris_run.py -timeout=1 FOLDER`. FOLDER is
a copy of tests/imports/data/defects: what reaches new code is added to it.
"""

import sys

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not among the tools of the tests

with atheris.instrument_imports(include=["scheduler.imports"]):
    from scheduler.errors import InvalidValue
    from scheduler.imports.calendar_check.check import check_calendar


def _check(content: bytes) -> None:
    try:
        report = check_calendar("any", content)
    except InvalidValue:
        return
    if not all(str(finding).isprintable() for finding in report.findings):
        raise AssertionError(report)


atheris.Setup(sys.argv, _check)
atheris.Fuzz()
