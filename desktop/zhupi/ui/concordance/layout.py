"""Where the parts of the concordance window stand, and its keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.search import ConcordanceSort

if TYPE_CHECKING:
    from zhupi.ui.concordance.window import ConcordanceWindow


def sort_buttons(tr: Translator, parent: QWidget) -> QButtonGroup:
    """One for each order, with the property `sort`."""
    group = QButtonGroup(parent)
    for sort, text, words in (
        (ConcordanceSort.ARTICLE, tr("By article"), tr("Newest article first")),
        (ConcordanceSort.LEFT, tr("By what stands before"), tr("Read backwards")),
        (ConcordanceSort.RIGHT, tr("By what stands after"), ""),
    ):
        button = QToolButton(parent)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("sort", sort)
        button.setToolTip(words)
        group.addButton(button)
    group.buttons()[0].setChecked(True)
    return group


def filter_field(tr: Translator, parent: QWidget) -> QLineEdit:
    """Narrows the lines in sight."""
    field = QLineEdit(parent)
    field.setPlaceholderText(tr("Filter the lines…"))
    field.setAccessibleName(tr("Filter the lines"))
    field.setClearButtonEnabled(True)
    return field


def lay_out(window: ConcordanceWindow) -> None:
    """Query, ticks and orders, lines, and what can be done with them; Tab goes the same way."""
    ticks = (window.ticking.all_button, window.ticking.none_button)
    above = (*ticks, *window.sorts.buttons(), window.filter)
    done = (
        *(window.again_button, window.stop_button, window.copy_button, window.export_button),
        window.ticking.tag_button,
    )
    orders = QHBoxLayout()
    orders.setSpacing(4)
    for button in above[:-1]:
        orders.addWidget(button)
    orders.insertSpacing(len(ticks), 12)
    orders.addStretch(1)
    orders.addWidget(window.filter, 1)
    below = QHBoxLayout()
    below.setSpacing(8)
    below.addWidget(window.state, 1)
    for button in done:
        below.addWidget(button)
    column = QVBoxLayout(window)
    column.setContentsMargins(14, 14, 14, 12)
    column.setSpacing(10)
    column.addWidget(window.fields)
    column.addLayout(orders)
    column.addWidget(window.table, 1)
    column.addLayout(below)
    for before, after in pairwise((*window.fields.stops, *above, window.table, *done)):
        QWidget.setTabOrder(before, after)


def add_keys(window: ConcordanceWindow) -> None:
    """The window's own keys; the guide tells of them."""
    keys = QKeySequence.StandardKey
    for key, act in (
        (QKeySequence(keys.Refresh), window.refresh),
        (QKeySequence(keys.Find), window.filter.setFocus),
        (QKeySequence(keys.Close), window.close),
        (QKeySequence("Ctrl+L"), window.fields.query.setFocus),
        (QKeySequence("Ctrl+E"), window.export_wanted.emit),
        (QKeySequence("Ctrl+T"), window.ticking.ask),
        (QKeySequence("Ctrl+1"), lambda: window.sort_by(ConcordanceSort.ARTICLE)),
        (QKeySequence("Ctrl+2"), lambda: window.sort_by(ConcordanceSort.LEFT)),
        (QKeySequence("Ctrl+3"), lambda: window.sort_by(ConcordanceSort.RIGHT)),
        (QKeySequence("Escape"), window.escape),
    ):
        QShortcut(key, window, act)
    # Not of the window: the fields copy their own text.
    context = Qt.ShortcutContext.WidgetShortcut
    QShortcut(QKeySequence(keys.Copy), window.table, window.copy, context=context)
