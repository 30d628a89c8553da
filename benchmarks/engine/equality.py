"""Whether two engines say the same: instants are compared, since labels differ inside a gap."""

from collections.abc import Mapping
from datetime import UTC, datetime

from benchmarks.engine.report import Part


def compare(
    part: Part, what: str, ours: list[datetime], theirs: Mapping[str, list[datetime]]
) -> None:
    """Enter in the report what differs, and what a peer gives twice where clocks go forward."""
    if instants(ours) != _as_utc(ours):
        part.differences.append(f"{what}: ours is out of order or holds an instant twice")
    for peer, values in theirs.items():
        if said := difference(ours, values):
            part.differences.append(f"{what}, {peer}: {said}")
        if doubled := len(values) - len(instants(values)):
            part.notes.append(f"{what}: {peer} gives {doubled} instants twice, at a gap")


def instants(values: list[datetime]) -> list[datetime]:
    """The instants, in order and each once; floating times as they are."""
    return sorted(set(_as_utc(values)))


def _as_utc(values: list[datetime]) -> list[datetime]:
    if not values or values[0].tzinfo is None:
        return values
    return [value.astimezone(UTC) for value in values]


def difference(ours: list[datetime], theirs: list[datetime]) -> str | None:
    """What the two lists disagree about; None if nothing."""
    mine, peers = set(_as_utc(ours)), set(_as_utc(theirs))
    if mine == peers:
        return None
    lacking = ", ".join(map(str, sorted(peers - mine)[:2])) or "none"
    further = ", ".join(map(str, sorted(mine - peers)[:2])) or "none"
    return f"{len(mine)} against {len(peers)} instants; lacking {lacking}; besides {further}"
