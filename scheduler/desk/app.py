"""The full screen from which a meeting is run: agenda with clock, notes, what came of it.

What is typed is kept half a second after the first key, so that whatever ends the program takes at
most that. The record is looked at each second: what others write appears, and joins what is typed.
"""

from collections.abc import Callable
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from scheduler.desk.attendance import AttendanceScreen
from scheduler.desk.lines import clock_line, head_line, is_over, item_line, outcome_line
from scheduler.desk.work import Work
from scheduler.errors import SchedulerError
from scheduler.model.vocabulary import ItemState, Presence
from scheduler.secretariat.desk import DeskItem

Part = TypeVar("Part", bound=Widget)

KEPT_AFTER = 0.5
LOOKED_AT_EACH = 1.0
_LEFT = 30
_TYPE = "= concluded  + decided  ! BODY to … by …   else a note"
_KEYS = "F2 begin  F3 end  F4 who is there  F5 agenda  F6 notes  F7 line  ^Q leave"


class DeskApp(App[None]):
    """The desk of one meeting."""

    CSS = """
    Screen { layout: vertical; }
    #head { height: 1; background: $primary; color: $text; }
    OptionList > .option-list--option { padding: 0; }
    #agenda { width: 32; height: 1fr; border: none; padding: 0 1 0 0; }
    #item { height: 1; text-style: bold; }
    .over { color: $error; }
    #notes { height: 1fr; border: none; padding: 0; }
    #outcomes { height: auto; max-height: 7; border-top: solid $primary; }
    #line { border: none; height: 1; padding: 0; }
    #said { height: auto; max-height: 3; }
    #keys { height: 1; color: $text-muted; }
    #attendance { width: 76; height: auto; max-height: 20; border: solid $primary; }
    #members { border: none; height: auto; max-height: 16; padding: 0; }
    #attendance-help { height: auto; color: $text-muted; }
    AttendanceScreen { align: center middle; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "begin", "begin the item", priority=True),
        Binding("f3", "end", "end it", priority=True),
        Binding("f4", "attendance", "who is there", priority=True),
        Binding("f5", "turn('agenda')", "agenda", priority=True),
        Binding("f6", "turn('notes')", "notes", priority=True),
        Binding("f7", "turn('line')", "line", priority=True),
        Binding("ctrl+q", "leave", "leave", priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, work: Work, zone: str) -> None:
        super().__init__()
        self._work, self._zone = work, ZoneInfo(zone)
        self._sheet = work.sheet()
        self._mark = work.mark()
        self._shown: int | None = self._first()
        self._base = self._written = ""  # what is kept, and the words on the screen when it was
        self._draft = ""
        self._waits: Timer | None = None

    def compose(self) -> ComposeResult:
        """The agenda at the left, the item at the right, the line beneath."""
        yield Static(id="head", markup=False)
        with Horizontal():
            yield OptionList(id="agenda", markup=False)
            with Vertical():
                yield Static(id="item", markup=False)
                yield TextArea(id="notes", soft_wrap=True)
                yield Static(id="outcomes", markup=False)
        yield Input(id="line", placeholder=_TYPE)
        yield Static(id="said", markup=False)
        yield Static(_KEYS, id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the item that is being taken, and go on with the line that was half typed."""
        self._draft = self._work.draft()
        self._part("line", Input).value = self._draft
        self._show()
        self._open(self._shown)
        self._part("notes" if self._shown else "line", Widget).focus()
        self.set_interval(LOOKED_AT_EACH, self._look)

    # What is typed

    def on_text_area_changed(self) -> None:
        """Keep what is written soon."""
        self._soon()

    def on_input_changed(self) -> None:
        """Keep what is half typed soon."""
        self._soon()

    def on_input_submitted(self) -> None:
        """Record what the line says; a line that cannot be read stays."""
        line = self._part("line", Input)
        if not line.value.strip() or not self.keep():
            return
        try:
            said = self._work.enter(self._shown, line.value)
        except SchedulerError as error:
            self._say(str(error))
            return
        self._draft = line.value = ""
        self._say(said)
        self._renew()

    def keep(self) -> bool:
        """Keep all that is typed now; False, and said, where the record cannot take it."""
        notes, line = self._part("notes", TextArea), self._part("line", Input)
        try:
            if self._shown is not None and notes.text != self._written:
                kept = self._work.keep_record(self._shown, base=self._base, ours=notes.text)
                self._base, self._written = kept.text, notes.text
                if not kept.is_ours:
                    self._take(kept.text)
            if line.value != self._draft:
                self._work.keep_draft(line.value)
                self._draft = line.value
        except SchedulerError as error:
            self._say(f"not kept yet: {error}")
            self._soon()
            return False
        return True

    def _soon(self) -> None:
        if self._waits is None:
            self._waits = self.set_timer(KEPT_AFTER, self._keep_now)

    def _keep_now(self) -> None:
        self._waits = None
        self.keep()

    def _take(self, text: str) -> None:
        """Show the text as it is kept, the cursor before the words it stood before."""
        notes = self._part("notes", TextArea)
        before = len(notes.get_text_range((0, 0), notes.cursor_location))
        after = notes.text[before:]
        at = len(text) - len(after) if after and text.endswith(after) else min(before, len(text))
        self._base = self._written = text
        notes.load_text(text)
        row = text.count("\n", 0, at)
        notes.cursor_location = (row, at - (text.rfind("\n", 0, at) + 1))

    # What is done

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the item that is marked in the agenda."""
        key = int(event.option.id or 0)
        if event.option_list.id == "agenda" and key != self._shown:
            self._open(key)

    def action_begin(self) -> None:
        """Begin the item that is shown; the one before it ends."""
        if (key := self._shown) is not None and self.keep():
            self._do(lambda: self._work.take_up(key))

    def action_end(self) -> None:
        """End the item that is being taken."""
        if self.keep():
            self._do(self._work.end)

    def action_attendance(self) -> None:
        """Open the list of those who are there."""
        if not isinstance(self.screen, AttendanceScreen) and self.keep():
            shown = self._shown
            self.push_screen(AttendanceScreen(lambda: self._sheet, shown, self._be, self._step))

    def action_turn(self, where: str) -> None:
        """Go to another part of the desk."""
        self._part(where, Widget).focus()

    def action_leave(self) -> None:
        """Leave, once all that is typed is kept."""
        if self.keep():
            self.exit()

    def _be(self, member: int, presence: Presence, other: int | None) -> None:
        self._work.be(member, presence, by=other)
        self._renew()

    def _step(self, member: int, is_out: bool) -> None:  # noqa: FBT001 -- as the list calls it
        if self._shown is not None:
            self._work.step(self._shown, member, is_out=is_out)
            self._renew()

    # What is shown

    def _look(self) -> None:
        """Show what others have changed, and how the clock goes on."""
        try:
            mark = self._work.mark()
            if mark != self._mark and not self.keep():
                return
            self._renew()
            self._mark = mark
        except SchedulerError as error:
            self._say(str(error))

    def _renew(self) -> None:
        self._sheet = self._work.sheet()
        self._show()
        if item := self._item():
            notes = self._part("notes", TextArea)
            if notes.text == self._written and item.record != self._base:
                self._take(item.record)
        elif self._shown is not None:
            self._open(self._first())
        if isinstance(self.screen, AttendanceScreen):
            self.screen.renew()

    def _open(self, key: int | None) -> None:
        if self._shown is not None and not self.keep():
            return
        self._shown = key
        item = self._item()
        notes = self._part("notes", TextArea)
        self._base = self._written = item.record if item else ""
        notes.load_text(self._base)
        notes.cursor_location = notes.document.end
        self._show()

    def _show(self) -> None:
        width = self.size.width
        now = self._work.clock().astimezone(self._zone)
        self._part("head", Static).update(head_line(self._sheet.title, now, width))
        self._show_agenda()
        item, shown = self._item(), self._part("item", Static)
        shown.update(clock_line(item, width - _LEFT - 2) if item else "")
        shown.set_class(item is not None and is_over(item), "over")
        rows = item.outcomes if item else self._sheet.outcomes
        lines = "\n".join(outcome_line(row) for row in rows)
        self._part("outcomes", Static).update(lines)

    def _show_agenda(self) -> None:
        agenda = self._part("agenda", OptionList)
        keys = [str(item.key) for item in self._sheet.items]
        if [option.id for option in agenda.options] != keys:
            agenda.clear_options()
            agenda.add_options(Option("", id=key) for key in keys)
        for place, item in enumerate(self._sheet.items):
            agenda.replace_option_prompt_at_index(place, item_line(item, _LEFT))
            if item.key == self._shown:
                agenda.highlighted = place

    def _part(self, name: str, kind: type[Part]) -> Part:
        """A part of the desk, whatever lies over it."""
        return self.screen_stack[0].query_one(f"#{name}", kind)

    def _item(self) -> DeskItem | None:
        return next((item for item in self._sheet.items if item.key == self._shown), None)

    def _first(self) -> int | None:
        """The item that is being taken, else the first that is still open."""
        items = self._sheet.items
        taken = [item.key for item in items if item.is_taken]
        waiting = [item.key for item in items if item.state is ItemState.OPEN]
        return next(iter([*taken, *waiting, *(item.key for item in items)]), None)

    def _do(self, act: Callable[[], str]) -> None:
        try:
            self._say(act())
            self._renew()
        except SchedulerError as error:
            self._say(str(error))

    def _say(self, text: str) -> None:
        self._part("said", Static).update(text)
