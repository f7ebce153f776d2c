"""The tree of tags as Qt asks for it.

An index holds the number of its node, never the node itself: an index that outlives a reset then
points to another tag at worst, not to freed memory.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from zhupi.core.messages import Translator
from zhupi.core.model import TagCount
from zhupi.ui.painting import one_line
from zhupi.ui.panels.wording import color_text
from zhupi.ui.tags.tree import TagNode, grow, is_below

Index = QModelIndex | QPersistentModelIndex
NodeRole = int(Qt.ItemDataRole.UserRole)
KeyRole = NodeRole + 1  #: the number key that gives this tag, or 0
MIME = "application/x-zhupi-tag"


class TagTreeModel(QAbstractItemModel):
    """What is typed and dropped goes out as signals: the library decides what becomes of it."""

    rename_wanted = Signal(str, str)  #: path, what was typed instead of its last part
    move_wanted = Signal(str, str)  #: path, the tag to stand below; empty: none

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._token = uuid.uuid4().hex  # tags are not dragged from one library into another
        self._counts: Sequence[TagCount] = ()
        self._wanted: Collection[str] | None = None
        self._nodes: list[TagNode] = []
        self._top: list[TagNode] = []
        self._numbers: dict[str, int] = {}
        self._keys: Mapping[str, int] = {}
        self._tellers: Mapping[int, Callable[[TagNode], object]] = {
            NodeRole: lambda node: node,
            KeyRole: lambda node: self._keys.get(node.path, 0),
            int(Qt.ItemDataRole.DisplayRole): lambda node: one_line(node.name),
            int(Qt.ItemDataRole.EditRole): lambda node: node.name,
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
        }
        self.writable = True

    @property
    def counts(self) -> Sequence[TagCount]:
        """All tags, shown or not."""
        return self._counts

    def set_tags(self, counts: Sequence[TagCount], keys: Mapping[int, str]) -> None:
        """Shows these tags and their number keys; resets only where there are other tags."""
        self._keys = {path: key for key, path in keys.items()}
        if counts != self._counts:
            self._counts = counts
            self._show(grow(counts, self._wanted))

    def narrow(self, wanted: Collection[str] | None) -> None:
        """Shows these paths and those above them; None: all."""
        self._wanted = wanted
        self._show(grow(self._counts, wanted))

    def node(self, path: str) -> TagNode | None:
        number = self._numbers.get(path)
        return None if number is None else self._nodes[number]

    def nodes(self) -> Sequence[TagNode]:
        """Those that are shown, each before those below it."""
        return self._nodes

    def index_of(self, path: str) -> QModelIndex:
        """Where a tag stands; invalid where it is not shown."""
        node = self.node(path)
        return self.createIndex(node.row, 0, node.number) if node else QModelIndex()

    # --- Qt -----------------------------------------------------------------------------------

    def index(
        self,
        row: int,
        column: int = 0,
        parent: Index = QModelIndex(),  # noqa: B008 - Qt's own signature
    ) -> QModelIndex:
        rows = self._below(parent)
        if column or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, 0, rows[row].number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has both
        node = self._at(index)
        above = node.parent if node else None
        if above is None or above.number < 0:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self._below(parent))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own
        return bool(self._below(parent))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not self.writable:
            return flag.ItemIsEnabled | flag.ItemIsSelectable if index.isValid() else flag(0)
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return (
            flag.ItemIsEnabled
            | flag.ItemIsSelectable
            | flag.ItemIsEditable
            | flag.ItemIsDragEnabled
            | flag.ItemIsDropEnabled
        )

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        node = self._at(index)
        tell = self._tellers.get(role)
        return tell(node) if node is not None and tell is not None else None

    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        node = self._at(index)
        if node is None or role != Qt.ItemDataRole.EditRole or str(value) == node.name:
            return False
        self.rename_wanted.emit(node.path, str(value))
        return True

    # --- dragging -----------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        node = self._at(indexes[0]) if indexes else None
        if node is not None:
            data.setData(MIME, f"{self._token}\n{node.path}".encode("utf-8", "surrogatepass"))
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        path = self._dragged(data)
        if not path or not self.writable:
            return False
        under = self._at(parent)
        here = under.path if under else ""
        return not (under and is_below(here, path)) and here != path.rpartition("/")[0]

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Asks for the move; False, so that Qt removes no row: the library tells what there is."""
        if self.canDropMimeData(data, action, row, column, parent):
            under = self._at(parent)
            self.move_wanted.emit(self._dragged(data), under.path if under else "")
        return False

    # --- within -------------------------------------------------------------------------------

    def _show(self, nodes: list[TagNode]) -> None:
        same = [node.path for node in nodes] == [node.path for node in self._nodes]
        if not same:
            self.beginResetModel()
        self._nodes = nodes
        self._top = nodes[0].parent.children if nodes and nodes[0].parent else []
        self._numbers = {node.path: node.number for node in nodes}
        if not same:
            self.endResetModel()
        elif nodes:
            self.dataChanged.emit(self.index(0), self.index(len(self._top) - 1))

    def _at(self, index: Index) -> TagNode | None:
        number = index.internalId() if index.isValid() else -1
        return self._nodes[number] if 0 <= number < len(self._nodes) else None

    def _below(self, parent: Index) -> list[TagNode]:
        if not parent.isValid():
            return self._top
        node = self._at(parent)
        return node.children if node else []

    def _dragged(self, data: QMimeData) -> str:
        """The path of the tag that is dragged; empty where it is none of ours."""
        raw = bytes(data.data(MIME).data())
        token, _, path = raw.decode("utf-8", "surrogatepass").partition("\n")
        return path if token == self._token else ""

    def _tooltip(self, node: TagNode) -> str:
        words = [one_line(node.path)]
        if node.tag.description:
            words.append(node.tag.description)
        if node.children or node.own != node.total:
            words.append(
                self._tr(
                    "{own:,} with this tag itself, {total:,} with those below",
                    own=node.own,
                    total=node.total,
                )
            )
        return "\n".join(words)

    def _spoken(self, node: TagNode) -> str:
        key = self._keys.get(node.path, 0)
        parts = [
            one_line(node.name),
            color_text(node.tag.color, self._tr) if node.tag.color else "",
            self._tr.plural("{count:,} passage", "{count:,} passages", node.total),
            self._tr("key {key}", key=key) if key else "",
            node.tag.description,
        ]
        return ", ".join(part for part in parts if part)
