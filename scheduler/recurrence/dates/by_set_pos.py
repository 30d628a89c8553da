"""BYSETPOS: picks from the whole set of one interval, sorted (RFC 5545 3.3.10; L22)."""

from collections.abc import Iterable, Sequence


def places(positions: Iterable[int], count: int) -> list[int]:
    """The places, from 0 and in order, that these positions mean among so many; -1 is the last."""
    meant = {position - 1 if position > 0 else count + position for position in positions}
    return sorted(place for place in meant if 0 <= place < count)


def by_set_pos(members: tuple[int, ...], positions: Sequence[int]) -> tuple[int, ...]:
    """The members at these positions; all of them where no position is given."""
    if not positions:
        return members
    return tuple(members[place] for place in places(positions, len(members)))
