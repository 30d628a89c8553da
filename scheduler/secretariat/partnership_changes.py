"""The changes of a load, made in the rows of the record."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.imports.item_tables import SubItemTable
from scheduler.imports.meeting_tables import AttendeeTable
from scheduler.imports.table_links import references_of
from scheduler.model.agenda import AgendaItem
from scheduler.model.agenda_template import AgendaTemplate, TemplateItem
from scheduler.model.base import Base
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.partnership import Instrument, Party, Source
from scheduler.model.series import Series
from scheduler.model.vocabulary import ChangeKind, MeetingState
from scheduler.secretariat.agenda_order import close_up
from scheduler.secretariat.edits import touch
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.partnership_entities import Fields, Key, model_of
from scheduler.secretariat.partnership_record import Record
from scheduler.secretariat.partnership_rows import HOLDERS, OWN_KIND, ROWS, add_rule, set_values
from scheduler.secretariat.three_way import Merge

_KINDS = {
    MeetingState.CONFIRMED: ChangeKind.CONFIRMED,
    MeetingState.CANCELLED: ChangeKind.CANCELLED,
    MeetingState.POSTPONED: ChangeKind.POSTPONED,
    MeetingState.HELD: ChangeKind.HELD,
}
# What calendars must notice.
_MOVES = {"day", "last_day", "start_time", "end_time", "zone", "state", "place"}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a load changes something: the file, as messages call it, who loads it, and when."""

    name: str
    officer: str
    now: datetime

    @property
    def reason(self) -> str:
        """What the history of a date and of a rule gives as the reason."""
        return f"loaded from {self.name}"


class Loading:
    """One load into the record of a partnership."""

    def __init__(self, session: Session, record: Record, cause: Cause) -> None:
        self._session, self._record, self._cause = session, record, cause
        self._named: dict[tuple[str, str], Base] = {}
        for key, row in record.rows.items():
            self._name(key, row)
        here = Meeting.partnership_id == record.partnership.id
        stored = session.scalars(select(Delegation).join(Delegation.meeting).where(here))
        self._delegations = {(one.meeting.code, one.party.code): one for one in stored}
        # The places of one party's own items count too.
        last = select(Meeting.code, func.max(AgendaItem.position)).join(AgendaItem.meeting)
        rows = session.execute(last.where(here).group_by(Meeting.code)).all()
        self._positions = Counter(dict(rows))

    def make(self, merge: Merge) -> None:
        """Add the rows, then set what refers to them, then what refers to its own kind."""
        changes = {**merge.adds, **merge.edits}
        with self._session.no_autoflush:
            for key, fields in merge.adds.items():
                self._add(key, fields)
            for key, fields in changes.items():
                self._refer(key, fields, own_kind=False)
            for key, fields in merge.edits.items():
                self._edit(key, fields)
            for key, fields in merge.adds.items():
                self._finish(key, fields)
        self._session.flush()
        for key, fields in changes.items():
            self._refer(key, fields, own_kind=True)
        self._session.flush()
        self._gather_sub_items(merge)

    def _gather_sub_items(self, merge: Merge) -> None:
        """Put new sub-items right behind those of their items."""
        added = (self._record.rows[key] for key in merge.adds if model_of(key) is SubItemTable)
        for meeting in {row.meeting for row in added if isinstance(row, AgendaItem)}:
            close_up(agenda_of(self._session, meeting))
        self._session.flush()

    def _name(self, key: Key, row: Base) -> None:
        """Let others refer to a row of the file's own lists."""
        if len(key) == 1:
            self._named[model_of(key).noun, key[0][1][0]] = row

    def _add(self, key: Key, fields: Fields) -> None:
        """A row with its plain values, tied to what holds it."""
        model = model_of(key)
        row = ROWS[model]()
        set_values(row, model, fields)
        self._record.rows[key] = row
        self._name(key, row)
        self._tie(row, key, fields)
        self._session.add(row)

    def _tie(self, row: Base, key: Key, fields: Fields) -> None:
        partnership, holder = self._record.partnership, self._record.rows.get(key[:-1])
        if isinstance(row, Source):
            row.partnership_id = partnership.id
        elif isinstance(row, Instrument | Party | Series | AgendaTemplate | Meeting):
            row.partnership = partnership
        elif isinstance(row, Attendance) and isinstance(holder, Meeting):
            row.delegation = self._delegation(holder, fields["party"])
        elif key[-1][0] in HOLDERS:
            setattr(row, HOLDERS[key[-1][0]], holder)
        if isinstance(row, TemplateItem):
            row.position = max((one.position or 0 for one in row.template.items), default=0) + 1
        if isinstance(row, AgendaItem):
            if isinstance(holder, AgendaItem):
                row.meeting = holder.meeting
            self._positions[row.meeting.code] += 1
            row.position = self._positions[row.meeting.code]

    def _refer(self, key: Key, fields: Fields, *, own_kind: bool) -> None:
        """Set the references among these fields, to rows of its own kind or of others."""
        model, row = model_of(key), self._record.rows[key]
        for name, noun in references_of(model).items():
            # An attendee's party is that of the delegation.
            is_set_already = model is AttendeeTable and name == "party"
            if name in fields and not is_set_already and ((model, name) in OWN_KIND) is own_kind:
                code = fields[name]
                setattr(row, name, None if code is None else self._named[noun, code])

    def _edit(self, key: Key, fields: Fields) -> None:
        """The values that an edit changes, and what follows from them."""
        row = self._record.rows[key]
        before = (row.state, row.day, row.start_time) if isinstance(row, Meeting) else None
        set_values(row, model_of(key), fields)
        if isinstance(row, Series) and not {"rule", "starts"}.isdisjoint(fields):
            add_rule(row, fields, now=self._cause.now, reason=self._cause.reason)
        if isinstance(row, Meeting) and before:
            self._keep_history(row, *before)
            if row.series and fields.get("zone", row.zone) is None:
                row.zone = row.series.zone
            touch(row, now=self._cause.now, matters=not _MOVES.isdisjoint(fields))

    def _keep_history(
        self, meeting: Meeting, state: MeetingState, day: date | None, start: time | None
    ) -> None:
        """Keep the old date; of a meeting long held a file only corrects what is recorded."""
        if meeting.state is not state:
            kind = _KINDS.get(meeting.state)
        elif state is not MeetingState.HELD and (meeting.day, meeting.start_time) != (day, start):
            kind = ChangeKind.MOVED
        else:
            return
        if kind:
            meeting.changes.append(
                DateChange(
                    at=self._cause.now,
                    officer=self._cause.officer,
                    kind=kind,
                    old_day=day,
                    old_start_time=start,
                    new_day=meeting.day,
                    new_start_time=meeting.start_time,
                    reason=self._cause.reason,
                )
            )

    def _finish(self, key: Key, fields: Fields) -> None:
        """What a new series or meeting has beyond the values of its table."""
        row = self._record.rows[key]
        if isinstance(row, Series) and fields["rule"] is not None:
            add_rule(row, fields, now=self._cause.now, reason=self._cause.reason)
        if isinstance(row, Meeting):
            row.uid = meeting_uid(self._record.partnership.code, row.code)
            row.created_at = row.changed_at = self._cause.now
            row.zone = fields["zone"] or (row.series.zone if row.series else "")
            row.rule_version = row.series.current_rule if row.series and row.slot else None
            row.derive_instants()

    def _delegation(self, meeting: Meeting, party_code: str) -> Delegation:
        """The delegation of a party at a meeting, opened with its first member."""
        place = (meeting.code, party_code)
        if place not in self._delegations:
            party = self._named["party", party_code]
            self._delegations[place] = Delegation(meeting=meeting, party=party)
            self._session.add(self._delegations[place])
        return self._delegations[place]
