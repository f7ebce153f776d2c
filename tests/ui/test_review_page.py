"""The review in a real window: an article is imported again, its annotations are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from zhupi.core.model import Annotation, AnnotationState
from zhupi.ui.panels.annotation_model import AnnotationRole, HeadingRole
from zhupi.ui.review.accepting import AcceptManyDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk

    from zhupi.ui.controllers.deciding import DecidingController
    from zhupi.ui.review.page import ReviewPage

OLD = """港口城市的清晨

海平镇的渡轮每天早上六点开航。镇上的人说，海平镇没有渡轮就没有早市。

早市上卖鱼的人叫陈小满，她在这里卖了二十年鱼。陈小满说，鱼价去年涨了一成。

渡轮公司的告示贴在码头：十一月起，渡轮改为六点半开航。

码头的灯在天亮前熄灭，船长把缆绳收好，听见钟楼敲了六下。

老船工说，冬天的海雾比往年来得更早，出海的人要带上旧罗盘。
"""

NEW = """港口城市的清晨

编者按：本文有更正。

海平镇的渡轮每天清晨六点开航。镇上的人说，海平镇没有渡轮就没有早市。镇上的人说，海平镇没有渡轮就没有早市。

早市上卖鱼的人叫陈小满，她在这里卖了二十多年鲜鱼。陈小满说，鱼价去年涨了两成。

渡轮公司的告示贴在码头：十一月起，渡轮改为六点半开航。

老船工说，冬天的海雾比往年来得早了，出海的人要带上旧罗盘。
"""

MOVED = "她在这里卖了二十年鱼"
MOVED_TO = "她在这里卖了二十多年鲜鱼"
DOUBLED = "镇上的人说，海平镇没有渡轮就没有早市"
GONE = "码头的灯在天亮前熄灭"
KEPT = "十一月起，渡轮改为六点半开航"

WAITING = {
    MOVED: AnnotationState.MOVED,
    DOUBLED: AnnotationState.AMBIGUOUS,
    GONE: AnnotationState.ORPHAN,
}


@pytest.fixture
def changed_desk(desk: Desk) -> Desk:
    """A window over an article that was imported, annotated, and imported again, changed."""
    path = desk.write("harbour.txt", OLD)
    desk.import_paths(path)
    article = desk.article
    for passage in (*WAITING, KEPT):
        _annotation, change = desk.workspace.annotate(article.id, desk.span(passage))
        desk.tasks.changed.emit(change)
    path.write_text(NEW, encoding="utf-8")
    desk.import_paths(path)
    desk.until(lambda: desk.window.review.waiting == len(WAITING))
    desk.settle()
    return desk


def found(desk: Desk, passage: str) -> Annotation:
    """The annotation that was made of `passage`."""
    everything = desk.workspace.annotations()
    return next(a for a in everything if passage in (a.original_quote, a.quote))


def page_of(desk: Desk) -> ReviewPage:
    """The review page, opened and filled."""
    if not desk.window.review.shown:
        desk.window.actions_.trigger("review")
    desk.settle()
    page = desk.window.review.page
    assert page is not None
    return page


def at(desk: Desk, passage: str) -> ReviewPage:
    """The page at one passage, old and new shown."""
    page, annotation = page_of(desk), found(desk, passage)
    assert page.choose(annotation.id)
    desk.until(
        lambda: (
            page.detail.detail is not None
            and page.detail.detail.item.annotation.id == annotation.id
        )
    )
    return page


def deciding(desk: Desk) -> DecidingController:
    controller = desk.window.review.deciding
    assert controller is not None
    return controller


def press(desk: Desk, key: Qt.Key, *, inside: str = "page") -> None:
    """A key on the review page, or in the article."""
    desk.window.activateWindow()
    desk.until(lambda: QApplication.activeWindow() is not None)
    page = desk.window.review.page
    target = page.view if page is not None and inside == "page" else desk.window.surface
    target.setFocus()
    QTest.keyClick(target, key)
    desk.settle()


# --- what one sees ------------------------------------------------------------------------------


def test_a_changed_text_is_told_and_offered_for_review(changed_desk: Desk) -> None:
    """Without a word after the import nobody would know that passages moved."""
    window = changed_desk.window
    assert window.notices.label.text() == "3 annotations of «港口城市的清晨» wait for review."
    assert window.review.button.text() == "3 annotations wait for review"
    assert not window.review.button.isHidden()
    assert not window.side.annotations.waiting_button.isHidden()
    window.notices.button.click()
    changed_desk.settle()
    assert window.review.shown
    page = page_of(changed_desk)
    states = [item.annotation.state for item in page.model.shown]
    assert states == [AnnotationState.ORPHAN, AnnotationState.AMBIGUOUS, AnnotationState.MOVED]
    assert window.notices.isHidden(), "what is open need not be offered"


def test_old_and_new_stand_side_by_side(changed_desk: Desk) -> None:
    page = at(changed_desk, MOVED)
    old, new = page.detail.comparison.columns
    assert old.side is not None
    assert new.side is not None
    assert old.side.passage.text == MOVED
    assert new.side.passage.text == MOVED_TO
    assert "".join(span.of(MOVED_TO) for span in new.side.passage.changed) == "多鲜"
    page = at(changed_desk, GONE)
    old, new = page.detail.comparison.columns
    assert old.side is not None
    assert old.side.passage.text == GONE, "the old text is kept until somebody decides"
    assert new.side is None


def test_an_empty_review_does_not_give_the_keyboard_to_undo(changed_desk: Desk) -> None:
    """The next Enter would take back the decision that was the last one."""
    desk, page = changed_desk, page_of(changed_desk)
    page.view.setFocus()
    desk.window.notices.say("Done.", "Undo", lambda: None)
    page.show_items(())
    assert desk.window.focusWidget() is page.head.close_button


def test_the_place_that_is_looked_at_is_named(changed_desk: Desk) -> None:
    """The list of the places may be out of sight beside a long passage."""
    page = at(changed_desk, DOUBLED)
    assert page.detail.comparison.columns[1].title == "The text as it is"
    press(changed_desk, Qt.Key.Key_2)
    assert "Place 2: " in page.detail.comparison.columns[1].title


def test_the_state_and_the_article_narrow_the_list(changed_desk: Desk) -> None:
    desk, page = changed_desk, page_of(changed_desk)
    page.head.state_box.setCurrentIndex(page.head.state_box.findData(AnnotationState.MOVED))
    page.head.narrowed.emit()
    assert [item.annotation.original_quote for item in page.model.shown] == [MOVED]
    page.head.scope_box.setCurrentIndex(1)
    page.head.state_box.setCurrentIndex(0)
    page.head.narrowed.emit()
    assert page.model.rowCount() == len(WAITING)
    desk.import_paths(desk.write("other.txt", "别的题目\n\n别的文章。\n"))
    assert desk.window.review.shown, "an import does not take one out of a review"
    desk.open("别的")
    assert not desk.window.review.shown, "an article that was asked for is shown"
    page = page_of(desk)
    assert page.model.rowCount() == 0
    assert page.nothing.text() == "Nothing that waits fits the filter."


def test_passages_without_a_place_are_only_on_cards(changed_desk: Desk) -> None:
    """Painted where they once stood, they would mark what nobody marked."""
    desk, panel = changed_desk, changed_desk.window.side.annotations
    surface = desk.window.surface
    shown = {a for offset in range(len(desk.article.text)) for a in surface.annotations_at(offset)}
    assert shown == {found(desk, MOVED).id, found(desk, KEPT).id}
    cards = [panel.model.index(row, 0) for row in range(panel.model.rowCount())]
    quotes = [card.data(AnnotationRole).original_quote for card in cards]
    assert set(quotes[-2:]) == {DOUBLED, GONE}, "they come last"
    assert [bool(card.data(HeadingRole)) for card in cards] == [False, False, True, False]
    spoken = [card.data(Qt.ItemDataRole.AccessibleTextRole) for card in cards]
    assert any("Moved · " in words and "%" in words for words in spoken)
    for _step in cards:
        desk.window.annotating.step(1)
        active = desk.window.reading.find(desk.window.annotating.active)
        assert active is not None
        assert active.state in {AnnotationState.RESOLVED, AnnotationState.MOVED}


def test_a_card_without_a_place_opens_its_review(changed_desk: Desk) -> None:
    desk = changed_desk
    desk.window.side.annotations.activated.emit(found(desk, GONE))
    desk.settle()
    page = page_of(desk)
    assert page.current is not None
    assert page.current.annotation.original_quote == GONE


def test_keys_open_the_review_of_a_card(changed_desk: Desk) -> None:
    desk, panel = changed_desk, changed_desk.window.side.annotations
    desk.window.actions_.trigger("show-annotations")
    panel.choose(found(desk, MOVED).id)
    desk.window.activateWindow()
    panel.view.setFocus()
    desk.window.actions_.trigger("review")
    page = page_of(desk)
    assert page.current is not None
    assert page.current.annotation.original_quote == MOVED
    assert page.view.hasFocus()


def test_nothing_to_review_says_so(full_desk: Desk) -> None:
    page = page_of(full_desk)
    assert page.nothing.isVisible()
    assert page.nothing.text().startswith("Nothing waits for review.")
    assert full_desk.window.review.button.isHidden()
    press(full_desk, Qt.Key.Key_Escape)
    assert not full_desk.window.review.shown
    assert full_desk.window.panes.pages.currentWidget() is full_desk.window.surface


# --- what one decides ---------------------------------------------------------------------------


def test_enter_accepts_the_place_found(changed_desk: Desk) -> None:
    desk = changed_desk
    at(desk, MOVED)
    press(desk, Qt.Key.Key_Return)
    accepted = next(a for a in desk.workspace.annotations() if a.quote == MOVED_TO)
    assert accepted.state is AnnotationState.RESOLVED
    assert accepted.origin is None
    assert desk.window.review.waiting == len(WAITING) - 1
    desk.window.actions_.trigger("undo")
    desk.settle()
    assert found(desk, MOVED).state is AnnotationState.MOVED
    page = page_of(desk)
    assert page.current is not None
    assert page.current.annotation.original_quote == MOVED, "what came back is what one is at"


def test_of_several_places_none_is_taken_before_one_was_chosen(changed_desk: Desk) -> None:
    """Never guessed: Enter alone does nothing, a number and Enter attach it there."""
    desk = changed_desk
    page = at(desk, DOUBLED)
    assert page.detail.place is None
    assert page.detail.model.rowCount() == 2
    press(desk, Qt.Key.Key_Return)
    assert found(desk, DOUBLED).state is AnnotationState.AMBIGUOUS
    assert not page.buttons.accept.isEnabled()
    press(desk, Qt.Key.Key_2)
    chosen = page.detail.place
    assert chosen is not None
    assert chosen.span.of(desk.article.text) == DOUBLED
    press(desk, Qt.Key.Key_Return)
    attached = found(desk, DOUBLED)
    assert (attached.state, attached.span) == (AnnotationState.RESOLVED, chosen.span)


def test_a_passage_is_attached_by_hand(changed_desk: Desk) -> None:
    desk = changed_desk
    at(desk, GONE)
    press(desk, Qt.Key.Key_R)
    bar = desk.window.panes.attach_bar
    assert not bar.isHidden()
    assert GONE in bar.words.accessibleName()
    assert not desk.window.review.shown
    assert not bar.done_button.isEnabled()
    span = desk.select("老船工说")
    assert bar.done_button.isEnabled()
    assert not desk.window.annotating.writable, "what is selected is not to be highlighted"
    press(desk, Qt.Key.Key_Return, inside="article")
    attached = next(a for a in desk.workspace.annotations() if a.quote == "老船工说")
    assert (attached.state, attached.span) == (AnnotationState.RESOLVED, span)
    assert bar.isHidden()
    assert desk.window.review.shown, "one comes back to what else waits"
    assert desk.window.annotating.writable


def test_attaching_by_hand_can_be_given_up(changed_desk: Desk) -> None:
    desk = changed_desk
    at(desk, GONE)
    press(desk, Qt.Key.Key_R)
    press(desk, Qt.Key.Key_Escape, inside="article")
    assert desk.window.panes.attach_bar.isHidden()
    assert desk.window.review.shown
    at(desk, GONE)
    press(desk, Qt.Key.Key_R)
    desk.window.actions_.trigger("review")
    assert desk.window.panes.attach_bar.isHidden(), "who goes back to the list has given up"
    at(desk, GONE)
    press(desk, Qt.Key.Key_R)
    desk.import_paths(desk.write("other.txt", "别的题目\n\n别的文章。\n"))
    assert desk.article.title.startswith("别的")
    assert desk.window.panes.attach_bar.isHidden(), "a selection elsewhere is not meant"
    assert desk.window.annotating.writable
    assert found(desk, GONE).state is AnnotationState.ORPHAN


def test_delete_deletes_and_ctrl_z_brings_it_back(changed_desk: Desk) -> None:
    desk = changed_desk
    page = at(desk, GONE)
    press(desk, Qt.Key.Key_Delete)
    assert len(desk.workspace.annotations()) == len(WAITING)
    assert [item.annotation.original_quote for item in page.model.shown] == [DOUBLED, MOVED]
    assert page.detail.detail is not None, "the next one is shown"
    assert page.detail.detail.item.annotation.original_quote == DOUBLED
    desk.window.activateWindow()
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: page.model.rowCount() == len(WAITING))


def test_n_and_p_go_through_what_waits(changed_desk: Desk) -> None:
    desk = changed_desk
    page = page_of(desk)
    page.step(-len(WAITING))
    press(desk, Qt.Key.Key_N)
    press(desk, Qt.Key.Key_N)
    assert page.current is not None
    assert page.current.annotation.original_quote == MOVED
    press(desk, Qt.Key.Key_P)
    assert page.current.annotation.original_quote == DOUBLED


def test_all_that_are_sure_enough_are_accepted_at_once(changed_desk: Desk) -> None:
    """One operation: what is undone is the whole of it."""
    desk = changed_desk
    at(desk, MOVED)
    press(desk, Qt.Key.Key_A)
    dialog = deciding(desk).dialog
    assert isinstance(dialog, AcceptManyDialog)
    dialog.least.setValue(100)
    assert not dialog.done_button.isEnabled()
    dialog.least.setValue(1)
    assert dialog.chosen == (found(desk, MOVED).id,)
    dialog.done_button.click()
    desk.settle()
    assert desk.workspace.reviewing.counts()[AnnotationState.MOVED] == 0
    assert desk.workspace.next_undo() == "accept"


def test_the_old_text_comes_back(changed_desk: Desk) -> None:
    desk = changed_desk
    page = at(desk, GONE)
    page.buttons.revert.trigger()
    box = deciding(desk).dialog
    assert isinstance(box, QMessageBox)
    assert "undo" in box.informativeText()
    box.defaultButton().click()
    desk.settle()
    assert GONE in desk.article.text
    assert all(a.state is AnnotationState.RESOLVED for a in desk.workspace.annotations())
    assert desk.window.review.waiting == 0
    assert desk.window.review.shown, "one stays where one decides"
    desk.window.actions_.trigger("undo")
    desk.settle()
    assert GONE not in desk.article.text
    assert desk.window.review.waiting == len(WAITING)


def test_what_another_part_decides_leaves_the_page(changed_desk: Desk) -> None:
    """The command line and an undo alter the same library."""
    desk, page = changed_desk, page_of(changed_desk)
    desk.tasks.changed.emit(desk.workspace.reviewing.accept([found(desk, MOVED).id]))
    desk.settle()
    assert [item.annotation.original_quote for item in page.model.shown] == [GONE, DOUBLED]


def test_a_place_is_shown_in_its_article(changed_desk: Desk) -> None:
    desk = changed_desk
    at(desk, MOVED)
    press(desk, Qt.Key.Key_O)
    assert not desk.window.review.shown
    assert desk.window.surface.hasFocus()


def test_a_library_that_can_only_be_read_is_reviewed_without_deciding(
    changed_desk: Desk, start: Callable[..., Desk]
) -> None:
    """The first window keeps the library; the second may look."""
    second = start(changed_desk.workspace.folder)
    assert second.workspace.read_only
    page = at(second, MOVED)
    press(second, Qt.Key.Key_Return)
    press(second, Qt.Key.Key_Delete)
    assert not page.buttons.accept.isEnabled()
    assert found(second, MOVED).state is AnnotationState.MOVED
