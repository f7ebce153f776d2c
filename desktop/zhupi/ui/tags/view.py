"""The tree of tags on the screen: how a row is painted, and what keys and the mouse ask for."""

from __future__ import annotations

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.ui.icons import icon
from zhupi.ui.lists import draw_focus
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.tags.dragging import DraggingTree
from zhupi.ui.tags.model import KeyRole, NodeRole, TagTreeModel
from zhupi.ui.tags.tree import TagNode
from zhupi.ui.theme import Theme

ROW_HEIGHT = 30
INDENT = 16
PIXELS = 14
SMALL_PIXELS = 12
SWATCH = 10
CAP = 18  #: the side of a number key
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)


class TagDelegate(QStyledItemDelegate):
    """A swatch and a name; the number key and the count at the right."""

    def __init__(self, theme: Theme, tr: Translator, view: TagView) -> None:
        super().__init__(view)
        self._theme = theme
        self._tr = tr
        self.bound: frozenset[str] = frozenset()  #: tags whose key a person chose

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        node = index.data(NodeRole)
        if not isinstance(node, TagNode):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        box = QRectF(option.rect).adjusted(2, 0, -16, 0)
        self._paint_swatch(painter, box, node)
        right = self._paint_count(painter, box, node, option)
        key = index.data(KeyRole)
        if key:
            right = self._paint_key(painter, box, right, int(key), option, node.path)
        words = QRectF(box.left() + SWATCH + 9, box.top(), 0, box.height())
        words.setRight(max(right - 6, words.left()))
        ink = QColor(theme.ink if node.matched else theme.dim)
        draw_elided(painter, words, one_line(node.name), sized(option.font, PIXELS), ink)
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(self._tr("Name"))
        # As high as a row: the style sheet's fields are higher.
        style = f"padding: 0 6px; min-height: 0; border-radius: 5px; font-size: {PIXELS}px"
        editor.setStyleSheet(style)
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(SWATCH + 4, 1, -8, -1))

    def _paint_swatch(self, painter: QPainter, box: QRectF, node: TagNode) -> None:
        """A dot in the colour that new passages take; a ring where there is none."""
        dot = QRectF(box.left() + 1, box.center().y() - SWATCH / 2, SWATCH, SWATCH)
        if node.tag.color:
            painter.setPen(self._theme.mark_ink(node.tag.color))
            painter.setBrush(self._theme.highlighted(node.tag.color))
        else:
            painter.setPen(QColor(self._theme.dim))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            dot.adjust(1, 1, -1, -1)
        painter.drawEllipse(dot)

    def _paint_count(
        self, painter: QPainter, box: QRectF, node: TagNode, option: QStyleOptionViewItem
    ) -> float:
        """Paints the number at the right; returns where it begins."""
        text = f"{node.total:,}"
        font = sized(option.font, PIXELS)
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.dim))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, int(flags), text)
        return box.right() - max(width, 18)

    def _paint_key(
        self,
        painter: QPainter,
        box: QRectF,
        right: float,
        key: int,
        option: QStyleOptionViewItem,
        path: str,
    ) -> float:
        """Paints a key's cap left of `right`: filled where a person chose it."""
        cap = QRectF(right - CAP - 8, box.center().y() - CAP / 2, CAP, CAP)
        chosen = path in self.bound
        painter.setPen(QColor(self._theme.dim if chosen else self._theme.faint))
        painter.setBrush(QColor(self._theme.card) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(sized(option.font, SMALL_PIXELS, bold=chosen))
        painter.setPen(QColor(self._theme.ink if chosen else self._theme.dim))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), str(key))
        return cap.left()


class TagView(DraggingTree):
    """Enter or a click chooses, F2 renames in place, Delete deletes; tags are dragged about."""

    chosen = Signal(str)  #: path whose passages are wanted
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)
    menu_wanted = Signal(str, object)  #: path (empty: none), point of the screen

    def __init__(self, model: TagTreeModel, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("list")
        # Rows paint their own choice; the style would fill them besides.
        self.setStyleSheet("selection-background-color: transparent")
        self._tags = model
        self.setModel(model)
        self.delegate = TagDelegate(theme, tr, self)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.delegate.set_theme(theme)
        self.viewport().update()

    def current(self) -> str:
        """The path of the current row; empty where there is none."""
        return self._path(self.currentIndex())

    @property
    def editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def choose(self, path: str) -> None:
        """Makes a tag the current row, unfolding what it is in."""
        index = self._tags.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def edit_name(self, path: str) -> None:
        """Opens a field over a tag's name."""
        self.choose(path)
        index = self._tags.index_of(path)
        if index.isValid():
            self.edit(index)

    def unfolded(self) -> set[str]:
        """The paths that are unfolded."""
        nodes = self._tags.nodes()
        return {
            n.path for n in nodes if n.children and self.isExpanded(self._tags.index_of(n.path))
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        path = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and path:
            self.chosen.emit(path)
        elif event.key() == Qt.Key.Key_F2 and path:
            self.rename_wanted.emit(path)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and path:
            self.delete_wanted.emit(path)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            where, path = event.globalPos(), self._path(self.indexAt(event.pos()))
        else:
            path = self.current()
            row = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(row.center() if path else row.bottomLeft())
        if path:
            self.choose(path)
        self.menu_wanted.emit(path, where)

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        row = QRect(option.rect)
        row.setLeft(0)
        row.setRight(self.viewport().width())
        box = QRectF(row).adjusted(0, 1, -6, -1)
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        if self.selectionModel().isSelected(index):
            painter.setBrush(QColor(self._theme.card))
            painter.drawRoundedRect(box, 6, 6)
        elif self.viewport().underMouse() and row.contains(pointer):
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(box, 6, 6)
        if index == self.currentIndex() and self.hasFocus():
            draw_focus(painter, box, QStyle.StateFlag.State_HasFocus, self._theme.accent, 6)
        painter.restore()
        super().drawRow(painter, option, index)

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node = index.data(NodeRole)
        if isinstance(node, TagNode) and node.children:
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            side = 14
            spot = QRect(rect.right() - side, rect.center().y() - side // 2 + 1, side, side)
            icon(name, self._theme.dim).paint(painter, spot)

    def viewportEvent(self, event: object) -> bool:
        # As plain text: a description that looks like HTML would be taken for it.
        if isinstance(event, QHelpEvent):
            words = html.escape(str(self.indexAt(event.pos()).data(_TOOLTIP) or ""))
            shown = f"<p style='white-space:pre-wrap'>{words}</p>" if words else ""
            QToolTip.showText(event.globalPos(), shown, self.viewport())
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._path(index))

    def _path(self, index: QModelIndex) -> str:
        node = index.data(NodeRole) if index.isValid() else None
        return node.path if isinstance(node, TagNode) else ""
