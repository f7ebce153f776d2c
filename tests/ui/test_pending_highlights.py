"""A highlight is seen before it is written, firm once it is, and gone with a reason if it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from zhupi.core.model import Annotation, Change

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

WORDS = "渡轮公司的告示"


def _behind(desk: Desk, offset: int) -> QColor:
    """What lies behind a character: seen in the gap above it."""
    surface = desk.window.surface
    QApplication.processEvents()
    rect = surface.character_rect(offset)
    point = rect.center()
    point.setY(rect.center().y() - surface.look.font_pixels // 2 + 1)
    return surface.viewport().grab().toImage().pixelColor(point)


def _held(desk: Desk) -> threading.Event:
    """Keeps the store's thread busy until the event is set."""
    go = threading.Event()
    desk.tasks.run(go.wait)
    return go


def test_a_highlight_is_seen_before_it_is_written_and_saved_is_said_after(
    full_desk: Desk,
) -> None:
    """Nobody waits for the disk to see what they marked; nobody is told «Saved» too early."""
    window, theme = full_desk.window, full_desk.window.surface.look.theme
    span = full_desk.select(WORDS)
    go = _held(full_desk)
    window.annotating.highlight("green")
    assert window.surface.pending == {span}
    assert window.surface.annotations_at(span.start) == []
    pending = _behind(full_desk, span.start + 2)
    assert pending not in (QColor(theme.paper), theme.highlighted("green"))
    assert window.status._words.text() == "Saving…"
    go.set()
    full_desk.until(lambda: window.status._words.text() == "Saved")
    full_desk.settle()
    [annotation] = full_desk.workspace.annotations()
    assert window.surface.pending == frozenset()
    assert window.surface.annotations_at(span.start) == [annotation.id]
    assert _behind(full_desk, span.start + 2) != pending
    assert window.annotating.active == annotation.id
    assert [a.id for a in window.reading.annotations] == [annotation.id]
    assert window.side.annotations.model.rowCount() == 1


def test_a_highlight_that_cannot_be_written_disappears_and_says_why(full_desk: Desk) -> None:
    """What is not in the library must not look as if it were."""
    window = full_desk.window
    bare = _behind(full_desk, full_desk.span(WORDS).start + 2)
    span = full_desk.select(WORDS)
    full_desk.workspace._store._connections.close()  # as a drive that is gone: nothing works
    window.annotating.highlight("green")
    assert window.surface.pending == {span}
    full_desk.until(lambda: not window.surface.pending)
    assert window.surface.annotations_at(span.start) == []
    assert _behind(full_desk, span.start + 2) == bare
    assert "closed" in window.notices.label.text()
    assert window.status._words.text() != "Saved"


def test_a_highlight_on_its_way_does_not_wander_into_another_article(full_desk: Desk) -> None:
    """Who leafs on while it is written finds it where it belongs."""
    window = full_desk.window
    first = full_desk.article.id
    span = full_desk.select(WORDS)
    go = _held(full_desk)
    window.annotating.highlight("pink")
    second = next(i for i in full_desk.workspace.article_ids() if i != first)
    window.reading.open(second)
    go.set()
    full_desk.until(lambda: full_desk.article.id == second)
    full_desk.settle()
    assert window.surface.pending == frozenset()
    assert list(window.reading.annotations) == []
    window.reading.open(first)
    full_desk.until(lambda: full_desk.article.id == first)
    full_desk.settle()
    assert [a.span for a in window.reading.annotations] == [span]


def test_a_bug_while_writing_leaves_no_highlight_behind(
    full_desk: Desk, monkeypatch: object
) -> None:
    """An error of ours is told in a dialog; the page does not claim what is not there."""
    window = full_desk.window

    def broken(*_: object, **__: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(full_desk.workspace, "annotate", broken)  # type: ignore[attr-defined]
    full_desk.select(WORDS)
    window.annotating.highlight("blue")
    full_desk.until(lambda: bool(full_desk.bugs) or not window.surface.pending)
    assert window.surface.pending == frozenset()
    full_desk.bugs.clear()


def test_only_what_changed_is_read_after_a_change(full_desk: Desk, monkeypatch: object) -> None:
    """In an article with twenty thousand annotations reading all takes a second, each time."""
    workspace = full_desk.workspace
    made = [
        workspace.annotate(full_desk.article.id, full_desk.span("渡轮", n))[1] for n in range(3)
    ]
    for change in made:
        full_desk.tasks.changed.emit(change)
    full_desk.settle()
    read: list[int] = []
    annotations: Callable[..., list[Annotation]] = workspace.annotations

    def counting(*arguments: object) -> list[Annotation]:
        found = annotations(*arguments)
        read.append(len(found))
        return found

    monkeypatch.setattr(workspace, "annotations", counting)  # type: ignore[attr-defined]
    full_desk.select(WORDS)
    full_desk.window.annotating.highlight("green")
    full_desk.until(lambda: len(full_desk.window.reading.annotations) == 4)
    full_desk.settle()
    full_desk.window.history.undo()
    full_desk.until(lambda: len(full_desk.window.reading.annotations) == 3)
    full_desk.settle()
    full_desk.window.history.redo()
    full_desk.until(lambda: len(full_desk.window.reading.annotations) == 4)
    full_desk.settle()
    assert max(read, default=0) <= 1


def test_a_change_of_very_many_is_read_at_once(full_desk: Desk, monkeypatch: object) -> None:
    """Also then the page shows what the library holds."""
    from zhupi.ui.controllers import reading

    monkeypatch.setattr(reading, "MANY", 1)  # type: ignore[attr-defined]
    first, _ = full_desk.workspace.annotate(full_desk.article.id, full_desk.span("渡轮"))
    second, _ = full_desk.workspace.annotate(full_desk.article.id, full_desk.span("早市"))
    full_desk.tasks.changed.emit(Change("import", annotations=(first.id, second.id)))
    full_desk.settle()
    assert {a.id for a in full_desk.window.reading.annotations} == {first.id, second.id}


def test_of_very_many_annotations_the_panel_lists_the_first_and_says_so(
    full_desk: Desk, monkeypatch: object
) -> None:
    """A library with a million opens «All articles» at once; none is said not to be there."""
    from zhupi.ui.controllers import cards

    monkeypatch.setattr(cards, "MOST", 2)  # type: ignore[attr-defined]
    for words in ("渡轮", "早市", "陈小满"):
        full_desk.workspace.annotate(full_desk.article.id, full_desk.span(words))
    panel = full_desk.window.side.annotations
    panel.scope_box.setCurrentIndex(1)
    panel.scope_box.activated.emit(1)
    full_desk.until(lambda: panel.model.rowCount() == 2)
    assert "2 of 3" in panel._nothing.text()
    assert not panel._nothing.isHidden()
    panel.scope_box.setCurrentIndex(0)
    panel.scope_box.activated.emit(0)
    full_desk.settle()
    assert "of 3" not in panel._nothing.text()
