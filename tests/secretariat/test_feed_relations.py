from scheduler.secretariat.feed_relations import Relations, Standing, relations_of

SENIOR, HEADS = 1, 2
PREPARES = {HEADS: frozenset({SENIOR})}


def related(*meetings: tuple[str, int | None]) -> dict[str, Relations]:
    """The relations of meetings in order; one whose name ends in "?" was called off."""
    standing = [Standing(uid, series, uid.endswith("?")) for uid, series in meetings]
    return relations_of(standing, PREPARES)


def test_a_meeting_names_the_next_of_its_series_and_those_that_prepared_it() -> None:
    found = related(
        ("h1", HEADS), ("s1", SENIOR), ("h2", HEADS), ("h3", HEADS), ("s2", SENIOR), ("h4", HEADS)
    )

    assert found == {
        "h1": Relations("h2"),
        "s1": Relations("s2", ("h1",)),
        "h2": Relations("h3"),
        "h3": Relations("h4"),
        "s2": Relations("", ("h2", "h3")),
        "h4": Relations(),
    }


def test_a_meeting_called_off_or_outside_any_series_belongs_with_none() -> None:
    found = related(("h1", HEADS), ("h2?", HEADS), ("x", None), ("s1?", SENIOR), ("s2", SENIOR))

    assert found == {
        "h1": Relations(),
        "h2?": Relations(),
        "x": Relations(),
        "s1?": Relations(),
        "s2": Relations("", ("h1",)),
    }
