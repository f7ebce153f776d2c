"""What becomes of a reader's notes when an article is imported again with another text."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from zhupi.annotations import CONTEXT, describe, reanchor
from zhupi.core.folding import Folding
from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Body,
    Origin,
    Purpose,
    Span,
    Target,
    TextPositionSelector,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
RESOLVED, MOVED = AnnotationState.RESOLVED, AnnotationState.MOVED
AMBIGUOUS, ORPHAN = AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN

OPENING = "清晨的港口起了薄雾，渡轮比平日晚开了二十分钟，码头上的人并不着急。\n"
MIDDLE = "卖早点的老人说，雾天的生意反而更好，豆浆要多磨两桶才够。\n"
CLOSING = "到了九点，太阳出来，雾散得干干净净，对岸的山一下子近了许多。\n"
ARTICLE = OPENING + MIDDLE + CLOSING


def mark(text: str, passage: str, nth: int = 0) -> Annotation:
    start = -1
    for _ in range(nth + 1):
        start = text.index(passage, start + 1)
    return note(text, Span(start, start + len(passage)))


def note(text: str, span: Span, name: str = "n1") -> Annotation:
    target = Target("article", *describe(text, span))
    body = Body(Purpose.COMMENTING, "看这里")
    return Annotation(name, target, (body,), "green", "reader", NOW, NOW)


def carried(old: str, new: str, passage: str, nth: int = 0) -> Annotation:
    (result,) = reanchor([mark(old, passage, nth)], old, new)
    return result


# --- what people meet ---------------------------------------------------------------------------


def test_an_unchanged_text_leaves_every_annotation_as_it_is() -> None:
    annotations = [mark(ARTICLE, "薄雾"), mark(ARTICLE, "豆浆")]
    assert reanchor(annotations, ARTICLE, ARTICLE) == annotations


def test_a_paragraph_added_before_shifts_the_passage_with_its_text() -> None:
    new = "本文有更正。\n" + ARTICLE
    result = carried(ARTICLE, new, "豆浆要多磨两桶")
    assert result.state is RESOLVED
    assert result.span.of(new) == "豆浆要多磨两桶" == result.quote
    assert result.target.quote == describe(new, result.span)[1]


def test_a_change_elsewhere_in_the_same_paragraph_leaves_the_passage_resolved() -> None:
    new = ARTICLE.replace("晚开了二十分钟", "晚开了整整半个钟头")
    assert carried(ARTICLE, new, "人并不着急").state is RESOLVED
    assert carried(ARTICLE, new, "清晨的港口").state is RESOLVED


def test_a_reordered_paragraph_takes_its_annotations_along_and_says_so() -> None:
    new = MIDDLE + CLOSING + OPENING
    result = carried(ARTICLE, new, "渡轮比平日晚开")
    assert result.state is MOVED
    assert result.span.of(new) == "渡轮比平日晚开"


def test_full_width_turned_half_width_is_found_and_quoted_as_it_reads_now() -> None:
    old = OPENING + "渡轮ＡＢＣ，班次１２３，载客四十人。\n" + CLOSING
    new = OPENING + "渡轮ABC,班次123,载客四十人。\n" + CLOSING
    result = carried(old, new, "ＡＢＣ，班次１２３")
    assert (result.state, result.quote) == (MOVED, "ABC,班次123")


def test_a_passage_with_some_words_altered_is_found_and_waits_for_review() -> None:
    new = ARTICLE.replace("豆浆要多磨两桶", "豆浆要多煮三桶")
    result = carried(ARTICLE, new, "豆浆要多磨两桶")
    assert (result.state, result.quote) == (MOVED, "豆浆要多煮三桶")
    assert result.original_quote == "豆浆要多磨两桶"
    assert (
        result.confidence
        < carried(ARTICLE, ARTICLE.replace("磨", "煮"), "豆浆要多磨两桶").confidence
    )


def test_a_passage_of_which_nothing_is_left_is_an_orphan_and_keeps_its_quote() -> None:
    new = ARTICLE.replace("豆浆要多磨两桶", "油条炸得又黄又脆")
    result = carried(ARTICLE, new, "豆浆要多磨两桶")
    assert (result.state, result.quote) == (ORPHAN, "豆浆要多磨两桶")
    assert result.target.quote == mark(ARTICLE, "豆浆要多磨两桶").target.quote


def test_a_deleted_passage_does_not_land_on_the_same_word_elsewhere() -> None:
    """The fault of peers: the note on one 渡轮 ends up on another."""
    old = OPENING + MIDDLE + "下午渡轮又停了一班，因为起了风。\n" + CLOSING
    new = OPENING + MIDDLE + CLOSING
    result = carried(old, new, "渡轮", nth=1)
    assert result.state is ORPHAN


def test_a_passage_altered_in_one_copy_does_not_move_to_the_other() -> None:
    """An article that repeats a passage with all its surroundings, and a fix to one of them."""
    copy = OPENING + MIDDLE + "市场十点收摊，扫帚声一路响到街尾，狗也跟着走。\n"
    old = copy + CLOSING + copy
    new = copy.replace("老人说", "老人笑着说") + CLOSING + copy
    result = carried(old, new, "卖早点的老人说")
    assert (result.state, result.quote) == (MOVED, "卖早点的老人笑着说")
    assert carried(old, new, "卖早点的老人说", nth=1).state is RESOLVED


def test_a_character_at_the_edge_of_a_change_may_be_another_one() -> None:
    old = OPENING + MIDDLE + "孩子们远远地看见船" + "靠了岸，便一齐跑下石阶。\n"
    new = OPENING + MIDDLE + "孩子们远远地看见船" + "长在挥手，谁也没有动，只听见汽笛。\n"
    assert carried(old, new, "船").state is ORPHAN


def test_a_set_phrase_in_two_different_articles_is_not_the_same_place() -> None:
    phrase = "天气预报说今天夜里到明天白天"
    old = f"甲地入秋以后一直少雨，{phrase}仍旧是晴，农人开始担心冬麦的出苗情况。"
    new = f"乙地的渔船连日来不能出港打鱼。{phrase}风力减弱，港务处通知各船做好准备。"
    assert carried(old, new, "今天夜里").state is ORPHAN


def test_a_long_quote_that_stood_twice_does_not_speak_for_itself() -> None:
    sentence = (
        "凡在本港停泊的船只，须于日落之前报明船名、货物与人数，"
        "逾时未报者次日一律不得装卸，特此告知。"
    )
    old = OPENING + sentence + MIDDLE + sentence + CLOSING
    new = f"旧章程第三条是这样写的：{sentence}如今已经不用了。"
    assert carried(old, new, sentence).state is ORPHAN


def test_a_rival_that_fits_almost_as_well_makes_it_ambiguous() -> None:
    around = OPENING[:-1] + MIDDLE
    annotation = replace(mark(around, "并不着急"), state=ORPHAN)
    rival = around.replace("两桶", "三桶")
    new = f"{rival}{CLOSING}{around}"
    (result,) = reanchor([annotation], "", new)
    assert result.state is AMBIGUOUS
    (alone,) = reanchor([annotation], "", CLOSING + around)
    assert alone.state is MOVED


def test_two_places_that_each_kept_one_side_are_ambiguous() -> None:
    annotation = replace(mark(ARTICLE, "豆浆要多磨两桶"), state=ORPHAN)
    before, after = ARTICLE.split("豆浆要多磨两桶")
    new = f"{before}豆浆要多磨两桶。别的话。豆浆要多磨两桶{after}"
    (result,) = reanchor([annotation], "", new)
    assert result.state is AMBIGUOUS


def test_a_place_that_kept_one_side_only_waits_for_review() -> None:
    annotation = replace(mark(ARTICLE, "豆浆要多磨两桶"), state=ORPHAN)
    before = ARTICLE[: ARTICLE.index("才够")]
    (result,) = reanchor([annotation], "", f"{before}。雨下了一整天，谁也没出门，码头空着。")
    assert (result.state, result.quote) == (MOVED, "豆浆要多磨两桶")
    (sure,) = reanchor([annotation], "", f"{ARTICLE}雨下了一整天，谁也没出门，码头空着。")
    assert result.confidence < sure.confidence


def test_the_same_word_at_the_same_offset_is_not_taken_for_the_passage() -> None:
    old = "甲队在上半场先进一球，随后被追平。\n乙队换人之后进一球，观众大声欢呼起来。\n"
    new = "丙队先进一球便收缩防守，再没给过任何人机会，直到裁判吹响终场的哨声。\n"
    start = old.index("先进一球")
    padded = "赛" * (start - new.index("先进一球")) + new
    assert padded.index("先进一球") == start
    assert carried(old, padded, "先进一球").state is ORPHAN


def test_a_doubled_sentence_is_ambiguous_not_guessed() -> None:
    new = OPENING + MIDDLE + "另外有人补充。\n" + MIDDLE + CLOSING
    result = carried(ARTICLE, new, MIDDLE[:-1])
    assert (result.state, result.quote) == (AMBIGUOUS, MIDDLE[:-1])


def test_two_places_with_the_same_surroundings_are_ambiguous() -> None:
    sentence = "会上他重申了这一立场，并表示今后还将继续坚持这一立场，不会有任何的改变和动摇。"
    old = "开头一段与后文都不一样。\n" + sentence
    new = f"{sentence}\n中间换成了别的话。{sentence}"
    assert carried(old, new, "坚持这一立场").state is AMBIGUOUS


def test_repeated_boilerplate_does_not_confuse_a_passage_that_kept_its_place() -> None:
    line = "责任编辑请注意：转载须注明出处，未经许可不得转载，违者将追究其法律责任，特此声明。\n"
    old = line + OPENING + line + MIDDLE + line
    new = line + "更正一处。\n" + OPENING + line + MIDDLE + line
    start = old.index("转载须", len(line))
    annotation = note(old, Span(start, start + 7))
    (result,) = reanchor([annotation], old, new)
    assert (result.state, result.span.start) == (RESOLVED, start + len("更正一处。\n"))


def test_an_orphan_is_found_again_when_its_text_returns() -> None:
    without = OPENING + CLOSING
    (orphan,) = reanchor([mark(ARTICLE, "豆浆要多磨两桶")], ARTICLE, without)
    assert orphan.state is ORPHAN
    (again,) = reanchor([orphan], without, ARTICLE)
    assert again.state is MOVED
    assert again.span.of(ARTICLE) == "豆浆要多磨两桶"


def test_a_move_that_nobody_confirmed_is_not_quietly_promoted() -> None:
    moved = replace(mark(ARTICLE, "豆浆"), state=MOVED)
    (result,) = reanchor([moved], ARTICLE, "更正。\n" + ARTICLE)
    assert result.state is MOVED
    assert result.span.start == ARTICLE.index("豆浆") + len("更正。\n")


def test_a_position_that_contradicts_its_quote_is_not_believed() -> None:
    """A damaged or foreign annotation must be found by its quote, not by its numbers."""
    good = mark(ARTICLE, "对岸的山一下子近了")
    wrong = replace(good, target=replace(good.target, position=TextPositionSelector(0, 9)))
    new = "更正。\n" + ARTICLE
    (result,) = reanchor([wrong], ARTICLE, new)
    assert result.state is MOVED
    assert result.span.of(new) == "对岸的山一下子近了"


@pytest.mark.parametrize("new", ["", "短", "\n\n"])
def test_positions_of_orphans_stay_inside_the_new_text(new: str) -> None:
    result = carried(ARTICLE, new, "雾散得干干净净")
    assert result.state is ORPHAN
    assert result.span.end <= len(new)


# --- what always holds --------------------------------------------------------------------------

PROSE = st.text(
    alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60
) | st.sampled_from([OPENING, MIDDLE, CLOSING, "渡轮", "。\n", "ＡＢＣ", "𠮷野"])
TEXTS = st.lists(PROSE, min_size=1, max_size=8).map("".join).filter(bool)
REPETITIVE = st.text(alphabet="雾船。", min_size=1, max_size=120)


@st.composite
def edited(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, Span, str]:
    """A text, a passage, and the text with insertions, deletions and swaps anywhere."""
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 20)))
    new = text
    for _ in range(draw(st.integers(0, 4))):
        a, b = sorted(draw(st.tuples(st.integers(0, len(new)), st.integers(0, len(new)))))
        new = new[:a] + draw(PROSE) + draw(st.sampled_from(["", new[a:b]])) + new[b:]
    return text, Span(start, end), new


@given(edited(TEXTS) | edited(REPETITIVE))
def test_nothing_is_dropped_and_nothing_lands_on_a_lookalike(case: tuple[str, Span, str]) -> None:
    old, span, new = case
    before = [note(old, span, "a"), note(old, Span(0, 1), "b"), note(old, span, "c")]
    after = reanchor(before, old, new, version="v1")
    fold = Folding()
    assert [a.id for a in after] == ["a", "b", "c"]
    for was, now in zip(before, after, strict=True):
        said = replace(now, target=was.target, state=was.state, confidence=1.0, origin=None)
        assert said == was
        assert now.span.end <= len(new)
        if now.state in (RESOLVED, MOVED):
            kept = LCSseq.similarity(fold(was.quote), fold(now.quote))
            assert 2 * kept >= len("".join(was.quote.split()))
            assert now.quote == now.span.of(new)
        else:
            assert now.target.quote == was.target.quote
        if now.state is RESOLVED:
            assert now.quote == was.quote
            assert (now.origin, now.confidence) == (None, 1.0)
        else:
            assert now.origin == Origin("v1", was.target.position, was.target.quote)


@given(
    before=TEXTS,
    after=TEXTS,
    # No character twice: of 一一一一一 nobody can tell which one went.
    around=st.integers(0, 2**32).map(lambda seed: _unlike(random.Random(seed))),
    new_before=TEXTS,
    new_after=TEXTS,
)
@example(OPENING, CLOSING, ARTICLE.replace("\n", ""), CLOSING, OPENING)
def test_edits_that_touch_neither_passage_nor_context_end_on_the_same_characters(
    before: str, after: str, around: str, new_before: str, new_after: str
) -> None:
    old, new = before + around + after, new_before + around + new_after
    # Where the same surroundings stand twice, no method can know which ones were meant.
    assume(_occurrences(old, around) == _occurrences(new, around) == 1)
    start = len(before) + CONTEXT
    span = Span(start, len(before) + len(around) - CONTEXT)
    assume(_occurrences(old, around[1:]) == 1 == _occurrences(new, around[1:]))
    (result,) = reanchor([note(old, span)], old, new)
    assert result.state in (RESOLVED, MOVED)
    assert result.span.start == len(new_before) + CONTEXT
    assert result.quote == span.of(old)


def _unlike(rng: random.Random) -> str:
    codes = rng.sample(range(0x4E00, 0xA000), rng.randint(2 * CONTEXT + 1, 2 * CONTEXT + 20))
    return "".join(map(chr, codes))


def _occurrences(text: str, part: str) -> int:
    return sum(text.startswith(part, start) for start in range(len(text)))
