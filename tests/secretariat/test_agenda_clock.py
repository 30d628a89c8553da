from datetime import date, time

from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_clock import clock_findings, lengths, running_clock

MEETING = Meeting(code="M", day=date(2027, 5, 7), start_time=time(9), end_time=time(10))


def _item(
    minutes: int | None, under: AgendaItem | None = None, reach: Reach = Reach.JOINT
) -> AgendaItem:
    return AgendaItem(minutes_planned=minutes, parent=under, reach=reach)


def test_a_parent_takes_its_own_minutes_or_those_of_its_sub_items() -> None:
    summed, fixed, unknown = _item(None), _item(30), _item(None)
    items = [
        *(summed, _item(10, summed), _item(99, summed, Reach.PARTY), _item(15, summed)),
        *(fixed, _item(10, fixed), _item(None, fixed)),
        *(unknown, _item(10, unknown), _item(None, unknown)),
        _item(5),
    ]

    assert lengths(items) == [25, 10, 99, 15, 30, 10, None, None, 10, None, 5]
    assert running_clock(MEETING, items) == [
        *(time(9), time(9), None, time(9, 10)),
        *(time(9, 25), time(9, 25), time(9, 35)),
        *(time(9, 55), time(9, 55), time(10, 5)),
        None,
    ]


def test_sub_items_longer_than_their_parent_are_a_finding() -> None:
    short, exact = _item(20), _item(30)
    items = [
        *(short, _item(15, short), _item(15, short), _item(40, short, Reach.PARTY)),
        *(exact, _item(30, exact)),
    ]

    assert [str(finding) for finding in clock_findings(MEETING, items)] == [
        "warning: M: the sub-items of item 1 take 30 minutes, 10 minutes more than it has"
    ]


def test_what_sub_items_take_counts_once_against_the_end_of_the_meeting() -> None:
    parent = _item(None)
    items = [parent, _item(40, parent), _item(20, parent)]

    exact = list(clock_findings(MEETING, items))
    over = list(clock_findings(MEETING, [*items, _item(1)]))

    assert exact == []
    assert [str(finding) for finding in over] == [
        "warning: M: the agenda runs to 10:01, 1 minute past the end at 10:00"
    ]
