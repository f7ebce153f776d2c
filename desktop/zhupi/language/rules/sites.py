"""Streets, squares, halls, stations and landing places with their whole names."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import HINT, RULE, SOUND, replace

#: What is built and called after somebody or some place.
_SITE = Pattern(
    "(?:国际)?机场|广场|大街|步行街|球场|体育场|体育馆|体育中心|隧道|高地|殡仪馆|航天中心|"
    "(?:卫星|航天)?发射(?:中心|场)|太空中心|宇航中心|航天发射场|大厦|大楼|大教堂|教堂|公园|码头|"
    "检查站|大桥|航道桥|电视塔|灯塔|纪念碑|观景台|火车站|车站|高速公路|公路|"
    "(?:捕鲸|科考|考察|观测|气象|补给)站|大剧院|剧院|音乐厅|陵园|公墓|城堡|宫殿|庄园|会议中心|会展中心|海滩|半岛|群岛"
)
_HOLDER = Pattern(
    "(?:国际)?机场|球场|体育场|体育馆|体育中心|殡仪馆|公墓|(?:空军|海军)基地|(?:火|汽)?车站|(?<!检查)[东南西北]?站|"
    "(?:卫星|航天)?发射(?:中心|场)|(?:第[一二三四])?核电站|水电站",
    needs="体育中心 体育场 体育馆 发射 基地 墓 机场 殡 球场 站",
)
#: Where nobody but who works there is: called after the place.
_OUTPOST = Pattern("(?:捕鲸|科考|考察|观测|气象|补给)站", needs="站")
#: Mountains by their kind, whoever they are called like.
_MOUNTAIN = Pattern(
    "(?:死|活|休眠)?火山(?:口|群|岛)?(?!灰|岩|学|专家|活动|地震|观测|研究|监测)", needs="火山"
)
_NOT_AFTER_PERSON = frozenset({"公路", "车站", "码头", "大楼", "半岛", "群岛", "教堂"})
#: After what is as large as these a site is only one that lies there.
_WIDE = words("中国 美国 英国 法国 德国 日本 韩国 印度 北京 上海 香港 台湾 澳门 欧洲 亚洲")
_STATION = Pattern(
    "([\u4e00-\u9fff]{2,6}(?:路|街|祠|寺|中心|广场|公园|园|桥|门|道))(?:站|机场)", needs="机场 站"
)


def sites(passage: Passage, found: list[Found]) -> list[Found]:
    """波茨坦 + 广场, 萨迪什·达万 + 航天中心: one place; 因 + 瓦利登大街 in a list of streets."""
    new: list[Found] = []
    ends = {item.start: item.end for item in found}
    for item in found:
        if item.label not in {Label.PLACE, Label.PERSON}:
            continue
        match = passage.follow(_SITE, item) or _mountain(passage, item)
        if match is None or not passage.is_edge(match.end()) or item.end - item.start < 2:
            continue
        # Nothing else begins there but its kind by itself: 青州 + 航道桥.
        if ends.get(item.end, match.end()) != match.end():
            continue
        if item.label is Label.PERSON and match.group() in _NOT_AFTER_PERSON:
            continue
        if passage.text[item.start : item.end] in _WIDE and match.group() != "机场":
            continue
        new.append(Found(item.start, match.end(), Label.PLACE, RULE))
    return replace(found, new)


def _mountain(passage: Passage, item: Found) -> re.Match[str] | None:
    """鲁伊斯 + 火山; but 冰岛 + 火山 are two."""
    name = passage.text[item.start : item.end]
    bare = name.replace("·", "")
    if not SOUND.fullmatch(bare) or gazetteer().is_a(Label.PLACE, name):
        return None
    return passage.follow(_MOUNTAIN, item)


#: Bodies that are called after a person: 洛厄尔天文台.
_BODY = Pattern(
    "(?:亲王|王后|公主|国王)(?:医院|学院|大学)|天文台|研究所|研究院|研究中心|基金会|大学|学院|医院|博物馆|图书馆|美术馆|学会"
)
_ROAD = Pattern("\\d{1,4}号(?:州际|国家|高速)?公路", needs="公路")


def named_after(passage: Passage, found: list[Found]) -> list[Found]:
    """洛厄尔 + 天文台 is a body, 卡纳维拉尔角空军 + 基地 a place, 405号公路 a road."""
    text = passage.text
    known = gazetteer().places
    new = [
        Found(m.start(), m.end(), Label.PLACE, HINT)
        for m in passage.find(_ROAD)
        if passage.is_edge(m.start())
    ]
    for item in found:
        name = text[item.start : item.end]
        if item.label is Label.ORG and name.endswith("军") and text.startswith("基地", item.end):
            new.append(Found(item.start, item.end + 2, Label.PLACE, RULE))
            continue
        called = item.label in {Label.PERSON, Label.PLACE} and name not in known
        match = passage.follow(_BODY, item) if called and SOUND.match(name) else None
        foreign = len(name) > 2 and SOUND.fullmatch(name.replace("·", "")) is not None
        if match and match.group() == "学会" and item.label is Label.PERSON:
            continue  # 帕特里夏学会了
        if match and foreign and passage.is_edge(match.end()):
            new.append(Found(item.start, match.end(), Label.ORG, RULE))
    return replace(found, [item for item in new if item.end <= passage.block_end(item.start)])


def called_after(passage: Passage, found: list[Found]) -> list[Found]:
    """体育西路 in 体育西路站: the street that a station is called by."""
    text = passage.text
    taken = {item.start for item in found if item.nested}
    new = []
    for item in found:
        if item.label is not Label.PLACE or item.start in taken:
            continue
        match = _STATION.fullmatch(text, item.start, item.end)
        word = passage.word_at(item.start)
        if match:
            new.append(Found(item.start, match.end(1), Label.PLACE, HINT, nested=True))
        elif (
            word is not None
            and word.end < item.end
            and "·" not in text[word.start : word.end]
            and (
                (word.tag == "LOC" and _HOLDER.fullmatch(text, word.end, item.end))
                or _OUTPOST.fullmatch(text, word.end, item.end)
            )
        ):
            new.append(Found(item.start, word.end, Label.PLACE, HINT, nested=True))
    return sorted([*found, *new], key=lambda f: (f.start, -f.end))
