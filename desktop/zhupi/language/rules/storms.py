"""Storms, which are called like people: 台风“杜苏芮”, and 杜苏芮 wherever the article says so."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, Index, replace
from zhupi.language.rules.mentions import STORMS, follows_title

_KIND = "(?:台风|飓风|热带风暴|热带低压|气旋)"
_OPENING, _CLOSING = "“「『", "”」』"
#: Words of the news about storms, which are no names of them.
_NO_NAME = Pattern(
    ".*[一二三四五六七八九十].*|.*(?:[季级眼型化后前]|预警|警报|响应|登陆|防御|中心|来袭|风暴|台风|飓风|气旋|天气|"
    "委员会|经济)"
)
_QUOTED = Pattern(
    f"{_KIND}[{_OPENING}]([\u4e00-\u9fff·]{{2,6}})[{_CLOSING}]|"
    f"[{_OPENING}]([\u4e00-\u9fff·]{{2,6}})[{_CLOSING}](?:[两双三四五]个)?(?:强|超强)?{_KIND}",
    needs="台风 飓风 热带风暴 热带低压 气旋",
)
#: What storms do and have, behind their names and in sentences about them.
_BEHIND = (
    "登陆|袭击|逼近|来袭|过境|环流|残余|外围|减弱|加强|增强|移动|影响|生成|中心|肆虐|带来|路径|"
    "风力|强度"
)
_DOES = Pattern(f"[{_CLOSING}]?(?:正面|再次|先后|已|将|于|在)?(?:{_BEHIND})")
#: Before and behind the marks of another storm: 仅次于2006年的“桑美”, “玛莎”和“卡努”.
_COMPARED = Pattern(
    f"(?:受|遭|年的?|当年的|仅次于|[强弱早晚]于|超过|不及|不如|相当于|类似|[较比像如继])[{_OPENING}]$"
)
_LISTED = Pattern(f"[{_OPENING}]([\u4e00-\u9fff·]{{2,6}})[{_CLOSING}][、和与及]?[{_OPENING}]$")
_LISTED_TOO = Pattern(f"[{_CLOSING}][、和与及]?[{_OPENING}]([\u4e00-\u9fff·]{{2,6}})[{_CLOSING}]")
_DOES_IN_MARKS = Pattern(
    f"[{_CLOSING}](?:的|正面|再次|先后|相继|已经?|将|也将?|又|于|在|今[日天]|昨[日天])?(?:{_BEHIND})"
)
_ABOUT = Pattern(f"台风|飓风|热带风暴|气旋|强降|暴雨|{_BEHIND}")
#: Behind and before somebody, who may be called as a storm is: 演员海燕说.
_SPEAKS = Pattern("(?:则|还|也|又)?(?:说|称|表示|告诉|回忆|坦言|写道|认为|本人|先生|女士)")
_CALLINGS = ("员", "手", "师", "记者")
_NICKNAMES = ("小", "老", "大", "阿")
_COMMON = frozenset({"v", "vn", "a", "d", "n"})
_SURE = 0.8
_NEAR = 30  #: characters around a name within which it is told that it is a storm's
_PEOPLE_AND_PLACES = frozenset({Label.PERSON, Label.PLACE, Label.ORG})
_LONGEST = 6  #: characters of a storm's name


def storms(passage: Passage, found: list[Found]) -> list[Found]:
    """A storm is an event. One that is named anywhere in the article is one everywhere."""
    if not any(storm in passage.text for storm in STORMS):
        return found
    names = _quoted(passage)
    index = Index(found)
    text = passage.text
    new: list[Found] = []
    for item in found:
        name = text[item.start : item.end]
        behind = item.label is Label.PERSON and text.endswith(STORMS, 0, item.start)
        # What does as storms do, or is compared with one that is named, is another of them.
        alike = bool(names) and item.label is Label.PERSON and _is_alike(passage, item, names)
        if (behind or alike) and len(name) > 1:
            names.add(name)
    for name in names:
        at = text.find(name)
        while at >= 0:
            item = Found(at, at + len(name), Label.EVENT, RULE)
            if _stands_there(passage, index, item):
                new.append(item)
            at = text.find(name, item.end)
    return replace(found, new)


def _quoted(passage: Passage) -> set[str]:
    """Names in marks beside a word for storms."""
    groups = (m.group(part) for m in passage.find(_QUOTED) for part in (1, 2) if m.has(part))
    return {name for name in groups if not _NO_NAME.fullmatch(name)}


def _is_alike(passage: Passage, item: Found, names: set[str]) -> bool:
    """Whether a name in marks is a storm's by what stands around it, and nobody's; `names`: of
    storms that are told."""
    text = passage.text
    nickname = item.end - item.start <= len("小李") and text.startswith(_NICKNAMES, item.start)
    if nickname or not _in_marks(text, item) or _SPEAKS.match(text, item.end + 1):
        return False
    low = max(0, item.start - _NEAR)
    if not _ABOUT.search(text, low, item.end + _NEAR):
        return False
    before = _LISTED.search(text, low, item.start)
    behind = _LISTED_TOO.match(text, item.end)
    if any(match is not None and match[1] in names for match in (before, behind)):
        return True
    does = _DOES_IN_MARKS.match(text, item.end)
    return (does or _COMPARED.search(text, low, item.start)) is not None


def _in_marks(text: str, item: Found) -> bool:
    return (
        text[item.start - 1 : item.start] in _OPENING
        and text[item.end : item.end + 1] in _CLOSING
        and item.start > 0
        and item.end < len(text)
        and item.end - item.start <= _LONGEST
    )


def _stands_there(passage: Passage, index: Index, item: Found) -> bool:
    """Whether the storm may be meant, and not somebody who is called so or what holds the name."""
    around = index.overlapping(item.start, item.end)
    if any(one.start < item.start or one.end > item.end for one in around):
        return False
    if any(one.label not in _PEOPLE_AND_PLACES for one in around):
        return False
    if item.end > passage.block_end(item.start) or follows_title(passage, item.start):
        return False
    return _in_marks(passage.text, item) or _is_bare(passage, item, known=bool(around))


def _is_bare(passage: Passage, item: Found, *, known: bool) -> bool:
    """Whether a name without marks is the storm's; `known` if a reader took it for a name."""
    whole = passage.is_edge(item.start) and passage.is_edge(item.end)
    somebody = passage.follow(_SPEAKS, item) is not None or passage.text.endswith(
        _CALLINGS, 0, item.start
    )
    return whole and not somebody and (known or not _is_ordinary(passage, item))


def _is_ordinary(passage: Passage, item: Found) -> bool:
    """Whether what a storm is called like is a common word here: 山竹 is a fruit."""
    word = passage.word_at(item.start)
    return (
        word is not None
        and word.end == item.end
        and word.tag in _COMMON
        and passage.certainty(item.start, item.end) > _SURE
        and passage.follow(_DOES, item) is None
        and not passage.text.endswith(STORMS, 0, item.start)
    )
