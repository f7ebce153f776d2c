"""Who re-attaches an orphan is offered places; a wrong first one, or none, wastes their time."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations import candidates, describe, reanchor
from zhupi.core.model import Annotation, AnnotationState, Span, Target

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SENTENCE = "渡轮靠岸的时候，码头上的灯一盏一盏亮了起来。"
OLD = f"傍晚起了风。\n{SENTENCE}\n孩子们跑下石阶。\n"


def note(text: str, passage: str) -> Annotation:
    start = text.index(passage)
    selectors = describe(text, Span(start, start + len(passage)))
    return Annotation("n", Target("a", *selectors), (), "green", "reader", NOW, NOW)


def test_every_copy_of_an_ambiguous_passage_is_offered() -> None:
    new = f"{SENTENCE}\n另一段话在中间。\n{SENTENCE}\n"
    (waiting,) = reanchor([note(OLD, "一盏一盏亮了起来")], OLD, new, version="v")
    offered = candidates(waiting, OLD, new)
    assert waiting.state is AnnotationState.AMBIGUOUS
    assert [c.span.of(new) for c in offered] == ["一盏一盏亮了起来"] * 2
    assert min(c.span.start for c in offered) < len(SENTENCE)


def test_an_altered_passage_is_offered_where_it_stands_now() -> None:
    new = OLD.replace("一盏一盏亮了", "一盏接一盏亮")
    best = candidates(note(OLD, "一盏一盏亮了起来"), OLD, new)[0]
    assert best.span.of(new) == "一盏接一盏亮起来"


def test_places_are_offered_without_the_old_text() -> None:
    new = f"更正：{SENTENCE}\n"
    orphan = replace(note(OLD, "渡轮靠岸的时候"), state=AnnotationState.ORPHAN)
    assert candidates(orphan, None, new)[0].span.of(new) == "渡轮靠岸的时候"


def test_nothing_is_offered_where_nothing_is_like_it() -> None:
    assert candidates(note(OLD, "渡轮靠岸的时候"), OLD, "全文撤回。") == []


@given(st.text(alphabet="雾船😀。\n", min_size=1, max_size=60), st.data(), st.integers(0, 4))
def test_offers_are_ranges_of_the_text_best_first_and_apart(
    old: str, data: st.DataObject, limit: int
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    new = data.draw(st.text(alphabet="雾船😀。\n", max_size=60))
    target = Target("a", *describe(old, Span(start, end)))
    annotation = Annotation("n", target, (), "", "reader", NOW, NOW)
    offered = candidates(annotation, old, new, limit)
    assert len(offered) <= limit
    assert [c.score for c in offered] == sorted((c.score for c in offered), reverse=True)
    for number, one in enumerate(offered):
        assert 0 <= one.score <= 1
        assert 0 <= one.span.start < one.span.end <= len(new)
        assert not any(one.span.overlaps(other.span) for other in offered[number + 1 :])
