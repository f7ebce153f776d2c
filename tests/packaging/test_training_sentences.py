"""The sentences that the tagger learns from: well formed, and filled as the README says."""

from __future__ import annotations

import random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import scripts


@pytest.fixture(scope="module")
def training() -> ModuleType:
    return scripts.load("training_sentences")


def test_every_sentence_can_be_learnt_from(training: ModuleType) -> None:
    """A wrong bracket would teach names that are none."""
    slots = training.Slots.load()
    sentences = training.Sentences.load()
    chance = random.Random(1)
    assert len(sentences.learnt) > 4000
    for line in sentences.learnt:
        marked = slots.marked(line, chance)
        for start, end, _label, _depth in marked.marks:
            assert marked.text[start:end].strip() == marked.text[start:end] != "", line


def test_no_sentence_stands_twice(training: ModuleType) -> None:
    """It would count twice, and be learnt from where it is kept back."""
    learnt = training.Sentences.load().learnt
    assert len(set(learnt)) == len(learnt)


def test_sentences_kept_back_are_not_learnt_from(training: ModuleType) -> None:
    everything = training.Sentences.load()
    parted = training.Sentences.load(held=15, test=("sport",))
    assert set(parted.learnt).isdisjoint(parted.kept)
    assert sorted(parted.learnt + parted.kept) == sorted(everything.learnt)


@given(seed=st.integers())
def test_other_names_move_no_mark(training: ModuleType, seed: int) -> None:
    """A mark beside the name it is for would teach half names."""
    chance = random.Random(seed)
    slots = training.Slots.load()
    marked = slots.marked(
        "[TIME 昨天][PERSON 王毅]在[ORG [PLACE 北京]大学]会见[PERSON <west>]，[PERSON <zh>]说好。",
        chance,
    )
    renamed = slots.varied(marked, chance)
    words = {label: renamed.text[start:end] for start, end, label, _ in renamed.marks}
    assert words["TIME"] == "昨天"
    assert words["ORG"] == "北京大学"
    assert words["PLACE"] == "北京"
    assert words["PERSON"] in renamed.text.rpartition("会见")[2] or "王毅" in renamed.text


@pytest.mark.parametrize("line", ["[PERSON 王毅", "王毅]", "[NAME 王毅]", "[PERSON <nobody>]"])
def test_a_wrong_line_is_refused(training: ModuleType, line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        training.Slots.load().marked(line, random.Random(1))
