"""Templates: the standing items with which the agendas of a level, or of a series, begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.errors import Finding, NotAllowed, NotFound, Severity
from scheduler.model.agenda import AgendaItem
from scheduler.model.agenda_template import AgendaTemplate, TemplateItem
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import ItemKind, MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat import agenda_order
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agendas import add_item, require_open
from scheduler.secretariat.dates import announced_title, when
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.texts import folded, one_line

PREVIOUS = "{previous}"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as a list shows it; `used_for` is its level, or its series."""

    key: str
    name: str
    used_for: str
    items: tuple[str, ...]
    remarks: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a template put on an agenda, and what it could not."""

    template: str
    added: tuple[str, ...]
    findings: tuple[Finding, ...]


def list_templates(session: Session, partnership: Partnership) -> Sequence[AgendaTemplate]:
    """The templates of a partnership, by key."""
    return session.scalars(
        select(AgendaTemplate)
        .where(AgendaTemplate.partnership_id == partnership.id)
        .options(selectinload(AgendaTemplate.items))
        .order_by(AgendaTemplate.key)
    ).all()


def row_of(template: AgendaTemplate) -> TemplateRow:
    """The template as a list shows it; sub-items stand under a dash."""
    return TemplateRow(
        key=template.key,
        name=template.name,
        used_for=template.series.code if template.series else str(template.level),
        items=tuple(f"{'- ' if one.is_sub_item else ''}{one.title}" for one in template.items),
        remarks=template.remarks,
    )


def find_template(session: Session, partnership: Partnership, key: str) -> AgendaTemplate:
    """The template of that key, whatever its case."""
    every = list_templates(session, partnership)
    found = next((one for one in every if one.key.casefold() == key.strip().casefold()), None)
    if found is None:
        raise NotFound("agenda template", key, [one.key for one in every])
    return found


def template_of(session: Session, meeting: Meeting) -> AgendaTemplate | None:
    """The template of a meeting's series, else of its level; None where there is none."""
    if meeting.series is None:
        return None
    every = list_templates(session, meeting.partnership)
    of_series = [one for one in every if one.series is meeting.series]
    of_level = [one for one in every if one.level is meeting.series.level]
    return next(iter(of_series or of_level), None)


def apply_template(
    session: Session, meeting: Meeting, template: AgendaTemplate | None = None
) -> Applied:
    """Put the standing items on an agenda, those that are not there yet.

    What stood there comes before any other business. An item that names the previous meeting is
    left out, with a note, where none was held.
    """
    require_open(meeting, f"applying a template to the agenda of {meeting.name}")
    template = template or template_of(session, meeting)
    if template is None:
        raise NotAllowed(
            f"applying a template to the agenda of {meeting.name}",
            "neither its series nor its level has one",
            "name one, or save one: scheduler agenda template save",
        )
    before = list(agenda_of(session, meeting))
    standing: list[AgendaItem] = []
    added, findings = [], []
    previous = _previous(session, meeting)
    for one in template.items:
        if PREVIOUS in one.title and previous is None:
            words = f"{one.title!r} was left out: no meeting of its series was held before"
            findings.append(Finding(Severity.NOTE, words, meeting.name))
            continue
        title = one.title.replace(PREVIOUS, previous or "")
        there = _titled(before, title)
        item = there or _added(session, meeting, one, title, standing)
        if there is None:
            added.append(title)
        if item.parent is None:
            standing.append(item)
    _arrange(session, meeting, standing)
    return Applied(template.key, tuple(added), tuple(findings))


def template_waits(session: Session, meeting: Meeting) -> Iterator[Finding]:
    """A note if an agenda has not begun and there is a template to begin it with."""
    is_begun = bool(agenda_of(session, meeting)) or meeting.state is MeetingState.HELD
    template = None if is_begun else template_of(session, meeting)
    if template is not None:
        begin = f"scheduler agenda template apply {meeting.name}"
        words = f"the agenda is empty; begin it with the template {template.key}: {begin}"
        yield Finding(Severity.NOTE, words, meeting.name)


def save_template(
    session: Session, meeting: Meeting, key: str, name: str, *, for_series: Series | None = None
) -> AgendaTemplate:
    """Keep what both parties may read of an agenda as a template of its level, or of a series.

    A template of that key is replaced. What is one party's own stays out.
    """
    key = one_line("the key", key)
    shared = [one for one in agenda_of(session, meeting) if one.reach is not Reach.PARTY]
    if not shared or meeting.series is None:
        raise NotAllowed(
            f"saving the agenda of {meeting.name} as a template",
            "it has no series" if shared else "it has no item that both parties may read",
            "add items first: scheduler agenda add",
        )
    every = list_templates(session, meeting.partnership)
    template = next((one for one in every if one.key.casefold() == key.casefold()), None)
    with session.no_autoflush:
        if template is None:
            template = AgendaTemplate(partnership=meeting.partnership, key=key)
        template.name = one_line("the name", name)
        template.series = for_series
        template.level = None if for_series else meeting.series.level
        _require_free(every, template)
        template.items = [_kept(item, place) for place, item in enumerate(shared, 1)]
    session.add(template)
    session.flush()
    return template


def _previous(session: Session, meeting: Meeting) -> str | None:
    """The last meeting of the series that was held before: how it was announced, and its day."""
    chosen = (
        select(Meeting)
        .where(
            Meeting.series_id == meeting.series_id,
            Meeting.id != meeting.id,
            Meeting.state == MeetingState.HELD,
            Meeting.day.is_not(None),
        )
        .order_by(Meeting.day.desc())
        .limit(1)
    )
    if meeting.day is not None:
        chosen = chosen.where(Meeting.day < meeting.day)
    found = session.scalar(chosen)
    return f"{announced_title(found)} ({when(found)})" if found else None


def _titled(items: Sequence[AgendaItem], title: str) -> AgendaItem | None:
    return next((one for one in items if folded(one.title) == folded(title)), None)


def _added(
    session: Session,
    meeting: Meeting,
    one: TemplateItem,
    title: str,
    standing: Sequence[AgendaItem],
) -> AgendaItem:
    under = standing[-1] if one.is_sub_item and standing else None
    edit = ItemEdit(
        kind=one.kind,
        minutes_planned=one.minutes_planned,
        reach=one.reach,
        section=None if under else one.section,
    )
    return add_item(session, meeting, title, edit, under=under)


def _arrange(session: Session, meeting: Meeting, standing: Sequence[AgendaItem]) -> None:
    """The standing items in their order, all others before any other business."""
    items = agenda_of(session, meeting)
    others = [one for one in items if one.parent is None and one not in standing]
    kinds = [one.kind for one in standing]
    is_there = ItemKind.OTHER_BUSINESS in kinds
    place = kinds.index(ItemKind.OTHER_BUSINESS) if is_there else len(standing)
    agenda_order.arrange(items, [*standing[:place], *others, *standing[place:]])
    session.flush()


def _require_free(every: Sequence[AgendaTemplate], template: AgendaTemplate) -> None:
    """Raise NotAllowed if another template is used for the same."""
    used = (template.series, template.level)
    for one in every:
        if one is not template and (one.series, one.level) == used:
            where = one.series.code if one.series else str(one.level)
            raise NotAllowed(
                f"saving the agenda template {template.key}",
                f"{where} has the template {one.key}",
                "save it under that key, or for a series",
            )


def _kept(item: AgendaItem, place: int) -> TemplateItem:
    return TemplateItem(
        position=place,
        title=item.title,
        kind=item.kind,
        minutes_planned=item.minutes_planned,
        section=item.section,
        is_sub_item=item.parent is not None and item.parent.reach is not Reach.PARTY,
        reach=item.reach,
    )
