"""A wrong run would carry a highlight to characters that nobody marked."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations.alignment import GRAM, Alignment

FEW = st.text(alphabet="甲乙丙丁\n", max_size=80)


@given(FEW, FEW)
def test_runs_agree_in_both_texts_and_cannot_be_extended(old: str, new: str) -> None:
    for run in Alignment(old, new).runs:
        start, end = run.start + run.shift, run.end + run.shift
        assert len(run) > 0
        assert old[run.start : run.end] == new[start:end]
        assert run.start == 0 or start == 0 or old[run.start - 1] != new[start - 1]
        assert run.end == len(old) or end == len(new) or old[run.end] != new[end]


@given(FEW, FEW, st.integers(0, 80), st.integers(0, 80))
def test_covering_finds_every_run_that_holds_a_range(old: str, new: str, a: int, b: int) -> None:
    alignment = Alignment(old, new)
    start, end = min(a, b), max(a, b)
    expected = {r for r in alignment.runs if r.start <= start and end <= r.end}
    assert set(alignment.covering(start, end)) == expected
    shifted = {r for r in alignment.runs if r.start + r.shift <= start and end <= r.end + r.shift}
    assert set(alignment.covering_new(start, end)) == shifted


@given(FEW, FEW, FEW)
def test_a_gram_that_both_texts_hold_once_is_always_found(x: str, y: str, z: str) -> None:
    gram = "外交部发言人回答记者提问"
    assert len(gram) == GRAM
    old, new = x + gram + y, z + gram
    place, there = old.index(gram), new.index(gram)
    runs = Alignment(old, new).covering(place, place + GRAM)
    assert [run.shift for run in runs] == [there - place]


def test_a_block_that_changed_its_place_is_told_from_those_that_kept_theirs() -> None:
    first = "第一段讲天气，天气一直很好，没有下雨。\n"
    second = "第二段讲收成，今年的收成比去年要好得多，谷仓都满了。\n"
    third = "第三段讲集市，集市上人来人往，十分热闹，直到傍晚才散去。\n"
    runs = Alignment(first + second + third, second + third + first).runs
    assert {run.in_order for run in runs if run.start < len(first) - 1} == {False}
    assert any(run.in_order and len(run) >= len(second + third) for run in runs)


@given(st.permutations(range(5)), st.lists(st.integers(GRAM, 40), min_size=5, max_size=5))
def test_the_heaviest_chain_of_blocks_counts_as_in_order(
    order: list[int], lengths: list[int]
) -> None:
    """Else one short paragraph that moved could make all the others seem to have moved."""
    codes = iter(range(0x4E00, 0x9FFF))
    parts = ["".join(chr(next(codes)) for _ in range(length)) for length in lengths]
    runs = Alignment("".join(parts), "".join(parts[index] for index in order)).runs
    kept = [run for run in runs if run.in_order]
    places = [run.start + run.shift for run in kept]
    assert places == sorted(places)
    heaviest = max(
        sum(lengths[index] for index in chosen)
        for size in range(1, 6)
        for chosen in combinations(order, size)
        if list(chosen) == sorted(chosen)
    )
    assert sum(map(len, kept)) == heaviest
