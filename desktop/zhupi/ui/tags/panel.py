"""The tags panel: a field to find with, the tree, and below it the passages of one tag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import TagCount
from zhupi.ui.icons import icon
from zhupi.ui.painting import one_line
from zhupi.ui.reader_bar import ElidedLabel
from zhupi.ui.tags.model import TagTreeModel
from zhupi.ui.tags.passages import Passage, PassageModel, PassageView
from zhupi.ui.tags.tree import moved
from zhupi.ui.tags.view import TagView
from zhupi.ui.theme import Theme

MOST_UNFOLDED = 2_000  #: matches that are unfolded at once; of more only the first level
_MARGIN = 14


class TagsPanel(QWidget):
    """Shows the tags and says what a person does with them."""

    typed = Signal(str)  #: what is looked for; empty: nothing
    new_wanted = Signal()
    passages_wanted = Signal(str)  #: path; empty: no longer
    counted = Signal(int)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.theme = theme
        self._keys: Mapping[int, str] = {}
        self._unfolded: set[str] = set()  # before the tree was narrowed
        self._moved: tuple[str, str] = ("", "")
        self._renamed: tuple[str, str] = ("", "")  # the last ones of `_moved`, to follow an undo
        self._before: tuple[set[str], str] | None = None  # unfolded and chosen before a reset
        self._setting = False  # whether other tags come, not others of the same
        self._best: Sequence[str] = ()
        self._asked = self._answered = ""  # what was typed, and to what `_best` is the answer
        self._go = False  # whether Enter came before the answer
        self._later: tuple[Sequence[TagCount], Mapping[int, str]] | None = None
        self.shown_tag = ""  #: whose passages are listed
        self.model = TagTreeModel(tr, self)
        self.view = TagView(self.model, theme, tr, self)
        self.view.setAccessibleName(tr("Tags"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Find a tag"))
        self.field.setAccessibleName(tr("Find a tag"))
        self.field.setClearButtonEnabled(True)
        self.new_button = QToolButton(self)
        self.new_button.setIconSize(QSize(18, 18))
        self.new_button.setAccessibleName(tr("New tag…"))
        self.new_button.setToolTip(tr("New tag…"))
        self.passages = PassageModel(self)
        self.list = PassageView(self.passages, theme, self)
        self.list.setAccessibleName(tr("Passages with the tag"))
        self.heading = ElidedLabel(self)
        self.heading.setObjectName("heading")
        self._close = QToolButton(self)
        self._close.setAccessibleName(tr("Close the list of passages"))
        self._close.setToolTip(tr("Close the list of passages"))
        self.hint = _hint(self)
        self._read_only = _hint(self)
        self._read_only.setText(tr("This library can only be read here."))
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self._lower = QWidget(self)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.set_writable(writable=True)
        self.show_passages("", ())
        self.set_tags((), {})

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.field, self.new_button, self.view, self._close, self.list)

    @property
    def front(self) -> QWidget:
        """What gets the keyboard when the panel does."""
        return self.view if self.model.nodes() else self.field

    @property
    def keys(self) -> Mapping[int, str]:
        """Number key → tag."""
        return self._keys

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.view.set_theme(theme)
        self.list.delegate.set_theme(theme)
        self.list.viewport().update()
        self.new_button.setIcon(icon("plus", theme.ink))
        self._close.setIcon(icon("close", theme.dim))

    def set_writable(self, *, writable: bool) -> None:
        """Whether tags can be altered; the panel says so where they cannot."""
        self.model.writable = writable
        self.new_button.setEnabled(writable)
        self._read_only.setVisible(not writable)
        self._say_nothing()

    def set_tags(self, tags: Sequence[TagCount], keys: Mapping[int, str]) -> None:
        """Shows these tags; while a name is being typed they wait."""
        if self.view.editing:
            self._later = (tags, keys)
            return
        self._later = None
        self._keys = keys
        self.view.delegate.bound = frozenset(found.tag.path for found in tags if found.tag.key)
        self._before, self._setting = None, True
        self.model.set_tags(tags, keys)
        self._setting = False
        if self._before is not None:
            self._restore(*self._before)
        self.view.viewport().update()
        self.counted.emit(len(tags))
        self._say_nothing()
        if self._asked:
            self.typed.emit(self._asked)

    def follow(self, old: str, new: str) -> None:
        """The next tags have `new` for `old`: what is chosen and unfolded stays so.

        Where `old` is empty `new` was made, and will be chosen.
        """
        self._moved = (old, new)
        if old:
            self._unfolded |= {moved(path, old, new) for path in self._unfolded}

    def narrow(self, typed: str, found: Sequence[str]) -> None:
        """Shows what was found for `typed`, the best first."""
        if typed != self._asked:
            return
        again = typed == self._answered  # the tags changed, not what is looked for
        current = self.view.current()
        self._best, self._answered = found, typed
        self.model.narrow(found)
        nodes = self.model.nodes()
        if len(nodes) <= MOST_UNFOLDED:
            self.view.expandAll()
        else:
            self.view.expandToDepth(0)
        self.view.choose(current if again else next(iter(found), ""))
        self._say_nothing()
        if self._go:
            self._enter()

    def show_passages(self, tag: str, items: Sequence[Passage]) -> None:
        """Lists the passages with `tag`; an empty tag closes the list."""
        chosen = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.shown_tag = tag
        self.passages.set_passages(items)
        self._lower.setVisible(bool(tag))
        count = self._tr.plural("{count:,} passage", "{count:,} passages", len(items))
        self.heading.set_words(f"#{one_line(tag)}  ·  {count}")
        if isinstance(chosen, Passage):
            row = self.passages.row_of(chosen.annotation.id)
            if row is not None:
                self.list.setCurrentIndex(self.passages.index(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and watched is self.field:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    # --- within -------------------------------------------------------------------------------

    def _on_typed(self, text: str) -> None:
        typed = text.strip()
        if typed == self._asked:
            return
        if not self._asked:
            self._unfolded = self.view.unfolded()
        self._asked, self._go = typed, False
        if not typed:
            current = self.view.current()
            self._best, self._answered = (), ""
            self.model.narrow(None)
            self._unfold(self._unfolded)
            self.view.choose(current)
            self._say_nothing()
        self.typed.emit(typed)

    def _enter(self) -> None:
        """Goes to the first that was found, as soon as that is known."""
        if not self._asked:
            return
        self._go = self._asked != self._answered
        if not self._go and self._best:
            self.view.choose(self._best[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passages_wanted.emit(self._best[0])

    def _remember(self) -> None:
        if self._setting:
            self._before = (self.view.unfolded(), self.view.current())

    def _restore(self, unfolded: set[str], current: str) -> None:
        """Unfolds and chooses, in the new tree, what was so in the old."""
        (old, new), self._moved = self._moved, ("", "")
        if old:
            unfolded |= {moved(path, old, new) for path in unfolded}
        if new:
            unfolded.add(new.rpartition("/")[0])
            current = moved(current, old, new) if old else new
        if old:
            self._renamed = (old, new)
        for one, other in (self._renamed, self._renamed[::-1]):  # undone, or done again
            if one and not self.model.index_of(one).isValid():
                unfolded |= {moved(path, one, other) for path in unfolded}
                current = moved(current, one, other)
        while current and not self.model.index_of(current).isValid():
            current = current.rpartition("/")[0]  # it is gone: what it was in
        self._unfold(unfolded)
        self.view.choose(current)

    def _unfold(self, paths: set[str]) -> None:
        for path in paths:
            index = self.model.index_of(path)
            if index.isValid():
                self.view.expand(index)

    def _on_edited(self) -> None:
        if self._later is not None:
            self.set_tags(*self._later)

    def _say_nothing(self) -> None:
        """Says how tags are made where there is none, or that nothing was found."""
        tr, empty = self._tr, not self.model.nodes()
        self.view.setVisible(not empty)
        self.hint.setVisible(empty)
        self.field.setEnabled(bool(self.model.counts))
        if self.model.counts:
            self.hint.setText(tr("No tag is called so, by characters or by pinyin."))
        else:
            self.hint.setText(
                tr(
                    "No tags yet. Select a passage and press T to write some: 外交/会晤 is a tag "
                    "below 外交. The latest ones get the keys 1 to 9."
                )
            )

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.view.installEventFilter(self)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._enter)
        self.new_button.clicked.connect(self.new_wanted)
        self.view.chosen.connect(self.passages_wanted)
        self.view.delegate.closeEditor.connect(self._on_edited, Qt.ConnectionType.QueuedConnection)
        self._close.clicked.connect(lambda: self.passages_wanted.emit(""))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, _MARGIN - 4, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.new_button)
        upper = QWidget(self)
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(6)
        top.addWidget(self.hint)
        # Not the view's own margins: a tree sets them anew for its header.
        tree = QHBoxLayout()
        tree.setContentsMargins(8, 0, 0, 0)
        tree.addWidget(self.view)
        top.addLayout(tree, 1)
        head = QHBoxLayout()
        head.setContentsMargins(22, 6, _MARGIN - 4, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self._close)
        bottom = QVBoxLayout(self._lower)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.setSpacing(4)
        bottom.addLayout(head)
        bottom.addWidget(self.list, 1)
        self.split.addWidget(upper)
        self.split.addWidget(self._lower)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        upper.setMinimumHeight(120)
        self._lower.setMinimumHeight(120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._read_only)
        layout.addWidget(self.split, 1)


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(22, 10, 20, 0)
    return label
