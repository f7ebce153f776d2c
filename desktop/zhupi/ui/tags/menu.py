"""The context menu of a tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS, Tag
from zhupi.ui.marks import color_icon
from zhupi.ui.painting import one_line
from zhupi.ui.panels.wording import color_text
from zhupi.ui.theme import Theme

KEYS = range(1, 10)


class TagCommands(Protocol):
    """What can be done with one tag; each method takes its path."""

    @property
    def writable(self) -> bool: ...

    def show_passages(self, path: str) -> None: ...

    def edit_name(self, path: str) -> None: ...

    def ask_move(self, path: str) -> None: ...

    def ask_new(self, below: str = "") -> None: ...

    def set_color(self, path: str, color: str) -> None: ...

    def ask_description(self, path: str) -> None: ...

    def bind(self, path: str, key: int) -> None: ...

    def delete(self, path: str) -> None: ...


class MergeCommands(Protocol):
    """What can be done with the passages of a tag, or with two tags."""

    def ask_merge(self, path: str) -> None: ...

    def ask_split(self, path: str) -> None: ...

    def merge_overlapping(self, path: str) -> None: ...


class TagMenu(QMenu):
    """All that can be done with one tag, or without one; greyed where nothing can be written."""

    def __init__(
        self,
        tag: Tag | None,
        keys: Mapping[int, str],
        commands: tuple[TagCommands, MergeCommands],
        look: tuple[Theme, Translator],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._commands, merging = commands
        self._theme, self._tr = look
        self.aboutToHide.connect(self.deleteLater)
        tr = self._tr
        if tag is None:
            self._add(self, tr("New tag…"), self._commands.ask_new)
            return
        path = tag.path
        self.addAction(tr("Show the passages"), partial(self._commands.show_passages, path))
        self.addSeparator()
        self._add(self, tr("Rename") + "\tF2", partial(self._commands.edit_name, path))
        self._add(self, tr("Move…"), partial(self._commands.ask_move, path))
        self._add(self, tr("New tag below…"), partial(self._commands.ask_new, path))
        self._add_colors(tag)
        self._add_keys(tag, keys)
        self._add(self, tr("Description…"), partial(self._commands.ask_description, path))
        self.addSeparator()
        self._add(self, tr("Merge into…"), partial(merging.ask_merge, path))
        self._add(self, tr("Split…"), partial(merging.ask_split, path))
        overlapping = tr("Merge overlapping passages")
        self._add(self, overlapping, partial(merging.merge_overlapping, path))
        self.addSeparator()
        self._add(self, tr("Delete…") + "\t" + _key("Del"), partial(self._commands.delete, path))

    def _add(self, menu: QMenu, text: str, act: Callable[[], None]) -> None:
        menu.addAction(text, act).setEnabled(self._commands.writable)

    def _add_colors(self, tag: Tag) -> None:
        tr = self._tr
        menu = self.addMenu(tr("Colour of new passages"))
        menu.setEnabled(self._commands.writable)
        group = QActionGroup(menu)
        for color in ("", *COLORS):
            action = menu.addAction(color_text(color, tr) if color else tr("The last one used"))
            if color:
                action.setIcon(color_icon(color, self._theme))
            action.setCheckable(True)
            action.setChecked(color == tag.color)
            group.addAction(action)
            action.triggered.connect(partial(self._commands.set_color, tag.path, color))

    def _add_keys(self, tag: Tag, keys: Mapping[int, str]) -> None:
        tr = self._tr
        menu = self.addMenu(tr("Number key"))
        menu.setEnabled(self._commands.writable)
        group = QActionGroup(menu)
        for key in (0, *KEYS):
            text = str(key) if key else tr("None of its own")
            if key in keys and keys[key] != tag.path:
                text = f"{key}    {_plain(one_line(keys[key]))}"
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == tag.key)
            group.addAction(action)
            action.triggered.connect(partial(self._commands.bind, tag.path, key))


def _key(name: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(name).toString(QKeySequence.SequenceFormat.NativeText)


def _plain(text: str) -> str:
    """Foreign text in a menu: an ampersand is one, not a mnemonic."""
    return text.replace("&", "&&")
