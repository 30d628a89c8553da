import gzip
from datetime import UTC, datetime

from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import Revision
from scheduler.web.copies import Copies, Kept, copy_of

CHANGED = Revision('"abc"', datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
FIRST, SECOND, THIRD = (FeedName(slug) for slug in ("first", "second", "third"))


def kept(name: FeedName, size: int) -> Kept:
    return Kept("mark", copy_of(name, CHANGED, b"x" * size))


def test_each_coding_has_a_tag_of_its_own() -> None:
    copy = copy_of(FIRST, CHANGED, b"some octets")

    assert (copy.plain.etag, copy.packed.etag) == ('"abc"', '"abc-gzip"')
    assert gzip.decompress(copy.packed.octets) == copy.plain.octets == b"some octets"
    assert copy_of(FIRST, CHANGED, b"some octets") == copy


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    copies = Copies(most_octets=2500)
    first, second, third = kept(FIRST, 1000), kept(SECOND, 1000), kept(THIRD, 1000)
    copies.put(FIRST, first)
    copies.put(SECOND, second)
    assert copies.get(FIRST) == first
    copies.put(THIRD, third)

    assert [copies.get(name) for name in (FIRST, SECOND, THIRD)] == [first, None, third]


def test_a_feed_larger_than_all_the_room_is_kept_alone_and_counted_once() -> None:
    copies = Copies(most_octets=2500)
    large = kept(FIRST, 9000)
    copies.put(SECOND, kept(SECOND, 10))
    for _ in range(3):
        copies.put(FIRST, large)
    assert (copies.get(FIRST), copies.get(SECOND)) == (large, None)

    small = kept(FIRST, 10)
    copies.put(FIRST, small)
    copies.put(SECOND, kept(SECOND, 1000))
    assert (copies.get(FIRST), copies.get(SECOND)) == (small, kept(SECOND, 1000))
