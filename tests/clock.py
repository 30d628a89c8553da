"""The instant at which every test happens, unless it says otherwise."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
# A day after every meeting of the invented partnership that is to be recorded.
AFTER = date(2028, 12, 31)
