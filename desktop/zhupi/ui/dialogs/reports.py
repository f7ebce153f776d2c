"""Dialogs that only tell: a bug of ours, the keys, the program."""

from __future__ import annotations

import platform

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import zhupi
from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator
from zhupi.ui.actions import ActionRegistry, group_texts
from zhupi.ui.dialogs.common import label
from zhupi.workspace import Workspace


class BugDialog(QDialog):
    """Something went wrong in the program itself; the details can be copied."""

    def __init__(self, details: str, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A mistake in Zhupi"))
        system = (
            f"Zhupi {zhupi.__version__}, Python {platform.python_version()}, {platform.platform()}"
        )
        self.details = QPlainTextEdit(f"{system}\n\n{details}", self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        box = QDialogButtonBox(self)
        copy = box.addButton(tr("Copy the details"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = box.addButton(tr("Go on"), QDialogButtonBox.ButtonRole.RejectRole)
        go_on.setDefault(True)
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.details.toPlainText())
        )
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(
                tr(
                    "Something went wrong that is Zhupi's own fault. What you wrote is in the "
                    "library's file; you can go on. These details help to mend it:"
                )
            )
        )
        layout.addWidget(self.details, 1)
        layout.addWidget(box)
        self.resize(640, 380)


class KeysDialog(QDialog):
    """Every action that has a key, by menu."""

    def __init__(self, registry: ActionRegistry, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setAccessibleName(tr("Keys"))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for group, text in group_texts(tr).items():
            rows = [
                [registry.full_text(action.name), registry.keys_text(action.name)]
                for action in registry
                if action.group is group and action.keys
            ]
            if rows:
                top = QTreeWidgetItem([text])
                top.addChildren([QTreeWidgetItem(row) for row in rows])
                self.list.addTopLevelItem(top)
        self.list.expandAll()
        box = QDialogButtonBox(self)
        box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(
                tr(
                    "While reading: arrows and Space scroll; F7 shows a caret, Shift with arrows "
                    "selects. Letters and digits below act on the selection or on the active "
                    "annotation."
                ),
                hint=True,
            )
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(box)
        self.resize(520, 560)


class AboutDialog(QDialog):
    """The program and the library that is open."""

    def __init__(self, workspace: Workspace, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Zhupi"))
        heading = label(f"朱批 Zhupi {zhupi.__version__}")
        heading.setObjectName("heading")
        box = QDialogButtonBox(self)
        box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(
            label(tr("Read, search and annotate Chinese news. Nothing leaves this machine."))
        )
        layout.addWidget(label(tr("Library: {path}", path=shown_path(workspace.folder)), hint=True))
        layout.addWidget(box)
        self.resize(440, 180)
