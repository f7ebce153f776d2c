"""The list of articles: their ids, and pages of summaries fetched when they are looked at.

Invariant: the number of rows is the number of ids; a row whose page has not come yet is blank and
fills in by itself. Filtering and sorting are the store's.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleFilter, ArticleSort, ArticleSummary, Change
from zhupi.ui.articles.wording import summary_line
from zhupi.ui.painting import one_line
from zhupi.ui.tasks import Tasks
from zhupi.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex

PAGE = 200
KEPT_PAGES = 25
FRESH_PAGES = 2  #: pages looked at last that are read again at once when something changed
SummaryRole = int(Qt.ItemDataRole.UserRole)
IdRole = SummaryRole + 1


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows, and in which order."""

    filter: ArticleFilter = field(default_factory=ArticleFilter)
    sort: ArticleSort = ArticleSort.NEWEST


class ArticleModel(QAbstractListModel):
    """Rows are articles; `SummaryRole` gives an `ArticleSummary` or None, `IdRole` the id."""

    loaded = Signal()  #: the ids are there (again); selections must be made anew

    def __init__(
        self, workspace: Workspace, tasks: Tasks, tr: Translator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._tr = tr
        self._query = ListQuery()
        self._asked = 0  # for ids
        self._changes = 0
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._pages: OrderedDict[int, Sequence[ArticleSummary]] = OrderedDict()
        self._wanted: set[int] = set()
        self.known = False  #: whether the store has answered yet
        tasks.changed.connect(self._on_change)

    @property
    def query(self) -> ListQuery:
        return self._query

    def set_query(self, query: ListQuery) -> None:
        self._query = query
        self.reload()

    def reload(self) -> None:
        """Asks for the ids again; rows stay as they are until the answer."""
        self._asked += 1
        asked, query = self._asked, self._query

        def done(ids: list[str]) -> None:
            if asked == self._asked:
                self._set_ids(ids)

        self._tasks.run(lambda: self._workspace.article_ids(query.filter, query.sort), done=done)

    def id_at(self, row: int) -> str | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, article: str) -> int | None:
        return self._rows.get(article)

    def summary(self, row: int) -> ArticleSummary | None:
        """The summary of a row where it is here already; asks for its page otherwise."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._fetch(number)
            return None
        self._pages.move_to_end(number)
        offset = row - number * PAGE
        return page[offset] if offset < len(page) else None

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == IdRole:
            return self.id_at(index.row())
        summary = self.summary(index.row())
        if role == SummaryRole or summary is None:
            return summary
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(summary.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(summary.title)}. {summary_line(summary, self._tr)}"
        return None

    # --- within -------------------------------------------------------------------------------

    def _set_ids(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._rows = {article: row for row, article in enumerate(ids)}
        self._pages.clear()
        self._wanted.clear()
        self.known = True
        self.endResetModel()
        self.loaded.emit()

    def _fetch(self, number: int) -> None:
        if number in self._wanted:
            return
        self._wanted.add(number)
        changes = self._changes
        first = number * PAGE
        ids = self._ids[first : first + PAGE]

        def done(summaries: list[ArticleSummary]) -> None:
            self._wanted.discard(number)
            if ids != self._ids[first : first + PAGE]:
                return
            self._pages[number] = summaries
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
            self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))
            if changes != self._changes:
                self._fetch(number)  # read before the last change

        def failed(_reason: object) -> None:
            # An article of the page has just gone; the list that lacks it is on its way.
            self._wanted.discard(number)

        self._tasks.run(_call(self._workspace.summaries, ids), done=done, failed=failed)

    def _on_change(self, change: Change) -> None:
        if not (change.articles or change.annotations or change.tags):
            return
        self._changes += 1
        if change.articles or self._query.filter != ArticleFilter():
            self.reload()
        else:
            # The others are read again when one comes back to them.
            while len(self._pages) > FRESH_PAGES:
                self._pages.popitem(last=False)
            for number in list(self._pages):
                self._fetch(number)


def _call(
    fetch: Callable[[Sequence[str]], list[ArticleSummary]], ids: Sequence[str]
) -> Callable[[], list[ArticleSummary]]:
    return lambda: fetch(ids)
