"""The panes beside the article: hidden to read, and back when something in them is wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from zhupi.ui.layout import PANE_SIZES, Panes
from zhupi.ui.services import Services


class SidesController(QObject):
    """Hides and shows the left and the right pane; it stays so until it is altered."""

    def __init__(self, services: Services, panes: Panes, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = services.preferences
        self._panes = panes
        now = self._preferences.now
        panes.articles.setVisible(now.left_pane)
        panes.side.setVisible(now.right_pane)

    @property
    def left_shown(self) -> bool:
        return self._shown(self._panes.articles)

    @property
    def right_shown(self) -> bool:
        return self._shown(self._panes.side)

    def switch_left(self) -> None:
        self._show(self._panes.articles, shown=not self.left_shown)

    def switch_right(self) -> None:
        self._show(self._panes.side, shown=not self.right_shown)

    def need_left(self) -> None:
        """Something in the left pane is wanted."""
        if not self.left_shown:
            self._show(self._panes.articles, shown=True)

    def need_right(self) -> None:
        if not self.right_shown:
            self._show(self._panes.side, shown=True)

    # --- within -------------------------------------------------------------------------------

    def _shown(self, pane: QWidget) -> bool:
        """Whether one sees it: a pane can also be pushed shut at its edge."""
        panes = self._panes
        if pane.isHidden():
            return False
        return not panes.isVisible() or panes.sizes()[panes.indexOf(pane)] > 0

    def _show(self, pane: QWidget, *, shown: bool) -> None:
        panes, focus = self._panes, QApplication.focusWidget()
        held = focus is not None and (focus is pane or pane.isAncestorOf(focus))
        pane.setVisible(shown)
        sizes, number = panes.sizes(), panes.indexOf(pane)
        if shown and panes.isVisible() and not sizes[number]:
            sizes[number] = PANE_SIZES[number]
            sizes[1] = max(sizes[1] - PANE_SIZES[number], 1)
            panes.setSizes(sizes)
        if held and not shown:
            panes.pages.currentWidget().setFocus()  # type: ignore[union-attr] # there always is one
        self._preferences.update(
            left_pane=not panes.articles.isHidden(), right_pane=not panes.side.isHidden()
        )
