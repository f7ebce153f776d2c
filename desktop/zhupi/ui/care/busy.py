"""Waiting for something that must be done before there is a library to look at again.

While a backup is put back or a damaged file repaired no library is open, so there is neither a
lane nor a window to go on with; a small dialog says what goes on, and lets it be stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from zhupi.core.errors import CancelledError
from zhupi.core.messages import Translator, message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink
from zhupi.ui.dialogs.common import label

T = TypeVar("T")
WIDTH = 420


class BusyDialog(QDialog):
    """Says how far something is; it can be stopped until it has ended."""

    def __init__(self, text: str, tr: Translator, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.stopped = False
        self.setWindowTitle("朱批 Zhupi")
        self.setMinimumWidth(WIDTH)
        self._step = label("", hint=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self.stop_button = QPushButton(tr("Stop"), self)
        self.stop_button.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(label(text))
        box.addWidget(self._bar)
        box.addWidget(self._step)
        box.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignRight)

    def show_step(self, step: Progress) -> None:
        self._step.setText(self._tr.render(step.what))
        self._bar.setRange(0, 1000 if step.total else 0)
        if step.total:
            self._bar.setValue(1000 * step.done // step.total)

    def reject(self) -> None:
        """Asks it to stop; the dialog goes when it has."""
        self.stopped = True
        self.stop_button.setEnabled(False)


class _Work(QObject, Generic[T]):
    """One call on a thread of its own."""

    stepped = Signal(object)
    ended = Signal()

    def __init__(self, fn: Callable[[ProgressSink], T], stopped: Callable[[], bool]) -> None:
        super().__init__()
        self._fn = fn
        self._stopped = stopped
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._fn(self._tell)
        except BaseException as error:  # noqa: BLE001 -- handed to whoever waits
            self.error = error
        self.ended.emit()

    def _tell(self, step: Progress) -> None:
        if self._stopped():
            raise CancelledError(message("Stopped."))
        self.stepped.emit(step)


def wait_for(
    fn: Callable[[ProgressSink], T], text: str, tr: Translator, parent: QWidget | None
) -> T:
    """Calls `fn` on a thread while a dialog says `text`; returns or raises what it does.

    Raises `CancelledError` where the person stopped it.
    """
    dialog = BusyDialog(text, tr, parent)
    dialog.setModal(True)
    work = _Work(fn, lambda: dialog.stopped)
    loop = QEventLoop()
    work.stepped.connect(dialog.show_step, Qt.ConnectionType.QueuedConnection)
    work.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    dialog.show()
    thread = threading.Thread(target=work.run, name="care")
    thread.start()
    loop.exec()
    thread.join()
    dialog.hide()
    dialog.deleteLater()
    if work.error is not None:
        raise work.error
    return work.result  # type: ignore[return-value]  # T where nothing was raised
