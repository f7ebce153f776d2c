"""Undo and redo, and what they would do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from zhupi.core.messages import Message, message
from zhupi.core.model import Change
from zhupi.ui.history.wording import operation_on
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar

_Next = tuple[str | None, str | None]  #: the operations that undo and redo would take


class HistoryController(QObject):
    """One history for all that is written in the library, by whichever program."""

    changed = Signal(str, str)  #: the operations that undo and redo would take, or empty

    def __init__(
        self, services: Services, notices: NoticeBar, status: StatusBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._notices = notices
        self._status = status
        self._undo = self._redo = ""
        services.tasks.changed.connect(lambda _change: self._read())
        self._read()

    @property
    def can_undo(self) -> bool:
        return bool(self._undo) and not self._services.workspace.read_only

    @property
    def can_redo(self) -> bool:
        return bool(self._redo) and not self._services.workspace.read_only

    def undo(self) -> None:
        workspace, tr = self._services.workspace, self._services.tr
        self._travel(
            workspace.next_undo,
            workspace.undo,
            message("Undone: {operation}"),
            tr("There is nothing to undo."),
        )

    def redo(self) -> None:
        workspace, tr = self._services.workspace, self._services.tr
        self._travel(
            workspace.next_redo,
            workspace.redo,
            message("Done again: {operation}"),
            tr("There is nothing to redo."),
        )

    def _travel(
        self,
        look: Callable[[], str | None],
        move: Callable[[], Change | None],
        text: Message,
        nothing: str,
    ) -> None:
        tr, workspace = self._services.tr, self._services.workspace

        def done(result: tuple[Message | None, _Next]) -> None:
            operation, following = result
            self._show(following)  # first: who reads that it is undone may do it again at once
            said = None if operation is None else replace(text, values={"operation": operation})
            self._status.say(tr.render(said) if said is not None else nothing)

        def failed(reason: Message) -> None:
            self._notices.warn(tr.render(reason))
            self._read()

        def work() -> tuple[tuple[Message | None, _Next], Change | None]:
            name = look()
            change = move()
            operation = operation_on(name or "", change) if change else None
            return (operation, (workspace.next_undo(), workspace.next_redo())), change

        self._services.tasks.operate(work, done=done, failed=failed)

    def _read(self) -> None:
        workspace = self._services.workspace
        self._services.tasks.run(
            lambda: (workspace.next_undo(), workspace.next_redo()), done=self._show
        )

    def _show(self, following: _Next) -> None:
        self._undo, self._redo = following[0] or "", following[1] or ""
        self.changed.emit(self._undo, self._redo)
