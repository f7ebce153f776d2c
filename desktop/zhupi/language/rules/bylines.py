"""Bylines and sources: 作者丨…, 编辑：…, 来源：…, where a tagger has no sentence to judge by."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.lexicon import MEDIA_ENDINGS
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, covering, replace

_SURE = 0.97
_NAME = r"[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
_ROLE = "作者|编辑|排版|撰文|撰稿|摄影|责任编辑|责编|校对|翻译|编译|监制|主编|文|图"
_FIRST = r"(?<![\u4e00-\u9fff])(?:本报|特约|首席|实习|见习)?"
# 记者： opens a question in an interview, so after 记者 a colon names nobody.
_SIGNS = "丨 | ｜ ︱ ／ / : ："
_LEAD = rf"{_FIRST}(?:(?:{_ROLE}|记者)\s?[丨|｜︱／/]|(?:{_ROLE})\s?[:：])\s?"
_BYLINE = Pattern(rf"{_LEAD}({_NAME}(?:[、/ 　]{_NAME})*)(?=[\s，,；;）)】\]]|$)", needs=_SIGNS)
_HOUSE = Pattern("[\u4e00-\u9fffA-Za-z]{2}")
_GROUP = Pattern(
    "(?:编写组|编译组|编辑部|工作室|报道组|采写组|课题组|评论部|示例文库)",
    needs="工作室 报道组 采写组 编写组 编译组 编辑部 评论部 课 示例文库",
)
_AFFILIATED = Pattern(
    rf"^{_LEAD}[\u4e00-\u9fff·]{{2,12}}"
    r"(?:[，,]\s?(?P<house>[\u4e00-\u9fffA-Za-z]{3,16}?)"
    r"(?:特约|首席|资深|高级|见习)?(?:记者|主编|编辑|编导|评论员|通讯员|撰稿人)?)?\s*$",
    needs=_SIGNS,
)
_SOURCE = Pattern(
    r"(?<![\u4e00-\u9fff])(?:图片|稿件|文章)?(?:来源|来自|转自)[:：丨|"
    r"｜]\s?([\u4e00-\u9fffA-Za-z]{2,16})(?![\u4e00-\u9fffA-Za-z])",
    needs="来源 来自 转自",
)
#: How media are called that 来源 names.
_HOUSES = (
    *MEDIA_ENDINGS, "网", "报", "社", "台", "在线", "频道", "客户端", "视频", "观察", "杂志", "刊",
)  # fmt: skip


def bylines(passage: Passage, found: list[Found]) -> list[Found]:
    """作者丨…, 编辑：…: names where LAC has no sentence to judge by."""
    new = []
    for m in passage.find(_BYLINE):
        for name in re.finditer(r"[\u4e00-\u9fff]+", m.group(1)):
            start, end = m.start(1) + name.start(), m.start(1) + name.end()
            around = covering(found, start, end)
            if around is None or around.label is Label.PERSON or around.confidence < _SURE:
                new.append(Found(start, end, Label.PERSON, RULE))
    return replace(found, new)


def houses(passage: Passage, found: list[Found]) -> list[Found]:
    """The paper that a byline says somebody works for, and what 来源 names."""
    new = [
        Found(m.start(part), m.end(part), Label.MEDIA, HINT)
        for pattern, part in ((_AFFILIATED, "house"), (_SOURCE, 1))
        for m in passage.find(pattern)
        if m.has(part) and m.group(part).endswith(_HOUSES)
    ]
    return replace(found, new)


def not_in_houses(passage: Passage, found: list[Found]) -> list[Found]:
    """No person is what opens the name of a house or of a group that signs."""
    houses = [
        Found(m.start("house"), m.end("house"), Label.MEDIA, HINT)
        for m in passage.find(_AFFILIATED)
        if m.has("house")
    ]
    return [
        item
        for item in found
        if item.label is not Label.PERSON
        or not (_in_house(passage, item) or covering(houses, item.start, item.end + 1))
    ]


def _in_house(passage: Passage, item: Found) -> bool:
    """Whether a person is only how a house begins that 来源 names, or a group that signs."""
    if passage.text[max(0, item.start - 3) : item.start].endswith(("来源：", "来源:")):
        return passage.follow(_HOUSE, item) is not None
    return passage.follow(_GROUP, item) is not None
