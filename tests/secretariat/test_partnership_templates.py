"""Agenda templates in the file of a partnership: loaded, edited on both sides, dumped."""

import pytest

from scheduler.errors import InvalidFile
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.secretariat.agenda_templates import find_template, row_of
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests.secretariat.small_partnership import LATER, SMALL, load, marked_dump, writing

TEMPLATE = """
[[agenda_templates]]
key = "som"
name = "Standing items"
level = "senior-officials"
[[agenda_templates.items]]
title = "Opening"
kind = "opening"
minutes_planned = 10
[[agenda_templates.items]]
title = "Minutes of the {previous}"
reach = "public"
is_sub_item = true
section = "Morning"
"""


def _file(template: str = TEMPLATE) -> PartnershipFile:
    return read_partnership(SMALL + template, "small.toml")


def test_templates_come_from_the_file_and_go_back_into_it(database: Database) -> None:
    load(database, _file())
    with database.reading() as session:
        row = row_of(find_template(session, find_partnership(session), "SOM"))
    dumped = marked_dump(database)

    assert (row.used_for, row.items) == (
        "senior-officials",
        ("Opening", "- Minutes of the {previous}"),
    )
    assert dumped.agenda_templates == _file().agenda_templates
    assert load(database, dumped, LATER).changed_nothing


def test_what_an_officer_changed_of_a_template_stays(database: Database) -> None:
    load(database, _file())
    dumped = marked_dump(database)
    with writing(database) as session:
        template = find_template(session, find_partnership(session), "som")
        template.items[0].minutes_planned = 20
        template.items.pop()
    report = load(database, dumped, LATER)

    assert report.changed_nothing
    kept = marked_dump(database).agenda_templates[0]
    assert [(one.title, one.minutes_planned) for one in kept.items] == [("Opening", 20)]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (TEMPLATE.replace('level = "senior-officials"\n', ""), "level: expected a 'level' or a"),
        (
            TEMPLATE + TEMPLATE.replace('"som"', '"more"'),
            "level: senior-officials has the template som already",
        ),
        (
            TEMPLATE.replace('kind = "opening"', "is_sub_item = true"),
            "items: expected no sub-item as the first one",
        ),
        (TEMPLATE.replace('"public"', '"party"'), "reach: expected one of 'joint' or 'public'"),
    ],
    ids=["for-nothing", "two-for-one", "sub-item-of-nothing", "own"],
)
def test_wrong_templates_are_refused_by_line(template: str, expected: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        _file(template)

    assert [problem.message.startswith(expected) for problem in refused.value.problems] == [True]
    assert all(problem.line for problem in refused.value.problems)
