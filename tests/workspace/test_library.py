"""The use cases, on a real library: what both front ends rely on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhupi.core.errors import (
    CancelledError,
    ExportError,
    InvalidRequestError,
    LibraryReadOnlyError,
)
from zhupi.core.messages import Translator, message
from zhupi.core.model import AnnotationFilter, AnnotationState, Progress, Purpose, Span
from zhupi.core.paths import resources
from zhupi.core.search import SearchRequest
from zhupi.workspace import Workspace, operation_title

TEXT = (
    "首届书展在海口闭幕\n\n书展为期五天，共有三百家出版社参加。\n\n主办方说，明年还将继续举办。\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "书展.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path, file: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "library", "window", creator="reader")
    opened.import_files([file])
    opened.sync_index()
    yield opened
    opened.close()


@pytest.fixture
def article(workspace: Workspace) -> str:
    [only] = workspace.article_ids()
    return only


def test_a_passage_without_tag_or_note_is_a_highlight(workspace: Workspace, article: str) -> None:
    made, change = workspace.annotate(article, Span(0, 4))
    assert [body.purpose for body in made.bodies] == [Purpose.HIGHLIGHTING]
    assert (made.quote, made.creator) == ("首届书展", "reader")
    assert change.annotations == (made.id,)
    assert change.origin == "window"


def test_an_edit_changes_what_it_names_and_nothing_else(workspace: Workspace, article: str) -> None:
    made, _ = workspace.annotate(article, Span(0, 4), tags=["文化"], note="核对", color="pink")
    edited, _ = workspace.edit_annotation(made.id[:8], tags=["文化", "出版/书展"])
    assert edited.tags == ("文化", "出版/书展")
    assert (edited.note, edited.color, edited.target) == ("核对", "pink", made.target)
    assert edited.modified > made.modified
    cleared, _ = workspace.edit_annotation(made.id, tags=[], note="")
    assert [body.purpose for body in cleared.bodies] == [Purpose.HIGHLIGHTING]


def test_an_edit_that_changes_nothing_is_no_step_to_undo(
    workspace: Workspace, article: str
) -> None:
    made, _ = workspace.annotate(article, Span(0, 4), note="核对")
    same, change = workspace.edit_annotation(made.id, note="核对")
    assert same == made
    assert change.empty
    assert workspace.next_undo() == "annotate"


def test_the_same_tag_twice_is_one(workspace: Workspace, article: str) -> None:
    made, _ = workspace.annotate(article, Span(0, 2), tags=["文化", " 文化 ", "文化"])
    assert made.tags == ("文化",)


def test_passages_may_overlap_and_stay_apart(workspace: Workspace, article: str) -> None:
    spans = [Span(0, 6), Span(2, 8), Span(2, 4), Span(0, 6)]
    made = [workspace.annotate(article, span)[0] for span in spans]
    assert sorted(a.span for a in workspace.annotations()) == sorted(spans)
    workspace.delete_annotations([made[0].id])
    assert {a.id for a in workspace.annotations()} == {a.id for a in made[1:]}


def test_a_vanished_passage_is_kept_as_an_orphan(
    workspace: Workspace, article: str, file: Path
) -> None:
    text = workspace.article(article).text
    start = text.index("三百家出版社")
    workspace.annotate(article, Span(start, start + 6), note="核对")
    file.write_text(TEXT.replace("共有三百家出版社参加", "盛况空前"), "utf-8")
    report, _ = workspace.import_files([file])
    assert report.updated == (article,)
    [kept] = workspace.annotations()
    assert (kept.state, kept.quote, kept.note) == (AnnotationState.ORPHAN, "三百家出版社", "核对")
    workspace.undo()
    [back] = workspace.annotations()
    assert back.state is AnnotationState.RESOLVED
    assert workspace.article(article).text == text


def test_search_says_that_it_is_behind_until_it_is_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    more = tmp_path / "续.txt"
    more.write_text("第二届书展开幕\n\n第二届书展今天开幕，展期一周。\n", "utf-8")
    workspace.import_files([more])
    behind = workspace.search(SearchRequest("书展"))
    assert (behind.total, behind.complete) == (1, False)
    workspace.sync_index()
    now = workspace.search(SearchRequest("书展"))
    assert (now.total, now.complete) == (2, True)


def test_a_deleted_article_is_no_hit_even_before_the_index_knows(
    workspace: Workspace, article: str
) -> None:
    workspace.delete_articles([article])
    page = workspace.search(SearchRequest("书展"))
    assert (page.total, page.hits, page.complete) == (0, (), False)


def test_matches_in_an_article_are_those_of_the_query(workspace: Workspace, article: str) -> None:
    text = workspace.article(article).text
    spans = workspace.matches("书展 -足球", article)
    assert [span.of(text) for span in spans] == ["书展"] * text.count("书展")


def test_mentions_are_found_once_and_kept(workspace: Workspace, article: str) -> None:
    assert workspace.cached_mentions(article) is None
    found = workspace.mentions(article)
    assert workspace.cached_mentions(article) == found
    assert workspace.mentions(article) == found


def test_a_second_program_reads_what_the_first_writes(workspace: Workspace, article: str) -> None:
    second = Workspace.open(workspace.folder, "second window")
    try:
        assert second.read_only
        assert "window" in second.holder
        made, _ = workspace.annotate(article, Span(0, 2))
        assert [a.id for a in second.annotations()] == [made.id]
        with pytest.raises(LibraryReadOnlyError):
            second.annotate(article, Span(0, 2))
        assert second.mentions(article)  # found, though not kept
    finally:
        second.close()


def test_an_export_that_cannot_be_written_leaves_the_old_one(
    workspace: Workspace, article: str, tmp_path: Path
) -> None:
    workspace.annotate(article, Span(0, 4))
    output = tmp_path / "notes.md"
    output.write_text("what stood here")

    def cancel(_step: Progress) -> None:
        raise CancelledError(message("Stopped."))

    with pytest.raises(CancelledError):
        workspace.export("markdown", AnnotationFilter(), output, progress=cancel)
    assert output.read_text() == "what stood here"
    with pytest.raises(ExportError, match="notes"):
        workspace.export("markdown", AnnotationFilter(), tmp_path / "no" / "notes.md")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "notes.md", "书展.txt"]
    assert workspace.export("markdown", AnnotationFilter(), output) == 1
    assert "首届书展" in output.read_text("utf-8")


def test_an_export_counts_what_it_wrote(workspace: Workspace, article: str) -> None:
    for i in range(3):
        workspace.annotate(article, Span(i, i + 2))
    for exporter in workspace.export_formats():
        assert workspace.export(exporter.name, AnnotationFilter(), io.BytesIO()) == 3


@pytest.mark.parametrize("color", ["red", "黄"])
def test_a_colour_that_is_none_is_refused(workspace: Workspace, article: str, color: str) -> None:
    with pytest.raises(InvalidRequestError):
        workspace.annotate(article, Span(0, 2), color=color)
    assert workspace.annotations() == []


def test_a_folder_without_articles_is_said_and_stops_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    more = tmp_path / "more.txt"
    more.write_text("展览延期\n\n原定今天开幕的展览延期三天。\n", "utf-8")
    report, _ = workspace.import_files([empty, tmp_path / "gone.txt", more])
    assert len(report.imported) == 1
    assert [Path(f.path).name for f in report.failed] == ["empty", "gone.txt"]
    assert all("empty" in str(f.reason) or "gone" in str(f.reason) for f in report.failed)


def test_every_operation_of_the_history_has_a_title(workspace: Workspace, article: str) -> None:
    made, _ = workspace.annotate(article, Span(0, 2))
    names = [workspace.next_undo()]
    workspace.edit_annotation(made.id, note="新")
    names.append(workspace.next_undo())
    workspace.delete_annotations([made.id])
    names.append(workspace.next_undo())
    workspace.delete_articles([article])
    names.append(workspace.next_undo())
    chinese = Translator.load("zh_CN", resources() / "translations")
    told = [chinese.render(operation_title(name or "")) for name in names]
    assert told == ["添加批注", "编辑批注", "删除批注", "删除文章"]


def test_one_file_of_many_articles_can_be_stopped_within(tmp_path: Path) -> None:
    """What came before the stop stays; the rest is not waited for."""
    path = tmp_path / "many.jsonl"
    records = ({"title": f"第{n}期", "text": f"第{n}期的正文。"} for n in range(500))
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), "utf-8")
    steps: list[Progress] = []

    def stop_later(step: Progress) -> None:
        steps.append(step)
        if len(steps) == 3:
            raise CancelledError(message("Stopped."))

    opened = Workspace.open(tmp_path / "library", "window")
    report, _change = opened.import_files([path], progress=stop_later)
    stored = opened.article_ids()
    opened.close()
    assert report.cancelled
    assert 0 < len(stored) < 500
    assert sorted(stored) == sorted(report.imported)
