"""Looking after a library in the window: backups, damage, and two windows over one library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from zhupi.core.care import BackupReason, RepairReport
from zhupi.core.messages import ENGLISH, message
from zhupi.core.model import Span
from zhupi.ui.care.mending import report_box
from zhupi.ui.controllers import caring
from zhupi.workspace import Workspace
from zhupi.workspace.caring import backups_in
from zhupi.workspace.jobs import MakeBackup


def _write_note(desk: Any, words: str = "海平镇") -> None:
    desk.workspace.annotate(desk.article.id, desk.span(words), note="记")


def _press(box: Callable[[], QMessageBox | None], text: str) -> None:
    found = box()
    assert found is not None
    [button] = [b for b in found.buttons() if b.text().replace("&", "") == text]
    button.click()


def _message_box() -> QMessageBox | None:
    shown = QApplication.activeModalWidget()
    return shown if isinstance(shown, QMessageBox) else None


# --- backups ----------------------------------------------------------------------------------


def test_a_backup_is_made_when_all_is_still_and_not_again_at_once(full_desk: Any) -> None:
    """Nobody has to think of it, and nobody notices."""
    full_desk.window.caring.back_up_if_owed()
    full_desk.until(lambda: len(full_desk.workspace.care.backups()) == 1)
    full_desk.settle()
    assert full_desk.workspace.care.backups()[0].reason is BackupReason.SESSION
    _write_note(full_desk)
    full_desk.window.caring.back_up_if_owed()
    full_desk.settle()
    assert len(full_desk.workspace.care.backups()) == 1, "the last one is of just now"
    assert full_desk.window.caring._still.isActive()
    full_desk.workspace.care.backups()[0].file.unlink()
    full_desk.tasks.submit(MakeBackup())
    full_desk.settle()
    assert full_desk.window.caring._still.interval() == caring.STILL_PAUSE


def test_closing_makes_the_backup_that_is_owed(start: Any, tmp_path: Path) -> None:
    """The session's work is in it; without work there is none."""
    folder = tmp_path / "library"
    desk = start(folder)
    desk.app.close()
    assert backups_in(folder) == []
    desk = start(folder)
    desk.import_paths(desk.write("note.txt", "题\n\n正文在这里。\n"))
    desk.app.close()
    [backup] = backups_in(folder)
    assert backup.reason is BackupReason.SESSION
    assert not (folder / "library.holder").exists()
    start(folder).app.close()
    assert backups_in(folder) == [backup]


def test_the_dialog_lists_makes_copies_and_restores(
    full_desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that a person needs, without a file manager."""
    desk = full_desk
    control = desk.window.caring
    desk.window.actions_.trigger("backups")
    dialog = control._dialog
    assert dialog is not None
    assert not dialog.restore_button.isEnabled()
    dialog.now_button.click()
    desk.until(lambda: dialog.table.rowCount() == 1)
    assert dialog.table.item(0, 1).text() == "asked for"
    copy = tmp_path / "copy.sqlite"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(copy), ""))
    )
    dialog.copy_button.click()
    desk.settle()
    assert copy.stat().st_size > 0
    _write_note(desk)
    dialog.table.selectRow(0)
    dialog.restore_button.click()
    desk.until(lambda: _message_box() is not None)
    window = desk.window
    _press(_message_box, "Restore")
    desk.until(lambda: desk.window is not window)
    desk.settle()
    assert desk.workspace.annotations() == []
    assert not desk.workspace.read_only
    assert desk.workspace.care.backups()[0].reason is BackupReason.RESTORE
    assert len(desk.workspace.article_ids()) == 3


def test_a_backup_that_cannot_be_restored_leaves_the_library_open(
    full_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says why."""
    desk = full_desk
    _write_note(desk)
    bad = desk.write("bad.sqlite", "no library")
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    window = desk.window
    desk.window.caring.restore_wanted.emit(bad)
    desk.until(lambda: desk.window is not window)
    desk.settle()
    assert "is no backup of a library" in said[0]
    assert len(desk.workspace.annotations()) == 1


# --- who may write ----------------------------------------------------------------------------


def test_a_second_window_says_who_writes_and_takes_over(full_desk: Any, start: Any) -> None:
    """And the first tells that it was, goes on reading, and can take it back."""
    first = full_desk
    _write_note(first)
    second = start(first.workspace.folder)
    notice = second.window.notices
    assert "in use by a window of Zhupi, since" in notice.label.text()
    assert not second.window.library.writable
    assert second.window.actions_.action("take-over").isEnabled()
    second.window.resize(820, 500)
    notice.button.click()
    second.until(lambda: not second.workspace.read_only and first.workspace.read_only)
    second.until(lambda: second.window.library.writable)
    assert second.window.size() == QSize(820, 500), "it stays as large as it was"
    first.until(lambda: "Taken over by a window of Zhupi" in first.window.notices.label.text())
    first.until(lambda: first.window.reading.article is not None)
    assert not first.window.library.writable
    second.workspace.annotate(first.article.id, Span(0, 2), note="第二扇窗")
    assert len(first.workspace.annotations()) == 2
    first.window.notices.button.click()
    first.until(lambda: not first.workspace.read_only and first.window.library.writable)
    first.until(lambda: "can write" in first.window.notices.label.text())
    first.settle()
    second.settle()


def test_who_does_not_answer_is_named(
    start: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that is still running keeps the library."""
    folder = tmp_path / "library"
    monkeypatch.setattr("zhupi.workspace.caring.Caring.take_over.__defaults__", (0.2, lambda: None))
    holder = Workspace.open(folder, "command line")
    try:
        desk = start(folder)
        desk.window.notices.button.click()
        desk.until(lambda: "did not give it up" in desk.window.notices.label.text())
        assert "a command of Zhupi" in desk.window.notices.label.text()
        assert desk.window.notices.button.text() == "Try again"
        assert desk.workspace.read_only
    finally:
        holder.close()
    desk.window.notices.button.click()
    desk.until(lambda: not desk.workspace.read_only)
    # In the new window: the old one's callers are forgotten, and `settle` is one.
    desk.until(lambda: "can write" in desk.window.notices.label.text())
    desk.settle()


# --- damage -----------------------------------------------------------------------------------


def _damage(folder: Path) -> bytes:
    file = folder / "library.sqlite"
    data = bytearray(file.read_bytes())
    data[:4096] = bytes(4096)
    file.write_bytes(bytes(data))
    return bytes(data)


@pytest.mark.parametrize("button", ["Repair", "Restore the backup of"])
def test_a_damaged_library_is_offered_to_be_repaired(
    full_desk: Any, start: Any, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    """Not only another one to be opened."""
    _write_note(full_desk)
    folder = full_desk.workspace.folder
    full_desk.app.close()
    damaged = _damage(folder)
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.text())
        for found in box.buttons():
            if found.text().startswith(button):
                monkeypatch.setattr(box, "clickedButton", lambda chosen=found: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    desk = start(folder)
    assert "does not begin as one should" in said[0]
    assert [a.note for a in desk.workspace.annotations()] == ["记"]
    [kept] = folder.glob("library.damaged-*.sqlite")
    assert kept.read_bytes() == damaged
    if button == "Repair":
        assert "Saved: 3 articles, 1 annotation. Nothing was lost." in said[1]


def test_what_a_repair_lost_is_named(qapp: QApplication) -> None:
    """Under «details», each thing."""
    report = RepairReport(
        {"articles": 1, "annotations": 2}, {}, (message("A."), message("B.")), Path("x.sqlite")
    )
    box = report_box(report, ENGLISH, None)
    assert "2 things could not be saved" in box.text()
    assert box.detailedText() == "A.\nB."
    assert "x.sqlite" in box.informativeText()
    box.deleteLater()


def test_the_times_are_such_that_nobody_is_disturbed() -> None:
    """At most one every half hour, and none while somebody works."""
    assert caring.LEAST_BETWEEN.total_seconds() >= 1800
    assert caring.STILL_PAUSE >= 30_000
