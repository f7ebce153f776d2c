"""The window of the library's entities, and the list of corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from tests.ui.naming import harbour, mention, tell

from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.core.understanding import EntitySummary, Scope
from zhupi.ui.controllers.library_entities import entity_query
from zhupi.ui.understanding.corrections_window import CorrectionsWindow
from zhupi.ui.understanding.growing_model import FIRST, GrowingModel
from zhupi.ui.understanding.library_rows import NamingArticle
from zhupi.ui.understanding.library_window import LibraryEntitiesWindow

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


@pytest.fixture
def named(full_desk: Desk) -> Desk:
    """Two articles whose names are known and counted."""
    full_desk.app.preferences.update(upkeep=False)
    full_desk.open("山里")
    tell(full_desk, [mention(full_desk, "渡轮", Label.PLACE)])
    full_desk.open("港口")
    tell(full_desk, harbour(full_desk))
    full_desk.workspace.understanding.apply()
    return full_desk


def _open(desk: Desk) -> LibraryEntitiesWindow:
    desk.window.actions_.trigger("library-entities")
    window = desk.window.understanding.library.window
    assert window is not None
    desk.until(lambda: window.model.rowCount() > 0)
    return window


def _names(window: LibraryEntitiesWindow) -> list[str]:
    rows = (window.model.row(number) for number in range(window.model.rowCount()))
    return [row.name for row in rows if isinstance(row, EntitySummary)]


def test_all_entities_are_listed_the_most_mentioned_first(named: Desk) -> None:
    window = _open(named)
    assert set(_names(window)[:3]) == {"海平镇", "渡轮", "陈小满"}
    assert "去年" not in _names(window)
    assert window.state.text().splitlines()[0].endswith("entities")
    window.close()


def test_a_list_that_is_not_yet_whole_says_so(named: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever misses a name would take it that no article has it."""
    said = "In 3 articles nobody has looked for names yet."
    monkeypatch.setattr(named.workspace.understanding, "unread", lambda: 3)
    window = _open(named)
    named.until(lambda: window.state.text().splitlines()[1:] == [said])
    window.field.setText("无此名")
    named.until(lambda: window.state.text() == f"No entity is called so.\n{said}")
    monkeypatch.setattr(named.workspace.understanding, "unread", lambda: 0)
    window.field.setText("")
    named.until(lambda: window.state.text().endswith("entities"))
    window.close()


def test_the_list_narrows_by_kind_and_by_what_is_typed(named: Desk) -> None:
    window = _open(named)
    window.kind_box.setCurrentIndex(window.kind_box.findData("PERSON"))
    window.kind_box.activated.emit(1)
    named.until(lambda: _names(window) == ["陈小满"])
    window.field.setText("海")
    named.until(lambda: window.state.text().startswith("No entity is called so."))
    assert window.entity is None, "the one before would seem to be what was found"
    assert window.name.isHidden()
    window.kind_box.setCurrentIndex(0)
    window.kind_box.activated.emit(0)
    named.until(lambda: _names(window) == ["海平镇"])
    window.close()


def test_an_entity_leads_to_its_articles_and_there_to_its_first_place(named: Desk) -> None:
    window = _open(named)
    window.look_for("渡轮", Label.PLACE)
    named.until(lambda: _names(window) == ["渡轮"])
    named.until(lambda: window.articles.rowCount() == 2)
    titles = [
        row.summary.title
        for number in range(2)
        if isinstance(row := window.articles.row(number), NamingArticle)
    ]
    window.article_view.setCurrentIndex(
        window.articles.index(titles.index(next(t for t in titles if t.startswith("山里"))))
    )
    QTest.keyClick(window.article_view, Qt.Key.Key_Return)
    named.until(lambda: named.article.title.startswith("山里"))
    names = named.window.understanding.names
    named.until(lambda: names.active is not None and names.active.span == named.span("渡轮"))
    window.close()


def test_an_entity_is_searched_for_by_all_its_names(named: Desk) -> None:
    entity = EntitySummary("PERSON:陈小满", Label.PERSON, "陈小满", ("小满", "陈"), 3, 1)
    assert entity_query(entity) == 'person:="陈小满" OR person:="小满"'
    window = _open(named)
    window.look_for("陈小满", Label.PERSON)
    named.until(lambda: window.entity is not None and window.entity.name == "陈小满")
    window.search_button.click()
    assert named.window.searching.query == 'person:="陈小满"'
    window.close()


def test_names_and_reasons_are_told_as_plain_text(named: Desk) -> None:
    window = _open(named)
    reason = message("Links <b>{name}</b>", name="x")
    window.show_entity(
        EntitySummary(
            "ORG:x",
            Label.ORG,
            "<img src=file:///x>",
            ("别名",),
            3,
            2,
            date(2023, 1, 2),
            date(2023, 5, 6),
            (),
            (reason,),
        )
    )
    for label in (window.name, window.about, window.why, window.state):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert window.about.text() == (
        "Organisation\n3 places in 2 articles, 2023-01-02 to 2023-05-06\nAlso called: 别名"
    )
    window.close()


def test_of_three_hundred_thousand_only_those_are_read_that_one_comes_to(
    named: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def entities(_typed: str, _labels: Sequence[Label], limit: int) -> list[EntitySummary]:
        asked.append(limit)
        return [
            EntitySummary(f"ORG:单位{n}", Label.ORG, f"单位{n}", (), 300_000 - n, 1)
            for n in range(min(limit, 300_000))
        ]

    monkeypatch.setattr(named.workspace.understanding, "entities", entities)
    window = _open(named)
    named.until(lambda: window.model.rowCount() == FIRST)
    assert window.state.text().startswith(f"The first {FIRST}; more come as you go down.")
    window.view.scrollToBottom()
    named.until(lambda: window.model.rowCount() > FIRST)
    assert max(asked) < 10_000
    window.close()


def test_growing_rows_keep_those_that_are_there() -> None:
    """Whoever scrolls must not be thrown back to the top."""
    model = GrowingModel(str)
    asked: list[int] = []
    model.asked.connect(asked.append)
    model.restart()
    model.set_rows(list(range(FIRST)), FIRST)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.set_rows(list(range(FIRST + 5)), asked[-1])
    assert (model.rowCount(), resets, model.complete) == (FIRST + 5, [], True)
    model.set_rows([1], FIRST)  # an older answer
    assert model.rowCount() == FIRST + 5


# --- corrections -----------------------------------------------------------------------------


def _corrections(desk: Desk, count: int) -> CorrectionsWindow:
    desk.window.actions_.trigger("corrections")
    window = desk.window.understanding.corrections.window
    assert window is not None
    desk.until(lambda: window.model.rowCount() == count)
    return window


def test_corrections_are_listed_and_withdrawn(named: Desk) -> None:
    understanding = named.workspace.understanding
    understanding.not_entity(named.article.id, named.span("海平镇"), Scope.ARTICLE)
    change = understanding.relabel(
        named.article.id, named.span("渡轮公司"), Label.PLACE, Scope.EVERYWHERE
    )
    named.tasks.changed.emit(change)
    window = _corrections(named, 2)
    assert window.focusWidget() is window.view
    lines = [str(window.model.index(row).data()) for row in range(2)]
    assert lines[0].startswith("«渡轮公司»: Place, In all articles")
    assert lines[1].startswith("«海平镇» is not a name, In this article  ·  港口城市的清晨")
    window.field.setText("海平")
    assert window.model.rowCount() == 1
    window.view.selectRow(0)
    assert len(window.chosen()) == 1
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    named.settle()
    named.until(lambda: len(understanding.corrections()) == 1)
    named.until(lambda: window.model.rowCount() == 0)
    named.window.history.undo()
    named.until(lambda: window.model.rowCount() == 1)
    window.close()


def test_a_list_of_corrections_goes_out_and_comes_in_again(named: Desk) -> None:
    understanding, file = named.workspace.understanding, named.folder / "corrections.jsonl"
    named.tasks.changed.emit(
        understanding.relabel(
            named.article.id, named.span("渡轮公司"), Label.PLACE, Scope.EVERYWHERE
        )
    )
    lists = named.window.understanding.corrections
    lists.export(file)
    named.until(file.exists)
    named.until(lambda: "1 correction written" in named.window.notices.label.text())
    named.window.history.undo()
    named.until(lambda: not understanding.corrections())
    with file.open("a", encoding="utf-8") as stream:
        stream.write("nonsense\n")
    lists.take_in(file)
    named.until(lambda: len(understanding.corrections()) == 1)
    named.until(lambda: "1 correction added." in named.window.notices.label.text())
    assert "Line 2" in named.window.notices.label.text()


def test_a_file_that_cannot_be_written_is_told(named: Desk) -> None:
    named.window.understanding.corrections.export(named.folder / "none" / "corrections.jsonl")
    named.until(lambda: "could not be written" in named.window.notices.label.text())


def test_enter_shows_where_a_correction_was_made(named: Desk) -> None:
    change = named.workspace.understanding.not_entity(
        named.article.id, named.span("陈小满", 1), Scope.HERE
    )
    named.tasks.changed.emit(change)
    window = _corrections(named, 1)
    named.open("山里")
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    named.until(lambda: named.article.title.startswith("港口"))
    flash = named.window.surface._layers.flash
    assert flash is not None
    assert flash[0] == named.span("陈小满", 1)
    window.close()


def test_in_a_library_that_can_only_be_read_the_list_only_shows(
    named: Desk, start: Callable[..., Desk]
) -> None:
    named.workspace.understanding.not_entity(
        named.article.id, named.span("海平镇"), Scope.EVERYWHERE
    )
    reader = start(named.workspace.folder)
    window = _corrections(reader, 1)
    assert not window.withdraw_button.isEnabled()
    assert not window.import_button.isEnabled()
    assert window.export_button.isEnabled()
    window.close()
