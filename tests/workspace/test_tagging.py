"""Tags as a tree, and many passages at once: on a real library."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import CancelledError, InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import (
    AnnotationFilter,
    AnnotationState,
    Progress,
    Span,
    Tag,
)
from zhupi.core.tagging import Place, TagFate
from zhupi.store import Store
from zhupi.workspace import Workspace

TEXT = "博览会在海口开幕。第二天，博览会迎来大批观众。第三天，博览会闭幕。"


@pytest.fixture
def desk(library: Store, searched: Workspace, make: Any) -> Workspace:
    library.add_articles([make("a1", TEXT), make("a2", "港口的博览会\n码头")])
    return searched


def places(word: str = "博览会", text: str = TEXT, article: str = "a1") -> list[Place]:
    starts = [n for n in range(len(text)) if text.startswith(word, n)]
    return [Place(article, Span(n, n + len(word)), word) for n in starts]


def written(desk: Workspace) -> list[tuple[str, Span, tuple[str, ...], str, str]]:
    return [(a.target.article, a.span, a.tags, a.note, a.color) for a in desk.annotations()]


def paths(desk: Workspace) -> list[str]:
    return [counted.tag.path for counted in desk.tagging.tree()]


# --- looking ----------------------------------------------------------------------------------


def test_the_tree_has_the_parents_that_nobody_made_each_before_what_is_below_it(
    desk: Workspace,
) -> None:
    """Otherwise a branch has nothing to hang from, or 外交部 stands between 外交 and its own."""
    for tag in ("外交/会晤/元首", "外交部", "外交·其他"):
        desk.annotate("a1", Span(0, 3), tags=[tag])
    assert paths(desk) == ["外交", "外交/会晤", "外交/会晤/元首", "外交·其他", "外交部"]
    counts = {c.tag.path: c.count for c in desk.tagging.tree()}
    assert (counts["外交"], counts["外交/会晤/元首"]) == (0, 1)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("会晤", "外交/会晤"),
        ("會晤", "外交/会晤"),
        ("huiwu", "外交/会晤"),
        ("hw", "外交/会晤"),
        ("wj/hw", "外交/会晤"),
        ("waijiaohw", "外交/会晤"),
        ("交/会", "外交/会晤"),
        ("maoyi", "经济/贸易"),
        ("APEC", "组织/apec"),
    ],
)
def test_a_tag_is_found_by_characters_and_by_pinyin(
    desk: Workspace, typed: str, first: str
) -> None:
    """With a thousand tags nobody finds theirs by looking."""
    for tag in ("外交/会晤", "经济/贸易", "组织/apec", "人物"):
        desk.annotate("a1", Span(0, 3), tags=[tag])
    assert desk.tagging.find(typed)[0] == first


def test_nothing_typed_finds_all_and_nonsense_none(desk: Workspace) -> None:
    desk.annotate("a1", Span(0, 3), tags=["外交/会晤"])
    assert desk.tagging.find("  ") == ["外交", "外交/会晤"]
    assert desk.tagging.find("没有") == []


def test_opening_a_library_and_tagging_load_neither_pinyin_nor_numpy(tmp_path: Path) -> None:
    """They take a tenth of a second and more, which the start of the window has not."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from zhupi.core.model import Tag\n"
        "from zhupi.workspace import Workspace\n"
        f"desk = Workspace.open(Path({str(tmp_path / 'library')!r}), 'window')\n"
        "desk.tagging.describe(Tag('外交', 'blue'))\n"
        "desk.tagging.tree(), desk.tagging.keys(), desk.reviewing.counts()\n"
        "sys.exit(bool({'numpy', 'pypinyin', 'whoosh'} & set(sys.modules)))\n"
    )
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert done.returncode == 0


def test_keys_are_those_bound_and_the_recent_tags_on_the_others(desk: Workspace) -> None:
    """A key that a person bound must not wander because other tags were used."""
    for tag in ("甲", "乙", "丙"):
        desk.annotate("a1", Span(0, 3), tags=[tag])
    desk.tagging.describe(Tag("甲", key=2))
    assert desk.tagging.recent() == ["丙", "乙", "甲"]
    assert dict(desk.tagging.keys()) == {1: "丙", 2: "甲", 3: "乙"}
    desk.tagging.describe(Tag("乙", key=2))
    assert dict(desk.tagging.keys())[2] == "乙"
    assert {c.tag.path: c.tag.key for c in desk.tags()} == {"甲": 0, "乙": 2, "丙": 0}


# --- the tree ---------------------------------------------------------------------------------


def test_a_description_is_cleaned_and_checked(desk: Workspace) -> None:
    desk.tagging.describe(Tag(" 外交 / 会晤", "blue", " 两国\x1b以上 ", 3))
    [made] = [c.tag for c in desk.tags()]
    assert made == Tag("外交/会晤", "blue", "两国以上", 3)
    for wrong in (Tag("外交//x"), Tag("外交", "red"), Tag("外交", key=10), Tag("外交", key=-1)):
        with pytest.raises(InvalidRequestError):
            desk.tagging.describe(wrong)


def test_renaming_takes_all_below_along_and_undo_brings_it_back(desk: Workspace) -> None:
    """A branch that is left behind would be a second, half-empty tree."""
    desk.annotate("a1", Span(0, 3), tags=["外交/会晤", "外交部"])
    desk.tagging.describe(Tag("外交", "blue"))
    before = written(desk)
    desk.tagging.rename("外交", "政治/外交")
    assert written(desk)[0][2] == ("政治/外交/会晤", "外交部")
    assert {c.tag.path: c.tag.color for c in desk.tags()}["政治/外交"] == "blue"
    assert desk.next_undo() == "rename tag"
    desk.undo()
    assert written(desk) == before
    assert paths(desk) == ["外交", "外交/会晤", "外交部"]


def test_merging_leaves_each_annotation_one_of_the_tag(desk: Workspace) -> None:
    desk.annotate("a1", Span(0, 3), tags=["会晤", "会谈", "甲"])
    desk.annotate("a2", Span(0, 2), tags=["会谈/双边"])
    desk.tagging.merge(["会谈", "会晤"], "外交/会晤")
    assert [tags for _, _, tags, *_ in written(desk)] == [("外交/会晤", "甲"), ("外交/会晤/双边",)]
    assert desk.undo() is not None
    assert [tags for _, _, tags, *_ in written(desk)] == [("会晤", "会谈", "甲"), ("会谈/双边",)]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda t: t.rename("没有", "x"), NotFoundError),
        (lambda t: t.rename("外交", "外交/会晤/新"), InvalidRequestError),
        (lambda t: t.rename("外交", "a//b"), InvalidRequestError),
        (lambda t: t.merge(["外交", "没有"], "x"), NotFoundError),
        (lambda t: t.merge(["外交"], "外交/会晤"), InvalidRequestError),
        (lambda t: t.delete("没有"), NotFoundError),
        (lambda t: t.split("没有", {"x": []}), NotFoundError),
        (lambda t: t.tag_places([], []), InvalidRequestError),
        (lambda t: t.tag_places([], ["a//b"]), InvalidRequestError),
        (lambda t: t.tag_places([], ["a"], color="red"), InvalidRequestError),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    desk: Workspace, act: Callable[[Any], object], error: type[Exception]
) -> None:
    desk.annotate("a1", Span(0, 3), tags=["外交/会晤"])
    before = written(desk)
    with pytest.raises(error):
        act(desk.tagging)
    assert written(desk) == before
    assert desk.next_undo() == "annotate"


def test_renaming_to_the_same_name_is_no_operation(desk: Workspace) -> None:
    desk.annotate("a1", Span(0, 3), tags=["外交"])
    assert desk.tagging.rename("外交", " 外交 ").empty
    assert desk.next_undo() == "annotate"


def test_splitting_gives_some_another_tag_and_leaves_the_rest(desk: Workspace) -> None:
    made = [
        desk.annotate("a1", span, tags=["外交", "甲"], note="注")[0]
        for span in (Span(0, 3), Span(3, 5), Span(5, 7))
    ]
    desk.tagging.split("外交", {"外交/会晤": [made[0].id[:8]], "外交/声明": [made[1].id]})
    by_id = {a.id: a for a in desk.annotations()}
    assert [by_id[a.id].tags[0] for a in made] == ["外交/会晤", "外交/声明", "外交"]
    assert {(a.note, a.tags[1]) for a in by_id.values()} == {("注", "甲")}
    assert desk.next_undo() == "split tag"
    desk.undo()
    assert {a.tags for a in desk.annotations()} == {("外交", "甲")}
    with pytest.raises(InvalidRequestError, match="twice"):
        desk.tagging.split("外交", {"x": [made[0].id], "y": [made[0].id]})
    other, _ = desk.annotate("a1", Span(0, 1), tags=["乙"])
    with pytest.raises(InvalidRequestError, match="does not have"):
        desk.tagging.split("外交", {"x": [other.id]})


@pytest.mark.parametrize(("fate", "left"), [(TagFate.KEEP, 3), (TagFate.DELETE, 2)])
def test_deleting_a_tag_takes_only_passages_that_bear_nothing_else(
    desk: Workspace, fate: TagFate, left: int
) -> None:
    """A note under the tag is a person's words; it must never go with it."""
    desk.annotate("a1", Span(0, 3), tags=["外交/会晤"])
    desk.annotate("a1", Span(3, 5), tags=["外交"], note="要点")
    desk.annotate("a1", Span(5, 7), tags=["外交", "甲"])
    before = written(desk)
    desk.tagging.delete("外交", fate)
    assert len(desk.annotations()) == left
    assert paths(desk) == ["甲"]
    desk.undo()
    assert written(desk) == before


def test_a_new_passage_takes_the_colour_of_its_tag_unless_one_is_given(desk: Workspace) -> None:
    desk.tagging.describe(Tag("外交", "blue"))
    colors = [
        desk.annotate("a1", Span(0, 3), tags=["甲", " 外交"])[0].color,
        desk.annotate("a1", Span(0, 3), tags=["外交"], color="pink")[0].color,
        desk.annotate("a1", Span(0, 3), tags=["甲"])[0].color,
        desk.annotate("a1", Span(0, 3))[0].color,
    ]
    assert colors == ["blue", "pink", "yellow", "yellow"]


# --- many passages ----------------------------------------------------------------------------


def test_many_places_are_tagged_as_one_operation(desk: Workspace) -> None:
    """Undoing a slip over 500 passages must take one step, and leave nothing."""
    desk.tagging.describe(Tag("展会", "green"))
    report = desk.tagging.tag_places([*places(), *places()[:1]], ["展会", "甲"], note="查")
    assert (report.added, report.extended, report.unchanged, report.gone) == (3, 0, 0, 0)
    assert len(report.change.annotations) == 3
    assert written(desk) == [
        ("a1", place.span, ("展会", "甲"), "查", "green") for place in places()
    ]
    assert {a.creator for a in desk.annotations()} == {"reader"}
    assert all(a.target.quote.suffix for a in desk.annotations())
    desk.undo()
    assert desk.annotations() == []


def test_a_place_that_is_an_annotation_gets_what_it_lacks_and_keeps_the_rest(
    desk: Workspace,
) -> None:
    """A second annotation of the same words would count twice, and a changed colour mislead."""
    first, second, third = places()
    old, _ = desk.annotate("a1", first.span, tags=["乙"], note="旧注", color="pink")
    desk.annotate("a1", second.span, tags=["展会"], note="查")
    report = desk.tagging.tag_places([first, second, third], ["展会"], note="查")
    assert (report.added, report.extended, report.unchanged) == (1, 1, 1)
    new = next(a for a in desk.annotations() if a.id == old.id)
    assert (new.tags, new.note, new.color) == (("乙", "展会"), "旧注\n\n查", "pink")
    assert new.created == old.created
    assert new.modified > old.modified
    again = desk.tagging.tag_places([first, second, third], ["展会"], note="查")
    assert (again.unchanged, again.change.empty) == (3, True)


def test_a_place_that_reads_otherwise_now_is_left_alone(desk: Workspace, library: Store) -> None:
    """A text corrected behind the concordance's back would be tagged at the wrong words."""
    wanted = [
        replace(places()[0], quote="展览会"),
        Place("a1", Span(0, 10_000), "博览会"),
        Place("a1", Span(2, 2), ""),
        Place("zz", Span(0, 3), "博览会"),
        places()[1],
    ]
    report = desk.tagging.tag_places(wanted, ["展会"])
    assert (report.added, report.gone) == (1, 4)


def test_a_match_across_paragraphs_is_what_the_concordance_shows(desk: Workspace) -> None:
    report = desk.tagging.tag_places([Place("a2", Span(3, 9), "博览会 码头")], ["展会"])
    assert (report.added, report.gone) == (1, 0)
    assert desk.annotations()[0].quote == "博览会\n码头"


def test_one_that_waits_for_review_is_not_extended(desk: Workspace, library: Store) -> None:
    """Where it stands is a guess: the tag would go along with it elsewhere."""
    made, _ = desk.annotate("a1", places()[0].span, tags=["乙"])
    library.update_annotations([replace(made, state=AnnotationState.MOVED, confidence=0.8)])
    report = desk.tagging.tag_places(places()[:1], ["展会"])
    assert (report.added, report.extended) == (1, 0)


def test_a_cancel_leaves_nothing(desk: Workspace) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == progress.total:
            raise CancelledError(message("Stopped."))

    with pytest.raises(CancelledError):
        desk.tagging.tag_places(places(), ["展会"], progress=stop)
    assert desk.annotations() == []
    assert desk.next_undo() is None


def test_writing_very_many_passages_can_be_stopped(desk: Workspace, library: Store) -> None:
    """It takes many seconds; whoever changes their mind finds all as it was."""
    made, _ = desk.annotate("a1", Span(0, 2), tags=["展会"])
    ids = [f"n{number:04}" for number in range(1200)]
    library.add_annotations([replace(made, id=key) for key in ids])
    told: list[int] = []

    def stop(progress: Progress) -> None:
        told.append(progress.done)
        if progress.done == 1000:
            raise CancelledError(message("Stopped."))

    works: list[Callable[[], object]] = [
        lambda: desk.tagging.rename("展会", "会展", stop),
        lambda: desk.tagging.merge(["展会"], "会展", stop),
        lambda: desk.tagging.delete("展会", progress=stop),
    ]
    for work in works:
        told.clear()
        with pytest.raises(CancelledError):
            work()
        assert told == [500, 1000]
        assert [(c.tag.path, c.count) for c in desk.tags()] == [("展会", 1201)]
    assert len(desk.tagging.rename("展会", "会展").annotations) == 1201


def test_what_is_written_meanwhile_is_looked_at_again(
    desk: Workspace, library: Store, make: Any
) -> None:
    """An import that replaces the text, or a note written meanwhile, would be overrun."""
    old, _ = desk.annotate("a2", Span(3, 6), note="一")
    steps: list[Progress] = []

    def meanwhile(progress: Progress) -> None:
        steps.append(progress)
        if len(steps) == 2:  # after the first look, before the write
            library.replace_article(make("a1", "改过的文字，博览会不在原处。"), [])
            desk.edit_annotation(old.id, note="二")

    wanted = [*places(), Place("a2", Span(3, 6), "博览会")]
    report = desk.tagging.tag_places(wanted, ["展会"], progress=meanwhile)
    assert (report.added, report.extended, report.gone) == (0, 1, 3)
    assert [(a.note, a.tags) for a in desk.annotations()] == [("二", ("展会",))]


def test_overlapping_annotations_are_merged_only_on_request_and_only_of_the_same_tag(
    desk: Workspace,
) -> None:
    spans = (Span(0, 5), Span(3, 9), Span(20, 22))
    made = [desk.annotate("a1", span, tags=["甲"], note=f"注{span.start}")[0] for span in spans]
    desk.annotate("a1", Span(4, 8), tags=["甲/乙"])
    [group] = desk.tagging.overlapping("甲")
    assert [a.id for a in group] == [a.id for a in made[:2]]
    before = written(desk)
    desk.tagging.merge_overlapping("甲", "a1")
    spans_now = [a.span for a in desk.annotations(AnnotationFilter(tag="甲")) if "甲" in a.tags]
    assert spans_now == [Span(0, 9), Span(20, 22)]
    assert desk.annotations()[0].note == "注0\n\n注3"
    assert desk.tagging.merge_overlapping("甲").empty
    assert desk.next_undo() == "merge annotations"
    desk.undo()
    assert written(desk) == before


def test_history_tells_what_was_done_and_goes_to_any_moment_of_it(desk: Workspace) -> None:
    for tag in ("甲", "乙", "丙"):
        desk.annotate("a1", Span(0, 3), tags=[tag])
    entries = desk.history()
    assert [e.operation for e in entries] == ["annotate"] * 3
    assert (entries[0].program, entries[0].annotations, entries[0].undone) == ("window", 1, False)
    change = desk.go_to(entries[2].number)
    assert change is not None
    assert change.origin == "window"
    assert [a.tags for a in desk.annotations()] == [("甲",)]
    assert [e.undone for e in desk.history()] == [True, True, False]
    assert desk.go_to(entries[2].number) is None
    desk.go_to(0)
    assert desk.annotations() == []
    desk.go_to(entries[0].number)
    assert len(desk.annotations()) == 3
    assert [e.number for e in desk.history(1, entries[0].number)] == [entries[1].number]
