"""Marking, tagging, noting; overlaps; undo and redo: what a person writes is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zhupi.core.errors import ZhupiError
from zhupi.core.messages import message
from zhupi.core.model import Annotation
from zhupi.ui.tagging import AnnotationForm, split_tags

if TYPE_CHECKING:
    import pytest
    from tests.ui.conftest import Desk


def _annotations(desk: Desk) -> list[Annotation]:
    desk.settle()
    return desk.workspace.annotations()


def _form(desk: Desk) -> AnnotationForm:
    form = desk.window.annotating.form
    assert form is not None
    return form


def _key(
    desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key while reading. (Shortcuts need an active window, which offscreen may not be.)"""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    desk.window.surface.setFocus()
    QTest.keyClick(desk.window.surface, key, modifier)


def test_control_and_a_digit_highlight_the_selection_in_its_colour(full_desk: Desk) -> None:
    span = full_desk.select("渡轮公司的告示")
    _key(full_desk, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    [annotation] = _annotations(full_desk)
    assert (annotation.span, annotation.color) == (span, "pink")
    assert annotation.quote == "渡轮公司的告示"
    assert full_desk.window.status._words.text() == "Saved"


def test_h_repeats_the_last_colour(full_desk: Desk) -> None:
    full_desk.select("早市")
    _key(full_desk, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    full_desk.settle()
    full_desk.select("陈小满")
    _key(full_desk, Qt.Key.Key_H)
    assert {a.color for a in _annotations(full_desk)} == {"blue"}


def test_the_mark_bar_appears_beside_a_selection(full_desk: Desk) -> None:
    bar = full_desk.window.annotating.mark_bar
    assert bar is not None
    span = full_desk.select("早市")
    full_desk.window.surface.span_selected.emit(span, QPoint(300, 300))
    assert bar.isVisible()
    bar.color_chosen.emit("green")
    full_desk.until(lambda: not bar.isVisible())
    assert _annotations(full_desk)[0].color == "green"


def test_tags_are_written_by_keyboard_alone(full_desk: Desk) -> None:
    full_desk.select("渡轮每天早上六点开航")
    _key(full_desk, Qt.Key.Key_T)
    field = _form(full_desk).tag_field
    assert field is not None
    field.setText("交通/渡轮， 时间表")
    QTest.keyClick(field, Qt.Key.Key_Return)
    [annotation] = _annotations(full_desk)
    assert annotation.tags == ("交通/渡轮", "时间表")
    full_desk.until(lambda: len(full_desk.window.annotating.known.recent) == 2)
    assert set(full_desk.window.annotating.known.recent) == {"交通/渡轮", "时间表"}
    assert full_desk.window.annotating.form is None


def test_a_known_tag_is_completed(full_desk: Desk) -> None:
    """Arrow down and Enter take the tag; what was typed before it stays."""
    _annotation, change = full_desk.workspace.annotate(
        full_desk.article.id, full_desk.span("渡轮"), tags=["ferry/渡轮"]
    )
    full_desk.tasks.changed.emit(change)
    full_desk.settle()
    full_desk.select("早市")
    _key(full_desk, Qt.Key.Key_T)
    field = _form(full_desk).tag_field
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "x, FERRY/")
    full_desk.until(field.completions_open)
    QTest.keyClick(field._popup, Qt.Key.Key_Down)
    QTest.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.tags() == ("x", "ferry/渡轮")
    full_desk.window.annotating.close_form()


def test_a_note_is_saved_by_control_enter_and_dropped_by_escape(full_desk: Desk) -> None:
    full_desk.select("鱼价去年涨了一成")
    _key(full_desk, Qt.Key.Key_N)
    field = _form(full_desk).note_field
    assert field is not None
    field.setPlainText("与前年比？\n要查。")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert _annotations(full_desk) == []
    full_desk.select("鱼价去年涨了一成")
    _key(full_desk, Qt.Key.Key_N)
    field = _form(full_desk).note_field
    assert field is not None
    field.setPlainText("与前年比？\n要查。")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [annotation] = _annotations(full_desk)
    assert annotation.note == "与前年比？\n要查。"


def _overlapping(desk: Desk) -> tuple[Annotation, Annotation]:
    first, second = desk.span("陈小满，她在这里"), desk.span("她在这里卖了二十年鱼")
    outer, before = desk.workspace.annotate(desk.article.id, first, note="一", color="green")
    inner, change = desk.workspace.annotate(desk.article.id, second, tags=["人物"], color="pink")
    for each in (before, change):
        desk.tasks.changed.emit(each)
    desk.until(lambda: len(desk.window.reading.annotations) == 2)
    return outer, inner


def test_each_of_two_overlapping_annotations_can_be_chosen(full_desk: Desk) -> None:
    """Clicking where they overlap goes from one to the other; so do the keys."""
    window = full_desk.window
    outer, inner = _overlapping(full_desk)
    there = window.surface.annotations_at(full_desk.span("她在").start)
    assert set(there) == {outer.id, inner.id}
    for annotation in (outer, inner):
        window.surface.annotation_activated.emit(annotation.id)
        assert window.annotating.active == annotation.id
        current = window.side.annotations.current()
        assert current is not None
        assert current.id == annotation.id
    window.annotating.step(1)
    assert window.annotating.active == outer.id
    window.annotating.step(1)
    assert window.annotating.active == inner.id


def test_a_card_is_edited_in_place(full_desk: Desk) -> None:
    window = full_desk.window
    _outer, inner = _overlapping(full_desk)
    window.annotating.activate(inner.id)
    _key(full_desk, Qt.Key.Key_E)
    form = window.side.annotations._form
    assert form is not None
    assert form.tag_field is not None
    assert form.note_field is not None
    assert form.tag_field.tags() == ("人物",)
    form.tag_field.setText("人物, 早市")
    form.note_field.setPlainText("卖鱼人")
    form.save()
    full_desk.until(lambda: full_desk.workspace.annotations()[1].note == "卖鱼人")
    assert full_desk.workspace.annotations()[1].tags == ("人物", "早市")


def test_a_change_from_elsewhere_does_not_take_away_what_is_being_typed(full_desk: Desk) -> None:
    window = full_desk.window
    outer, inner = _overlapping(full_desk)
    window.annotating.activate(inner.id)
    window.annotating.edit_active()
    form = window.side.annotations._form
    assert form is not None
    assert form.note_field is not None
    form.note_field.setPlainText("还没写完")
    window.annotating.delete([outer.id])
    full_desk.settle()
    assert window.side.annotations._form is form
    assert form.note_field.toPlainText() == "还没写完"
    form.save()
    full_desk.until(lambda: [a.note for a in full_desk.workspace.annotations()] == ["还没写完"])
    full_desk.until(lambda: window.side.annotations.model.rowCount() == 1)


def test_delete_undo_and_redo_go_round(full_desk: Desk) -> None:
    window = full_desk.window
    outer, inner = _overlapping(full_desk)
    window.annotating.activate(inner.id)
    _key(full_desk, Qt.Key.Key_Delete)
    full_desk.until(lambda: [a.id for a in window.reading.annotations] == [outer.id])
    full_desk.settle()
    assert window.actions_.text("undo") == "Undo: delete the annotation"
    window.actions_.trigger("undo")
    full_desk.until(lambda: len(window.reading.annotations) == 2)
    full_desk.settle()
    window.actions_.trigger("redo")
    full_desk.until(lambda: len(window.reading.annotations) == 1)
    full_desk.settle()
    assert not window.actions_.action("redo").isEnabled()


def test_cards_of_all_articles_name_theirs_and_lead_there(full_desk: Desk) -> None:
    window, panel = full_desk.window, full_desk.window.side.annotations
    _outer, inner = _overlapping(full_desk)
    full_desk.open("山里")
    assert panel.model.rowCount() == 0
    panel.scope_box.setCurrentIndex(1)
    panel.scope_box.activated.emit(1)
    full_desk.until(lambda: panel.model.rowCount() == 2)
    panel.tag_box.setCurrentIndex(panel.tag_box.findData("人物"))
    panel.tag_box.activated.emit(1)
    full_desk.until(lambda: panel.model.rowCount() == 1)
    panel.view.setCurrentIndex(panel.model.index(0))
    full_desk.until(lambda: full_desk.article.title == "港口城市的清晨")
    full_desk.until(lambda: window.annotating.active == inner.id)


def test_offsets_beyond_the_basic_plane_are_code_points(full_desk: Desk) -> None:
    """A rare character is one character; what follows it must not shift by one."""
    full_desk.open("一个")
    span = full_desk.select("电脑里常常")
    full_desk.window.actions_.trigger("highlight")
    [annotation] = _annotations(full_desk)
    assert annotation.span == span
    assert annotation.quote == "电脑里常常"


def test_everything_is_there_after_a_restart(full_desk: Desk, start: Callable[..., Desk]) -> None:
    _overlapping(full_desk)
    folder = full_desk.workspace.folder
    full_desk.app.close()
    again = start(folder)
    again.open("港口")
    assert len(again.window.reading.annotations) == 2
    again.window.actions_.trigger("undo")
    again.until(lambda: len(again.window.reading.annotations) == 1)


def test_what_could_not_be_stored_is_not_called_saved(
    full_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: one sentence, no «Saved», and the window goes on."""

    def refuse(*_args: object, **_values: object) -> object:
        raise ZhupiError(message("The disk is full."))

    monkeypatch.setattr(type(full_desk.workspace), "annotate", refuse)
    full_desk.select("早市")
    full_desk.window.actions_.trigger("highlight")
    full_desk.until(lambda: full_desk.window.notices.label.text() == "The disk is full.")
    assert full_desk.window.status._words.text() == ""
    monkeypatch.undo()
    full_desk.select("早市")
    full_desk.window.actions_.trigger("highlight")
    assert len(_annotations(full_desk)) == 1


def test_without_a_selection_a_key_says_what_is_missing(full_desk: Desk) -> None:
    full_desk.window.surface.clear_selection()
    full_desk.window.actions_.trigger("highlight")
    assert full_desk.window.notices.label.text() == "Select a passage first."


def test_a_second_window_reads_only_and_says_who_writes(
    full_desk: Desk, start: Callable[..., Desk]
) -> None:
    other = start(full_desk.workspace.folder)
    assert "can only be read" in other.window.notices.label.text()
    other.open("港口")
    assert not other.window.actions_.action("import").isEnabled()
    other.select("早市")
    other.window.actions_.trigger("highlight")
    assert _annotations(other) == []
    assert "Read-only" in other.window.status._library.text()
    other.window.side.annotations.edit(other.window.annotating.active)
    assert other.window.side.annotations._form is None


def test_tags_are_parted_by_either_width() -> None:
    assert split_tags(" a ，b；#c/d;a、 / ") == ("a", "b", "c/d")
    assert split_tags("") == ()
