"""Short names that the article teaches in brackets: 德国统一社会党（统社党）; and names that craft
bears in quotation marks."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, covering, replace

_SHORT = Pattern(
    "[（(](?:以下)?(?:简称|下称)?[“「『]?([\u4e00-\u9fffA-Za-z]{2,8})[”」』]?[）)]", needs="( （"
)
_KINDS = frozenset({Label.ORG, Label.MEDIA})
_LEAST = 4  #: characters of a body that has a short name
_MOST = 200  #: short names of an article


def taught(passage: Passage, found: list[Found]) -> list[Found]:
    """A short name in brackets after a body is that body, there and in the rest of the article."""
    text = passage.text
    new: list[Found] = []
    names: dict[str, Label] = {}
    for item in found:
        if item.label not in _KINDS or item.end - item.start < _LEAST:
            continue
        match = passage.follow(_SHORT, item)
        if match is None or not _abbreviates(match[1], text[item.start : item.end]):
            continue
        new.append(Found(match.start(1), match.end(1), item.label, RULE))
        names[match[1]] = item.label
    if not names:
        return found
    choice = sorted(names, key=lambda name: (-len(name), name))[:_MOST]
    ordered = sorted(replace(found, new))
    for m in passage.find(Pattern("|".join(map(re.escape, choice)))):
        if not (passage.is_edge(m.start()) and passage.is_edge(m.end())):
            continue
        around = covering(ordered, m.start(), m.end())
        if around is None or (around.start, around.end) == (m.start(), m.end()):
            new.append(Found(m.start(), m.end(), names[m.group()], RULE))
    return replace(found, list(dict.fromkeys(new)))


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of a short name stand in the full one, in that order."""
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)


#: Craft, vehicles and goods, whose names in quotation marks are none of those that are marked.
_CRAFT = Pattern(
    "(?:探测器|卫星|飞船|火箭|航天器|着陆器|巡视器|月球车|火星车|轿车|汽车|客机|战机|轰炸机|飞机|"
    "导弹|航母|舰|潜艇|轮|号|牌|手机|软件|系统|疫苗|药|品种|型|计划|工程|行动)[“「]$"
)
_NUMBERED = Pattern("[”」]?(?:[一二三四五六七八九十\\d]+号|号|牌|型|级)", needs="号 型 牌 级")


def craft(passage: Passage, found: list[Found]) -> list[Found]:
    """No person or place is what a craft is called in quotation marks: 卫星“东方红”一号."""
    text = passage.text
    names: set[str] = set()
    for item in found:
        if text[item.start - 1 : item.start] not in {"“", "「"} or item.start < 1:
            continue
        quoted = text[item.end : item.end + 1] in {"”", "」"}
        before = _CRAFT.search(text[max(0, item.start - 6) : item.start])
        if (quoted and before and before.group() != "系统“") or passage.follow(_NUMBERED, item):
            names.add(text[item.start : item.end])
    labels = {Label.PERSON, Label.PLACE, Label.ORG, Label.EVENT}
    return [
        item
        for item in found
        if item.label not in labels
        or text[item.start : item.end] not in names
        or text[item.start - 1 : item.start] not in {"“", "「"}
    ]
