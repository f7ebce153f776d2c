"""The two real articles that the program is measured by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhupi.core.model import Span
from zhupi.core.protocols import Recogniser

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def read(recogniser: Recogniser, prefix: str, published: date) -> list[tuple[str, str, str]]:
    """(label, text, value) of every mention, line by line."""
    files = sorted(SEEDS.glob(f"{prefix}*.txt"))
    if not files:
        pytest.skip(f"THE SEED ARTICLES ARE NOT AT {SEEDS}: nothing was checked on real news")
    text = files[0].read_text("utf-8")
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    mentions = recogniser.recognise(text, blocks, published)
    return [(str(m.label), text[m.start : m.end], m.value) for m in mentions]


@pytest.mark.seeds
def test_the_first_article_is_read_without_the_usual_mistakes(recogniser: Recogniser) -> None:
    found = read(recogniser, "000", date(2023, 10, 5))
    names = {(label, text) for label, text, _ in found}
    assert {
        ("PERSON", "布林肯"), ("PERSON", "克里"), ("PERSON", "拜登"), ("PERSON", "朱恩地"),
        ("ORG", "亚太经济合作组织"), ("ORG", "APEC"), ("ORG", "中国外交部"), ("ORG", "美国务院"),
        ("ORG", "白宫"), ("MEDIA", "华尔街日报"), ("MEDIA", "外交政策"),
        ("MEDIA", "深圳卫视直新闻"), ("LAW", "通胀削减法案"), ("LAW", "芯片与科学法案"),
        ("PLACE", "马耳他"), ("PLACE", "美"),
    } <= names  # fmt: skip
    assert ("ORG", "拜登政府") in names
    assert not {text for _, text in names} & {"中美", "务卿", "布林", "两国", "国务卿"}
    assert ("TIME", "9月16日至17日", "2023-09-16/2023-09-17") in found
    assert ("TIME", "当地时间9月28日", "2023-09-28") in found


@pytest.mark.seeds
def test_the_second_article_is_read_without_the_usual_mistakes(recogniser: Recogniser) -> None:
    found = read(recogniser, "002", date(2023, 8, 2))
    names = {(label, text) for label, text, _ in found}
    assert {
        ("ORG", "中国外交部北美洲和大洋洲事务司"), ("ORG", "白宫国安会"), ("PERSON", "康达"),
        ("PERSON", "贝莎兰"), ("PERSON", "布林肯"), ("PLACE", "雅加达"), ("MEDIA", "美联社"),
    } <= names  # fmt: skip
    assert ("ORG", "康达") not in names
    assert ("PERSON", "布林") not in names
    assert ("TIME", "7月31日深夜", "2023-07-31") in found
