"""The menus that sort and narrow the list of articles, and the words for what is narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleFilter, ArticleSort, ReadingState, TagCount
from zhupi.ui.articles.wording import sort_text
from zhupi.ui.painting import one_line

MOST_SOURCES = 60


class FilterMenus(QObject):
    """Keeps the filter and the sort, and two menus to alter them."""

    changed = Signal()

    def __init__(self, tr: Translator, sort: ArticleSort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.filter = ArticleFilter()
        self.sort = sort
        self.sort_menu = QMenu()
        self.filter_menu = QMenu()
        self._sources: Mapping[str, int] = {}
        self._tags: Sequence[TagCount] = ()
        self._build_sort()
        self.filter_menu.aboutToShow.connect(self._build_filter)

    def set_choices(self, sources: Mapping[str, int], tags: Sequence[TagCount]) -> None:
        """What can be chosen: sources with the number of articles, and tags."""
        self._sources, self._tags = sources, tags

    def narrow(self, **fields: object) -> None:
        """Alters fields of the filter."""
        self.filter = replace(self.filter, **fields)  # type: ignore[arg-type]
        self.changed.emit()

    def clear(self) -> None:
        self.filter = ArticleFilter()
        self.changed.emit()

    def words(self) -> str:
        """The filter as a person reads it; empty where nothing is narrowed."""
        tr, wanted = self._tr, self.filter
        parts = [one_line(source) or tr("No source") for source in wanted.sources]
        if wanted.tag:
            parts.append("#" + wanted.tag)
        if wanted.annotated is not None:
            parts.append(tr("Annotated") if wanted.annotated else tr("Not annotated"))
        if wanted.reading is ReadingState.UNREAD:
            parts.append(tr("Unread"))
        return "  ·  ".join(parts)

    def _build_sort(self) -> None:
        group = QActionGroup(self.sort_menu)
        for sort in ArticleSort:
            action = QAction(sort_text(sort, self._tr), self.sort_menu, checkable=True)
            action.setChecked(sort is self.sort)
            action.triggered.connect(lambda _on, sort=sort: self._set_sort(sort))
            group.addAction(action)
            self.sort_menu.addAction(action)

    def _set_sort(self, sort: ArticleSort) -> None:
        self.sort = sort
        self.changed.emit()

    def _build_filter(self) -> None:
        tr, menu, wanted = self._tr, self.filter_menu, self.filter
        menu.clear()
        annotated = self._check(menu, tr("Annotated"), on=wanted.annotated is True)
        annotated.triggered.connect(lambda on: self.narrow(annotated=True if on else None))
        unread = self._check(menu, tr("Unread"), on=wanted.reading is ReadingState.UNREAD)
        unread.triggered.connect(
            lambda on: self.narrow(reading=ReadingState.UNREAD if on else None)
        )
        menu.addSeparator()
        sources = menu.addMenu(tr("Source"))
        sources.setEnabled(bool(self._sources))
        for source, count in sorted(self._sources.items(), key=lambda s: -s[1])[:MOST_SOURCES]:
            name = one_line(source) or tr("No source")
            item = self._check(sources, f"{_plain(name)}  ({count:,})", on=source in wanted.sources)
            item.triggered.connect(lambda _on, source=source: self._toggle_source(source))
        tags = menu.addMenu(tr("Tag"))
        tags.setEnabled(bool(self._tags))
        for found in self._tags:
            path = found.tag.path
            item = self._check(tags, f"{_plain(path)}  ({found.count:,})", on=path == wanted.tag)
            item.triggered.connect(lambda on, path=path: self.narrow(tag=path if on else ""))
        menu.addSeparator()
        everything = menu.addAction(tr("Show all articles"))
        everything.setEnabled(wanted != ArticleFilter())
        everything.triggered.connect(self.clear)

    def _toggle_source(self, source: str) -> None:
        chosen = self.filter.sources
        left = tuple(s for s in chosen if s != source)
        self.narrow(sources=left if source in chosen else (*chosen, source))

    def _check(self, menu: QMenu, text: str, *, on: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        return action


def _plain(text: str) -> str:
    """Foreign text in a menu: an ampersand is one, not a mnemonic."""
    return text.replace("&", "&&")
