"""What a person is asked and told while a library is repaired or a backup put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from zhupi.core.care import Backup, RepairReport
from zhupi.core.errors import CancelledError, ZhupiError, shown_path
from zhupi.core.messages import Message, Translator
from zhupi.ui.care.busy import wait_for
from zhupi.workspace.caring import backups_in, repair, restore


def ask_about_damage(
    reason: Message, folder: Path, program: str, tr: Translator, parent: QWidget | None
) -> bool:
    """Says what is wrong, and repairs or restores where that is wanted; whether it did."""
    box = _box(tr("The library is damaged"), tr.render(reason), parent)
    box.setInformativeText(
        tr(
            "Repairing saves everything that can be read, also from the history and the backups. "
            "The damaged file is kept as it is."
        )
    )
    mend = box.addButton(tr("Repair"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(mend)
    backups = [] if not folder.is_dir() else _backups(folder)
    back = None
    if backups:
        made = backups[0].made.astimezone().strftime("%Y-%m-%d %H:%M")
        text = tr("Restore the backup of {date}", date=made)
        back = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
    box.addButton(tr("Other ways…"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is mend:
        return _repaired(folder, program, tr, parent)
    if back is not None and box.clickedButton() is back:
        return restored(folder, backups[0].file, program, tr, parent)
    return False


def restored(
    folder: Path, backup: Path, program: str, tr: Translator, parent: QWidget | None
) -> bool:
    """Puts a backup in the place of the library; says why where that fails. Whether it did."""
    try:
        wait_for(
            lambda progress: restore(folder, backup, program, progress),
            tr("The backup is put in its place…"),
            tr,
            parent,
        )
    except CancelledError:
        return False
    except ZhupiError as error:
        _box(tr("The backup was not restored"), tr.render(error.message), parent).exec()
        return False
    return True


def _repaired(folder: Path, program: str, tr: Translator, parent: QWidget | None) -> bool:
    try:
        report = wait_for(
            lambda progress: repair(folder, program, progress),
            tr("The library is repaired…"),
            tr,
            parent,
        )
    except CancelledError:
        return False
    except ZhupiError as error:
        _box(tr("The library was not repaired"), tr.render(error.message), parent).exec()
        return False
    report_box(report, tr, parent).exec()
    return True


def report_box(report: RepairReport, tr: Translator, parent: QWidget | None) -> QMessageBox:
    """What a repair saved and what not, the names of what was lost under «details»."""
    articles = tr.plural("{count:,} article", "{count:,} articles", report.saved.get("articles", 0))
    annotations = tr.plural(
        "{count:,} annotation", "{count:,} annotations", report.saved.get("annotations", 0)
    )
    saved = tr("Saved: {articles}, {annotations}.", articles=articles, annotations=annotations)
    if report.lost:
        lost = tr.plural(
            "One thing could not be saved as it was.",
            "{count:,} things could not be saved as they were.",
            len(report.lost),
        )
    else:
        lost = tr("Nothing was lost.")
    box = _box(tr("The library is repaired"), f"{saved} {lost}", parent)
    box.setIcon(QMessageBox.Icon.Warning if report.lost else QMessageBox.Icon.Information)
    if report.damaged_file is not None:
        kept = shown_path(report.damaged_file)
        box.setInformativeText(tr("The damaged file is kept: {file}", file=kept))
    if report.lost:
        box.setDetailedText("\n".join(tr.render(words) for words in report.lost))
    return box


def _backups(folder: Path) -> list[Backup]:
    try:
        return backups_in(folder)
    except ZhupiError:
        return []


def _box(title: str, text: str, parent: QWidget | None) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
