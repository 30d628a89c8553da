from datetime import UTC, datetime

import pytest

from scheduler.web.conditions import heard, is_unchanged, takes_gzip

CHANGED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAME, NEWER = "Tue, 24 Nov 2026 09:00:00 GMT", "Tue, 24 Nov 2026 09:00:01 GMT"
OLDER = "Tue, 24 Nov 2026 08:59:59 GMT"


def unchanged(**said: str) -> bool:
    headers = {name.replace("_", "-").encode(): value for name, value in said.items()}
    return is_unchanged(headers, etag='"abc"', last_modified=CHANGED)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"a,b","abc"', True),
        ("*", True),
        (" * ", True),
        ('"abcd"', False),
        ('"ab"', False),
        ("abc", False),
        ("", False),
        ('"', False),
        ('"x, "abc', False),
    ],
)
def test_an_entity_tag_is_compared_whole(tags: str, *, expected: bool) -> None:
    assert unchanged(if_none_match=tags) is expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (SAME, True),
        (NEWER, True),
        (OLDER, False),
        ("Tuesday, 24-Nov-26 09:00:00 GMT", True),
        ("Tue Nov 24 09:00:00 2026", True),
        ("", False),
        ("yesterday", False),
        ("Tue, 99 Nov 2026 09:00:00 GMT", False),
        ("Tue, 24 Nov 99999 09:00:00 GMT", False),
        ("2026-11-24T09:00:00Z", False),
        (",", False),
        ("\x00", False),
    ],
)
def test_a_date_that_cannot_be_read_counts_as_not_said(since: str, *, expected: bool) -> None:
    assert unchanged(if_modified_since=since) is expected


def test_where_tags_are_given_the_date_says_nothing() -> None:
    assert not unchanged(if_none_match='"old"', if_modified_since=NEWER)
    assert unchanged(if_none_match='"abc"', if_modified_since=OLDER)
    assert not unchanged()


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*;q=0, gzip", True),
        ("gzip;q=0, *", False),
        ("deflate, br", False),
        ("identity", False),
        ("x-gzip", False),
        ("", False),
        (";;,,", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(accepted: str, *, expected: bool) -> None:
    assert takes_gzip({b"accept-encoding": accepted}) is expected


def test_a_header_that_comes_twice_is_a_list() -> None:
    said = heard(
        [(b"if-none-match", b'"x"'), (b"host", b"h"), (b"if-none-match", b'"\xe4", "abc"')]
    )
    assert said == {b"if-none-match": '"x", "\xe4", "abc"'}
