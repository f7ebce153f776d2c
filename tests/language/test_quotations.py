"""Who said what: passages of every construction, and what a text must never do to the program."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gold import marking
from tests.gold.scoring import (
    addressee_is_right,
    cue_is_right,
    kind_letter,
    speaker_is_right,
)

from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.quotations import quotations

HERE = Path(__file__).parent
LEFT = "left: "  #: before the name of a passage in which something is knowingly missed
CERTAIN = 0.8
FILES = (
    "quotations_speakers.txt",
    "quotations_articles.txt",
    "quotations_newspapers.txt",
    "quotations_reportage.txt",
    "quotations_cues.txt",
    "quotations_old_papers.txt",
    "quotations_endings.txt",
    "quotations_papers.txt",
    "quotations_whole.txt",
)


def passages(*files: str, left: bool = False) -> list[object]:
    """Name and marked text of each passage of the files, as parameters of a test."""
    result: list[object] = []
    for file in files:
        for piece in re.split(r"\n\n+", (HERE / file).read_text("utf-8").strip())[1:]:
            name, _, marked = piece.partition("\n")
            name = name.removeprefix("#! ")
            if name.startswith(LEFT) == left:
                result.append(pytest.param(marked, id=name))
    return result


def read(marked: str) -> tuple[marking.GoldArticle, list[Quotation]]:
    """A marked passage, and what is found in it by its own mentions."""
    gold = marking.parse(marked)
    mentions = [
        Mention(m.start, m.end, Label(m.label), f"{m.label}:{m.entity}", title=m.title)
        for m in gold.mentions
    ]
    return gold, quotations(gold.text, blocks_of(gold.text), mentions)


def blocks_of(text: str) -> list[Span]:
    result = []
    at = 0
    for line in text.split("\n"):
        result.append(Span(at, at + len(line)))
        at += len(line) + 1
    return result


def told(text: str, found: list[Quotation], wanted: list[marking.GoldQuotation]) -> list[str]:
    """What was found, in words; cue and addressee only where `wanted` says them."""
    known = {(q.start, q.end): q for q in wanted}
    lines = []
    for one in found:
        like = known.get((one.start, one.end))
        who = one.entity.partition(":")[2] or (one.speaker.of(text) if one.speaker else "-")
        cue = one.cue.of(text) if one.cue and like and like.cue else ""
        whom = one.addressee.of(text) if one.addressee and like and like.addressee else ""
        lines.append(f"{one.kind.value[0].upper()} {who}/{cue}/{whom} {one.span.of(text)}")
    return lines


@pytest.mark.parametrize("marked", passages("quotations.txt"))
def test_who_says_what_in(marked: str) -> None:
    gold, found = read(marked)
    wanted = [
        f"{q.kind} {q.speaker}/{q.cue}/{q.addressee} {gold.text[q.start : q.end]}"
        for q in gold.quotations
    ]
    assert told(gold.text, found, list(gold.quotations)) == wanted


@pytest.mark.parametrize("marked", passages(*FILES))
def test_whose_words_they_are_in(marked: str) -> None:
    """As the benchmark counts: the words that name a speaker may be longer than in the file."""
    gold, found = read(marked)
    for one in gold.quotations:
        like = next((q for q in found if (q.start, q.end) == (one.start, one.end)), None)
        assert like is not None, one
        assert kind_letter(like) == one.kind
        assert speaker_is_right(gold, one, like), (one, like)
        assert cue_is_right(gold, one, like), (one, like)
        assert not one.addressee or addressee_is_right(gold, one, like), (one, like)
    assert len(found) == len(gold.quotations)


@pytest.mark.parametrize("marked", passages(*FILES, left=True))
def test_nobody_is_surely_said_to_say_what_somebody_else_did_in(marked: str) -> None:
    """What is missed here may be missed; a wrong name that looks certain misleads."""
    gold, found = read(marked)
    known = {(one.start, one.end): one for one in gold.quotations}
    for like in found:
        one = known.get((like.start, like.end))
        if one is not None and like.confidence >= CERTAIN:
            assert speaker_is_right(gold, one, like), (one, like)


def plain(*lines: str) -> tuple[str, list[Quotation]]:
    """What is found in blocks without any mention."""
    text = "\n".join(lines)
    return text, quotations(text, blocks_of(text), [])


def test_straight_marks_are_marks() -> None:
    text, found = plain('专家说："水会退的。"他转身走了。')
    assert [one.span.of(text) for one in found] == ['"水会退的。"']


def test_a_quotation_over_paragraphs_that_each_open_it_keeps_its_speaker() -> None:
    text, found = plain(
        "一名目击者这样说：",
        "“第一天下了大雨。",
        "“第二天放晴了。",
        "“第三天水退了。”",
        "后来他们走了。",
    )
    assert [one.span.of(text) for one in found] == text.split("\n")[1:4]
    assert {one.speaker and one.speaker.of(text) for one in found} == {"一名目击者"}


def test_a_mark_that_is_never_closed_opens_no_quotation() -> None:
    _, found = plain("专家说，“水会退的。", "下一段没有引号。")
    assert [one.kind for one in found] == [QuotationKind.REPORTED]


def test_every_quotation_says_how_its_speaker_was_found() -> None:
    _, found = plain("专家说，水会退的。“水退得很慢。”", "据说没有人受伤。他说，这样很好。")
    assert len(found) == 3
    assert all(one.why and str(one.why).endswith(".") for one in found)
    assert str(found[0].why) == "“专家” stands before “说”."


def test_a_speaker_in_doubt_is_left_open_and_unsure() -> None:
    _, found = plain("“今年的水比哪一年都大。”")
    assert [(one.speaker, one.entity) for one in found] == [(None, "")]
    assert found[0].confidence < 0.5


def test_a_name_beside_the_cue_is_surer_than_a_pronoun() -> None:
    _, found = read("[PERSON 李明]说，水会退的。[PERSON 王芳]走了。他说，这样很好。")
    assert [one.entity for one in found] == ["PERSON:李明", "PERSON:王芳"]
    assert found[0].confidence > found[1].confidence


def test_text_outside_the_blocks_is_not_read() -> None:
    text = "专家说，水会退的。\n专家说，水不会退。"
    found = quotations(text, [Span(10, len(text))], [])
    assert [one.span.of(text) for one in found] == ["水不会退"]


def test_interviews_of_any_length_take_time_by_their_length() -> None:
    """Whose turn it is, and who is quoted in it, is not sought through the whole text each time."""
    lines = ["记者：第一个问题是什么？", "李明：王芳说，水会退的。我不信。"] * 4_000
    text = "\n".join(lines)
    mentions = mentions_in(text)
    began = time.process_time()
    found = quotations(text, blocks_of(text), mentions)
    assert time.process_time() - began < 15
    assert len(found) == 3 * len(lines) // 2


MARKS = '“”‘’「」『』"《》（）'
WORDS = """
说 表示 称 认为 据 报道 他 该报 第三条 专家 李明 王芳 美国 新华社 在会上 向记者 并指出 水退了 a Q P
的 看来 援引 写道 对此 表示欢迎 \ud800 😀 𠀀
"""
PIECES = st.sampled_from([*MARKS, *"，。：；！？…、 \n　", *WORDS.split()])
NAMES = {"李明": Label.PERSON, "王芳": Label.PERSON, "美国": Label.PLACE, "新华社": Label.MEDIA}


def mentions_in(text: str) -> list[Mention]:
    return [
        Mention(found.start(), found.end(), NAMES[found[0]], f"{NAMES[found[0]]}:{found[0]}")
        for found in re.finditer("|".join(NAMES), text)
    ]


def check(text: str, blocks: list[Span], found: list[Quotation]) -> None:
    at = 0
    around = iter(blocks)
    block = next(around, Span(0, 0))
    for one in found:
        while block.end <= one.start:
            block = next(around)
        assert max(at, block.start) <= one.start < one.end <= block.end
        assert 0 <= one.confidence <= 1
        for part in (one.speaker, one.cue, one.addressee):
            assert part is None or (0 <= part.start < part.end <= len(text))
        assert one.why is not None
        at = one.end


@given(st.lists(PIECES, max_size=60).map("".join))
def test_quotations_of_any_text_are_in_order_apart_and_inside_blocks(text: str) -> None:
    blocks = blocks_of(text)
    found = quotations(text, blocks, mentions_in(text))
    check(text, blocks, found)
    assert found == quotations(text, blocks, mentions_in(text))


@given(st.text(max_size=200), st.lists(st.integers(0, 200), max_size=8))
def test_mentions_and_blocks_that_fit_nothing_do_no_harm(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in (0, *cuts, len(text))})
    blocks = [Span(a, b) for a, b in pairwise(edges)]
    mentions = [
        Mention(a, b, Label.PERSON, "PERSON:x") for a, b in zip(edges, edges[2:], strict=False)
    ]
    check(text, blocks, quotations(text, blocks, mentions))


@pytest.mark.parametrize(
    "text",
    [
        "“" * 10_000 + "说" + "”" * 10_000,
        "“" * 20_000,
        "“‘" * 10_000,
        "他说，" * 10_000,
        "据新华社报道，" * 10_000,
        "援引" * 20_000,
        "在" * 30_000 + "表示，好",
        "表示" * 20_000,
        "“好。”" * 10_000,
        "李明和" * 10_000 + "说，好",
        "第三条" * 15_000,
        "的" * 50_000,
        "《" * 20_000 + "》" * 20_000,
        "（" * 30_000,
        "😀" * 30_000,
        "a, b. " * 10_000,
        "\ud800说，" * 10_000,
        "他说：\n“好\n" * 2_000,
        "专家" * 20_000 + "说，好",
        "曾" * 30_000,
        "对李明" * 5_000 + "说，好",
        "新华社社长、" * 5_000 + "李明说，好",
        "李明问王芳：“好？”\n“好。”\n" * 1_500,
        "引李明的话：“好了。”" * 3_000,
        "李明，一位老人，说" * 3_000,
        "前者说，好。后者说，好。" * 2_000,
    ],
    ids=lambda text: text[:6].encode("unicode_escape").decode(),
)
def test_bad_input_of_many_thousands_is_read_to_its_end(text: str) -> None:
    blocks = blocks_of(text)
    check(text, blocks, quotations(text, blocks, mentions_in(text)))
