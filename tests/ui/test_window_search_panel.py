"""The search panel: narrowing, the literal switch, what is like an article, saved searches."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from zhupi.core.messages import message
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import SearchPage, SearchRequest, SearchSort
from zhupi.ui.dialogs.search_name import SearchNameDialog
from zhupi.ui.panels.search import SearchPanel
from zhupi.ui.panels.search_facets import FacetRole, FacetValue
from zhupi.ui.panels.search_saved import CountRole
from zhupi.workspace import Workspace

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

BOAT = "渡轮"
Start = Callable[..., "Desk"]


def _type(desk: Desk, query: str) -> None:
    """Types a query and waits until its answer is complete."""
    with desk.qtbot.waitSignal(desk.window.searching.answered, timeout=20_000):
        desk.window.articles.search.setText(query)
    desk.until(lambda: desk.window.searching.complete)


def _panel(desk: Desk) -> SearchPanel:
    return desk.window.side.search


def _facets(desk: Desk) -> dict[str, dict[str, int]]:
    model = _panel(desk).facets.model
    found: dict[str, dict[str, int]] = {}
    for row in range(model.rowCount()):
        value = model.index(row).data(FacetRole)
        if isinstance(value, FacetValue):
            found.setdefault(value.facet, {})[value.value] = value.count
    return found


def _use(desk: Desk, facet: str, value: str) -> None:
    """Clicks on a value."""
    panel = _panel(desk)
    desk.until(lambda: panel.facets.model.row_of(facet, value) is not None)
    row = panel.facets.model.row_of(facet, value)
    assert row is not None
    view = panel.facets.view
    view.scrollTo(view.model().index(row, 0))
    spot = view.visualRect(view.model().index(row, 0)).center()
    with desk.qtbot.waitSignal(desk.window.searching.answered, timeout=20_000):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.until(lambda: desk.window.searching.complete)


@pytest.fixture
def dated_desk(desk: Desk) -> Desk:
    """Three articles with a boat, of two sources and two years; one without."""
    texts = (
        ("a.md", "海平日报", "2022-05-02", "渡轮停航", "大雾，渡轮停航一天。"),
        ("b.md", "海平日报", "2023-07-03", "渡轮复航", "渡轮又开了，渡轮票价不变。"),
        ("c.md", "青石晚报", "2023-08-04", "过河", "村里人坐渡轮过河。"),
        ("d.md", "青石晚报", "2023-08-05", "修路", "公路修到了村口。"),
    )
    paths = [
        desk.write(name, f"---\ntitle: {title}\nsource: {source}\ndate: {day}\n---\n\n{text}\n")
        for name, source, day, title, text in texts
    ]
    desk.import_paths(*paths)
    return desk


def test_facets_tell_what_the_articles_have_in_common(dated_desk: Desk) -> None:
    _type(dated_desk, BOAT)
    dated_desk.until(lambda: bool(_facets(dated_desk)))
    assert _facets(dated_desk)["source"] == {"海平日报": 2, "青石晚报": 1}
    assert _facets(dated_desk)["year"] == {"2023": 2, "2022": 1}


def test_a_click_on_a_facet_narrows_and_a_click_on_its_chip_widens(dated_desk: Desk) -> None:
    box, panel = dated_desk.window.articles.search, _panel(dated_desk)
    _type(dated_desk, BOAT)
    _use(dated_desk, "source", "海平日报")
    assert box.text() == "渡轮 source:=海平日报"
    assert panel.model.rowCount() == 2
    assert [button.text() for button in panel.parts.buttons] == ["海平日报"]
    _use(dated_desk, "year", "2023")
    assert box.text() == "渡轮 source:=海平日报 date:2023"
    assert panel.model.rowCount() == 1
    first = panel.parts.buttons[0]
    assert first.accessibleName() == "Search without «海平日报»"
    with dated_desk.qtbot.waitSignal(dated_desk.window.searching.answered):
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert box.text() == "渡轮 date:2023"
    dated_desk.settle()
    assert panel.model.rowCount() == 2


def test_a_chosen_facet_is_taken_back_where_it_was_chosen(dated_desk: Desk) -> None:
    _type(dated_desk, BOAT)
    _use(dated_desk, "source", "青石晚报")
    _use(dated_desk, "source", "青石晚报")
    assert dated_desk.window.articles.search.text() == BOAT


def test_facets_are_used_from_the_keyboard(dated_desk: Desk) -> None:
    _type(dated_desk, BOAT)
    view = _panel(dated_desk).facets.view
    dated_desk.until(lambda: view.model().rowCount() > 2)
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    with dated_desk.qtbot.waitSignal(dated_desk.window.searching.answered):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert dated_desk.window.articles.search.text() == "渡轮 source:=海平日报"
    dated_desk.settle()
    QTest.keyClick(view, Qt.Key.Key_Home)
    rows = view.model().rowCount()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().rowCount() < rows
    assert dated_desk.app.preferences.now.folded_facets == ("source",)


def test_how_the_facets_stand_outlasts_the_window(start: Start, tmp_path: Path) -> None:
    desk = start(facets=False, folded_facets=("org",))
    facets = _panel(desk).facets
    assert not facets.button.isChecked()
    assert facets.model.folded == {"org"}
    facets.button.click()
    assert desk.app.preferences.now.facets


def test_the_first_page_does_not_wait_for_the_exact_number(
    dated_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand articles are not counted before the first one shows."""
    asked: list[SearchRequest] = []
    search = Workspace.search

    def recorded(self: Workspace, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        asked.append(request)
        page = search(self, request, check)
        return page if request.facets else replace(page, total=2, exact=False)

    monkeypatch.setattr(Workspace, "search", recorded)
    states: list[str] = []
    dated_desk.window.searching.answered.connect(
        lambda: states.append(_panel(dated_desk).state_text())
    )
    _type(dated_desk, BOAT)
    dated_desk.until(lambda: _panel(dated_desk).state_text() == "3 articles")
    assert states == ["about 2 articles"]
    first, second = [request for request in asked if request.query == BOAT][:2]
    assert (first.facets, first.exact_total) == (False, False)
    assert (second.facets, second.exact_total) == (True, True)


def test_a_newer_key_stops_the_older_query(
    dated_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heavy query of one letter would keep the word waiting."""
    search, begun = Workspace.search, list[str]()

    def heavy(self: Workspace, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        begun.append(request.query)
        while request.query == "渡":
            check()
        return search(self, request, check)

    monkeypatch.setattr(Workspace, "search", heavy)
    dated_desk.window.searching.search("渡")
    dated_desk.until(lambda: begun == ["渡"])
    dated_desk.window.searching.search(BOAT)
    dated_desk.until(lambda: _panel(dated_desk).state_text() == "3 articles")


def test_the_literal_switch_tells_scripts_apart(dated_desk: Desk) -> None:
    panel = _panel(dated_desk)
    _type(dated_desk, "渡輪")
    assert panel.model.rowCount() == 3
    with dated_desk.qtbot.waitSignal(dated_desk.window.searching.answered):
        dated_desk.window.actions_.trigger("literal")
    assert panel.model.rowCount() == 0
    assert panel.literal_button.isChecked()
    with dated_desk.qtbot.waitSignal(dated_desk.window.searching.answered):
        panel.literal_button.click()
    assert panel.model.rowCount() == 3


def test_what_would_find_something_is_a_click_away(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    full_desk.window.searching.type("读论")
    full_desk.settle()
    page = SearchPage("读论", 0, True, 1.0, (), suggestions=(BOAT,))
    panel.show_page(page, "")
    (link,) = panel.suggestions.buttons
    with full_desk.qtbot.waitSignal(full_desk.window.searching.answered):
        link.click()
    assert full_desk.window.articles.search.text() == BOAT
    full_desk.until(lambda: panel.model.rowCount() == 2)
    assert not panel.suggestions.buttons


def test_searching_without_the_index_is_told(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    _type(full_desk, BOAT)
    remark = message("The index is being rebuilt; the articles themselves are searched.")
    panel.show_page(SearchPage(BOAT, 1, False, 1.0, (), remark=remark), "")
    assert panel.remark_text().startswith(str(remark))
    assert "Incomplete" in panel.remark_text()


def test_more_like_this_says_of_which_article_and_leads_back(full_desk: Desk) -> None:
    window, panel = full_desk.window, _panel(full_desk)
    _type(full_desk, BOAT)
    with full_desk.qtbot.waitSignal(window.searching.answered):
        window.actions_.trigger("more-like")
    assert panel.heading.text() == "Like «港口城市的清晨»"
    assert window.articles.search.text() == ""
    articles = [panel.model.hit(row) for row in range(panel.model.rowCount())]
    assert full_desk.article.id not in {hit.article for hit in articles if hit}
    full_desk.settle()
    assert panel.heading.isVisible()  # the emptied box asks for nothing
    assert window.actions_.action("clear-search").isEnabled()
    with full_desk.qtbot.waitSignal(window.searching.answered):
        panel.end_button.click()
    assert window.articles.search.text() == BOAT
    assert not panel.heading.isVisible()
    assert panel.model.rowCount() == 2


def test_typing_ends_what_is_like_an_article(full_desk: Desk) -> None:
    full_desk.window.actions_.trigger("more-like")
    full_desk.settle()
    _type(full_desk, BOAT)
    assert not _panel(full_desk).heading.isVisible()
    assert _panel(full_desk).model.rowCount() == 2


def _save(desk: Desk, name: str) -> None:
    """Saves the search in sight under `name`."""
    desk.window.actions_.trigger("save-search")
    dialog = desk.window.saved.dialog
    assert isinstance(dialog, SearchNameDialog)
    dialog.field.setText(name)
    count = len(desk.workspace.saved.every())
    dialog.accept()
    desk.until(lambda: len(desk.workspace.saved.every()) == count + 1)
    desk.settle()


def test_a_search_is_kept_listed_and_run_again(full_desk: Desk) -> None:
    window, panel = full_desk.window, _panel(full_desk)
    _type(full_desk, BOAT)
    window.searching.set_literal(True)
    full_desk.settle()
    _save(full_desk, "船")
    assert panel.keep_button.accessibleName() == "Delete the saved search"
    window.actions_.trigger("saved-searches")
    view = panel.saved.view
    full_desk.until(view.isVisible)
    assert view.model().index(0, 0).data() == "船"
    window.searching.set_literal(False)
    view.setCurrentIndex(view.model().index(0, 0))
    with full_desk.qtbot.waitSignal(window.searching.answered):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.articles.search.text() == BOAT
    assert window.searching.literal
    assert window.searching.sort is SearchSort.RELEVANCE
    full_desk.settle()
    assert panel.model.rowCount() == 2


def test_a_saved_search_counts_what_is_new_until_it_is_looked_at(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    index = panel.saved.model.index
    _type(full_desk, BOAT)
    _save(full_desk, "船")
    full_desk.until(lambda: panel.saved.model.rowCount() == 1)
    assert index(0).data(CountRole) == 0
    full_desk.import_paths(full_desk.write("new.txt", "渡轮\n\n渡轮换了新船。\n"))
    full_desk.until(lambda: index(0).data(CountRole) == 1)
    spoken = index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "船, 1 new article"
    full_desk.window.saved.run(panel.saved.model.searches[0])
    full_desk.settle()
    full_desk.window.saved.count()
    full_desk.until(lambda: index(0).data(CountRole) == 0)


def test_a_saved_search_is_renamed_deleted_and_brought_back(full_desk: Desk) -> None:
    window, panel = full_desk.window, _panel(full_desk)
    view = panel.saved.view
    _type(full_desk, BOAT)
    _save(full_desk, "船")
    window.actions_.trigger("clear-search")
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_F2)
    dialog = window.saved.dialog
    assert isinstance(dialog, SearchNameDialog)
    assert dialog.field.text() == "船"
    dialog.field.setText("渡船")
    dialog.accept()
    full_desk.until(lambda: view.model().index(0, 0).data() == "渡船")
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    full_desk.until(lambda: view.model().rowCount() == 0)
    full_desk.until(lambda: "渡船" in window.notices.label.text())
    window.notices.button.click()
    full_desk.until(lambda: view.model().rowCount() == 1)


def test_the_star_deletes_what_it_saved(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    _type(full_desk, BOAT)
    _save(full_desk, "船")
    panel.keep_button.click()
    full_desk.until(lambda: not full_desk.workspace.saved.every())
    full_desk.until(lambda: panel.keep_button.accessibleName() == "Save this search…")


def test_a_name_is_needed(full_desk: Desk) -> None:
    _type(full_desk, BOAT)
    full_desk.window.actions_.trigger("save-search")
    dialog = full_desk.window.saved.dialog
    assert isinstance(dialog, SearchNameDialog)
    assert dialog.field.text() == BOAT
    dialog.field.setText("  ")
    assert not dialog.done_button.isEnabled()
    dialog.reject()


def test_saved_searches_have_a_menu(full_desk: Desk) -> None:
    panel = _panel(full_desk)
    _type(full_desk, BOAT)
    _save(full_desk, "船")
    full_desk.window.actions_.trigger("clear-search")
    view = panel.saved.view
    full_desk.until(view.isVisible)
    QApplication.processEvents()
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(0, 0)).center())
    (menu,) = [menu for menu in panel.saved.findChildren(QMenu) if menu.isVisible()]
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Search again", "Rename…", "Delete"]
    menu.hide()


def test_a_tag_is_found_soon_after_it_was_given(full_desk: Desk) -> None:
    """What one just marked must be there when one looks for it."""
    panel = _panel(full_desk)
    _type(full_desk, "tag:市场")
    assert panel.state_text() == "Nothing found."
    span = full_desk.span("早市")
    workspace, article = full_desk.workspace, full_desk.article.id
    full_desk.tasks.operate(lambda: workspace.annotate(article, span, tags=("市场",)))
    full_desk.until(lambda: panel.model.rowCount() == 1)


def test_what_changes_elsewhere_does_not_move_the_list(dated_desk: Desk) -> None:
    """Opening a hit marks it as read, which alters the index: the list must not jump."""
    panel, resets = _panel(dated_desk), list[bool]()
    _type(dated_desk, BOAT)
    panel.model.modelReset.connect(lambda: resets.append(True))
    dated_desk.window.searching._ask(again=True)
    dated_desk.settle()
    dated_desk.until(lambda: panel.state_text() == "3 articles")
    assert not resets


def test_the_panel_fits_into_its_narrowest(dated_desk: Desk) -> None:
    _type(dated_desk, BOAT)
    _use(dated_desk, "source", "海平日报")
    side = dated_desk.window.side
    side.resize(side.minimumWidth(), side.height())
    QApplication.processEvents()
    panel = _panel(dated_desk)
    for widget in (panel.literal_button, panel.keep_button, *panel.parts.buttons):
        right = widget.mapTo(panel, QPoint(widget.width(), 0)).x()
        assert right <= panel.width()


def test_chips_come_before_the_hits_for_the_keyboard(dated_desk: Desk) -> None:
    _type(dated_desk, BOAT)
    _use(dated_desk, "source", "海平日报")
    panel = _panel(dated_desk)
    (chip,) = panel.parts.buttons
    assert panel.keep_button.nextInFocusChain() is chip
    following: QWidget | None = chip
    for _ in range(10):
        following = following.nextInFocusChain() if following else None
        if following in {panel.view, panel.facets.view}:
            break
    assert following is panel.view


def test_hits_beyond_the_first_page_come_as_one_scrolls(desk: Desk) -> None:
    lines = [
        json.dumps({"title": f"渡轮{n}", "text": f"第{n}班渡轮。"}, ensure_ascii=False)
        for n in range(45)
    ]
    desk.import_paths(desk.write("many.jsonl", "\n".join(lines)))
    _type(desk, BOAT)
    panel = _panel(desk)
    desk.until(lambda: panel.state_text() == "45 articles")
    assert panel.model.rowCount() == 20
    counts: set[int] = set()

    def scrolled() -> bool:
        panel.view.scrollToBottom()
        counts.add(panel.model.rowCount())
        return panel.model.rowCount() == 45

    desk.until(scrolled)
    assert counts <= {20, 40, 45}
    found = [panel.model.hit(row) for row in range(45)]
    assert len({hit.article for hit in found if hit}) == 45


def test_a_damaged_index_mends_itself_while_one_searches(start: Start, tmp_path: Path) -> None:
    """The index is a cache: damage costs nobody an article, nor a click."""
    folder = tmp_path / "library"
    desk = start(folder)
    desk.import_paths(desk.write("a.txt", "渡轮\n\n渡轮停航。\n"))
    desk.app.close()
    for file in (folder / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"no index any more" * 9)
    desk = start(folder)
    panel = _panel(desk)
    desk.window.articles.search.setText(BOAT)
    desk.until(lambda: panel.model.rowCount() == 1)
    desk.until(lambda: panel.remark_text() == "")
    desk.settle()
    assert not desk.workspace.index_damaged
    assert desk.workspace.index_state().complete


def test_a_library_that_can_only_be_read_keeps_no_searches(start: Start, tmp_path: Path) -> None:
    """A star that cannot keep anything would only annoy."""
    first = start(tmp_path / "library")
    first.import_paths(first.write("a.txt", "渡轮\n\n渡轮停航。\n"))
    second = start(tmp_path / "library")
    assert second.workspace.read_only
    _type(second, BOAT)
    panel = _panel(second)
    assert panel.model.rowCount() == 1
    assert not panel.keep_button.isVisible()
    second.window.actions_.trigger("save-search")
    assert second.window.saved.dialog is None


def test_coming_to_the_hits_by_keyboard_opens_nothing_until_enter(full_desk: Desk) -> None:
    """Whoever only passes through must not lose the article they read."""
    window, panel = full_desk.window, _panel(full_desk)
    full_desk.open("一个生僻字")
    _type(full_desk, BOAT)
    window.activateWindow()
    window.actions_.trigger("show-results")
    full_desk.until(panel.view.hasFocus)
    full_desk.settle()
    assert full_desk.article.title == "一个生僻字"
    assert panel.view.currentIndex().row() == 0
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    full_desk.until(lambda: full_desk.article.title == "港口城市的清晨")
    full_desk.until(lambda: panel.place_text().startswith("1 / "))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.place_text().startswith("2 / ")


def test_a_saved_search_run_by_keyboard_leads_to_its_hits(full_desk: Desk) -> None:
    window, panel = full_desk.window, _panel(full_desk)
    _type(full_desk, BOAT)
    _save(full_desk, "船")
    article = full_desk.open("一个生僻字")
    window.activateWindow()
    window.actions_.trigger("saved-searches")
    full_desk.until(panel.saved.view.hasFocus)
    QTest.keyClick(panel.saved.view, Qt.Key.Key_Return)
    full_desk.until(lambda: panel.model.rowCount() == 2)
    full_desk.until(panel.view.hasFocus)
    full_desk.settle()
    assert full_desk.article.id == article.id
