"""Segment files: the original text comes back whole, whatever folding made of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.search.segment_file import SegmentFile, SegmentFileWriter
from zhupi.search.stored_article import grams, split, store

FOLDING = Folding()
# Lone surrogates too: some files hold them, and no text may be lost.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=80)


def write(*pairs: tuple[str, str]) -> SegmentFile:
    stream = BytesIO()
    writer = SegmentFileWriter(stream)
    for title, text in pairs:
        writer.add(store(FOLDING(title), text, FOLDING(text)))
    writer.finish()
    return SegmentFile(memoryview(stream.getvalue()), "segment")


@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
@settings(deadline=None)
def test_round_trip(pairs: list[tuple[str, str]]) -> None:
    file = write(*pairs)
    for number, (title, text) in enumerate(pairs):
        assert file.texts(number) == (text, FOLDING(text))
        assert split(file.text(number)) == (FOLDING(title), FOLDING(text))
    assert list(file.characters()) == [len(text) for _, text in pairs]


def test_changes_far_apart_and_across_chunks() -> None:
    """Long articles are checked in pieces and patched over long distances."""
    text = "Ａ" + "中" * 70_000 + "Ｂ" + "文" * 300 + "Ｃ"
    assert write(("", text), ("", "后")).texts(0) == (text, FOLDING(text))


@given(TEXTS)
def test_grams_are_all_characters_and_pairs(text: str) -> None:
    expected = {text[i : i + n] for n in (1, 2) for i in range(len(text) - n + 1)}
    assert grams(text) == expected


@pytest.mark.parametrize(
    ("gram", "holders"), [("中", [0, 1]), ("中文", [1]), ("文中", []), ("𠀀", [0])]
)
def test_postings(gram: str, holders: list[int]) -> None:
    file = write(("中", "𠀀"), ("", "中文"))
    assert list(file.holders(gram)) == holders
    assert file.frequency(gram) == len(holders)


def test_no_pair_reaches_from_title_to_text() -> None:
    """Title and text are two things; what stands on their border was never written."""
    assert write(("题目", "正文")).frequency("目正") == 0
