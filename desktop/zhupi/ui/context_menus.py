"""What a right click offers in each part of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Translator
from zhupi.ui.actions import ActionRegistry
from zhupi.ui.layout import Panes
from zhupi.ui.understanding.actions import ABOUT_NAMES, KINDS, SCOPES

ABOUT_ANNOTATIONS = ("edit-annotation", "delete-annotation")


def add_context_menus(
    panes: Panes, actions: ActionRegistry, tr: Translator, window: QWidget
) -> None:
    """Gives the lists and the article their menus."""
    panes.articles.context_menu = actions.menu(
        (
            *("mark-read", "mark-unread", "", "more-like", "", "reimport", "export", ""),
            "delete-article",
        ),
        window,
    )
    panes.side.search.context_menu = actions.menu(
        ("more-like", "", "tag-hits", "", "mark-read", "mark-unread"), window
    )
    panes.side.annotations.context_menu = actions.menu(
        (*ABOUT_ANNOTATIONS, "merge-overlapping", "", "export"), window
    )
    surface = panes.surface
    kinds = actions.menu(KINDS, window, tr("Kind"))
    scopes = actions.menu(SCOPES, window, tr("Corrections hold"))
    reader = actions.menu(
        (
            "copy",
            "",
            "name-card",
            kinds,
            *ABOUT_NAMES,
            scopes,
            "",
            "highlight",
            "tags",
            "note",
            "tag-all",
            "",
            *ABOUT_ANNOTATIONS,
            "",
            "more-like",
        ),
        window,
    )
    surface.customContextMenuRequested.connect(
        lambda point: reader.popup(surface.mapToGlobal(point))
    )
