"""Public holidays, bank holidays and school breaks, from the `holidays` package.

The package's objects add years when they are merely asked; so they are built with explicit years
and copied to a plain mapping here, and nothing above sees one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

EDITION = f"holidays {version('holidays')}"


@dataclass(frozen=True, slots=True)
class HolidayList:
    """How the package names a list: a country, with a part of it, or a market; and the category."""

    country: str = ""
    market: str = ""
    subdivision: str | None = None
    category: str = "public"


def holiday_days(
    wanted: HolidayList, years: Iterable[int]
) -> tuple[tuple[int, ...], dict[date, str]]:
    """The years among these that the package knows, and their days with English names.

    It knows them from about 1900 to 2100.
    """
    first, last, _ = _made(wanted, ())
    known = tuple(year for year in years if first <= year <= last)
    return known, dict(sorted(_made(wanted, known)[2].items()))


def _made(wanted: HolidayList, years: Iterable[int]) -> tuple[int, int, Mapping[date, str]]:
    """The first and the last year that the package knows, and the days of these."""
    import holidays  # noqa: PLC0415 -- slow import; most commands read no calendar

    made = (
        holidays.financial_holidays(wanted.market, years=years, expand=False, language="en_US")
        if wanted.market
        else holidays.country_holidays(
            wanted.country,
            subdiv=wanted.subdivision,
            categories=wanted.category,
            years=years,
            expand=False,
            language="en_US",
        )
    )
    return made.start_year, made.end_year, made
