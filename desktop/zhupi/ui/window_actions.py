"""The list of all actions of the window: the one place where texts and keys are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from zhupi.core.messages import Translator, message
from zhupi.core.model import COLORS
from zhupi.ui.actions import Action, ActionRegistry, Group, Scope
from zhupi.ui.panels.wording import color_text
from zhupi.ui.tags.keys import tag_action
from zhupi.ui.tags.menu import KEYS
from zhupi.workspace import operation_title

if TYPE_CHECKING:
    from zhupi.ui.window import MainWindow

Act = Callable[[], None]
Can = Callable[[], bool]


class _Menu:
    """Adds the actions of one menu, in its order; `line` begins a new section."""

    def __init__(self, registry: ActionRegistry, group: Group) -> None:
        self._registry = registry
        self._group = group
        self._section = 0

    def line(self) -> None:
        self._section += 1

    def add(  # noqa: PLR0913 - a row of the table that this module is
        self,
        name: str,
        text: str,
        act: Act,
        keys: str = "",
        icon: str = "",
        *,
        can: Can | None = None,
        on: Can | None = None,
        color: str = "",
        scope: Scope = Scope.WINDOW,
    ) -> None:
        """`keys` are parted by spaces; `can` says whether it can be done, `on` whether it is."""
        self._registry.add(
            Action(
                name,
                text,
                act,
                self._group,
                tuple(keys.split()),
                icon,
                color,
                scope,
                can or (lambda: True),
                on,
                self._section,
            )
        )


def register(registry: ActionRegistry, window: MainWindow, tr: Translator) -> None:
    """Adds every action to `registry`, bound to `window` and its controllers."""
    _file(_Menu(registry, Group.FILE), window, tr)
    _edit(_Menu(registry, Group.EDIT), window, tr)
    _mark(_Menu(registry, Group.MARK), window, tr)
    _search(_Menu(registry, Group.SEARCH), window, tr)
    _view(_Menu(registry, Group.VIEW), window, tr)
    _help(_Menu(registry, Group.HELP), window, tr)


def _file(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    library = window.library

    def writable() -> bool:
        return library.writable

    def reimportable() -> bool:
        return library.writable and window.has_article

    add = menu.add
    add("import", tr("Import files…"), library.ask_import, "Ctrl+O", "import", can=writable)
    samples = tr("Add the sample articles")
    add("samples", samples, library.import_samples, icon="article", can=writable)
    again = tr("Import again with another encoding…")
    add("reimport", again, window.reimport, icon="refresh", can=reimportable)
    menu.line()
    add("export", tr("Export annotations…"), window.export, "Ctrl+E", "export")
    menu.line()
    other = tr("Open another library…")
    add("open-library", other, window.library_wanted.emit, "Ctrl+Shift+O", "library")
    menu.line()
    add("settings", tr("Settings…"), window.dialogs.show_settings, "Ctrl+,", "settings")
    menu.line()
    add("quit", tr("Quit"), window.leave, "Ctrl+Q", "close")


def _edit(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    history, add, can = window.history, menu.add, window.can_delete
    add("undo", tr("Undo"), history.undo, "Ctrl+Z", "undo", can=lambda: history.can_undo)
    redo = "Ctrl+Shift+Z Ctrl+Y"
    add("redo", tr("Redo"), history.redo, redo, "redo", can=lambda: history.can_redo)
    past, key = tr("History…"), "Ctrl+Shift+H"
    add("history", past, window.past.switch, key, "undo", on=lambda: window.past.shown)
    menu.line()
    copy = tr("Copy the selected text")
    add("copy", copy, window.surface.copy, "Ctrl+C", "copy", scope=Scope.READER)
    menu.line()
    delete = "Ctrl+Backspace Ctrl+Del"
    add(
        "delete-article",
        tr("Delete the article"),
        window.delete_articles,
        delete,
        "delete",
        can=can,
    )
    add("mark-read", tr("Mark as read"), window.mark_read, "Ctrl+M", "check", can=can)
    unread = tr("Mark as unread")
    add("mark-unread", unread, window.mark_unread, "Ctrl+Shift+M", "article", can=can)


def _mark(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    marks = window.annotating
    add = partial(menu.add, scope=Scope.READER, can=lambda: marks.writable)
    step = partial(menu.add, scope=Scope.READER, can=lambda: window.has_article)
    add("highlight", tr("Highlight"), marks.highlight, "H", "highlight")
    for number, color in enumerate(COLORS, 1):
        text = tr("Highlight: {color}", color=color_text(color, tr))
        act = partial(marks.highlight, color)
        add(f"highlight-{color}", text, act, f"Ctrl+{number}", color=color)
    menu.line()
    for key in KEYS:
        text = tr("Tag of the key {key}", key=key)
        add(tag_action(key), text, partial(marks.put_key_tag, key), str(key), "tag")
    menu.line()
    add("tags", tr("Tags…"), marks.write_tags, "T", "tag")
    add("note", tr("Note…"), marks.write_note, "N", "note")
    menu.line()
    add("edit-annotation", tr("Edit the annotation"), marks.edit_active, "E", "edit")
    delete = tr("Delete the annotation")
    add("delete-annotation", delete, marks.delete_active, "Del", "delete")
    all_of_them = tr("Tag all occurrences…")
    add("tag-all", all_of_them, window.tag_all.occurrences, "Shift+T", "tag")
    overlapping = tr("Merge overlapping annotations")
    add("merge-overlapping", overlapping, window.tagging.merging.merge_with_neighbours)
    menu.line()
    review, press = tr("Review annotations whose text changed"), "Ctrl+Shift+R"
    menu.add("review", review, window.review.switch, press, "check", on=lambda: window.review.shown)
    menu.line()
    following, previous = tr("Next annotation"), tr("Previous annotation")
    step("next-annotation", following, lambda: marks.step(1), "]", "chevron-down")
    step("previous-annotation", previous, lambda: marks.step(-1), "[", "chevron-up")


def _search(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    search, library = window.searching, window.library

    def searching() -> bool:
        return search.active

    def literal() -> bool:
        return search.literal

    def reading() -> bool:
        return window.has_article

    walk = partial(menu.add, can=searching)
    menu.add("search", tr("Search"), window.focus_search, "Ctrl+F /", "search")
    walk("next-match", tr("Next match"), lambda: search.step(1), "F3", "chevron-down")
    previous = tr("Previous match")
    walk("previous-match", previous, lambda: search.step(-1), "Shift+F3", "chevron-up")
    walk("clear-search", tr("End the search"), window.clear_search, "Ctrl+Shift+F", "close")
    menu.line()
    exact, alike = tr("Match these very characters"), tr("More like this article")
    menu.add("literal", exact, search.switch_literal, "Ctrl+Shift+L", on=literal)
    save, saved = tr("Save this search…"), window.saved
    menu.add("save-search", save, saved.switch, "Ctrl+D", "star", can=saved.can_switch)
    listed = tr("Saved searches")
    menu.add("saved-searches", listed, window.show_saved_searches, "Ctrl+Shift+D")
    menu.add("more-like", alike, window.more_like_this, "Ctrl+L", "alike", can=reading)
    lines, key = tr("Concordance"), "Ctrl+Shift+K"
    menu.add("concordance", lines, window.concordance.open, key, "concordance")
    hits, can_tag = tr("Tag all hits…"), lambda: searching() and library.writable
    menu.add("tag-hits", hits, window.tag_all.matches, icon="tag", can=can_tag)
    menu.line()
    upkeep = tr("Look through all articles in the background")
    menu.add("upkeep", upkeep, window.upkeep.switch, on=lambda: window.upkeep.wanted)
    rebuild = tr("Rebuild the search index")
    menu.add(
        "rebuild-index",
        rebuild,
        library.rebuild_index,
        icon="refresh",
        can=lambda: library.writable,
    )


def _view(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    names, articles, add = window.understanding.names, window.articles, menu.add

    def panel(number: int) -> Act:
        return lambda: window.show_panel(number, focus=True)

    def entities_on() -> bool:
        return names.on

    add("smaller", tr("Smaller text"), lambda: window.appearance.zoom(-1), "Ctrl+-", "smaller")
    add("bigger", tr("Bigger text"), lambda: window.appearance.zoom(1), "Ctrl++ Ctrl+=", "bigger")
    add("face", tr("Serif or sans serif"), window.appearance.switch_face, "Ctrl+Shift+S", "face")
    add("theme", tr("Next theme"), window.appearance.switch_theme, "Ctrl+Shift+T", "theme")
    menu.line()
    entities, key = tr("Highlight people, places and dates"), "Ctrl+Shift+E"
    add("entities", entities, names.switch, key, "entities", on=entities_on)
    menu.line()
    following, previous = tr("Next article"), tr("Previous article")
    add("next-article", following, lambda: articles.step(1), "Alt+Down", "chevron-down")
    add("previous-article", previous, lambda: articles.step(-1), "Alt+Up", "chevron-up")
    menu.line()
    add("show-articles", tr("Go to the articles"), window.focus_articles, "Alt+1", "panel-left")
    add("show-text", tr("Go to the text"), window.focus_reader, "Alt+2", "article")
    add("show-entities", tr("Go to the entities"), panel(0), "Alt+3", "entities")
    add("show-annotations", tr("Go to the annotations"), panel(1), "Alt+4", "note")
    add("show-results", tr("Go to the search results"), panel(2), "Alt+5", "search")
    add("show-tags", tr("Go to the tags"), panel(3), "Alt+6", "tag")
    add("show-quotations", tr("Go to who said what"), panel(4), "Alt+7", "quote")
    menu.line()
    sides, left, right = window.sides, tr("Articles beside the text"), tr("Panels beside the text")
    add("left-pane", left, sides.switch_left, "F8", "panel-left", on=lambda: sides.left_shown)
    add("right-pane", right, sides.switch_right, "F9", "panel-right", on=lambda: sides.right_shown)
    full, key = tr("Full screen"), "F11"
    add("full-screen", full, window.switch_full_screen, key, "panel-right", on=window.isFullScreen)


def _help(menu: _Menu, window: MainWindow, tr: Translator) -> None:
    menu.add("palette", tr("All commands…"), window.dialogs.show_palette, "Ctrl+K", "command")
    menu.add("keys", tr("Keys"), window.dialogs.show_keys, "F1", "info")
    menu.add("about", tr("About Zhupi"), window.dialogs.show_about, icon="zhupi")


def name_history(registry: ActionRegistry, tr: Translator, undo: str, redo: str) -> None:
    """Has Undo and Redo say what they would do; the names of operations, or empty."""
    for name, text, named, operation in (
        ("undo", tr("Undo"), message("Undo: {operation}"), undo),
        ("redo", tr("Redo"), message("Redo: {operation}"), redo),
    ):
        full = replace(named, values={"operation": operation_title(operation)})
        registry.set_text(name, tr.render(full) if operation else text)
    registry.refresh_soon()
