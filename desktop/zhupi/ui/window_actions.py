"""The list of all actions of the window: the one place where texts and keys are given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS
from zhupi.ui.actions import Action, ActionRegistry, Group, Scope
from zhupi.ui.panels.wording import color_text

if TYPE_CHECKING:
    from zhupi.ui.window import MainWindow


def register(registry: ActionRegistry, window: MainWindow, tr: Translator) -> None:
    """Adds every action to `registry`, bound to `window` and its controllers."""
    for action in (
        *_file(window, tr),
        *_edit(window, tr),
        *_mark(window, tr),
        *_search(window, tr),
        *_view(window, tr),
        *_help(window, tr),
    ):
        registry.add(action)


def _file(window: MainWindow, tr: Translator) -> list[Action]:
    library = window.library

    def writable() -> bool:
        return library.writable

    return [
        Action(
            "import",
            tr("Import files…"),
            library.ask_import,
            Group.FILE,
            ("Ctrl+O",),
            "import",
            enabled=writable,
        ),
        Action(
            "samples",
            tr("Add the sample articles"),
            library.import_samples,
            Group.FILE,
            icon="article",
            enabled=writable,
        ),
        Action(
            "reimport",
            tr("Import again with another encoding…"),
            window.reimport,
            Group.FILE,
            icon="refresh",
            enabled=lambda: writable() and window.has_article,
        ),
        Action(
            "export",
            tr("Export annotations…"),
            window.export,
            Group.FILE,
            ("Ctrl+E",),
            "export",
            section=1,
        ),
        Action(
            "open-library",
            tr("Open another library…"),
            window.library_wanted.emit,
            Group.FILE,
            ("Ctrl+Shift+O",),
            "library",
            section=2,
        ),
        Action(
            "settings",
            tr("Settings…"),
            window.show_settings,
            Group.FILE,
            ("Ctrl+,",),
            "settings",
            section=3,
        ),
        Action(
            "quit", tr("Quit"), window.close_window, Group.FILE, ("Ctrl+Q",), "close", section=4
        ),
    ]


def _edit(window: MainWindow, tr: Translator) -> list[Action]:
    marks = window.annotating
    return [
        Action(
            "undo",
            tr("Undo"),
            marks.undo,
            Group.EDIT,
            ("Ctrl+Z",),
            "undo",
            enabled=lambda: marks.can_undo,
        ),
        Action(
            "redo",
            tr("Redo"),
            marks.redo,
            Group.EDIT,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "redo",
            enabled=lambda: marks.can_redo,
        ),
        Action(
            "copy",
            tr("Copy the selected text"),
            window.surface.copy,
            Group.EDIT,
            ("Ctrl+C",),
            "copy",
            Scope.READER,
            section=1,
            enabled=lambda: window.has_article,
        ),
        Action(
            "delete-article",
            tr("Delete the article"),
            window.delete_articles,
            Group.EDIT,
            ("Ctrl+Backspace", "Ctrl+Del"),
            "delete",
            section=2,
            enabled=window.can_delete,
        ),
        Action(
            "mark-read",
            tr("Mark as read"),
            window.mark_read,
            Group.EDIT,
            ("Ctrl+M",),
            "check",
            section=2,
            enabled=window.can_delete,
        ),
        Action(
            "mark-unread",
            tr("Mark as unread"),
            window.mark_unread,
            Group.EDIT,
            ("Ctrl+Shift+M",),
            section=2,
            enabled=window.can_delete,
        ),
    ]


def _mark(window: MainWindow, tr: Translator) -> list[Action]:
    marks = window.annotating

    def writable() -> bool:
        return marks.writable

    def color(name: str) -> Callable[[], None]:
        return lambda: marks.highlight(name)

    def reader(
        name: str, text: str, act: Callable[[], None], key: str, icon: str = "", section: int = 0
    ) -> Action:
        return Action(
            name, text, act, Group.MARK, (key,), icon, Scope.READER, writable, section=section
        )

    return [
        reader("highlight", tr("Highlight"), marks.highlight, "H", "highlight"),
        *(
            reader(
                f"highlight-{name}",
                tr("Highlight: {color}", color=color_text(name, tr)),
                color(name),
                str(number),
            )
            for number, name in enumerate(COLORS, 1)
        ),
        reader("tags", tr("Tags…"), marks.write_tags, "T", "tag", 1),
        reader("note", tr("Note…"), marks.write_note, "N", "note", 1),
        reader("edit-annotation", tr("Edit the annotation"), marks.edit_active, "E", "edit", 2),
        reader(
            "delete-annotation",
            tr("Delete the annotation"),
            marks.delete_active,
            "Del",
            "delete",
            2,
        ),
        Action(
            "next-annotation",
            tr("Next annotation"),
            lambda: marks.step(1),
            Group.MARK,
            ("]",),
            "chevron-down",
            Scope.READER,
            section=3,
            enabled=lambda: window.has_article,
        ),
        Action(
            "previous-annotation",
            tr("Previous annotation"),
            lambda: marks.step(-1),
            Group.MARK,
            ("[",),
            "chevron-up",
            Scope.READER,
            section=3,
            enabled=lambda: window.has_article,
        ),
    ]


def _search(window: MainWindow, tr: Translator) -> list[Action]:
    search = window.searching

    def searching() -> bool:
        return bool(search.query)

    return [
        Action(
            "search", tr("Search"), window.focus_search, Group.SEARCH, ("Ctrl+F", "/"), "search"
        ),
        Action(
            "next-match",
            tr("Next match"),
            lambda: search.step(1),
            Group.SEARCH,
            ("F3",),
            "chevron-down",
            enabled=searching,
        ),
        Action(
            "previous-match",
            tr("Previous match"),
            lambda: search.step(-1),
            Group.SEARCH,
            ("Shift+F3",),
            "chevron-up",
            enabled=searching,
        ),
        Action(
            "clear-search",
            tr("End the search"),
            window.clear_search,
            Group.SEARCH,
            ("Ctrl+Shift+F",),
            "close",
            enabled=searching,
        ),
        Action(
            "rebuild-index",
            tr("Rebuild the search index"),
            window.library.rebuild_index,
            Group.SEARCH,
            icon="refresh",
            section=1,
            enabled=lambda: window.library.writable,
        ),
    ]


def _view(window: MainWindow, tr: Translator) -> list[Action]:
    reading = window.reading

    def opened() -> bool:
        return window.has_article

    return [
        Action(
            "smaller",
            tr("Smaller text"),
            lambda: window.zoom(-1),
            Group.VIEW,
            ("Ctrl+-",),
            "smaller",
        ),
        Action(
            "bigger",
            tr("Bigger text"),
            lambda: window.zoom(1),
            Group.VIEW,
            ("Ctrl++", "Ctrl+="),
            "bigger",
        ),
        Action(
            "face",
            tr("Serif or sans serif"),
            window.switch_face,
            Group.VIEW,
            ("Ctrl+Shift+S",),
            "face",
        ),
        Action(
            "theme", tr("Next theme"), window.switch_theme, Group.VIEW, ("Ctrl+Shift+T",), "theme"
        ),
        Action(
            "entities",
            tr("Highlight people, places and dates"),
            reading.toggle_entities,
            Group.VIEW,
            ("Ctrl+Shift+E",),
            "entities",
            checked=lambda: reading.entities_on,
            section=1,
        ),
        Action(
            "next-article",
            tr("Next article"),
            lambda: window.articles.step(1),
            Group.VIEW,
            ("Alt+Down",),
            "chevron-down",
            section=2,
        ),
        Action(
            "previous-article",
            tr("Previous article"),
            lambda: window.articles.step(-1),
            Group.VIEW,
            ("Alt+Up",),
            "chevron-up",
            section=2,
        ),
        Action(
            "show-articles",
            tr("Go to the articles"),
            window.focus_articles,
            Group.VIEW,
            ("Alt+1",),
            "panel-left",
            section=3,
        ),
        Action(
            "show-text",
            tr("Go to the text"),
            window.focus_reader,
            Group.VIEW,
            ("Alt+2",),
            "article",
            section=3,
            enabled=opened,
        ),
        Action(
            "show-entities",
            tr("Go to the entities"),
            lambda: window.show_panel(0, focus=True),
            Group.VIEW,
            ("Alt+3",),
            "entities",
            section=3,
        ),
        Action(
            "show-annotations",
            tr("Go to the annotations"),
            lambda: window.show_panel(1, focus=True),
            Group.VIEW,
            ("Alt+4",),
            "note",
            section=3,
        ),
        Action(
            "show-results",
            tr("Go to the search results"),
            lambda: window.show_panel(2, focus=True),
            Group.VIEW,
            ("Alt+5",),
            "search",
            section=3,
        ),
        Action(
            "full-screen",
            tr("Full screen"),
            window.switch_full_screen,
            Group.VIEW,
            ("F11",),
            checked=window.isFullScreen,
            section=4,
        ),
    ]


def _help(window: MainWindow, tr: Translator) -> list[Action]:
    return [
        Action(
            "palette", tr("All commands…"), window.show_palette, Group.HELP, ("Ctrl+K",), "command"
        ),
        Action("keys", tr("Keys"), window.show_keys, Group.HELP, ("F1",), "info"),
        Action("about", tr("About Zhupi"), window.show_about, Group.HELP, icon="zhupi"),
    ]
