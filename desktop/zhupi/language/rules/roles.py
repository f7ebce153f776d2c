"""People taken for places and the reverse: by what the sentence says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import PERSONAL_TITLES, SOUNDS, TITLES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, SOUND

#: What only people do or undergo.
_DOES = Pattern(
    "(?:昨|今|当|前)?[日天晚]?(?:时任|现任|曾任|历任|兼任|出任|就任|接任|卸任|连任|病逝|逝世|去世|"
    "病死|因病|生于|出生|毕业于|回忆说|告诉记者|哽咽|微笑|落泪|鞠躬|转身|起身|宣誓)|"
    "(?:亲王|王子|公主|先生|女士|夫人|上校|上尉|少校|将军|爵士|父子|兄弟|夫妇)"
)
#: Behind a person who is taken for a place.
_CALLED = Pattern(
    "教授|博士|医生|律师|牧师|神父|同志|将军", needs="医生 博士 同志 将军 律师 教授 牧 神父"
)
_SLAVIC = Pattern(
    "[\u4e00-\u9fff]{1,5}(?:斯基|维奇|琴科|申科|什维利|斯卡娅|诺娃|耶娃|科娃|耶夫|诺夫|采夫|波夫)",
    needs="什维利 娃 斯卡娅 斯基 波夫 琴 申科 维奇 耶夫 诺夫 采夫",
)
_RANKED = Pattern(
    f"([{SOUNDS}]{{2,6}})(?:上校|中校|少校|上尉|将军|教授|博士|爵士|元帅)",
    needs="上校 中校 博士 将军 尉 少校 帅 教授 爵",
)
_MALE = Pattern("(?:斯基|维奇|琴科|申科|什维利)$", needs="什维利 斯基 琴 申科 维奇")
#: What stands before a place, and what after.
_TO = (
    "飞抵",
    "抵达",
    "飞往",
    "赶赴",
    "前往",
    "位于",
    "途经",
    "占领",
    "攻占",
    "逃往",
    "运抵",
    "驶抵",
    "停泊",
    "停泊于",
    "停泊在",
    "船泊",
    "驶离",
    "驶入",
    "驶往",
    "开抵",
    "行抵",
    "登陆",
)
#: What is done in a place, behind it: 在…岛的…下葬.
_DONE_THERE = Pattern(
    "下葬|安葬|落户|登陆|上岸|靠岸|停泊|定居|落成|开幕|揭幕", needs="葬 落 登陆 岸 停泊 定居 幕"
)
_UNITS = ("州", "省", "邦", "郡", "县")
_TWO = Pattern("(?:和|与|、)")
_TOGETHER = Pattern(
    "(?:分别|双双|两人|二人|都|同时|一同|先后)", needs="一同 两人 二人 先后 分别 双双 同时 都"
)
_CHINESE_LENGTH = 3
_FAR = 12
_NO_PEOPLE = (
    *_UNITS,
    "共和国",
    "王国",
    "公国",
    "市",
    "岛",
    "党",
    "社",
    "会",
    "队",
    "局",
    "部",
    "院",
    "军",
    "馆",
)


def roles(passage: Passage, found: list[Found]) -> list[Found]:
    """布特莱齐时任… is a person, 阿斯彭 behind 科罗拉多州 a place; so everywhere in the article."""
    text = passage.text
    told: dict[str, set[Label]] = {}
    for item, label in _told(passage, sorted(found)):
        told.setdefault(text[item.start : item.end], set()).add(label)
    result: list[Found] = []
    for item in found:
        ranked = _RANKED.fullmatch(text, item.start, item.end)
        if ranked and item.label is Label.ORG:
            result.append(Found(item.start, ranked.end(1), Label.PERSON, RULE))
            continue
        labels = told.get(text[item.start : item.end], set())
        if len(labels) == 1 and item.label in {Label.PERSON, Label.PLACE, Label.ORG}:
            result.append(
                Found(item.start, item.end, next(iter(labels)), max(RULE, item.confidence))
            )
        else:
            result.append(item)
    return result


def _told(passage: Passage, found: list[Found]) -> Iterator[tuple[Found, Label]]:
    """Names of which the sentence tells what they are."""
    known = gazetteer().names
    people = {item.end for item in found if item.label is Label.PERSON}
    led = {item.start for item in found if item.label is Label.PERSON}
    for before, item, after in zip([None, *found], found, [*found[1:], None], strict=False):
        name = passage.text[item.start : item.end]
        if name in known or not 1 < len(name) < 8 or "·" in name:
            continue
        if item.label is not Label.PERSON and name.endswith(_NO_PEOPLE):
            continue
        if item.label is Label.PERSON:
            if SOUND.fullmatch(name) and _is_place(passage, item, before):
                yield item, Label.PLACE
        elif item.label in {Label.PLACE, Label.ORG} and (
            (_acts(passage, item, name) and not _is_led(passage, item, led))
            or _listed(passage, item, people)
            or _together(passage, item, after)
        ):
            yield item, Label.PERSON


def _acts(passage: Passage, item: Found, name: str) -> bool:
    """Whether what stands there, or the name's end, tells of a person."""
    if _SLAVIC.fullmatch(name) and (item.label is Label.ORG or _MALE.search(name)):
        return True
    told = (
        passage.follow(_DOES, item) is not None
        or passage.text.startswith(PERSONAL_TITLES, item.end)
        or (item.label is Label.PLACE and passage.follow(_CALLED, item) is not None)
    )
    return told and (SOUND.match(name) is not None or len(name) <= _CHINESE_LENGTH)


def _is_led(passage: Passage, item: Found, people: Collection[int]) -> bool:
    """Whether the title behind a name is somebody else's: 马绍尔 of 马绍尔总统海妮 is a state."""
    text = passage.text
    titles = (title for title in PERSONAL_TITLES if text.startswith(title, item.end))
    return any(item.end + len(title) in people for title in titles)


def _listed(passage: Passage, item: Found, people: Collection[int]) -> bool:
    """西哈努克 of 缅甸总理吴努、柬埔寨的西哈努克、…: the part before ends in a person."""
    text = passage.text
    start = text.rfind("、", max(0, item.start - _FAR), item.start)
    return (
        start in people
        and item.label is Label.PLACE
        and text.startswith("、", item.end)
        and text.endswith("的", 0, item.start)
        and SOUND.fullmatch(text, item.start, item.end) is not None
    )


def _together(passage: Passage, item: Found, after: Found | None) -> bool:
    """黄镇 of 黄镇和布鲁斯分别赴任."""
    return (
        after is not None
        and after.label is Label.PERSON
        and item.end - item.start <= _CHINESE_LENGTH
        and _TWO.fullmatch(passage.text, item.end, after.start) is not None
        and passage.follow(_TOGETHER, after) is not None
    )


def _is_within(passage: Passage, item: Found, before: Found) -> bool:
    """德维肯 of 在南乔治亚岛的古利德维肯下葬."""
    text = passage.text
    return (
        text.endswith("在", 0, before.start)
        and text[before.end : item.start] == "的"
        and passage.follow(_DONE_THERE, item) is not None
    )


def _is_place(passage: Passage, item: Found, before: Found | None) -> bool:
    text = passage.text
    if text.endswith(tuple(TITLES), 0, item.start):
        return False
    if text.endswith(_TO, 0, item.start) and text[item.end : item.end + 1] in {
        "，",
        "。",
        "；",
        "、",
    }:
        return True
    if before is None or before.label is not Label.PLACE:
        return False
    if _is_within(passage, item, before):
        return True
    if not text.endswith(_UNITS, before.start, before.end):
        return False
    return before.end == item.start or (
        text[before.end : item.start] == "的"
        and text[item.end : item.end + 1] in {"，", "。", "；"}
    )
