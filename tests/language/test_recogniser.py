"""What the protocol promises, whatever the text."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.model import Label, Mention, Span
from zhupi.core.protocols import Recogniser
from zhupi.language import LacRecogniser, default_recogniser

Annotated = list[tuple[str, set[tuple[int, int, str]]]]

SHARED = default_recogniser()  # hypothesis takes no fixtures of one test each

_WORDS = """
王毅访美 中美关系 9月16日至 17日 《通胀削减法案》 《 》 当地时间 布林肯 中国外交部 北美洲和 国务卿
京津冀 浙江省杭州市 第四次世界妇女大会 省委书记 王局长 雷曼 、 美军 中山大学 昆明 南站
作者丨 张三 · 。 ， APEC http://x.cn/1 １９７２年 至 新华社和法新社 對華 驻 总统 白宫国安 会 👋🏽 𠮷
"""
PIECES = st.sampled_from([*_WORDS.split(), " ", "\u3000", "\t", "\ud800"])
BLOCKS = st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=5)


def blocks_of(lines: list[str]) -> list[Span]:
    result, at = [], 0
    for line in lines:
        result.append(Span(at, at + len(line)))
        at += len(line) + 1
    return result


def check(text: str, blocks: list[Span], mentions: list[Mention]) -> None:
    """Everything that callers rely on."""
    assert [(m.start, -m.end) for m in mentions] == sorted((m.start, -m.end) for m in mentions)
    for m in mentions:
        quoted = text[m.start : m.end]
        assert quoted
        assert quoted == quoted.strip()
        assert any(b.start <= m.start and m.end <= b.end for b in blocks)
        assert 0 <= m.confidence <= 1
        assert m.entity.startswith(f"{m.label}:")
        assert not m.value or m.label is Label.TIME
    spans = [(m.start, m.end) for m in mentions]
    assert len(set(spans)) == len(spans)
    for i, (start, end) in enumerate(spans):
        assert not any(start < s < end < e for s, e in spans[i + 1 :]), "mentions cross"


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_mentions_keep_the_promises_of_the_protocol(lines: list[str]) -> None:
    text, blocks = "\n".join(lines), blocks_of(lines)
    check(text, blocks, SHARED.recognise(text, blocks, date(2023, 10, 5)))


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map("".join), st.lists(st.integers(0, 60)))
def test_blocks_may_touch_and_no_mention_crosses_their_border(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    blocks = [Span(a, b) for a, b in pairwise(edges)]
    check(text, blocks, SHARED.recognise(text, blocks, None))


def test_the_same_text_gives_the_same_mentions(recogniser: Recogniser) -> None:
    text = "王毅访美，中国外交部9月16日至17日发表《上海公报》。" * 20
    blocks = [Span(0, len(text))]
    first = recogniser.recognise(text, blocks, None)
    assert first == recogniser.recognise(text, blocks, None)
    assert first == default_recogniser().recognise(text, blocks, None)


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000\t", "👋🏽🎉", "Hello, world", "\ud800\udfff", "1234", "。"]
)
def test_text_without_names_has_no_mentions(recogniser: Recogniser, text: str) -> None:
    assert recogniser.recognise(text, [Span(0, len(text))], None) == []


def test_text_outside_the_blocks_is_not_read(recogniser: Recogniser) -> None:
    text = "王毅访问美国\n尼克松抵达北京"
    mentions = recogniser.recognise(text, [Span(7, 14)], None)
    assert [text[m.start : m.end] for m in mentions] == ["尼克松", "北京"]
    assert recogniser.recognise(text, [], None) == []


def test_characters_outside_the_bmp_count_as_one(recogniser: Recogniser) -> None:
    text = "👋🏽𠮷𠮷，尼克松抵达北京。"
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert [text[m.start : m.end] for m in mentions] == ["尼克松", "北京"]


def test_a_very_long_block_without_punctuation_is_read_to_its_end(recogniser: Recogniser) -> None:
    text = "了" * 20_000 + "。尼克松抵达北京。"
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert [text[m.start : m.end] for m in mentions][-2:] == ["尼克松", "北京"]


def test_a_mention_carries_entity_value_and_confidence(recogniser: Recogniser) -> None:
    text = "9月16日，王毅访美。"
    mentions = recogniser.recognise(text, [Span(0, len(text))], date(2023, 10, 5))
    assert [(m.label, m.entity, m.value) for m in mentions] == [
        (Label.TIME, "TIME:9月16日", "2023-09-16"),
        (Label.PERSON, "PERSON:王毅", ""),
        (Label.PLACE, "PLACE:美国", ""),
    ]
    assert all(0.5 < m.confidence <= 1 for m in mentions)


def test_mentions_change_only_together_with_the_version(
    recogniser: Recogniser, annotated: Annotated
) -> None:
    """Cached mentions are kept for a version: where this fails, raise `RULES_VERSION` and write
    the new version and digest here, or readers go on seeing the old mentions."""
    lines = [text for text, _ in annotated]
    mentions = recogniser.recognise("\n".join(lines), blocks_of(lines), date(2023, 10, 5))
    told = "\n".join(f"{m.start} {m.end} {m.entity} {m.value}" for m in mentions)
    assert recogniser.version == "names-b6b4b1280e69-rules-13"
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "9830c41385576ebb"


def test_the_version_names_weights_and_rules() -> None:
    assert LacRecogniser(sha256="a" * 64).version != LacRecogniser(sha256="b" * 64).version


def test_importing_the_package_costs_no_numpy() -> None:
    """The window's process starts a tenth of a second sooner, and the worker may still choose
    the number of BLAS threads."""
    code = (
        "import zhupi.language as l; l.default_recogniser().version; print('numpy' in sys.modules)"
    )
    path = [p for p in sys.path if p]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
