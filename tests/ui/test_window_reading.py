"""Import, list, open, entities: what a reader does first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from zhupi.core.model import Label, Mention, ReadingState
from zhupi.ui.dialogs.import_report import ImportReportDialog
from zhupi.ui.panels.entity_list import EntityRow, HeadingRow, group_entities

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def test_empty_library_says_what_to_do(desk: Desk) -> None:
    welcome = desk.window.panes.welcome
    assert desk.window.panes.pages.currentWidget() is welcome
    assert welcome.import_button.isVisible()
    assert welcome.samples_button.isEnabled()


def test_imported_articles_are_listed_and_the_first_opens(desk: Desk) -> None:
    desk.import_paths(desk.write("harbour.txt", desk.harbour))
    assert desk.window.articles.view.model().rowCount() == 1
    assert desk.article.title == "港口城市的清晨"
    assert desk.window.panes.pages.currentWidget() is desk.window.surface
    assert "1 article imported" in desk.window.notices.label.text()


def test_dropped_files_and_folders_are_imported(desk: Desk) -> None:
    """Dragging a folder onto the window is how most people import."""
    file = desk.write("harbour.txt", desk.harbour)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file.parent))])
    drop = QDropEvent(
        QPointF(QPoint(10, 10)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with desk.qtbot.waitSignal(desk.tasks.job_done, timeout=20_000):
        desk.window.dropEvent(drop)
    desk.settle()
    assert desk.article.title == "港口城市的清晨"


def test_importing_again_changes_nothing(full_desk: Desk) -> None:
    before = full_desk.workspace.article_ids()
    full_desk.import_paths(full_desk.folder / "files" / "harbour.txt")
    assert full_desk.workspace.article_ids() == before
    assert "already there" in full_desk.window.notices.label.text()


def test_a_file_that_is_no_text_is_named_with_its_reason(desk: Desk) -> None:
    path = desk.folder / "picture.txt"
    path.write_bytes(bytes(range(256)) * 40)
    desk.import_paths(path)
    said = desk.window.notices.label.text()
    assert "picture.txt" in said
    assert "0 articles" not in said


def test_several_files_that_fail_are_listed_each_once(desk: Desk) -> None:
    picture = desk.folder / "picture.txt"
    picture.write_bytes(bytes(range(256)) * 40)
    good, gone = desk.write("harbour.txt", desk.harbour), desk.folder / "gone.txt"
    desk.import_paths(good, picture, gone)
    assert desk.window.notices.label.text() == "1 article imported, 2 could not be read."
    desk.window.notices.button.click()
    report = desk.window.library.dialog
    assert isinstance(report, ImportReportDialog)
    told = report.text.toPlainText()
    assert told.count("picture.txt") == 1
    assert told.count("gone.txt") == 1
    report.reject()


def test_what_is_said_before_the_window_shows_stands_at_the_articles_foot(
    full_desk: Desk, start: Callable[..., Desk]
) -> None:
    """The sentence that a library can only be read must not hide behind the bar above."""
    reader = start(full_desk.workspace.folder)
    notice = reader.window.notices
    assert notice.isVisible()
    parent = notice.parentWidget()
    assert parent is not None
    assert notice.geometry().bottom() > parent.height() * 0.8
    assert parent.rect().contains(notice.geometry())


def test_home_and_end_go_to_the_first_and_the_last_article(full_desk: Desk) -> None:
    view = full_desk.window.articles.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 2
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0


def test_a_wrong_encoding_can_be_corrected(desk: Desk) -> None:
    """A file whose encoding was guessed wrongly is read again with the right one."""
    path = desk.write("harbour.txt", desk.harbour, "gb18030")
    desk.import_paths(path)
    desk.window.reimport()
    dialog = desk.window.library.dialog
    assert dialog is not None
    with desk.qtbot.waitSignal(desk.tasks.job_done, timeout=20_000):
        dialog.accept()
    desk.settle()


def test_choosing_a_card_opens_the_article(full_desk: Desk) -> None:
    view = full_desk.window.articles.view
    shown = full_desk.article.id
    QTest.keyClick(view, Qt.Key.Key_Home)
    ids = full_desk.workspace.article_ids()
    row = next(number for number, article in enumerate(ids) if article != shown)
    view.setCurrentIndex(view.model().index(row, 0))
    full_desk.until(lambda: full_desk.article.id == ids[row])
    assert full_desk.article.title in full_desk.window.windowTitle()


def test_the_list_narrows_to_unread_articles(full_desk: Desk) -> None:
    """Marking as read and filtering by it is how a reader works through a pile."""
    window = full_desk.window
    window.articles.show_article(full_desk.article.id)
    window.actions_.trigger("mark-read")
    full_desk.settle()
    window.articles.filters.narrow(reading=ReadingState.UNREAD)
    full_desk.until(lambda: window.articles.view.model().rowCount() == 2)
    window.articles.filters.clear()
    full_desk.until(lambda: window.articles.view.model().rowCount() == 3)


def test_a_filter_that_nothing_fits_says_so(full_desk: Desk) -> None:
    full_desk.window.articles.filters.narrow(tag="没有这个")
    full_desk.until(lambda: full_desk.window.articles.view.model().rowCount() == 0)
    assert full_desk.window.articles._nothing.isVisible()


def test_a_deleted_article_comes_back_with_its_notes(full_desk: Desk) -> None:
    """Deleting asks nothing because it can be taken back, with all that was written."""
    window, article = full_desk.window, full_desk.article.id
    full_desk.select("渡轮")
    window.actions_.trigger("highlight")
    full_desk.settle()
    window.articles.show_article(article)
    window.actions_.trigger("delete-article")
    full_desk.until(lambda: window.articles.view.model().rowCount() == 2)
    assert window.notices.button.text() == "Undo"
    window.notices.button.click()
    full_desk.until(lambda: window.articles.view.model().rowCount() == 3)
    full_desk.open("港口")
    assert len(window.reading.annotations) == 1


def test_after_a_deletion_the_next_article_opens_and_undo_stays_on_offer(full_desk: Desk) -> None:
    """The index that follows the deletion must not take the offer away."""
    window, model = full_desk.window, full_desk.window.articles.view.model()
    ids = full_desk.workspace.article_ids()
    window.reading.open(ids[1])
    full_desk.until(lambda: full_desk.article.id == ids[1])
    full_desk.settle()
    window.actions_.trigger("delete-article")
    full_desk.until(lambda: model.rowCount() == 2)
    following = ids[2]
    full_desk.until(lambda: not window.reading.empty and full_desk.article.id == following)
    full_desk.until(lambda: not full_desk.workspace.index_state().surplus)
    full_desk.settle()
    assert window.notices.isVisible()
    assert window.notices.button.text() == "Undo"
    window.articles.step(1)
    window.actions_.trigger("delete-article")
    full_desk.until(lambda: window.reading.article is not None and full_desk.article.id == ids[0])
    window.actions_.trigger("delete-article")
    full_desk.until(window.panes.welcome.isVisible)


def _mention(start: int, end: int, label: Label, entity: str) -> Mention:
    return Mention(start, end, label, entity)


def test_clicking_an_entity_steps_through_its_mentions(full_desk: Desk) -> None:
    window = full_desk.window
    text = full_desk.article.text
    places = [full_desk.span("海平镇", n) for n in range(2)]
    mentions = [_mention(p.start, p.end, Label.PLACE, "海平镇") for p in places]
    panel = window.side.entities
    panel.show_mentions(text, mentions)
    shown: list[Mention] = []
    panel.mention_wanted.connect(shown.append)
    window.show_panel(0)
    rectangle = panel.view.visualRect(panel.view.model().index(1, 0))
    for _ in range(3):
        QTest.mouseClick(
            panel.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            rectangle.center(),
        )
    QTest.mouseClick(
        panel.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
        rectangle.center(),
    )
    assert shown == [mentions[0], mentions[1], mentions[0], mentions[1]]


def test_entities_step_by_keyboard_too(full_desk: Desk) -> None:
    panel = full_desk.window.side.entities
    place = full_desk.span("陈小满")
    panel.show_mentions(
        full_desk.article.text, [_mention(place.start, place.end, Label.PERSON, "陈小满")]
    )
    full_desk.window.show_panel(0, focus=True)
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    with full_desk.qtbot.waitSignal(panel.mention_wanted):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)


def test_a_kind_switched_off_folds_and_is_remembered(full_desk: Desk) -> None:
    window = full_desk.window
    panel = window.side.entities
    place = full_desk.span("陈小满")
    panel.show_mentions(
        full_desk.article.text, [_mention(place.start, place.end, Label.PERSON, "陈小满")]
    )
    window.show_panel(0)
    assert panel.view.model().rowCount() == 2
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert panel.view.model().rowCount() == 1
    assert list(full_desk.app.preferences.now.hidden_labels) == ["PERSON"]
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert not full_desk.app.preferences.now.hidden_labels


def test_entities_are_named_as_the_text_names_them_most() -> None:
    text = "国务院，美国国务院，国务院"
    mentions = [
        _mention(0, 3, Label.ORG, "x"),
        _mention(4, 9, Label.ORG, "x"),
        _mention(10, 13, Label.ORG, "x"),
        _mention(4, 6, Label.PLACE, "y"),
    ]
    groups = group_entities(text, mentions)
    assert list(groups) == [Label.ORG, Label.PLACE]
    assert groups[Label.ORG][0].name == "国务院"
    assert len(groups[Label.ORG][0].mentions) == 3
    assert groups[Label.PLACE][0].share == 1


def test_entity_rows_have_headings_and_gaps(full_desk: Desk) -> None:
    panel = full_desk.window.side.entities
    panel.show_mentions(
        full_desk.article.text,
        [_mention(0, 2, Label.PLACE, "a"), _mention(2, 4, Label.TIME, "b")],
    )
    model = panel.model
    rows = [model.row(number) for number in range(model.rowCount())]
    assert [type(row) for row in rows] == [
        HeadingRow,
        EntityRow,
        type(None),
        HeadingRow,
        EntityRow,
    ]
    # Fewer rows now: none keeps the height of a gap that was there before.
    panel.show_mentions(
        full_desk.article.text, [_mention(n, n + 1, Label.PLACE, str(n)) for n in range(4)]
    )
    assert len({panel.view.rowHeight(row) for row in range(model.rowCount())}) == 1


def test_text_size_face_and_theme_take_effect_at_once(full_desk: Desk) -> None:
    window, preferences = full_desk.window, full_desk.app.preferences
    size = preferences.now.font_pixels
    window.actions_.trigger("bigger")
    window.actions_.trigger("face")
    window.actions_.trigger("theme")
    look = window.surface.look
    assert (look.font_pixels, look.serif, look.theme.name) == (size + 1, False, "sepia")


def test_both_languages_show_the_whole_window(start: Callable[..., Desk]) -> None:
    """Changing the language rebuilds the window with the same article open."""
    desk = start()
    desk.import_paths(desk.write("harbour.txt", desk.harbour))
    title = desk.article.title
    first = desk.window
    desk.app.preferences.update(language="zh_CN")
    desk.until(lambda: desk.app.window is not first)
    desk.until(lambda: desk.window.has_article)
    assert desk.article.title == title
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def test_no_label_reads_markup(full_desk: Desk) -> None:
    """Foreign text in a label with automatic rich text would open files on this machine."""
    for label in full_desk.window.findChildren(QLabel):
        if label.pixmap().isNull() and type(label).__module__.startswith("PySide6"):
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


def test_an_entity_is_not_called_by_one_character_where_the_text_has_its_name() -> None:
    text = "中美、中英、中法会谈；中国代表团"
    mentions = [Mention(i, i + 1, Label.PLACE, "PLACE:中国") for i in (0, 3, 6)]
    mentions.append(Mention(11, 13, Label.PLACE, "PLACE:中国"))
    [row] = group_entities(text, mentions)[Label.PLACE]
    assert row.name == "中国"


def test_an_article_that_was_opened_is_no_longer_unread(full_desk: Desk) -> None:
    """And that takes nothing that could be redone."""
    [opened] = full_desk.workspace.summaries([full_desk.article.id])
    assert opened.reading is ReadingState.READ
    span = full_desk.span("早市")
    full_desk.workspace.annotate(full_desk.article.id, span)
    full_desk.workspace.undo()
    full_desk.open("山里")
    assert full_desk.workspace.next_redo() == "annotate"


def test_a_deleted_article_leaves_the_index_and_undo_brings_it_back(full_desk: Desk) -> None:
    """Without a restart: search must not lag behind what the window shows."""
    window = full_desk.window
    window.library.delete([full_desk.article.id], "港口")
    full_desk.until(lambda: full_desk.workspace.index_state().complete)
    full_desk.settle()
    assert len(full_desk.workspace.article_ids()) == 2
    window.history.undo()
    full_desk.until(lambda: len(full_desk.workspace.article_ids()) == 3)
    full_desk.until(lambda: full_desk.workspace.index_state().complete)
