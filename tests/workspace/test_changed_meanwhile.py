"""What one process writes while another has read and not yet written is never overrun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from zhupi.annotations import reanchor
from zhupi.core.errors import ChangedMeanwhileError
from zhupi.core.model import Annotation, Span
from zhupi.core.tagging import Place
from zhupi.store import Store
from zhupi.workspace import Workspace
from zhupi.workspace.bodies import bodies_of
from zhupi.workspace.retrying import again

TEXT = "首届书展在海口闭幕。书展为期五天，共有三百家出版社参加。主办方说，明年还将继续举办。"


@pytest.fixture
def desk(library: Store, searched: Workspace, make: Any) -> Workspace:
    library.add_articles([make("a1", TEXT)])
    return searched


@pytest.fixture
def note(desk: Workspace) -> Annotation:
    made, _ = desk.annotate("a1", Span(5, 7), note="旧", tags=["地名"])
    return made


def _before(
    store: Store, name: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]
) -> None:
    """Has another process write in the moment in which the first one is about to."""
    method = getattr(store, name)
    waiting = [meanwhile]

    def writing(*values: Any, **named: Any) -> Any:
        if waiting:
            waiting.pop()()
        return method(*values, **named)

    monkeypatch.setattr(store, name, writing)


def test_a_note_edited_while_the_text_is_replaced_stays(
    desk: Workspace, library: Store, note: Annotation, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker imports a corrected text; the person does not stop writing for it."""
    new = make("a1", f"更正。{TEXT}")

    def carry() -> None:
        seen = library.annotations()
        carried = reanchor(seen, TEXT, new.text, version="v")
        library.replace_article(new, carried, seen=seen)

    def edit() -> None:
        other = library.annotation(note.id)
        library.update_annotations([_with_note(other, "新")])

    _before(library, "replace_article", monkeypatch, edit)
    again(carry)
    [kept] = desk.annotations()
    assert (kept.note, kept.span.of(library.article("a1").text)) == ("新", "海口")


def test_an_edit_takes_up_what_was_done_to_the_passage_meanwhile(
    desk: Workspace, library: Store, note: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tag is renamed over thousands of passages: a note written meanwhile must not undo it."""
    _before(
        library,
        "update_annotations",
        monkeypatch,
        lambda: library.rename_tags({"地名": "城市"}),
    )
    desk.edit_annotation(note.id, note="新")
    [kept] = desk.annotations()
    assert (kept.note, kept.tags) == ("新", ("城市",))


def test_tagging_many_passages_keeps_a_note_written_in_the_last_moment(
    desk: Workspace, library: Store, note: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    _before(
        library,
        "change_annotations",
        monkeypatch,
        lambda: library.update_annotations([_with_note(note, "新")]),
    )
    report = desk.tagging.tag_places([Place("a1", Span(5, 7), "海口")], ["城市"])
    [kept] = desk.annotations()
    assert (report.extended, kept.note, kept.tags) == (1, "新", ("地名", "城市"))


def test_a_place_is_not_given_to_a_passage_that_was_changed_meanwhile(
    desk: Workspace, library: Store, note: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person chose it looking at something else: they are told, and choose again."""
    _before(
        library,
        "change_annotations",
        monkeypatch,
        lambda: library.update_annotations([_with_note(note, "新")]),
    )
    with pytest.raises(ChangedMeanwhileError, match="just been changed elsewhere"):
        desk.reviewing.reattach(note.id, Span(0, 4))
    assert [a.note for a in desk.annotations()] == ["新"]


def test_what_changes_again_and_again_is_given_up(library: Store, note: Annotation) -> None:
    """Rather than to try for ever."""
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        library.change_annotations((), (), (), "edit", seen=[replace(note, color="pink")])

    with pytest.raises(ChangedMeanwhileError):
        again(work)
    assert len(tries) == 5


def _with_note(annotation: Annotation, note: str) -> Annotation:
    return replace(annotation, bodies=bodies_of(annotation.tags, note))


def test_what_was_selected_in_a_text_since_replaced_marks_nothing_else(
    desk: Workspace, library: Store, note: Annotation, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window shows the old text for a moment; its positions mean other words by now."""
    new = make("a1", f"更正。{TEXT}")

    def replaced() -> None:
        library.replace_article(new, reanchor([note], TEXT, new.text, version="v"))

    _before(library, "add_annotations", monkeypatch, replaced)
    with pytest.raises(ChangedMeanwhileError):
        desk.annotate("a1", Span(0, 4), quote="首届书展")  # replaced after it was looked at
    with pytest.raises(ChangedMeanwhileError):
        desk.annotate("a1", Span(0, 4), quote="首届书展")  # and before
    with pytest.raises(ChangedMeanwhileError):
        desk.reviewing.reattach(note.id, Span(0, 4), quote="首届书展")
    assert [a.id for a in desk.annotations()] == [note.id]
    made, _ = desk.annotate("a1", Span(3, 7), quote="首届书展")
    assert made.quote == "首届书展"
