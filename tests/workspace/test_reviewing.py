"""After a corrected text: what waits, what a person decides, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.model import Annotation, AnnotationState, ImportReport, Span
from zhupi.workspace import Workspace

PARAGRAPHS = (
    "港口新码头启用",
    "港务局说，新码头可以停靠十万吨级的货轮，比旧码头多出一倍。",
    "旧码头将改建为公园，居民的意见正在征集之中，方案预计年底公布。",
    "渔民老陈在岸边补网，他说水深了，船大了，鱼却少了。",
)
MARKED = ("十万吨级的货轮", "改建为公园", "船大了，鱼却少了")


class Desk:
    """A library with one article from a file that can be corrected."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "港口.txt"
        self.workspace = Workspace.open(folder / "library", "window", creator="reader")
        self.put(*PARAGRAPHS)
        [self.article] = self.workspace.article_ids()
        self.original = self.text

    def put(self, *paragraphs: str) -> ImportReport:
        self.file.write_text("\n\n".join(paragraphs) + "\n", "utf-8")
        return self.workspace.import_files([self.file])[0]

    @property
    def text(self) -> str:
        return self.workspace.article(self.article).text

    def mark(self, quote: str) -> Annotation:
        start = self.text.index(quote)
        span = Span(start, start + len(quote))
        return self.workspace.annotate(self.article, span, note=quote)[0]

    def by_note(self) -> dict[str, Annotation]:
        return {annotation.note: annotation for annotation in self.workspace.annotations()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.workspace.close()


@pytest.fixture
def lost(desk: Desk) -> Annotation:
    """An annotation whose passage is gone; two others stand."""
    for quote in MARKED:
        desk.mark(quote)
    report = desk.put(PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3])
    assert report.to_review == 1
    return desk.by_note()["改建为公园"]


def test_an_import_says_how_many_annotations_wait(desk: Desk) -> None:
    """Otherwise a person learns of lost passages when they look for one."""
    desk.mark("十万吨级的货轮")
    assert desk.put(*PARAGRAPHS, "新的一段，说的是别的事情。").to_review == 0
    assert desk.put(PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[3]).to_review == 1
    assert desk.put(PARAGRAPHS[0], PARAGRAPHS[2]).to_review == 1


def test_what_waits_is_told_with_its_article_and_when_the_old_text_went(
    desk: Desk, lost: Annotation
) -> None:
    assert lost.state is AnnotationState.ORPHAN
    [item] = desk.workspace.reviewing.items()
    assert (item.annotation, item.title) == (lost, "港口新码头启用")
    assert item.replaced is not None
    assert item.replaced.tzinfo is not None
    assert desk.workspace.reviewing.items(desk.article[:6]) == [item]
    assert desk.workspace.reviewing.counts()[AnnotationState.ORPHAN] == 1
    assert AnnotationState.RESOLVED not in desk.workspace.reviewing.counts()


def test_old_and_new_stand_side_by_side(desk: Desk, lost: Annotation) -> None:
    detail = desk.workspace.reviewing.detail(lost.id[:8])
    assert detail.old is not None
    [mark] = detail.old.marks
    start = mark.start - detail.old.start
    assert detail.old.text[start : start + len(mark)] == "改建为公园"
    assert desk.original[mark.start : mark.end] == "改建为公园"
    assert detail.new is None
    assert len(detail.candidates) == len(detail.candidate_excerpts) <= 5


def test_a_moved_passage_is_shown_where_it_stands_and_not_offered_there_again(desk: Desk) -> None:
    desk.mark("船大了，鱼却少了")
    desk.put(PARAGRAPHS[3].replace("船大了，鱼却少了", "船大了,鱼却少了"), *PARAGRAPHS[:3])
    [item] = desk.workspace.reviewing.items()
    detail = desk.workspace.reviewing.detail(item.annotation.id)
    assert detail.new is not None
    assert detail.new.marks == (item.annotation.span,)
    assert item.annotation.span not in [candidate.span for candidate in detail.candidates]


def test_an_accepted_place_waits_no_more_and_undo_makes_it_wait_again(desk: Desk) -> None:
    desk.mark("船大了，鱼却少了")
    desk.put(PARAGRAPHS[3].replace("船大了，鱼却少了", "船大了,鱼却少了"), *PARAGRAPHS[:3])
    [moved] = desk.workspace.annotations()
    assert moved.state is AnnotationState.MOVED
    change = desk.workspace.reviewing.accept([moved.id[:8]])
    assert (change.annotations, change.origin) == ((moved.id,), "window")
    [settled] = desk.workspace.annotations()
    assert (settled.state, settled.origin) == (AnnotationState.RESOLVED, None)
    assert settled.span == moved.span
    assert desk.workspace.reviewing.accept([moved.id]).empty
    assert desk.workspace.next_undo() == "accept"
    desk.workspace.undo()
    assert desk.workspace.annotations() == [moved]


def test_what_has_no_place_cannot_be_accepted(desk: Desk, lost: Annotation) -> None:
    """Accepting it would mark whatever happens to stand at its old position."""
    with pytest.raises(InvalidRequestError):
        desk.workspace.reviewing.accept([lost.id])
    assert desk.by_note()[lost.note] == lost


def test_an_orphan_is_attached_by_hand_and_undo_makes_it_one_again(
    desk: Desk, lost: Annotation
) -> None:
    start = desk.text.index("旧码头")
    span = Span(start, start + 3)
    desk.workspace.reviewing.reattach(lost.id[:8], span)
    now = desk.by_note()[lost.note]
    assert (now.state, now.span, now.quote, now.origin) == (
        AnnotationState.RESOLVED,
        span,
        "旧码头",
        None,
    )
    assert now.modified > lost.modified
    assert desk.workspace.next_undo() == "reattach"
    desk.workspace.undo()
    assert desk.by_note()[lost.note] == lost
    with pytest.raises(InvalidRequestError):
        desk.workspace.reviewing.reattach(lost.id, Span(0, 10_000))
    with pytest.raises(InvalidRequestError):
        desk.workspace.reviewing.reattach(lost.id, Span(3, 3))
    with pytest.raises(NotFoundError):
        desk.workspace.reviewing.reattach("zzz", span)


def test_reverting_brings_the_old_text_and_every_annotation_back(
    desk: Desk, lost: Annotation
) -> None:
    """A corrected file that is worse than the one before must cost nothing."""
    added = desk.mark("十万吨级的货轮，比旧码头多")
    change = desk.workspace.reviewing.revert(desk.article[:8])
    assert change.articles == (desk.article,)
    assert desk.text == desk.original
    back = desk.by_note()
    for quote in (*MARKED, added.note):
        assert (back[quote].state, back[quote].quote) == (AnnotationState.RESOLVED, quote)
        assert back[quote].span.of(desk.text) == quote
    assert desk.workspace.reviewing.items() == []
    assert desk.workspace.next_undo() == "revert article"
    desk.workspace.undo()
    assert desk.by_note()[lost.note] == lost


def test_there_is_no_way_back_where_no_old_text_is_kept(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.workspace.reviewing.revert(desk.article)


def test_an_origin_outlives_any_number_of_imports(desk: Desk, lost: Annotation) -> None:
    """Carried on from a guess, an annotation would wander further with every correction."""
    desk.put(PARAGRAPHS[0], PARAGRAPHS[3])
    desk.put(PARAGRAPHS[0], "全文已撤回。")
    again = desk.by_note()[lost.note]
    assert again.origin == lost.origin
    detail = desk.workspace.reviewing.detail(lost.id)
    assert detail.old is not None
    assert "改建为公园" in detail.old.text
    desk.put(*PARAGRAPHS)
    assert {a.state for a in desk.workspace.annotations()} == {AnnotationState.RESOLVED}
    assert {n: a.quote for n, a in desk.by_note().items()} == dict(zip(MARKED, MARKED, strict=True))


def test_what_is_lost_is_listed_before_what_moved(desk: Desk) -> None:
    desk.mark("改建为公园")
    desk.mark("船大了，鱼却少了")
    desk.put(PARAGRAPHS[3].replace("船大了，鱼却少了", "船大了,鱼却少了"), *PARAGRAPHS[:2])
    states = [item.annotation.state for item in desk.workspace.reviewing.items()]
    assert states == [AnnotationState.ORPHAN, AnnotationState.MOVED]


def test_an_annotation_made_while_a_text_is_replaced_is_carried_over_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker imports while a person goes on writing in the window."""
    desk.mark("十万吨级的货轮")
    store = desk.workspace._store
    replace_article = store.replace_article
    late: list[Annotation] = []

    def replacing(*values: object, **named: object) -> object:
        if not late:
            late.append(desk.mark("船大了，鱼却少了"))
        return replace_article(*values, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(store, "replace_article", replacing)
    assert desk.put(*PARAGRAPHS, "新的一段。").updated == (desk.article,)
    assert set(desk.by_note()) == {"十万吨级的货轮", "船大了，鱼却少了"}
