"""The model of the disk: what must, and what may, be there after a power cut."""

from pathlib import PurePath
from random import Random

from tests.durability.replay import Fate, Record, cut

FOLDER, A, B = PurePath("/d"), PurePath("/d/a"), PurePath("/d/b")


def change(
    operation: str, path: PurePath, inode: int = 1, *, at: int = 0, of: bytes = b""
) -> Record:
    return Record(operation, path, inode, at, of)


def outcomes(records: list[Record], fate: Fate) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that may be found, over many cuts."""
    cuts = (cut(records, fate, Random(number)) for number in range(200))  # noqa: S311 -- chance
    return {tuple(sorted((path.name, content) for path, content in one.items())) for one in cuts}


CREATED = [change("c", A), change("w", A, of=b"old"), change("s", A)]
OVERWRITTEN = [*CREATED, change("w", A, at=1, of=b"NEW")]


def test_unsynced_write_may_be_lost() -> None:
    assert outcomes(OVERWRITTEN, Fate.DROPPED) == {(("a", b"old"),)}
    assert outcomes(OVERWRITTEN, Fate.KEPT) == {(("a", b"oNEW"),)}
    assert outcomes(OVERWRITTEN, Fate.SCATTERED) == {(("a", b"old"),), (("a", b"oNEW"),)}


def test_synced_write_stays() -> None:
    assert outcomes([*OVERWRITTEN, change("s", A)], Fate.DROPPED) == {(("a", b"oNEW"),)}


def test_write_is_torn_where_sectors_of_the_disk_begin() -> None:
    records = [change("c", A), change("w", A, at=511, of=b"xy")]
    first, second = bytes(511) + b"x", bytes(512) + b"y"
    assert outcomes(records, Fate.SCATTERED) == {
        (("a", b""),),
        (("a", first),),
        (("a", second),),
        (("a", first + b"y"),),
    }


def test_unsynced_cut_of_a_file_may_be_lost() -> None:
    records = [*CREATED, change("t", A, at=1)]
    assert outcomes(records, Fate.SCATTERED) == {(("a", b"old"),), (("a", b"o"),)}


def test_removal_needs_a_synced_folder() -> None:
    removed = [*CREATED, change("u", A)]
    assert outcomes(removed, Fate.SCATTERED) == {(("a", b"old"),), ()}
    assert outcomes([*removed, change("s", FOLDER, 9)], Fate.DROPPED) == {()}


def test_new_file_of_the_same_name_replaces_a_removed_one() -> None:
    assert outcomes([*CREATED, change("u", A), change("c", A, 2)], Fate.DROPPED) == {(("a", b""),)}


def test_rename_needs_a_synced_folder() -> None:
    renamed = [*CREATED, change("c", B, 2), change("r", A, of=bytes(B))]
    both, one = (("a", b"old"), ("b", b"")), (("b", b"old"),)
    assert outcomes(renamed, Fate.SCATTERED) == {both, one}
    assert outcomes([*renamed, change("s", FOLDER, 9)], Fate.DROPPED) == {one}
