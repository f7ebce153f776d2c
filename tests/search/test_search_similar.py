"""«More like this»: which articles share what tells one from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.ranking import judged

from zhupi.search import similar
from zhupi.search.units import UnitFolding

FOLDING = UnitFolding()


class FakeSegment:
    """The grams of a few texts, kept the plain way."""

    def __init__(self, texts: Sequence[str], *, with_counts: bool = True) -> None:
        run = FOLDING.fold_all(texts)
        self.units = run.units
        self.starts = run.starts.astype(np.uint64)
        self.characters = np.array([len(text) for text in texts], np.uint32)
        self._with_counts = with_counts
        rows: dict[tuple[int, ...], Counter[int]] = {}
        for row in range(len(self)):
            units = self.record(row)
            listed = [*units.tolist(), 0]
            for place in range(len(units)):
                rows.setdefault(tuple(listed[place : place + 2]), Counter())[row] += 1
                if max(triple := tuple(listed[place : place + 3])) < 0x80 and len(triple) == 3:
                    rows.setdefault(triple, Counter())[row] += 1
        self._numbers = {gram: number for number, gram in enumerate(rows)}
        self._rows = list(rows.values())

    def __len__(self) -> int:
        return len(self.characters)

    def record(self, row: int) -> NDArray[np.uint16]:
        return self.units[int(self.starts[row]) : int(self.starts[row + 1])]

    def gram(self, first: int, second: int) -> int:
        return self._numbers.get((first, second), -1)

    def trigram(self, first: int, second: int, third: int) -> int:
        return self._numbers.get((first, second, third), -1)

    def gram_count(self, index: int) -> int:
        return len(self._rows[index])

    def gram_rows(self, index: int) -> NDArray[np.uint16]:
        return np.array(sorted(self._rows[index]), np.uint16)

    def gram_counts(self, index: int) -> NDArray[np.uint8] | None:
        if not self._with_counts:
            return None
        counted = self._rows[index]
        return np.array([min(counted[row], 15) for row in sorted(counted)], np.uint8)


def signature_of(segment: FakeSegment, row: int, title: int = 0) -> similar.Signature:
    frequency = similar.frequency_over([segment])
    return similar.signature(segment.record(row), frequency, len(segment), title)


def most_alike(segment: FakeSegment, row: int) -> list[int]:
    """Rows with a score, most alike first, the row itself left out."""
    scores = similar.score(signature_of(segment, row), segment)
    order = np.argsort(-scores, kind="stable").tolist()
    return [other for other in order if scores[other] > 0 and other != row]


PANDA = "大熊猫吃竹子。大熊猫住在山里，保护区里的大熊猫多了。"
PANDA_TOO = "保护区新增三只大熊猫，饲养员说竹子够吃。"
QUAKE = "凌晨发生地震，震中在山里，救援人员赶到。"
CUP = "球队赢得奖杯，球迷彻夜庆祝。"


def test_the_same_subject_comes_first_and_another_does_not_come() -> None:
    segment = FakeSegment([PANDA, CUP, QUAKE, PANDA_TOO])
    assert most_alike(segment, 0) == [3, 2]
    assert most_alike(segment, 1) == []


def test_a_near_copy_comes_before_all_others() -> None:
    segment = FakeSegment([PANDA, PANDA_TOO, PANDA.replace("多了", "少了"), QUAKE])
    assert most_alike(segment, 0)[0] == 2


def test_scripts_do_not_matter() -> None:
    segment = FakeSegment(["兩國領導人會晤，談貿易談判。", "两国领导人会晤，谈贸易谈判。", CUP])
    assert most_alike(segment, 0) == [1]


def test_latin_words_tell_too() -> None:
    segment = FakeSegment(["APEC summit opens", "The apec leaders", "nothing of it"])
    assert most_alike(segment, 0) == [1]


def test_a_character_outside_the_basic_plane_is_one_and_not_two_halves() -> None:
    segment = FakeSegment(["元素𬭛的名字", "𬭛是元素", "𬭳也有名"])
    assert most_alike(segment, 0) == [1]
    marked = similar.terms(signature_of(segment, 0))
    assert "𬭛" in [term.text for term in marked]
    assert all(term.text.isprintable() for term in marked)


def test_what_holds_sentences_together_tells_nothing() -> None:
    segment = FakeSegment(["红的了，也就是蓝的了", "旧的了，也就是新的了", CUP])
    assert most_alike(segment, 0) == []


def test_a_long_name_is_not_all_of_a_signature() -> None:
    name = "国际货币基金组织"
    text = f"{name}开会。{name}发言。{name}散会。代表团。渔业。"
    segment = FakeSegment([text, text, "渔业丰收"])
    grams = [term.text for term in similar.terms(signature_of(segment, 0), limit=40)]
    assert "渔业" in grams
    places = [text.find(gram) for gram in grams if gram in name]
    assert len(places) <= 4
    assert all(abs(a - b) > 1 for a in places for b in places if a != b)


def test_the_title_tells_more_than_the_end() -> None:
    text = "渔业协定签署\n双方就航运交换意见。"
    segment = FakeSegment([text, "航运", "渔业", CUP])
    grams = [term.text for term in similar.terms(signature_of(segment, 0, title=6))]
    assert grams.index("渔业") < grams.index("航运")


def test_a_rare_word_leads_and_what_nobody_else_has_is_left_out() -> None:
    others = ["会谈"] * 6 + ["会谈：磷矿"]
    segment = FakeSegment(["会谈：磷矿和锑锭", *others])
    grams = [term.text for term in similar.terms(signature_of(segment, 0))]
    assert grams.index("磷矿") < grams.index("会谈")
    assert "锑锭" not in grams


def test_what_is_marked_in_a_row_stands_in_it() -> None:
    segment = FakeSegment([PANDA, PANDA_TOO, QUAKE])
    signature = signature_of(segment, 0)
    for row, text in enumerate((PANDA, PANDA_TOO, QUAKE)):
        shared = similar.shared_terms(signature, segment, row, limit=3)
        assert 0 < len(shared) <= 3
        assert all(term.text in text for term in shared)


def test_segments_are_measured_alike() -> None:
    whole = FakeSegment([PANDA, QUAKE, PANDA_TOO, CUP])
    parts = [FakeSegment([PANDA, QUAKE]), FakeSegment([PANDA_TOO, CUP])]
    of_whole = signature_of(whole, 0)
    over_parts = similar.signature(whole.record(0), similar.frequency_over(parts), 4)
    assert over_parts.grams == of_whole.grams
    scores = np.concatenate([similar.score(over_parts, part) for part in parts])
    np.testing.assert_allclose(scores, similar.score(of_whole, whole), rtol=1e-6)


def test_a_common_gram_is_counted_in_the_largest_segment_a_rare_one_in_all() -> None:
    files = [FakeSegment(["渔业"] * 20 + ["锑锭"]), FakeSegment(["渔业"] * 60 + ["锑锭"] * 3)]
    frequency = similar.frequency_over(files)
    assert frequency(*map(ord, "渔业")) == 60 * 84 // 63
    assert frequency(*map(ord, "锑锭")) == 4
    assert frequency(*map(ord, "没有")) == 0


def test_a_segment_without_counts_answers() -> None:
    segment = FakeSegment([PANDA, PANDA_TOO, CUP], with_counts=False)
    assert most_alike(segment, 0) == [1]


@pytest.mark.parametrize("text", ["", "a", "ab", "中", "1971, 42", "的了的了"])
def test_nothing_to_tell_finds_nothing(text: str) -> None:
    segment = FakeSegment([text, text, PANDA])
    signature = signature_of(segment, 0)
    assert signature.grams == ()
    assert not similar.score(signature, segment).any()


def test_only_so_many_grams_are_looked_up_and_chosen() -> None:
    asked: list[tuple[int, ...]] = []

    def frequency(first: int, second: int, third: int = 0, /) -> int:
        asked.append((first, second, third))
        return 2

    units = np.arange(0x4E00, 0x4E00 + 5_000, dtype=np.uint16)
    signature = similar.signature(units, frequency, 1_000)
    assert len(asked) == similar.MOST_LOOKED_UP
    assert len(signature.grams) == similar.MOST_GRAMS
    assert signature.weights.dtype == np.float32


def test_a_signature_of_common_grams_is_short_but_no_stump() -> None:
    units = np.arange(0x4E00, 0x4E00 + 100, dtype=np.uint16)
    signature = similar.signature(units, lambda *_: 30_000, 100_000)
    assert len(signature.grams) == similar.LEAST_GRAMS


@pytest.mark.parametrize(
    ("article", "alike"),
    [
        ("1978年：《中日", "六天：1972年"),
        ("1976年：唐山", "地震预警"),
        ("1974年：联大", "七十六票"),
        ("大熊猫国家公园", "玲玲与兴兴"),
        ("故宮與故宮", "硃筆與密摺"),
        ("乒乓球变大了", "小球推动大球"),
    ],
)
def test_what_a_reader_would_call_alike_comes_first(article: str, alike: str) -> None:
    articles = judged.documents()
    titles = [a.title for a in articles]
    segment = FakeSegment([a.text for a in articles])
    (row,) = (i for i, title in enumerate(titles) if title.startswith(article))
    scores = similar.score(signature_of(segment, row, len(titles[row])), segment)
    own = scores[row]
    scores[row] = 0
    best = int(scores.argmax())
    assert titles[best].startswith(alike)
    assert scores[best] > similar.LEAST_ALIKE * own
