"""The instant at which every test happens, unless it says otherwise."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
