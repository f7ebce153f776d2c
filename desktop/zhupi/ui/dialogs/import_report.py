"""What came of an import, in full, to read and to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator
from zhupi.core.model import FailedFile, ImportReport
from zhupi.core.reviewing import waiting_message
from zhupi.ui.dialogs.common import label


def report_summary(report: ImportReport, tr: Translator) -> str:
    """One sentence."""
    parts = [
        tr.plural("{count:,} article imported", "{count:,} articles imported", len(report.imported))
    ]
    if report.updated:
        parts.append(tr.plural("{count:,} updated", "{count:,} updated", len(report.updated)))
    if report.unchanged:
        parts.append(
            tr.plural("{count:,} already there", "{count:,} already there", len(report.unchanged))
        )
    if report.failed:
        parts.append(
            tr.plural(
                "{count:,} could not be read", "{count:,} could not be read", len(report.failed)
            )
        )
    if report.to_review:
        parts.append(tr.render(waiting_message(report.to_review)))
    sentence = tr(", ").join(parts) + tr(".")
    if not report.cancelled:
        return sentence
    return tr("{first} {then}", first=tr("Stopped."), then=sentence)


def report_text(report: ImportReport, tr: Translator) -> str:
    """What the summary does not say: a paragraph a file that failed."""
    lines: list[str] = []
    if report.near_duplicates:
        count = len(report.near_duplicates)
        lines.append(
            tr.plural(
                "{count:,} resembles an article that was there before.",
                "{count:,} resemble articles that were there before.",
                count,
            )
        )
    return "\n\n".join((*lines, *(_failure_text(failure, tr) for failure in report.failed)))


def _failure_text(failure: FailedFile, tr: Translator) -> str:
    """The reason, with the path before it where the reason does not name it."""
    path, reason = shown_path(failure.path), tr.render(failure.reason)
    return reason if path in reason else f"{path}\n{reason}"


class ImportReportDialog(QDialog):
    """Lists what failed and why."""

    def __init__(self, report: ImportReport, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was imported"))
        self.text = QPlainTextEdit(report_text(report, tr), self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("What was imported"))
        box = QDialogButtonBox(self)
        copy = box.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label(report_summary(report, tr)))
        layout.addWidget(self.text, 1)
        layout.addWidget(box)
        self.resize(600, 380)
