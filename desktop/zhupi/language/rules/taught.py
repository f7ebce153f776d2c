"""Short names that the article teaches in brackets: 德国统一社会党（统社党）, and mentions that
swallow a bracket."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, Index, covering, replace

_OPEN = Pattern("[（(]", needs="( （")
_CLOSE = Pattern("[）)]", needs=") ）")
_SHORT = Pattern(
    "[（(](?:以下)?(?:简称|下称)?[“「『]?([\u4e00-\u9fffA-Za-z]{2,8})[”」』]?[）)]", needs="( （"
)
_KINDS = frozenset({Label.ORG, Label.MEDIA})
_LETTERS = Pattern("[A-Za-z&-]{2,8}")
_TAUGHT_LETTERS = Pattern("[（(]([A-Z][A-Za-z&]{1,7})[）)]", needs="( （")
_LEAST = 4  #: characters of a body that has a short name
_MOST = 200  #: short names of an article


def unbracketed(passage: Passage, found: list[Found]) -> list[Found]:
    """德国统一社会党 and 统社党, where the reader took the bracket between for part of one name."""
    text = passage.text
    result: list[Found] = []
    for item in found:
        opened = _OPEN.search(text, item.start, item.end)
        closed = _CLOSE.search(text, item.start, item.end)
        if bool(opened) == bool(closed):
            result.append(item)
            continue
        cut = opened or closed
        assert cut is not None
        for start, end in ((item.start, cut.start()), (cut.end(), item.end)):
            if end - start > 1:
                result.append(Found(start, end, item.label, item.confidence))
    return result


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


def not_of_bodies(passage: Passage, found: list[Found]) -> list[Found]:
    """WTI in 原油期货（WTI）: letters that are taught after what is no name are none."""
    text = passage.text
    bodies = Index(item for item in found if item.label is not Label.PLACE and not item.nested)
    taught_here: dict[str, bool] = {}
    for m in passage.find(_TAUGHT_LETTERS):
        named = m.start() > 0 and bodies.at(m.start() - 1) is not None
        taught_here[m.group(1)] = taught_here.get(m.group(1), False) or named
    wrong = {name for name, named in taught_here.items() if not named}
    known = gazetteer().labels
    return [
        item
        for item in found
        if not (
            _LETTERS.fullmatch(text, item.start, item.end)
            and text[item.start : item.end] in wrong
            and text[item.start : item.end] not in known
        )
    ]


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
