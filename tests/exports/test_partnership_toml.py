import tomllib
from datetime import date, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduler.exports.partnership_toml import write_partnership
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.resources import resource

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=30)
TITLES = LINES.filter(bool)
PROSE = st.lists(LINES, max_size=4).map("\n".join)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def meeting(code: str) -> st.SearchStrategy[dict[str, Any]]:
    anything = optional(
        date_words=LINES,
        remarks=PROSE,
        place=LINES,
        host=st.sampled_from(["HOME", "IOM"]),
        mode=st.sampled_from(["virtual", "hybrid"]),
        state=st.sampled_from(["held", "planned", "cancelled"]),
        agenda=st.lists(st.fixed_dictionaries({"title": TITLES}), max_size=3),
        attendees=st.lists(
            st.fixed_dictionaries({"party": st.just("EU"), "post_title": TITLES}), max_size=2
        ),
    )
    dated = st.one_of(
        st.fixed_dictionaries({"day": DAYS}),
        st.fixed_dictionaries(
            {"day": DAYS, "start_time": st.just(time(9, 30)), "end_time": st.times(time(10))}
        ),
        st.fixed_dictionaries({"date_certainty": st.sampled_from(["unknown", "disputed", "year"])}),
    )
    named = {"code": code, "zone": "Europe/Brussels"}
    return st.builds(lambda when, more: {**named, **when, **more}, dated, anything)


@st.composite
def files(draw: st.DrawFn) -> PartnershipFile:
    party = optional(remarks=PROSE, precedence=st.integers(0, 9999), member_from=DAYS)
    return PartnershipFile.model_validate(
        {
            "format": 1,
            "partnership": {"code": "x", "name": draw(TITLES), "summary": draw(PROSE)},
            "parties": [{"code": "EU", "name": draw(TITLES)}, {"code": "IOM", "name": "IOM"}],
            "bodies": [
                {"code": "HOME", "party": "EU", **draw(party)},
                {"code": "IOM", "party": "IOM", **draw(party)},
            ],
            "meetings": [draw(meeting(f"M-{n}")) for n in range(draw(st.integers(0, 3)))],
        }
    )


@given(files())
def test_written_file_reads_back_as_it_was(file: PartnershipFile) -> None:
    assert read_partnership(write_partnership(file), "x.toml") == file


@given(files())
def test_written_file_is_the_same_text_again_when_read_and_written(file: PartnershipFile) -> None:
    text = write_partnership(file)
    assert write_partnership(read_partnership(text, "x.toml")) == text


def test_shipped_partnership_reads_back_as_it_was() -> None:
    shipped = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    file = read_partnership(shipped, "eu-iom.toml")
    assert read_partnership(write_partnership(file), "x.toml") == file


def test_written_file_leaves_out_what_is_at_its_default() -> None:
    file = PartnershipFile.model_validate(
        {
            "format": 1,
            "partnership": {"code": "x", "name": "X", "marking": ""},
            "parties": [{"code": "EU", "name": "European Union"}],
            "meetings": [{"code": "M-1", "zone": "UTC", "day": date(2027, 5, 7), "number": None}],
        }
    )
    assert tomllib.loads(write_partnership(file)) == {
        "format": 1,
        "partnership": {"code": "x", "name": "X"},
        "parties": [{"code": "EU", "name": "European Union"}],
        "meetings": [{"code": "M-1", "zone": "UTC", "day": date(2027, 5, 7)}],
    }


def test_written_file_points_editors_to_the_schema() -> None:
    shipped = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    text = write_partnership(read_partnership(shipped, "eu-iom.toml"))
    assert text.splitlines()[0] == "#:schema partnership.schema.json"
