"""The actions about names, times and quotations: their texts and keys, in the order of the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.core.understanding import Scope
from zhupi.ui.actions import Action, ActionRegistry, Group
from zhupi.ui.actions import Scope as Keys
from zhupi.ui.panels.wording import kind_text
from zhupi.ui.understanding.wording import scope_text

if TYPE_CHECKING:
    from zhupi.ui.controllers.understanding import UnderstandingController

Act = Callable[[], None]

KINDS = tuple(f"kind-{label.value.lower()}" for label in Label)
SCOPES = tuple(f"corrections-{scope.value}" for scope in Scope)
#: What a right click on the text offers besides.
ABOUT_NAMES = ("not-a-name", "name-borders", "same-as", "which-date")
#: What a right click offers on a quotation's card.
ABOUT_QUOTATIONS = ("copy-quotation", "", "highlight-quotation", "tag-quotation")
#: What the button in the panel of entities offers.
PANEL_MENU = ("less-certain", "more-certain", "", "library-entities", "corrections")


class _Names:
    """Adds the actions of the menu «Names»; `line` begins a new section."""

    def __init__(self, registry: ActionRegistry) -> None:
        self._registry = registry
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
        can: Callable[[], bool] = lambda: True,
        on: Callable[[], bool] | None = None,
        submenu: str = "",
        scope: Keys = Keys.READER,
    ) -> None:
        """`keys` are parted by spaces; letters count only while one reads."""
        self._registry.add(
            Action(
                name,
                text,
                act,
                Group.NAMES,
                tuple(keys.split()),
                icon,
                scope=scope,
                enabled=can,
                checked=on,
                section=self._section,
                submenu=submenu,
            )
        )


def register(
    registry: ActionRegistry, understanding: UnderstandingController, tr: Translator
) -> None:
    """Adds every action about what is understood of articles."""
    menu = _Names(registry)
    _looking(menu, understanding, tr)
    menu.line()
    _correcting(menu, understanding, tr)
    menu.line()
    _sayings(menu, understanding, tr)
    menu.line()
    _everything(menu, understanding, tr)


def _looking(menu: _Names, understanding: UnderstandingController, tr: Translator) -> None:
    names, add = understanding.names, menu.add

    # Not whether there is a name: a key that could do nothing would be said to be a matter of
    # writing in a library that can only be read.
    some = partial(_has_article, understanding)
    about = tr("Who or what is this")
    add("name-card", about, understanding.card.show_active, "W", "info", can=some)
    menu.line()
    go = tr("Go to")
    for name, text, act, key, can in (
        ("next-name", tr("Next name or time"), partial(names.step, 1), "J", some),
        ("previous-name", tr("Previous name or time"), partial(names.step, -1), "K", some),
        ("next-place", tr("Next place of this name"), partial(names.step_place, 1), ".", some),
        (
            "previous-place",
            tr("Previous place of this name"),
            partial(names.step_place, -1),
            ",",
            some,
        ),
        ("next-entity", tr("Next other name"), partial(names.step_entity, 1), "Shift+J", some),
        (
            "previous-entity",
            tr("Previous other name"),
            partial(names.step_entity, -1),
            "Shift+K",
            some,
        ),
        ("name-inside", tr("The name inside this one"), names.step_inside, "I", some),
    ):
        add(name, text, act, key, can=can, submenu=go)


def _correcting(menu: _Names, understanding: UnderstandingController, tr: Translator) -> None:
    correcting = understanding.correcting
    add = partial(menu.add, can=lambda: correcting.writable)
    add("not-a-name", tr("Not a name"), correcting.not_a_name, "X", "close")
    add("kinds", tr("Kind, or a new name…"), correcting.show_kinds, "L", "tag")
    kinds = tr("Kind")
    for name, label in zip(KINDS, Label, strict=True):
        act = partial(correcting.set_kind, label)
        add(name, kind_text(label, tr), act, submenu=kinds)
    add("name-borders", tr("Other borders…"), understanding.borders.begin, "B", "edit")
    add("same-as", tr("Same as…"), correcting.ask_same, "S", "alike")
    add("which-date", tr("Which date…"), correcting.ask_value, "D")
    hold = tr("Corrections hold")
    for number, (name, scope) in enumerate(zip(SCOPES, Scope, strict=True), 1):
        act, on = partial(correcting.set_scope, scope), partial(_is_scope, understanding, scope)
        add(name, scope_text(scope, tr), act, f"Ctrl+Alt+{number}", on=on, submenu=hold)


def _sayings(menu: _Names, understanding: UnderstandingController, tr: Translator) -> None:
    said = understanding.sayings
    said_what = tr("Who said what")

    some = partial(_has_article, understanding)

    def markable() -> bool:
        return understanding.correcting.writable

    for name, text, act, key, icon, can in (
        ("next-quotation", tr("Next quotation"), partial(said.step, 1), "Q", "chevron-down", some),
        (
            "previous-quotation",
            tr("Previous quotation"),
            partial(said.step, -1),
            "Shift+Q",
            "chevron-up",
            some,
        ),
        (
            "copy-quotation",
            tr("Copy the quotation with its source"),
            said.copy,
            "Shift+C",
            "copy",
            some,
        ),
        (
            "highlight-quotation",
            tr("Highlight the quotation"),
            said.highlight,
            "Shift+H",
            "highlight",
            markable,
        ),
        ("tag-quotation", tr("Tag the quotation…"), said.tag, "Shift+G", "tag", markable),
    ):
        menu.add(name, text, act, key, icon, can=can, submenu=said_what)
    bars, keys = tr("Mark in the margin who is quoted"), "Ctrl+Shift+Q"
    menu.add(
        "quotation-marks",
        bars,
        said.switch_marks,
        keys,
        on=lambda: said.marked,
        scope=Keys.WINDOW,
        submenu=said_what,
    )


def _everything(menu: _Names, understanding: UnderstandingController, tr: Translator) -> None:
    names = understanding.names
    add = partial(menu.add, scope=Keys.WINDOW)
    for name, text, step, key in (
        ("less-certain", tr("Show less certain names, too"), -1, "Ctrl+Alt+Down"),
        ("more-certain", tr("Show only surer names"), 1, "Ctrl+Alt+Up"),
    ):
        act = partial(names.step_threshold, step)
        add(name, text, act, key, can=partial(names.can_step_threshold, step))
    menu.line()
    every, key = tr("Entities of the library…"), "Ctrl+Shift+N"
    add("library-entities", every, understanding.library.show, key, "library")
    listed, window, key = tr("Corrections…"), understanding.corrections, "Ctrl+Shift+C"
    add("corrections", listed, window.switch, key, "edit", on=lambda: window.shown)


def _is_scope(understanding: UnderstandingController, scope: Scope) -> bool:
    return understanding.correcting.scope is scope


def _has_article(understanding: UnderstandingController) -> bool:
    return understanding.has_article
