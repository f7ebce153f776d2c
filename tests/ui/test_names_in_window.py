"""Names and times in the window: what is shown, the card, steps, and corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from tests.ui.naming import harbour, mention, tell

from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Scope
from zhupi.ui.dialogs.settings import SettingsDialog
from zhupi.ui.understanding.dialogs import SameAsDialog, ValueDialog
from zhupi.workspace.jobs import Recognise

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


@pytest.fixture
def named(full_desk: Desk) -> Desk:
    """The harbour's article, its names known and nothing else looking for any."""
    full_desk.app.preferences.update(upkeep=False)
    tell(full_desk, harbour(full_desk))
    return full_desk


def _words(desk: Desk) -> list[str]:
    """What is marked in the text, in order."""
    text = desk.article.text
    found: list[Mention] = []
    for offset in range(len(text)):
        found += [m for m in desk.window.surface.mentions_at(offset) if m not in found]
    return [m.span.of(text) for m in sorted(found, key=lambda m: (m.start, -m.end))]


def _labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def _key(desk: Desk, key: Qt.Key, modifier: object = None) -> None:
    desk.window.surface.setFocus()
    QApplication.processEvents()  # what can be done now is found out once a turn
    modifiers = modifier or Qt.KeyboardModifier.NoModifier
    QTest.keyClick(desk.window.surface, key, modifiers)  # type: ignore[call-overload]


def _go(desk: Desk, words: str, number: int = 0) -> None:
    """Makes the mention of these words the one that keys act upon."""
    span = desk.span(words, number)
    names = desk.window.understanding.names
    names.go(next(m for m in names.mentions if m.span == span))


# --- what is shown ---------------------------------------------------------------------------


def test_where_nobody_could_look_for_names_it_does_not_say_that_there_are_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody would believe that an article names nobody, where the program failed."""
    desk.app.preferences.update(upkeep=False)
    submit = desk.tasks.submit
    monkeypatch.setattr(
        desk.tasks, "submit", lambda job: 0 if isinstance(job, Recognise) else submit(job)
    )
    monkeypatch.setattr(desk.workspace, "cached_mentions", lambda _article: None)
    desk.import_paths(desk.write("harbour.txt", desk.harbour))
    article = desk.open("港口")
    desk.tasks.job_ended.emit(0, Recognise(article.id))
    side = desk.window.side
    assert "People, places and dates could not be looked for." in _labels(side.entities)
    assert "Quotations could not be looked for." in _labels(side.sayings)


def test_a_guess_is_shown_nowhere_until_one_asks_for_it(named: Desk) -> None:
    """A name that is none, shown like all others, would make readers doubt them all."""
    panel = named.window.side.entities
    assert "卖鱼的" not in _words(named)
    assert panel.model.find_name("卖鱼的") is None
    assert panel.uncertain_button.text() == "Show 1 uncertain one"
    panel.uncertain_button.click()
    assert named.app.preferences.now.mention_threshold == 0.25
    assert "卖鱼的" in _words(named)
    assert not panel.uncertain_button.isVisible()
    named.window.actions_.trigger("more-certain")
    assert "卖鱼的" not in _words(named)


def test_the_settings_have_a_slider_for_it(named: Desk) -> None:
    dialog = SettingsDialog(named.app.preferences, named.app.tr_, named.window)
    dialog.certainty.slider.setValue(4)
    assert named.app.preferences.now.mention_threshold == 0.9
    assert dialog.certainty.words.text() == "Only what is as good as certain"
    dialog.certainty.slider.setValue(0)
    assert "卖鱼的" in _words(named)
    dialog.deleteLater()


def test_typing_finds_a_name_in_either_script_and_enter_shows_it(named: Desk) -> None:
    panel = named.window.side.entities
    panel.field.setFocus()
    panel.field.setText("陳小滿")
    assert panel.model.find_name("陈小满") is not None
    assert panel.model.find_name("海平镇") is None
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    active = named.window.understanding.names.active
    assert active is not None
    assert active.entity == "PERSON:陈小满"
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.model.find_name("海平镇") is not None


def test_a_row_tells_title_and_value_beside_the_name(named: Desk) -> None:
    model, role = named.window.side.entities.model, Qt.ItemDataRole.AccessibleTextRole
    spoken = [str(model.index(n).data(role)) for n in range(model.rowCount())]
    assert "陈小满, 鱼贩, 2" in spoken
    assert "去年, 2022, 1" in spoken


# --- steps -----------------------------------------------------------------------------------


def test_keys_step_through_names_and_places_of_a_name(named: Desk) -> None:
    names = named.window.understanding.names
    at = named.article.text.index
    _key(named, Qt.Key.Key_J)
    _key(named, Qt.Key.Key_J)
    assert names.active is not None
    assert names.active.start == at("海平镇", at("海平镇") + 1)
    _key(named, Qt.Key.Key_Period)
    assert names.active.start == at("海平镇")
    _key(named, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert names.active.entity == "PERSON:陈小满"
    _key(named, Qt.Key.Key_K)
    assert names.active.entity == "PLACE:海平镇"
    row = named.window.side.entities.view.currentIndex()
    assert row.data(Qt.ItemDataRole.DisplayRole) == "海平镇"


def test_a_key_goes_to_the_name_inside_a_name_and_back(named: Desk) -> None:
    """Else what stands in a longer name could be corrected by the mouse only."""
    names = named.window.understanding.names
    _go(named, "渡轮公司")
    _key(named, Qt.Key.Key_I)
    assert names.active is not None
    assert names.active.entity == "PLACE:渡轮"
    _key(named, Qt.Key.Key_I)
    assert names.active.entity == "ORG:渡轮公司"


# --- the card --------------------------------------------------------------------------------


def test_the_card_tells_who_and_how_sure_as_plain_text(named: Desk) -> None:
    _go(named, "陈小满")
    _key(named, Qt.Key.Key_W)
    card = named.window.understanding.card.card
    assert card is not None
    assert card.isVisible()
    assert (card.name.text(), card.kind.text()) == ("陈小满", "Person  ·  鱼贩")
    assert card.small.text() == "As good as certain"
    assert card.next_button.text() == "Next of 2 places"
    _go(named, "去年")
    _key(named, Qt.Key.Key_W)
    assert card.lines.text() == "2022"
    assert card.small.text().startswith("<b>counted</b> from 2023-10-05")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in card.findChildren(QLabel))


def test_the_card_tells_the_note_of_the_passage_too(named: Desk) -> None:
    """The card stands where the note's own words would."""
    named.workspace.annotate(named.article.id, named.span("陈小满"), note="核对姓名")
    named.window.reading._reload_annotations(named.article.id)
    named.settle()
    _go(named, "陈小满")
    _key(named, Qt.Key.Key_W)
    card = named.window.understanding.card.card
    assert card is not None
    assert "Your note: 核对姓名" in card.lines.text()


def test_the_palette_says_what_an_action_of_a_menu_within_a_menu_is_about(named: Desk) -> None:
    assert named.window.actions_.full_text("kind-person") == "Kind: Person"
    assert named.window.actions_.full_text("next-name") == "Go to: Next name or time"
    assert named.window.actions_.full_text("undo").startswith("Undo")


def test_the_card_has_the_keyboard_only_where_keys_opened_it(named: Desk) -> None:
    surface = named.window.surface
    _go(named, "陈小满")
    _key(named, Qt.Key.Key_W)
    card = named.window.understanding.card.card
    assert card is not None
    assert card.isAncestorOf(named.window.focusWidget())
    QTest.keyClick(named.window.focusWidget(), Qt.Key.Key_Escape)
    assert not card.isVisible()
    named.until(surface.hasFocus)
    first = next(m for m in named.window.understanding.names.mentions)
    surface.mentions_hovered.emit([first], surface.mapToGlobal(QPoint(200, 200)))
    assert card.isVisible()
    assert surface.hasFocus()
    surface.pointed_at.emit(-1)
    named.until(lambda: not card.isVisible())


def test_a_key_of_reading_closes_the_card_and_does_what_it_does(named: Desk) -> None:
    """One read on, and nothing happened until Escape."""
    surface, names = named.window.surface, named.window.understanding.names
    card = named.window.understanding.card.card
    assert card is not None
    _go(named, "陈小满")
    first = names.active
    for key, moved in ((Qt.Key.Key_J, True), (Qt.Key.Key_K, False)):
        _key(named, Qt.Key.Key_W)
        named.until(card.isVisible)
        QTest.keyClick(named.window.focusWidget(), key)
        assert not card.isVisible()
        named.until(surface.hasFocus)
        assert (names.active != first) == moved
    _key(named, Qt.Key.Key_W)
    QTest.keyClick(named.window.focusWidget(), Qt.Key.Key_W)
    assert not card.isVisible()


def test_the_card_tells_what_the_library_knows_and_leads_to_its_list(named: Desk) -> None:
    named.workspace.understanding.apply()
    _go(named, "陈小满")
    _key(named, Qt.Key.Key_W)
    card = named.window.understanding.card.card
    assert card is not None
    named.until(lambda: bool(card.library.text()))
    assert card.library.text().startswith("In the library: 2 places in 1 article")
    card.list_button.click()
    library = named.window.understanding.library
    named.until(lambda: library.window is not None and library.window.entity is not None)
    assert library.window is not None
    assert library.window.entity is not None
    assert library.window.entity.id == "PERSON:陈小满"
    library.window.close()


def test_the_door_of_the_card_goes_to_the_next_place(named: Desk) -> None:
    _go(named, "陈小满")
    _key(named, Qt.Key.Key_W)
    card, names = named.window.understanding.card.card, named.window.understanding.names
    assert card is not None
    card.next_button.click()
    assert names.active is not None
    assert names.active.span == named.span("陈小满", 1)
    assert card.isVisible()


# --- corrections -----------------------------------------------------------------------------


def test_what_is_no_name_is_gone_at_once_and_undo_brings_it_back(named: Desk) -> None:
    """The reader's word counts, everywhere in the article, and is taken back like all else."""
    _go(named, "海平镇")
    _key(named, Qt.Key.Key_X)
    named.until(lambda: "海平镇" not in _words(named))
    assert named.window.side.entities.model.find_name("海平镇") is None
    notices = named.window.notices
    assert notices.label.text() == "«海平镇» is not a name – in this article."
    assert notices.button.text() == "Undo"
    named.settle()
    assert "mark as no name" in named.window.actions_.text("undo")
    named.window.actions_.trigger("undo")
    named.until(lambda: _words(named).count("海平镇") == 2)
    said = named.window.status._words
    named.until(lambda: said.text() == "Undone: mark as no name «海平镇»")
    named.window.actions_.trigger("redo")
    named.until(lambda: said.text() == "Done again: mark as no name «海平镇»")


def test_what_was_undone_can_be_done_again_as_soon_as_the_window_says_so(
    named: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever undoes and does again without waiting would lose the second key."""
    _go(named, "海平镇")
    _key(named, Qt.Key.Key_X)
    named.until(lambda: "海平镇" not in _words(named))
    named.settle()
    window, ready = named.window, []
    say = window.status.say

    def seen(text: str) -> None:
        ready.append(window.history.can_redo)
        say(text)

    monkeypatch.setattr(window.status, "say", seen)
    window.actions_.trigger("undo")
    named.until(lambda: bool(ready))
    assert ready == [True]


def test_a_key_pressed_twice_says_once_that_it_is_no_name(named: Desk) -> None:
    """The second press comes before the first has shown, and would be told to be wrong."""
    _go(named, "海平镇")
    _key(named, Qt.Key.Key_X)
    _key(named, Qt.Key.Key_X)
    named.until(lambda: "海平镇" not in _words(named))
    named.settle()
    assert named.window.notices.label.text() == "«海平镇» is not a name – in this article."
    named.window.actions_.trigger("undo")
    named.until(lambda: _words(named).count("海平镇") == 2)
    _go(named, "海平镇")
    _key(named, Qt.Key.Key_X)
    named.until(lambda: "海平镇" not in _words(named))


def test_only_here_leaves_the_other_places_alone(named: Desk) -> None:
    named.window.actions_.trigger("corrections-here")
    _go(named, "海平镇")
    _key(named, Qt.Key.Key_X)
    named.until(lambda: _words(named).count("海平镇") == 1)
    assert named.window.surface.mention_at(named.span("海平镇").start) is None
    assert named.app.preferences.now.correction_scope == "here"


def test_another_kind_is_shown_at_once_and_stays_the_active_one(named: Desk) -> None:
    _go(named, "海平镇")
    named.window.actions_.trigger("kind-org")
    names = named.window.understanding.names
    named.until(lambda: names.active is not None and names.active.label is Label.ORG)
    assert names.active is not None
    assert names.active.span == named.span("海平镇")


def test_selected_words_become_a_name(named: Desk) -> None:
    named.select("早市")
    named.window.actions_.trigger("kind-event")
    named.until(lambda: "早市" in _words(named))
    found = named.window.surface.mention_at(named.span("早市").start)
    assert found is not None
    assert found.label is Label.EVENT
    named.until(lambda: named.window.understanding.names.active == found)


def test_borders_are_selected_and_taken_by_enter(named: Desk) -> None:
    window = named.window
    _go(named, "渡轮公司")
    _key(named, Qt.Key.Key_B)
    bar = window.panes.borders_bar
    assert bar.isVisible()
    assert not bar.done_button.isEnabled()
    wider = Span(named.span("渡轮公司").start, named.span("渡轮公司的告示").end)
    window.surface.select(wider)
    assert bar.done_button.isEnabled()
    assert window.annotating.mark_bar is None or not window.annotating.mark_bar.isVisible()
    QTest.keyClick(window.surface, Qt.Key.Key_Return)
    named.until(lambda: "渡轮公司的告示" in _words(named))
    assert not bar.isVisible()


def test_escape_leaves_the_borders_as_they_are(named: Desk) -> None:
    _go(named, "渡轮公司")
    _key(named, Qt.Key.Key_B)
    QTest.keyClick(named.window.surface, Qt.Key.Key_Escape)
    assert not named.window.panes.borders_bar.isVisible()
    assert "渡轮公司" in _words(named)
    assert not named.workspace.understanding.corrections()


def test_a_name_can_be_said_to_be_the_same_as_another(named: Desk) -> None:
    named.workspace.understanding.apply()
    _go(named, "渡轮公司")
    _key(named, Qt.Key.Key_S)
    dialog = named.window.understanding.correcting.dialog
    assert isinstance(dialog, SameAsDialog)
    assert dialog.list.count() == 3  # what the article names besides
    dialog.field.setText("海平渡轮公司")
    named.until(lambda: dialog.list.count() == 1)
    assert dialog.list.item(0).text() == "«海平渡轮公司», a new name"
    dialog.scopes.choose(Scope.EVERYWHERE)
    dialog.accept()
    names = named.window.understanding.names
    named.until(lambda: any(m.entity == "ORG:海平渡轮公司" for m in names.mentions))
    [correction] = named.workspace.understanding.corrections()
    assert correction.scope is Scope.EVERYWHERE
    assert named.window.understanding.correcting.scope is Scope.EVERYWHERE


def test_a_date_is_corrected_and_nonsense_is_not_taken(named: Desk) -> None:
    _go(named, "去年")
    _key(named, Qt.Key.Key_D)
    dialog = named.window.understanding.correcting.dialog
    assert isinstance(dialog, ValueDialog)
    assert dialog.field.text() == "2022"
    dialog.field.setText("someday")
    assert not dialog.done_button.isEnabled()
    dialog.field.setText("2021-02")
    assert dialog.told.text() == "February 2021"
    dialog.accept()
    names = named.window.understanding.names
    named.until(lambda: any(m.value == "2021-02" for m in names.mentions))


def test_without_a_name_the_keys_say_what_must_come_first(named: Desk) -> None:
    named.window.understanding.names.activate(None)
    _key(named, Qt.Key.Key_X)
    assert "Choose a name first" in named.window.notices.label.text()
    assert not named.workspace.understanding.corrections()


def test_a_right_click_means_the_name_under_the_pointer(named: Desk) -> None:
    surface = named.window.surface
    point = surface.character_rect(named.span("陈小满").start).center()
    named.window.understanding._on_right_click(surface.viewport().mapTo(surface, point))
    active = named.window.understanding.names.active
    assert active is not None
    assert active.entity == "PERSON:陈小满"


def test_a_library_that_can_only_be_read_is_not_corrected(
    named: Desk, start: Callable[..., Desk]
) -> None:
    reader = start(named.workspace.folder)
    reader.open("港口")
    reader.until(lambda: bool(reader.window.understanding.names.mentions))
    reader.window.understanding.names.step(1)
    reader.window.actions_.refresh()
    for name in ("not-a-name", "kind-person", "name-borders", "same-as", "which-date", "kinds"):
        assert not reader.window.actions_.action(name).isEnabled(), name
    assert reader.window.actions_.action("name-card").isEnabled()


def test_a_correction_everywhere_reaches_the_other_articles(named: Desk) -> None:
    """Also what search and the list of entities know of them, without anybody asking."""
    other = named.open("山里")
    tell(named, [mention(named, "渡轮", Label.PLACE)])
    named.open("港口")
    named.workspace.understanding.apply()
    named.window.actions_.trigger("corrections-everywhere")
    _go(named, "渡轮", 2)
    _key(named, Qt.Key.Key_X)
    named.until(lambda: bool(named.workspace.understanding.corrections()))
    assert not named.workspace.understanding.known_mentions(other.id)
    named.until(lambda: named.workspace.understanding.pending() == 0)
    assert not [e for e in named.workspace.understanding.entities() if e.id == "PLACE:渡轮"]


def test_another_article_forgets_the_active_name(named: Desk) -> None:
    """A key must not correct what one no longer sees."""
    _go(named, "海平镇")
    named.open("山里")
    names = named.window.understanding.names
    assert names.active is None or names.active in names.mentions
    tell(named, [replace(mention(named, "青石村", Label.PLACE), confidence=1.0)])
    assert names.active is None
