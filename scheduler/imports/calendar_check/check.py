"""The check of a calendar file, from its octets to its recurrence."""

from scheduler.imports.calendar_check.calendar_rules import judge_calendar
from scheduler.imports.calendar_check.component_rules import judge_component
from scheduler.imports.calendar_check.components import read_components
from scheduler.imports.calendar_check.findings import CalendarReport, Findings
from scheduler.imports.calendar_check.lines import read_lines
from scheduler.imports.calendar_check.property_rules import judge_lines
from scheduler.imports.calendar_check.series_rules import judge_identities, judge_rules


def check_calendar(name: str, content: bytes) -> CalendarReport:
    """Everything that is wrong with a calendar file, by line.

    Raises InvalidValue for what is no calendar, or larger than anybody should read.
    """
    findings = Findings()
    for calendar in read_components(read_lines(name, content, findings), findings):
        has_method = calendar.first("METHOD") is not None
        judge_calendar(calendar, findings)
        for component in calendar.everything():
            judge_lines(component, findings)
            judge_component(component, findings, has_method=has_method)
            judge_rules(component, findings)
        judge_identities(calendar, findings)
    return findings.report()
