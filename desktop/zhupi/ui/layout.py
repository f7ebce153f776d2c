"""The window's three panes: their widgets, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.ui.articles.model import ArticleModel
from zhupi.ui.articles.pane import ArticlesPane
from zhupi.ui.icons import icon
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.annotations import AnnotationsPanel
from zhupi.ui.panels.entities import EntitiesPanel
from zhupi.ui.panels.sayings import SayingsPanel
from zhupi.ui.panels.search import SearchPanel
from zhupi.ui.reader_bar import HEIGHT, ReaderBar
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.review.attach_bar import AttachBar
from zhupi.ui.tags.panel import TagsPanel
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.borders_bar import BordersBar
from zhupi.ui.welcome import Welcome

PANE_SIZES = (292, 856, 312)
TAB_PADDINGS = (10, 5, 2)  #: pixels beside a name, with room, with little and with none
ICON_ROOM = 17  #: pixels of a tab's icon
ICON_GAP = 16  #: that Qt leaves beside one
TAB_ICONS = ("entities", "note", "search", "tag", "quote")


class SidePanel(QWidget):
    """The right pane: five tabs, each with its count."""

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.entities = EntitiesPanel(theme, tr, self)
        self.annotations = AnnotationsPanel(theme, tr, self)
        self.search = SearchPanel(theme, tr, self)
        self.tags = TagsPanel(theme, tr, self)
        self.sayings = SayingsPanel(theme, tr, self)
        self._names = (tr("Entities"), tr("Annotations"), tr("Search"), tr("Tags"), tr("Said"))
        self._counts = [0] * len(self._names)
        self._panels = (self.entities, self.annotations, self.search, self.tags, self.sayings)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setIconSize(QSize(ICON_ROOM, ICON_ROOM))
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFixedHeight(HEIGHT)
        self.tabs.setAccessibleName(tr("Panels"))
        self.stack = QStackedWidget(self)
        for number, (name, panel) in enumerate(zip(self._names, self._panels, strict=True)):
            self.tabs.addTab(name)
            self.tabs.setAccessibleTabName(number, name)
            self.tabs.setTabToolTip(number, name)
            self.stack.addWidget(panel)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.tabs.currentChanged.connect(self._name_tabs)
        self.entities.counted.connect(lambda count: self._count(0, count))
        self.annotations.counted.connect(lambda count: self._count(1, count))
        self.search.counted.connect(lambda count: self._count(2, count))
        self.tags.counted.connect(lambda count: self._count(3, count))
        self.sayings.counted.connect(lambda count: self._count(4, count))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for panel in self._panels:
            panel.set_theme(theme)
        self._name_tabs()

    def bring(self, number: int) -> None:
        """Brings a tab to the front."""
        self.tabs.setCurrentIndex(number)

    def focus(self) -> None:
        panel = self._panels[self.tabs.currentIndex()]
        front = panel.front if isinstance(panel, SearchPanel | TagsPanel) else panel.view
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tabs()

    def _count(self, number: int, count: int) -> None:
        self._counts[number] = count
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Names with counts, as far as there is room: else fewer counts, then icons for names.

        Whichever is in front, so that the tabs do not jump about when one changes between them.
        """
        names = self._names
        full = [
            f"{name} {count:,}" if count else name
            for name, count in zip(names, self._counts, strict=True)
        ]
        none = [""] * len(names)
        wide, narrow, tight = TAB_PADDINGS
        # What stands on the tab in front, what on the others, and the room beside it.
        choices: tuple[tuple[Sequence[str], Sequence[str], int], ...] = (
            (full, full, wide),
            (full, names, wide),
            (full, names, narrow),
            (full, none, narrow),
            (names, none, narrow),
            (names, none, tight),
        )
        fitting = (c for c in choices if self._most(*c) <= self.width())
        fronts, others, padding = next(fitting, choices[-1])
        style = f"QTabBar::tab {{ padding: 8px {padding}px; }}"
        if self.tabs.styleSheet() != style:
            self.tabs.setStyleSheet(style)
        for number in range(len(names)):
            front = number == self.tabs.currentIndex()
            text = (fronts if front else others)[number]
            self.tabs.setTabText(number, text)
            drawing = QIcon() if text else icon(TAB_ICONS[number], self._theme.dim)
            self.tabs.setTabIcon(number, drawing)

    def _most(self, fronts: Sequence[str], others: Sequence[str], padding: int) -> int:
        """How wide the tabs are with the widest of them in front."""
        advance = self.tabs.fontMetrics().horizontalAdvance
        rest = [advance(text) if text else ICON_ROOM + ICON_GAP for text in others]
        fronted = max(advance(text) - beside for text, beside in zip(fronts, rest, strict=True))
        return sum(rest) + fronted + 2 * padding * len(rest)


class Panes(QSplitter):
    """Articles | the article | what is in it."""

    def __init__(
        self, model: ArticleModel, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.articles = ArticlesPane(model, theme, tr, self)
        self.middle = QWidget(self)
        self.bar = ReaderBar(tr, self.middle)
        self.notices = NoticeBar(theme, tr, self.middle)
        self.surface = ReadingSurface(self.middle)
        self.surface.setAccessibleName(tr("Article"))
        self.attach_bar = AttachBar(tr, self.middle)
        self.borders_bar = BordersBar(tr, self.middle)
        self.welcome = Welcome(tr, self.middle)
        self.side = SidePanel(theme, tr, self)
        self.pages = QStackedWidget(self.middle)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self.surface)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.attach_bar)
        column.addWidget(self.borders_bar)
        column.addWidget(self.pages, 1)
        self._over: QWidget | None = None  # a page that covers the article for a while
        self._below: QWidget = self.welcome
        for pane, stretch in ((self.articles, 0), (self.middle, 1), (self.side, 0)):
            self.addWidget(pane)
            self.setStretchFactor(self.indexOf(pane), stretch)
        self.setCollapsible(1, False)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(True)
        self.articles.setMinimumWidth(200)
        self.side.setMinimumWidth(240)
        self.setSizes(list(PANE_SIZES))

    def show_article(self, *, there: bool) -> None:
        """Shows the article, or what stands in its place; below a page that covers it."""
        self._below = self.surface if there else self.welcome
        if self._over is None:
            self.pages.setCurrentWidget(self._below)

    def cover(self, page: QWidget | None) -> None:
        """Covers the article and its bar with `page`; None: shows them again."""
        if page is not None and self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self._over = page
        self.bar.setVisible(page is None)
        self.pages.setCurrentWidget(page or self._below)

    def order_keys(self) -> None:
        """Has Tab go from left to right and from top to bottom; Qt's order is of the making."""
        side = self.side
        stops: tuple[QWidget, ...] = (
            *self.articles.stops,
            *self.bar.stops,
            *self.attach_bar.stops,
            *self.borders_bar.stops,
            self.surface,
            self.welcome.import_button,
            self.welcome.samples_button,
            *self.notices.stops,
            side.tabs,
            *side.entities.stops,
            *side.annotations.stops,
            *side.search.stops,
            *side.tags.stops,
            *side.sayings.stops,
        )
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def set_theme(self, theme: Theme) -> None:
        self.articles.set_theme(theme)
        self.notices.set_theme(theme)
        self.side.set_theme(theme)
