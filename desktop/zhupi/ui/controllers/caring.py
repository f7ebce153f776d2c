"""Backups that make themselves, and who may write the library: both without anybody waiting.

A backup is owed as long as the newest lacks something that a person did. It is made when nothing
else has been done for a while, and at the latest when the window closes (`App` sees to that); one
that was owed when the program was killed is made after the next start.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import LibraryError
from zhupi.core.messages import Message
from zhupi.core.protocols import Checkpoint
from zhupi.ui.actions import Action, ActionRegistry, Group
from zhupi.ui.care.backups_dialog import BackupsDialog
from zhupi.ui.controllers.upkeep import CHORES
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.workspace.jobs import Job, MakeBackup

STILL_PAUSE = 60_000  #: milliseconds without a change or a job; then a backup is thought of
LEAST_BETWEEN = timedelta(minutes=30)  #: of backups that nobody asked for, while the window is open
LOOK_PAUSE = 1_000  #: milliseconds between two looks whether another program wants the library
TAKE_OVER = "take over"  #: the topic of asking another program


class CaringController(QObject):
    """Makes backups, shows them, and hands the library over or takes it."""

    reopen_wanted = Signal()  #: the library can be written now, or no longer
    restore_wanted = Signal(Path)  #: this backup is to become the library

    def __init__(
        self, services: Services, notices: NoticeBar, status: StatusBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._notices = notices
        self._status = status
        self._window = window
        self._dialog: BackupsDialog | None = None
        self._asking = False
        self._handing = False
        self._backing: set[int] = set()  # backups the worker has, made by themselves
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.timeout.connect(self.back_up_if_owed)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_PAUSE)
        self._look.timeout.connect(self._on_look)
        tasks = services.tasks
        tasks.changed.connect(lambda _change: self._still.start(STILL_PAUSE))
        tasks.job_started.connect(self._on_started)
        tasks.job_done.connect(self._on_done)
        tasks.job_ended.connect(self._on_ended)
        if not services.workspace.read_only:
            self._still.start(STILL_PAUSE)
            self._look.start()

    def register(self, registry: ActionRegistry) -> None:
        """Adds what can be done here to the menu of files and to the palette."""
        tr = self._services.tr
        for name, text, act, can in (
            ("backups", tr("Backups…"), self.show_backups, lambda: True),
            ("back-up", tr("Back up now"), self.back_up_now, lambda: True),
            ("take-over", tr("Take over writing"), self.take_over, self.can_take_over),
        ):
            registry.add(Action(name, text, act, Group.FILE, enabled=can, section=2))

    def end(self) -> None:
        """Looks no more, neither for backups nor for others: the library is closed."""
        self._still.stop()
        self._look.stop()

    def say_read_only(self) -> None:
        """Where the library can only be read says why, and offers to take over where that helps."""
        if not self._services.workspace.read_only:
            return
        tr, care = self._services.tr, self._services.workspace.care
        why = care.why_read_only()
        text = tr.render(why) if why else tr("This library can only be read here.")
        if self.can_take_over():
            self._notices.warn(text, tr("Take over"), self.take_over)
        else:
            self._notices.warn(text)

    def say_taken_over(self) -> None:
        """Says who writes the library now instead of this window, and offers to take it back."""
        tr, holder = self._services.tr, self._services.workspace.care.holder_words()
        if holder is not None:
            text = tr("Taken over by {holder}; here it can only be read now.", holder=holder)
            self._notices.warn(text, tr("Take back"), self.take_over)

    # --- backups ------------------------------------------------------------------------------

    def back_up_if_owed(self) -> None:
        """Has a backup made where one is owed, the last is not of just now, and all is still."""
        services = self._services
        if services.workspace.read_only or self._backing:
            return
        if any(job not in CHORES for job in services.tasks.jobs()):
            self._still.start(STILL_PAUSE)
            return
        services.tasks.run(self._owed, done=self._on_owed, failed=lambda _reason: None)

    def back_up_now(self) -> None:
        self._services.tasks.submit(MakeBackup(BackupReason.ASKED))

    def show_backups(self) -> None:
        """Opens the list."""
        services = self._services
        dialog = BackupsDialog(services.tr, self._window, writable=not services.workspace.read_only)
        self._dialog = dialog
        dialog.backup_wanted.connect(self.back_up_now)
        dialog.copy_wanted.connect(self._ask_copy)
        dialog.restore_wanted.connect(self._ask_restore)
        dialog.finished.connect(self._on_closed)
        dialog.setModal(True)
        dialog.open()
        self._list()

    def _owed(self) -> bool:
        care = self._services.workspace.care
        newest = care.backups()[:1]
        if newest and datetime.now(UTC) - newest[0].made < LEAST_BETWEEN:
            return False
        return care.backup_due()

    def _on_owed(self, owed: bool) -> None:  # noqa: FBT001 -- the answer of `_owed`
        if owed:
            self._backing.add(self._services.tasks.submit(MakeBackup()))
        else:
            # There may be one soon: of just now, or a change in the meantime.
            self._still.start(int(LEAST_BETWEEN.total_seconds() * 1000))

    def _list(self) -> None:
        care = self._services.workspace.care

        def done(found: list[Backup]) -> None:
            if self._dialog is not None:
                self._dialog.show_backups(found)

        self._services.tasks.run(care.backups, done=done)

    def _ask_copy(self) -> None:
        tr, care = self._services.tr, self._services.workspace.care
        suggested = f"zhupi-{datetime.now(UTC).astimezone():%Y-%m-%d}.sqlite"
        name, _ = QFileDialog.getSaveFileName(
            self._dialog or self._window,
            tr("Save a copy of the library"),
            str(Path.home() / suggested),
            f"{tr('Libraries')} (*.sqlite)",
        )
        if not name:
            return
        done = tr("The copy was saved.")
        self._services.tasks.run(
            lambda: care.back_up_to(Path(name)), done=lambda _none: self._status.say(done)
        )

    def _ask_restore(self, backup: Backup) -> None:
        tr = self._services.tr
        box = QMessageBox(self._dialog or self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Restore a backup"))
        box.setText(
            tr(
                "The library becomes as it was on {date}. What is there now is kept as a backup "
                "itself, so that this can be taken back.",
                date=backup.made.astimezone().strftime("%Y-%m-%d %H:%M"),
            )
        )
        restore = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            if box.clickedButton() is restore:
                if self._dialog is not None:
                    self._dialog.accept()
                self.restore_wanted.emit(backup.file)

        box.finished.connect(answered)
        box.finished.connect(box.deleteLater)
        box.open()

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_started(self, _number: int, job: Job) -> None:
        if job not in CHORES:
            self._still.stop()

    def _on_done(self, number: int, job: Job, _result: object) -> None:
        if not isinstance(job, MakeBackup):
            return
        if number not in self._backing:
            self._status.say(self._services.tr("The backup was made."))
        self._list()

    def _on_ended(self, number: int, _job: Job) -> None:
        self._backing.discard(number)
        self._still.start(STILL_PAUSE)

    # --- who may write ------------------------------------------------------------------------

    def can_take_over(self) -> bool:
        return self._services.workspace.care.can_take_over() and not self._asking

    def take_over(self) -> None:
        """Asks the program that writes the library to give it up."""
        services = self._services
        self._asking = True
        self._status.say(services.tr("Waiting for the other program…"))

        def ask(check: Checkpoint) -> None:
            services.workspace.care.take_over(wait=check)

        services.tasks.search(
            ask, lambda _none: self.reopen_wanted.emit(), self._refused, topic=TAKE_OVER, quiet=True
        )

    def _refused(self, reason: Message) -> None:
        self._asking = False
        tr = self._services.tr
        self._notices.warn(tr.render(reason), tr("Try again"), self.take_over)

    def _on_look(self) -> None:
        services = self._services
        asker = None if self._handing else services.workspace.care.wanted_by()
        if asker is None:
            return
        self._handing = True
        self._still.stop()
        self._status.say(services.tr("Another program takes over writing…"))
        worker = services.tasks.release_worker()

        def hand_over() -> None:
            # Behind all that this window still has to write.
            if worker is not None:
                worker.stop()
            services.workspace.care.hand_over()

        services.tasks.run(
            hand_over, done=lambda _none: self.reopen_wanted.emit(), failed=self._not_handed
        )

    def _not_handed(self, reason: Message) -> None:
        self._handing = False
        self._services.tasks.allow_jobs()
        self._notices.warn(self._services.tr.render(reason))


def back_up_owed(services: Services) -> None:
    """Makes the backup that is owed, now: the window is closed, and its lanes have ended.

    What goes wrong is told by nobody any more; it is owed still at the next start.
    """
    workspace = services.workspace
    if workspace.read_only:
        return
    try:
        if workspace.care.backup_due():
            # Whoever opens the library again at once can write in it, while it is copied.
            workspace.care.hand_over()
            workspace.care.back_up()
    except LibraryError:
        return
