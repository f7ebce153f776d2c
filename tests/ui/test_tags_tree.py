"""The tree of tags as values: no passage counted twice or forgotten, no tag hidden by mistake."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Tag, TagCount
from zhupi.ui.tags.tree import above, grow, is_below, moved

STEPS = st.text("外交会晤ab ", min_size=1, max_size=3)
PATHS = st.lists(STEPS, min_size=1, max_size=4).map("/".join)
COUNTS = st.dictionaries(PATHS, st.integers(0, 9), max_size=12).map(
    lambda found: [TagCount(Tag(path), count) for path, count in found.items()]
)


def test_a_tag_counts_what_is_below_it() -> None:
    nodes = {n.path: n for n in grow([TagCount(Tag("外交/会晤"), 3), TagCount(Tag("外交"), 1)])}
    assert (nodes["外交"].own, nodes["外交"].total) == (1, 4)
    assert nodes["外交/会晤"].name == "会晤"
    assert nodes["外交/会晤"].parent is nodes["外交"]


def test_a_tag_that_begins_with_anothers_name_is_not_below_it() -> None:
    """外交部 is not part of 外交: its passages would be counted to the wrong tag."""
    nodes = {n.path: n for n in grow([TagCount(Tag("外交"), 1), TagCount(Tag("外交部"), 5)])}
    assert nodes["外交"].total == 1
    assert not is_below("外交部", "外交")


def test_what_is_looked_for_is_shown_with_what_is_above_it() -> None:
    counts = [TagCount(Tag(p), 1) for p in ("外交/会晤/元首", "外交/谈判", "贸易")]
    nodes = grow(counts, ["外交/会晤/元首"])
    assert [(n.path, n.matched) for n in nodes] == [
        ("外交", False),
        ("外交/会晤", False),
        ("外交/会晤/元首", True),
    ]
    assert nodes[0].total == 2, "what is hidden still counts"


def test_a_moved_tag_takes_what_is_below_it_along() -> None:
    assert moved("a/b/c", "a/b", "x") == "x/c"
    assert moved("a/bc", "a/b", "x") == "a/bc"


@given(COUNTS)
def test_every_tag_is_there_once_with_every_parent(counts: list[TagCount]) -> None:
    nodes = grow(counts)
    paths = [node.path for node in nodes]
    wanted = {c.tag.path for c in counts}
    assert set(paths) == wanted.union(*(above(path) for path in wanted))
    assert len(set(paths)) == len(paths)
    assert [node.number for node in nodes] == list(range(len(nodes)))
    for node in nodes:
        assert node.parent is not None
        assert node.parent.children[node.row] is node
        assert node.total == sum(c.count for c in counts if is_below(c.tag.path, node.path))


@given(COUNTS, st.lists(PATHS, max_size=4))
def test_narrowing_shows_the_matches_and_nothing_but_their_parents(
    counts: list[TagCount], wanted: list[str]
) -> None:
    known = {node.path for node in grow(counts)}
    matches = known & set(wanted)
    shown = grow(counts, wanted)
    assert {n.path for n in shown} == matches.union(*(above(path) for path in matches))
    assert {n.path for n in shown if n.matched} == matches
