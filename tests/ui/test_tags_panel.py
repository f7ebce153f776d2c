"""The tags panel over a real library: looking, finding, and what becomes of tags and passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QMenu

from zhupi.core.errors import ZhupiError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, Tag
from zhupi.ui.tags.dialogs import ChoiceDialog, OtherTagDialog, TagDialog
from zhupi.ui.tags.panel import TagsPanel
from zhupi.ui.tags.split import SplitDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

T = TypeVar("T", bound=QDialog)
#: What is marked in the harbour's article.
PASSAGES = (
    ("渡轮每天早上六点开航", ("交通/渡轮",), ""),
    ("渡轮改为六点半开航", ("交通/渡轮", "时间表"), ""),
    ("渡轮就没有早市", ("交通",), "为什么？"),
    ("鱼价去年涨了一成", ("物价",), ""),
)


def _panel(desk: Desk) -> TagsPanel:
    return desk.window.side.tags


@pytest.fixture
def tagged(full_desk: Desk) -> Desk:
    """Four passages with tags, the panel in front."""
    for words, tags, note in PASSAGES:
        article = full_desk.article.id
        _made, change = full_desk.workspace.annotate(
            article, full_desk.span(words), tags=tags, note=note
        )
        full_desk.tasks.changed.emit(change)
    full_desk.until(lambda: len(_panel(full_desk).model.counts) == 4)
    full_desk.window.show_panel(3, focus=True)
    full_desk.settle()
    return full_desk


def _tags(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Quote → its tags, as the library has them."""
    desk.settle()
    return {a.quote: a.tags for a in desk.workspace.annotations()}


def _paths(desk: Desk) -> list[str]:
    desk.settle()
    return [node.path for node in _panel(desk).model.nodes()]


def _choose(desk: Desk, path: str) -> None:
    view = _panel(desk).view
    view.choose(path)
    assert view.current() == path
    view.setFocus()


def _key(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(_panel(desk).view, key)


def _dialog(desk: Desk, kind: type[T]) -> T:
    desk.until(lambda: isinstance(desk.window.tagging.operations.dialog, kind))
    found = desk.window.tagging.operations.dialog
    assert isinstance(found, kind)
    return found


def _accept(desk: Desk, dialog: ChoiceDialog | OtherTagDialog | TagDialog | SplitDialog) -> None:
    QTest.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    desk.window.tagging.operations.dialog = None
    desk.settle()


def _listed(desk: Desk) -> list[str]:
    return [item.quote for item in _panel(desk).passages.items]


def _said(desk: Desk) -> str:
    return desk.window.notices.label.text()


def _undo(desk: Desk) -> None:
    """By the button of the notice."""
    assert desk.window.notices.button.text() == "Undo"
    QTest.mouseClick(desk.window.notices.button, Qt.MouseButton.LeftButton)
    desk.settle()


# --- looking ----------------------------------------------------------------------------------


def test_the_tree_counts_what_is_below(tagged: Desk) -> None:
    panel = _panel(tagged)
    assert {n.path: (n.own, n.total) for n in panel.model.nodes()} == {
        "交通": (1, 3),
        "交通/渡轮": (2, 2),
        "时间表": (1, 1),
        "物价": (1, 1),
    }
    assert panel.model.hasChildren(panel.model.index_of("交通"))


def test_without_tags_the_panel_says_how_to_make_one(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    full_desk.window.show_panel(3)
    assert panel.hint.isVisible()
    assert "press T" in panel.hint.text()
    assert not panel.view.isVisible()


def test_a_description_is_told_as_it_was_typed(tagged: Desk) -> None:
    """What looks like HTML must not be taken for it."""
    tagged.tasks.changed.emit(tagged.workspace.tagging.describe(Tag("物价", "", "<b>粗</b> & 细")))
    tagged.settle()
    model = _panel(tagged).model
    words = model.index_of("物价").data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>粗</b> & 细" in str(words)


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_tag_lists_its_passages_and_each_leads_to_its_article(
    tagged: Desk,
    by_mouse: bool,
) -> None:
    panel = _panel(tagged)
    tagged.open("山里")
    _choose(tagged, "交通")
    if by_mouse:
        spot = panel.view.visualRect(panel.model.index_of("交通")).center()
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    else:
        _key(tagged, Qt.Key.Key_Return)
    tagged.until(lambda: len(_listed(tagged)) == 3)
    in_order = ["渡轮每天早上六点开航", "渡轮就没有早市", "渡轮改为六点半开航"]
    assert _listed(tagged) == in_order
    assert panel.heading.text() == "#交通  ·  3 passages"
    if by_mouse:
        spot = panel.list.visualRect(panel.passages.index(1)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    else:
        panel.list.setCurrentIndex(panel.passages.index(0))
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    tagged.until(lambda: tagged.article.title == "港口城市的清晨")
    wanted = next(a for a in tagged.workspace.annotations() if a.note)
    tagged.until(lambda: tagged.window.annotating.active == wanted.id)
    assert panel.isVisible(), "one goes on from passage to passage: the list stays in sight"


def test_the_list_of_passages_follows_the_library(tagged: Desk) -> None:
    window = tagged.window
    window.tagging.show_passages("物价")
    tagged.until(lambda: _listed(tagged) == ["鱼价去年涨了一成"])
    window.annotating.delete([_panel(tagged).passages.items[0].annotation.id])
    tagged.until(lambda: _panel(tagged).shown_tag == "")
    assert not _panel(tagged).list.isVisible()


# --- finding ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("渡轮", ["交通", "交通/渡轮"]),
        ("dulun", ["交通", "交通/渡轮"]),
        ("wujia", ["物价"]),
        ("火星", []),
    ],
)
def test_tags_are_found_by_characters_and_by_pinyin(
    tagged: Desk, typed: str, found: list[str]
) -> None:
    panel = _panel(tagged)
    panel.field.setFocus()
    panel.field.setText(typed)
    tagged.until(lambda: _paths(tagged) == found)
    assert panel.hint.isVisible() == (not found)
    if found:
        assert panel.view.current() == found[-1]
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert len(_paths(tagged)) == 4


def test_enter_goes_to_the_first_that_was_found_even_before_the_answer(tagged: Desk) -> None:
    panel = _panel(tagged)
    panel.field.setFocus()
    QTest.keyClicks(panel.field, "shijian")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    tagged.until(lambda: _listed(tagged) == ["渡轮改为六点半开航"])
    assert panel.view.current() == "时间表"


def test_what_was_unfolded_is_so_again_after_a_search(tagged: Desk) -> None:
    panel = _panel(tagged)
    panel.view.expand(panel.model.index_of("交通"))
    panel.field.setText("wujia")
    tagged.until(lambda: _paths(tagged) == ["物价"])
    panel.field.clear()
    tagged.settle()
    assert panel.view.isExpanded(panel.model.index_of("交通"))


# --- renaming and moving ----------------------------------------------------------------------


def _editor(desk: Desk) -> QLineEdit:
    view = _panel(desk).view
    assert view.state() == QAbstractItemView.State.EditingState
    found = view.viewport().findChildren(QLineEdit)
    assert len(found) == 1
    return found[0]


def test_f2_renames_in_place_with_all_below_and_undo_takes_it_back(tagged: Desk) -> None:
    panel = _panel(tagged)
    panel.view.expand(panel.model.index_of("交通"))
    _choose(tagged, "交通")
    _key(tagged, Qt.Key.Key_F2)
    editor = _editor(tagged)
    assert editor.text() == "交通"
    editor.setText("运输")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    tagged.until(lambda: "运输/渡轮" in _paths(tagged))
    assert _tags(tagged)["渡轮改为六点半开航"] == ("运输/渡轮", "时间表")
    assert panel.view.current() == "运输", "what was chosen stays so under its new name"
    assert panel.view.isExpanded(panel.model.index_of("运输"))
    _undo(tagged)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("交通/渡轮", "时间表")
    assert panel.view.current() == "交通", "the keyboard is not sent back to the top"
    assert panel.view.isExpanded(panel.model.index_of("交通"))


def test_escape_leaves_the_name_as_it_was(tagged: Desk) -> None:
    _choose(tagged, "物价")
    _key(tagged, Qt.Key.Key_F2)
    editor = _editor(tagged)
    editor.setText("别的")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert "物价" in _paths(tagged)
    assert not tagged.window.history.can_redo


@pytest.mark.parametrize("typed", ["", "  ", "鱼，肉"])
def test_a_name_that_is_none_is_not_taken(tagged: Desk, typed: str) -> None:
    """A comma parts tags where they are typed: such a tag could never be written again."""
    tagged.window.tagging.rename("物价", typed)
    assert "物价" in _paths(tagged)
    assert "name" in _said(tagged)


def test_a_change_from_elsewhere_does_not_take_the_name_being_typed_away(tagged: Desk) -> None:
    _choose(tagged, "物价")
    _key(tagged, Qt.Key.Key_F2)
    editor = _editor(tagged)
    editor.setText("价")
    _made, change = tagged.workspace.annotate(
        tagged.article.id, tagged.span("陈小满"), tags=["人物"]
    )
    tagged.tasks.changed.emit(change)
    tagged.settle()
    assert _editor(tagged) is editor
    QTest.keyClick(editor, Qt.Key.Key_Return)
    tagged.until(lambda: {"价", "人物"} <= set(_paths(tagged)))


def test_a_name_that_is_taken_asks_whether_to_merge(tagged: Desk) -> None:
    tagged.window.tagging.rename("物价", "时间表")
    dialog = _dialog(tagged, ChoiceDialog)
    dialog.reject()
    assert _tags(tagged)["鱼价去年涨了一成"] == ("物价",), "nothing is merged unasked"
    tagged.window.tagging.operations.dialog = None
    tagged.window.tagging.rename("物价", "时间表")
    _accept(tagged, _dialog(tagged, ChoiceDialog))
    assert _tags(tagged)["鱼价去年涨了一成"] == ("时间表",)
    assert _paths(tagged) == ["交通", "交通/渡轮", "时间表"]
    _undo(tagged)
    assert _tags(tagged)["鱼价去年涨了一成"] == ("物价",)


def _drop(desk: Desk, path: str, spot: QPoint) -> None:
    """Drops a dragged tag at a point of the tree."""
    view, model = _panel(desk).view, _panel(desk).model
    data = model.mimeData([model.index_of(path)])
    event = QDropEvent(
        QPointF(spot),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    view.dropEvent(event)  # Qt delivers it only after a drag of the window system
    desk.settle()


def test_a_tag_is_dragged_below_another_and_back_to_the_top(tagged: Desk) -> None:
    view, model = _panel(tagged).view, _panel(tagged).model
    _drop(tagged, "时间表", view.visualRect(model.index_of("交通")).center())
    assert _tags(tagged)["渡轮改为六点半开航"] == ("交通/渡轮", "交通/时间表")
    assert view.isExpanded(model.index_of("交通")), "where it went is seen"
    _undo(tagged)
    view.expandAll()
    QApplication.processEvents()
    below = view.viewport().rect().bottomLeft() - QPoint(-20, 5)
    _drop(tagged, "交通/渡轮", below)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("渡轮", "时间表")


def test_a_tag_does_not_go_below_itself_nor_come_from_elsewhere(tagged: Desk) -> None:
    panel = _panel(tagged)
    model, move = panel.model, Qt.DropAction.MoveAction
    own = model.mimeData([model.index_of("交通")])
    assert not model.canDropMimeData(own, move, -1, -1, model.index_of("交通"))
    assert not model.canDropMimeData(own, move, -1, -1, model.index_of("交通/渡轮"))
    foreign = QMimeData()
    foreign.setData(model.mimeTypes()[0], b"other library\nx")
    assert not model.canDropMimeData(foreign, move, -1, -1, model.index_of("交通"))
    tagged.window.tagging.rename("交通", "交通/新")
    assert "below itself" in _said(tagged)
    assert _paths(tagged) == ["交通", "交通/渡轮", "时间表", "物价"]


def test_a_tag_is_moved_by_keyboard_alone(tagged: Desk) -> None:
    tagged.window.tagging.ask_move("交通/渡轮")
    dialog = _dialog(tagged, OtherTagDialog)
    assert dialog._model.stringList() == ["(no other tag: to the top)", "时间表", "物价"]
    QTest.keyClicks(dialog.field, "wujia")
    tagged.until(lambda: dialog._model.stringList() == ["物价"])
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    tagged.until(lambda: "物价/渡轮" in _paths(tagged))
    tagged.window.tagging.operations.dialog = None
    tagged.window.tagging.ask_move("物价/渡轮")
    _accept(tagged, _dialog(tagged, OtherTagDialog))
    assert _tags(tagged)["渡轮每天早上六点开航"] == ("渡轮",)


# --- deleting ---------------------------------------------------------------------------------


def test_deleting_asks_and_keeps_the_passages_unless_told_otherwise(tagged: Desk) -> None:
    _choose(tagged, "交通")
    _key(tagged, Qt.Key.Key_Delete)
    dialog = _dialog(tagged, ChoiceDialog)
    assert dialog.buttons["keep"].isChecked()
    _accept(tagged, dialog)
    assert _tags(tagged) == {
        "渡轮每天早上六点开航": (),
        "渡轮改为六点半开航": ("时间表",),
        "渡轮就没有早市": (),
        "鱼价去年涨了一成": ("物价",),
    }
    _undo(tagged)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("交通/渡轮", "时间表")


def test_only_passages_that_bear_nothing_else_are_deleted_with_a_tag(tagged: Desk) -> None:
    before = {a.id for a in tagged.workspace.annotations()}
    _choose(tagged, "交通")
    _key(tagged, Qt.Key.Key_Delete)
    dialog = _dialog(tagged, ChoiceDialog)
    words = dialog.buttons["delete"].text()
    assert words == "Delete the one passage that has no other tag and no note"
    dialog.buttons["delete"].click()
    _accept(tagged, dialog)
    assert set(_tags(tagged)) == {"渡轮改为六点半开航", "渡轮就没有早市", "鱼价去年涨了一成"}
    assert "1 passage with it" in _said(tagged)
    _undo(tagged)
    assert {a.id for a in tagged.workspace.annotations()} == before


def test_a_tag_without_passages_goes_without_a_question(tagged: Desk) -> None:
    tagged.tasks.changed.emit(tagged.workspace.tagging.describe(Tag("空")))
    tagged.until(lambda: "空" in _paths(tagged))
    tagged.window.tagging.delete("空")
    tagged.until(lambda: "空" not in _paths(tagged))
    _undo(tagged)
    assert "空" in _paths(tagged)


# --- the menu and its dialogs -----------------------------------------------------------------


def _texts(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


def _menu(desk: Desk, path: str) -> QMenu:
    desk.window.tagging._show_menu(path, QPoint(10, 10))
    assert desk.window.tagging.menu is not None
    return desk.window.tagging.menu


def _trigger(menu: QMenu, *texts: str) -> None:
    """Chooses an entry of a menu, or of one within it."""
    for text in texts[:-1]:
        within = next(a.menu() for a in menu.actions() if a.text() == text)
        assert isinstance(within, QMenu)
        menu = within
    next(a for a in menu.actions() if a.text().startswith(texts[-1])).trigger()


def test_the_menu_offers_all_that_can_be_done(tagged: Desk) -> None:
    menu = _menu(tagged, "物价")
    assert _texts(menu) == [
        "Show the passages",
        "Rename",
        "Move…",
        "New tag below…",
        "Colour of new passages",
        "Number key",
        "Description…",
        "Merge into…",
        "Split…",
        "Merge overlapping passages",
        "Delete…",
    ]
    menu.close()


def test_a_colour_is_taken_by_new_passages(tagged: Desk) -> None:
    menu = _menu(tagged, "物价")
    _trigger(menu, "Colour of new passages", "Purple")
    menu.close()
    tagged.settle()
    key = next(k for k, tag in tagged.window.annotating.known.keys.items() if tag == "物价")
    tagged.select("陈小满")
    tagged.window.actions_.trigger(f"tag-{key}")
    tagged.settle()
    made = next(a for a in tagged.workspace.annotations() if a.quote == "陈小满")
    assert (made.color, made.tags) == ("purple", ("物价",))


def test_a_new_tag_is_made_below_another_and_chosen(tagged: Desk) -> None:
    menu = _menu(tagged, "物价")
    _trigger(menu, "New tag below…")
    menu.close()
    dialog = _dialog(tagged, TagDialog)
    assert not dialog.done_button.isEnabled(), "a tag needs a name"
    dialog.name.setText("鱼")
    dialog.description.setPlainText("鱼的价钱")
    dialog.key.setCurrentIndex(dialog.key.findData(9))
    _accept(tagged, dialog)
    assert _panel(tagged).view.current() == "物价/鱼"
    made = next(c.tag for c in tagged.workspace.tagging.tree() if c.tag.path == "物价/鱼")
    assert (made.description, made.key) == ("鱼的价钱", 9)
    _undo(tagged)
    assert "物价/鱼" not in _paths(tagged)


def test_a_new_tag_that_is_there_keeps_what_was_said_of_it(tagged: Desk) -> None:
    tagged.tasks.changed.emit(tagged.workspace.tagging.describe(Tag("物价", "pink", "说明")))
    tagged.settle()
    QTest.mouseClick(_panel(tagged).new_button, Qt.MouseButton.LeftButton)
    dialog = _dialog(tagged, TagDialog)
    dialog.name.setText("物价")
    _accept(tagged, dialog)
    assert "there already" in _said(tagged)
    kept = next(c.tag for c in tagged.workspace.tagging.tree() if c.tag.path == "物价")
    assert (kept.color, kept.description) == ("pink", "说明")


def test_a_description_is_changed_without_losing_colour_or_key(tagged: Desk) -> None:
    tagged.tasks.changed.emit(tagged.workspace.tagging.describe(Tag("物价", "pink", "旧", 4)))
    tagged.settle()
    tagged.window.tagging.ask_description("物价")
    dialog = _dialog(tagged, TagDialog)
    assert dialog.description.toPlainText() == "旧"
    dialog.description.setPlainText("新")
    _accept(tagged, dialog)
    kept = next(c.tag for c in tagged.workspace.tagging.tree() if c.tag.path == "物价")
    assert kept == Tag("物价", "pink", "新", 4)


def test_a_tag_is_merged_into_one_that_is_found_by_pinyin(tagged: Desk) -> None:
    tagged.window.tagging.merging.ask_merge("交通")
    dialog = _dialog(tagged, OtherTagDialog)
    assert dialog._model.stringList() == ["时间表", "物价"], "not itself, nor what is below"
    QTest.keyClicks(dialog.field, "wujia")
    tagged.until(lambda: dialog._model.stringList() == ["物价"])
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    tagged.settle()
    assert _tags(tagged)["渡轮就没有早市"] == ("物价",)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("物价/渡轮", "时间表")
    _undo(tagged)
    assert _tags(tagged)["渡轮就没有早市"] == ("交通",)


def test_an_answer_that_comes_when_its_dialog_is_gone_does_no_harm(tagged: Desk) -> None:
    tagged.window.tagging.merging.ask_merge("交通")
    dialog = _dialog(tagged, OtherTagDialog)
    QTest.keyClicks(dialog.field, "wujia")
    dialog.reject()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    tagged.settle()
    tagged.tasks.search(lambda _check: None, lambda _none: None, quiet=True)
    tagged.settle()
    assert tagged.bugs == []


def test_a_tag_is_split_by_choosing_passages(tagged: Desk) -> None:
    tagged.window.tagging.merging.ask_split("交通/渡轮")
    dialog = _dialog(tagged, SplitDialog)
    assert dialog.model.rowCount() == 2
    assert not dialog.done_button.isEnabled()
    dialog.table.selectRow(1)
    dialog.field.setText("交通/渡轮/改时")
    QTest.mouseClick(dialog.give_button, Qt.MouseButton.LeftButton)
    _accept(tagged, dialog)
    assert _tags(tagged)["渡轮每天早上六点开航"] == ("交通/渡轮",)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("交通/渡轮/改时", "时间表")
    _undo(tagged)
    assert _tags(tagged)["渡轮改为六点半开航"] == ("交通/渡轮", "时间表")


def test_enter_in_the_field_of_a_split_gives_the_tag_and_ends_nothing(tagged: Desk) -> None:
    tagged.window.tagging.merging.ask_split("交通/渡轮")
    dialog = _dialog(tagged, SplitDialog)
    dialog.table.selectAll()
    dialog.activateWindow()
    dialog.field.setFocus()
    tagged.until(dialog.field.hasFocus)
    dialog.field.setText("船")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.model.parts() == {"船": [i.annotation.id for i in dialog.model._items]}
    dialog.reject()
    assert _tags(tagged)["渡轮每天早上六点开航"] == ("交通/渡轮",)


def _overlapping(desk: Desk, tags: Iterable[str] = ("重叠",)) -> list[Annotation]:
    made = []
    for words in ("卖鱼的人叫陈小满", "陈小满，她在这里"):
        found, change = desk.workspace.annotate(desk.article.id, desk.span(words), tags=[*tags])
        desk.tasks.changed.emit(change)
        made.append(found)
    desk.settle()
    return made


def test_overlapping_passages_of_a_tag_become_one_on_request(tagged: Desk) -> None:
    _overlapping(tagged)
    assert len(tagged.workspace.annotations()) == 6, "never by themselves"
    tagged.window.tagging.merging.merge_overlapping("重叠")
    tagged.settle()
    assert _tags(tagged)["卖鱼的人叫陈小满，她在这里"] == ("重叠",)
    assert _said(tagged) == "2 overlapping passages with the tag «重叠» are one now."
    _undo(tagged)
    assert len(tagged.workspace.annotations()) == 6
    tagged.window.tagging.merging.merge_overlapping("物价")
    tagged.settle()
    assert "No passages with the tag «物价» overlap" in _said(tagged)


def test_a_card_is_merged_with_those_that_overlap_it(tagged: Desk) -> None:
    first, _second = _overlapping(tagged, ("重叠", "人物"))
    alone = next(a for a in tagged.workspace.annotations() if a.tags == ("物价",))
    window = tagged.window
    window.annotating.activate(alone.id)
    window.actions_.trigger("merge-overlapping")
    tagged.settle()
    assert "overlaps this one" in _said(tagged)
    window.annotating.activate(first.id)
    window.actions_.trigger("merge-overlapping")
    dialog = _dialog(tagged, ChoiceDialog)
    assert list(dialog.buttons) == ["重叠", "人物"]
    _accept(tagged, dialog)
    assert _tags(tagged)["卖鱼的人叫陈小满，她在这里"] == ("重叠", "人物")
    _undo(tagged)
    assert len(tagged.workspace.annotations()) == 6


def test_what_could_not_be_written_is_said_and_the_tree_stays(
    tagged: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_values: object) -> object:
        raise ZhupiError(message("The disk is full."))

    monkeypatch.setattr(type(tagged.workspace.tagging), "rename", refuse)
    tagged.window.tagging.rename("物价", "价")
    tagged.until(lambda: _said(tagged) == "The disk is full.")
    assert "物价" in _paths(tagged)


def test_a_library_that_can_only_be_read_says_so(tagged: Desk, start: Callable[..., Desk]) -> None:
    other = start(tagged.workspace.folder)
    other.open("港口")
    other.until(lambda: len(_panel(other).model.counts) == 4)
    other.window.show_panel(3, focus=True)
    panel = _panel(other)
    assert not panel.new_button.isEnabled()
    flags = panel.model.flags(panel.model.index_of("物价"))
    assert not flags & (Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        other.window.notices.hide()
        _choose(other, "物价")
        _key(other, key)
        assert other.window.notices.isVisible()
        assert _said(other) == "This library can only be read here."
    menu = _menu(other, "物价")
    enabled = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    menu.close()
    assert enabled == ["Show the passages"]
    _choose(other, "物价")
    _key(other, Qt.Key.Key_Return)
    other.until(lambda: _listed(other) == ["鱼价去年涨了一成"])
