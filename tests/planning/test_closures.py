from datetime import date

from scheduler.planning.closures import WEEKEND, Closure, ClosureCalendar, Closures

MAYDAY = date(2027, 5, 1)


def edition(
    name: str, days: dict[date, str], *, years: tuple[int, ...] = (2027,), edition: str = "first"
) -> ClosureCalendar:
    return ClosureCalendar(
        key="belgium",
        name=name,
        edition=edition,
        provisional=True,
        source="a test",
        years=years,
        closures=days,
    )


def test_a_day_lists_the_weekend_and_every_calendar_in_the_order_asked() -> None:
    belgium = edition("Belgium", {MAYDAY: "Labour Day"})
    geneva = ClosureCalendar(
        "geneva", "Geneva", "2027", provisional=False, source="", years=(2027,),
        closures={MAYDAY: "a local feast"},
    )  # fmt: skip
    closures = Closures((geneva, belgium))

    assert closures.on(MAYDAY, ("belgium", "geneva")) == (
        Closure(MAYDAY, "Saturday", WEEKEND),
        Closure(MAYDAY, "Labour Day", belgium),
        Closure(MAYDAY, "a local feast", geneva),
    )


def test_a_closure_says_calendar_edition_and_provisional() -> None:
    closures = Closures((edition("Belgium", {MAYDAY: "Labour Day"}),))

    assert [str(one) for one in closures.on(MAYDAY, ("belgium",))] == [
        "weekend: Saturday",
        "Belgium, first, provisional: Labour Day",
    ]


def test_a_calendar_that_is_not_asked_closes_nothing() -> None:
    closures = Closures((edition("Belgium", {date(2027, 7, 21): "National Day"}),))

    assert closures.on(date(2027, 7, 21), ("geneva",)) == ()


def test_the_edition_given_later_decides_for_its_years_alone() -> None:
    days = {date(year, 7, 21): "National Day" for year in (2027, 2028)}
    rule = edition("Belgium", days, years=(2027, 2028))
    decision = edition("Belgium", {date(2027, 7, 22): "moved"}, edition="second")
    closures = Closures((rule, decision))

    assert closures.on(date(2027, 7, 21), ("belgium",)) == ()
    assert closures.on(date(2027, 7, 22), ("belgium",)) == (
        Closure(date(2027, 7, 22), "moved", decision),
    )
    assert closures.on(date(2028, 7, 21), ("belgium",)) == (
        Closure(date(2028, 7, 21), "National Day", rule),
    )


def test_a_closed_day_without_a_name_is_closed() -> None:
    day = date(2027, 7, 21)

    assert len(Closures((edition("Belgium", {day: ""}),)).on(day, ("belgium",))) == 1


def test_a_year_without_an_edition_is_unknown() -> None:
    closures = Closures((edition("Belgium", {}),))

    assert closures.unknown(2027, ("belgium", "geneva")) == ("geneva",)
    assert closures.unknown(2028, ("belgium", "geneva")) == ("belgium", "geneva")


def test_an_edition_can_stand_in_a_set() -> None:
    assert {edition("Belgium", {}), edition("Belgium", {})} == {edition("Belgium", {})}


def test_a_day_granted_beyond_the_years_of_an_edition_closes_beside_the_next_one() -> None:
    granted = date(2015, 1, 2)
    decision = edition("Institutions", {granted: "granted"}, years=(2014,), edition="2014")
    following = edition("Institutions", {date(2015, 1, 1): "New Year"}, years=(2015,))

    for order in ((decision, following), (following, decision)):
        closures = Closures(order)
        assert closures.on(granted, ("belgium",)) == (Closure(granted, "granted", decision),)
        assert closures.deciding(2015, "belgium") is following


def test_an_edition_that_decides_no_year_any_more_grants_nothing() -> None:
    granted = date(2015, 1, 2)
    first = edition("Institutions", {granted: "granted"}, years=(2014,), edition="first")
    second = edition("Institutions", {}, years=(2014,), edition="second")

    assert Closures((first, second)).on(granted, ("belgium",)) == ()


def test_the_edition_of_a_year_names_a_granted_day_itself() -> None:
    day = date(2015, 1, 2)
    decision = edition("Institutions", {day: "granted"}, years=(2014,), edition="2014")
    following = edition("Institutions", {day: "after New Year"}, years=(2015,), edition="2015")

    for order in ((decision, following), (following, decision)):
        assert [one.name for one in Closures(order).on(day, ("belgium",))] == ["after New Year"]
