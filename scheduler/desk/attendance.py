"""The list of those who are there, which opens over the desk."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scheduler.desk.lines import member_line
from scheduler.errors import SchedulerError
from scheduler.model.vocabulary import Presence
from scheduler.secretariat.desk import DeskItem, DeskMember, DeskSheet

_WIDTH = 72
_HELP = "p present  e excused  a absent  r replaced by  o out for the item, or back  esc close"
_WHO = "Who sits there instead of {name}? Enter chooses, esc does not."

Be = Callable[[int, Presence, int | None], None]
Step = Callable[[int, bool], None]


class AttendanceScreen(ModalScreen[None]):
    """Who is present, excused, absent or replaced, and who is out for the item that is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "be('present')", "present"),
        Binding("e", "be('excused')", "excused"),
        Binding("a", "be('absent')", "absent"),
        Binding("r", "replace", "replaced"),
        Binding("o", "step", "out or back"),
        Binding("escape", "leave", "close"),
    ]

    def __init__(
        self, sheet: Callable[[], DeskSheet], item: int | None, be: Be, step: Step
    ) -> None:
        super().__init__()
        self._sheet, self._item, self._be, self._step = sheet, item, be, step
        self._replaced: DeskMember | None = None

    def compose(self) -> ComposeResult:
        """The list, and the keys beneath."""
        with Vertical(id="attendance"):
            yield OptionList(id="members", markup=False)
            yield Static(_HELP, id="attendance-help", markup=False)

    def on_mount(self) -> None:
        """Show who there is."""
        self.renew()

    def renew(self) -> None:
        """Show the delegations as they are now."""
        members, shown = self.query_one("#members", OptionList), self._shown()
        at = members.highlighted or 0
        out = shown.out if shown else frozenset()
        members.clear_options()
        for member in self._sheet().members:
            line = member_line(member, _WIDTH, is_out=member.key in out)
            members.add_option(Option(line, id=str(member.key)))
        if members.option_count:
            members.highlighted = min(at, members.option_count - 1)
        members.focus()

    def action_be(self, word: str) -> None:
        """Keep how the one who is marked is there."""
        if member := self._marked():
            self._keep(lambda: self._be(member.key, Presence(word), None))

    def action_replace(self) -> None:
        """Ask who sits there instead of the one who is marked."""
        if member := self._marked():
            self._replaced = member
            self._say(_WHO.format(name=member.name))

    def on_option_list_option_selected(self) -> None:
        """Take the one who is marked as the substitute that was asked for."""
        absent, other = self._replaced, self._marked()
        if absent and other:
            self._replaced = None
            self._keep(lambda: self._be(absent.key, Presence.REPLACED, other.key))

    def action_step(self) -> None:
        """Keep that the one who is marked left the room for the item, or came back."""
        shown, member = self._shown(), self._marked()
        if shown and member:
            is_out = member.key not in shown.out
            self._keep(lambda: self._step(member.key, is_out))

    def action_leave(self) -> None:
        """Close the list, or take back the question who sits there instead."""
        if self._replaced:
            self._replaced = None
            self._say(_HELP)
        else:
            self.dismiss()

    def _keep(self, act: Callable[[], None]) -> None:
        try:
            act()
        except SchedulerError as error:
            self._say(str(error))
            return
        self._say(_HELP)
        self.renew()

    def _say(self, text: str) -> None:
        self.query_one("#attendance-help", Static).update(text)

    def _marked(self) -> DeskMember | None:
        marked = self.query_one("#members", OptionList).highlighted_option
        members = {str(member.key): member for member in self._sheet().members}
        return members.get(marked.id or "") if marked else None

    def _shown(self) -> DeskItem | None:
        return next((item for item in self._sheet().items if item.key == self._item), None)
