"""Annotations that come and go one by one stand where they would if all were laid out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    BlockKind,
    Body,
    Purpose,
    Span,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.ui.annotation_list import AnnotationList
from zhupi.ui.reading import ReadingSurface
from zhupi.ui.reading.changing_spans import SHELF, ChangingSpans
from zhupi.ui.reading.spans import Marked, SpanIndex

MakeArticle = Callable[..., Article]

_LONGEST = 60
_places = st.tuples(st.integers(0, _LONGEST), st.integers(0, 12)).map(
    lambda place: Span(place[0], place[0] + place[1])
)
#: (which one, where it stands now; None: it goes)
_steps = st.lists(st.tuples(st.integers(0, 40), st.none() | _places), max_size=80)


def _key(item: str) -> str:
    return item


def _rebuilt(places: dict[str, Span]) -> list[Marked[str]]:
    index = SpanIndex((span, key) for key, span in sorted(places.items()))
    return index.overlapping(0, 10 * _LONGEST)


@settings(deadline=None)
@given(_steps, _places)
def test_whatever_came_and_went_the_same_is_found_as_in_a_new_index(
    steps: list[tuple[int, Span | None]], asked: Span
) -> None:
    """Also the lanes of overlapping notes: two bars in one lane could not be told apart."""
    changing = ChangingSpans(_key)
    places: dict[str, Span] = {}
    for number, span in steps:
        key = f"{number:02}"
        if span is None:
            places.pop(key, None)
            changing.remove(key)
        else:
            places[key] = span
            changing.put(span, key)
        assert changing.span_of(key) == (span or None)
    assert changing.overlapping(0, 10 * _LONGEST, lanes=True) == _rebuilt(places)
    plain = [replace(marked, lane=0) for marked in _rebuilt(places)]
    found = [m for m in plain if asked.overlaps(Span(m.start, m.end)) and len(asked)]
    assert changing.overlapping(asked.start, asked.end) == found
    assert len(changing) == len(plain)


def test_thousands_on_many_shelves_are_found_like_a_few() -> None:
    """Shelves that were parted, emptied and entered in the middle lose nothing."""
    places = {f"{n:05}": Span(n * 7 % 5_000, n * 7 % 5_000 + 3 + n % 40) for n in range(6 * SHELF)}
    changing = ChangingSpans(_key, [(span, key) for key, span in places.items()])
    for number in range(0, 6 * SHELF, 3):
        key = f"{number:05}"
        changing.remove(key)
        del places[key]
    for number in range(3 * SHELF):
        key, span = f"n{number:05}", Span(2_000 + number % 30, 2_040 + number % 30)
        changing.put(span, key)
        places[key] = span
    changing.overlapping(0, 100, lanes=True)  # remembers lanes that the next change makes void
    changing.put(Span(0, 4_000), "long")
    places["long"] = Span(0, 4_000)
    index = SpanIndex((span, key) for key, span in sorted(places.items()))
    for low in range(0, 5_000, 250):
        expected = index.overlapping(low, low + 60)
        assert changing.overlapping(low, low + 60, lanes=True) == expected
        smallest_first = [marked.end - marked.start for marked in changing.at(low)]
        assert smallest_first == sorted(smallest_first)


def _annotation(key: str, span: Span, note: str, *, placed: bool, text: str) -> Annotation:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    bodies = (Body(Purpose.COMMENTING, note),) if note else ()
    position = TextPositionSelector(span.start, span.end)
    target = Target("article", position, TextQuoteSelector(span.of(text)))
    color = ("yellow", "green", "pink", "blue", "purple")[int(key) % 5]
    state = AnnotationState.RESOLVED if placed else AnnotationState.ORPHAN
    return Annotation(key, target, bodies, color, "", now, now, state)


_TEXT = "渡轮每天早上六点开航。" * 12
_written = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.none() | st.tuples(_places, st.sampled_from(("", "查")), st.booleans()),
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None)
@given(_written)
def test_a_list_brought_in_step_is_the_list_read_anew(
    steps: list[tuple[int, tuple[Span, str, bool] | None]],
) -> None:
    """The order of the cards and of the keys that step through the annotations."""
    kept = AnnotationList()
    store: dict[str, Annotation] = {}
    for number, written in steps:
        key = str(number)
        if written is None:
            store.pop(key, None)
        else:
            span, note, placed = written
            store[key] = _annotation(key, span, note, placed=placed, text=_TEXT)
        before = list(kept)
        delta = kept.take((key,), [store[key]] if key in store else [])
        assert bool(delta.size) is (before != list(kept))
    anew = AnnotationList(store.values())
    assert list(kept) == list(anew)
    assert [kept.index_of(a.id) for a in kept] == list(range(len(kept)))
    assert kept.find("none") is None
    assert kept[1:3] == list(kept)[1:3]


@pytest.fixture
def other(qtbot: object, surface: ReadingSurface) -> ReadingSurface:
    """A second surface, as large, set alike."""
    widget = ReadingSurface(look=surface.look)
    qtbot.addWidget(widget)  # type: ignore[attr-defined]
    widget.resize(surface.size())
    widget.show()
    return widget


def test_what_was_changed_piece_by_piece_is_painted_as_if_given_at_once(
    surface: ReadingSurface, other: ReadingSurface, make_article: MakeArticle
) -> None:
    """Only the lines that changed are painted: none may be left as it was."""
    article = make_article([(BlockKind.PARAGRAPH, _TEXT), (BlockKind.PARAGRAPH, _TEXT)])
    surface.show_article(article)
    other.show_article(article)
    store: dict[str, Annotation] = {}
    for step in range(60):
        key = str(step * 7 % 13)
        QApplication.processEvents()
        if step % 4 == 3:
            store.pop(key, None)
            surface.change_annotations((key,), ())
        else:
            span = Span(step * 11 % 200, step * 11 % 200 + 1 + step % 50)
            note = "查" if step % 3 else ""
            made = _annotation(key, span, note, placed=step % 5 != 4, text=article.text)
            store[key] = made
            surface.change_annotations((), (made,))
        if step % 6 == 5:
            surface.set_active_annotation(key)
            other.set_active_annotation(key)
            surface.select(Span(step, step + 30))
            other.select(Span(step, step + 30))
        if step % 10 == 9:
            other.set_annotations(sorted(store.values(), key=lambda a: (a.span, a.id)))
            QApplication.processEvents()
            # From the screen: a grab would paint everything.
            assert _seen(surface) == _seen(other)


def _seen(surface: ReadingSurface) -> bytes:
    window = surface.window().windowHandle()
    assert window is not None
    image = window.screen().grabWindow(surface.winId()).toImage()
    return bytes(image.constBits())
