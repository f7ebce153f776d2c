"""Organisations put together from a place or a body and what follows up to a telling word, taken
apart where one was made of two, and dropped where it is what any one of its kind is called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import COUNTRIES, ORG_ENDINGS, SOUNDS, TITLES
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.patterns import Pattern
from zhupi.language.rules.body_words import (
    AFTER_PLACE,
    HEADS,
    KINDS,
    NO_PART,
    NO_PARTS,
    NOT_AFTER_BODY,
    PARTS,
    TO_ORG,
    TO_PLACE,
)
from zhupi.language.rules.common import HINT, RULE, Index, longest, replace

_LONG_HEADS = frozenset(head for head in HEADS if len(head) > 1)
_LONGEST_HEAD = max(map(len, HEADS))
_LAST = frozenset(head[-1] for head in HEADS)
_MODIFIERS = frozenset({"n", "nz", "vn", "an", "LOC", "ORG", "nw", "a", "s", "f"})
_NUMBER = Pattern("第?[〇零一二三四五六七八九十百\\d]+(?!月|日|年|时|个|名|位|家|多|余)")
_LONGEST = 24
_FARTHEST = 7  #: words from the end of a name to its beginning
_EMBASSY = Pattern(
    "(?:大使馆|使馆|总领事馆|总领馆|领事馆|代表处|办事处|联络处|商务处)(?!员)",
    needs="代表处 使馆 办事处 商务处 总领馆 联络处 领事馆",
)
_COMMITTEE = Pattern(
    "(?:自治区|[省市县区州地旗镇乡])?(?:党)?委(?=副?书记|常委|组织部|宣传部|统战部|政法委|办公|"
    "副?秘书|、|和|与|，|员会)(?:员会)?",
    needs="委",
)
_LEVEL_ONLY = Pattern(
    "(?:[省市县区镇乡州村]|自治区|地区)(?:委|政府|人民政府|人大|政协|[^大学]{0,4}[局厅院办处]|"
    ".{0,3}委员会|纪委)|"
    "(?:大|中|小)学|医院|学院|公司|集团|银行|总公司|分公司|集团军|训练基地|央行|军方|中央银行|"
    "国家队|党委|党支部|市委|县委|省委|政治局|书记处|"
    "[\u4e00-\u9fff]{1,3}族|人民代表大会|代表大会|常委会"
)
_GENERIC = Pattern(
    "[\u4e00-\u9fff·]*(?:代表团|访华团|访问团|考察团|铁路局势|政局|访问学者)",
    needs="代表团 政局 考察团 访华团 访问团 访问学者 铁路局势",
)
#: What is said of many: 美国投资银行, 日本救援队.
_ANY = Pattern(
    "(?:投资银行|博彩公司|医疗队|救援队|救难队|维和部队|石油公司|科技公司|媒体)$",
    needs="博彩公司 媒 投资银行 救援队 救难队 疗 石油公司 科技公司 维和部队",
)
_NO_BODIES = ("市场", "指数", "部门")
_AND = Pattern("[、和与及]")
_ABROAD = COUNTRIES - {"中国", "中华人民共和国"} | {"苏格兰", "英格兰"}
_FOREIGN = Pattern(
    f"[{SOUNDS}]{{2,7}}(?:公司|集团|大学|医院|学院|研究所|银行|俱乐部|饭店|航空公司|汽车公司|"
    "钢铁公司|石油公司|基金会|中心|剧院)"
)
_FIRMS = ("公司", "大学", "银行", "俱乐部")
_STATE = (*ORG_ENDINGS, "馆", "院", "厅", "省")
_SURE = 0.97


def committees(passage: Passage, found: list[Found]) -> list[Found]:
    """云南 + 省委 of 云南省委书记; 中共 before it belongs to it."""
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is not Label.PLACE:
            continue
        match = passage.follow(_COMMITTEE, item)
        if match:
            start = item.start - 2 if text.endswith("中共", 0, item.start) else item.start
            start = max(start, passage.blocks[0].start)
            new.append(Found(start, match.end(), Label.ORG, RULE))
    return replace(found, new)


def assembled(passage: Passage, found: list[Found]) -> list[Found]:
    """美国 + 最高 + 法院, 中国红十字会 + 总会, 襄樊大学 + 历史系."""
    words = passage.words()
    index = Index(found)
    new: list[Found] = []
    for number, word in enumerate(words):
        if not number or word.tag in {"PER", "TIME", "w"}:
            continue
        text = passage.text[word.start : word.end]
        if not _is_head(text) or text in TITLES:
            continue
        start = _opening(passage, words, number, index)
        if start < word.start:
            new.append(Found(start, word.end, Label.ORG, HINT))
    return replace(found, longest(new))


def _is_head(text: str) -> bool:
    if len(text) > 2 and text[-1] in PARTS:
        return not text.endswith(NO_PARTS)
    if text[-1] not in _LAST:
        return False
    return text in HEADS or (
        len(text) > 2 and any(text[-n:] in _LONG_HEADS for n in range(2, _LONGEST_HEAD + 1))
    )


def _opening(passage: Passage, words: Sequence[Word], number: int, found: Index) -> int:
    """Where an organisation begins that ends with a word, or the word's own start."""
    head = words[number]
    start = end = head.start
    before = reversed(words[max(0, number - _FARTHEST) : number])
    for between, word in enumerate(before):
        covered = found.at(word.start)
        if (
            word.end != end
            or head.end - word.start > _LONGEST
            or not _goes_on(passage, word, covered)
        ):
            break
        end = word.start
        if covered is not None and covered.start >= word.start:
            if not _makes_name(passage.text, covered, head, between):
                break
            start = covered.start
    return start


def _goes_on(passage: Passage, word: Word, covered: Found | None) -> bool:
    """Whether a word may be part of an organisation's name."""
    text = passage.text[word.start : word.end]
    if text in NO_PART or text in TITLES:
        return False
    if covered is not None:
        return covered.label in {Label.PLACE, Label.ORG, Label.MEDIA}
    return word.tag in _MODIFIERS or (word.tag == "m" and _NUMBER.fullmatch(text) is not None)


def _makes_name(text: str, opening: Found, head: Word, between: int) -> bool:
    name = text[head.start : head.end]
    if between:
        return opening.end - opening.start > 1
    if opening.label is Label.PLACE:
        named = name in AFTER_PLACE or (len(name) > 2 and name.endswith("厂"))
        return named and opening.end - opening.start > 1
    return opening.label is Label.ORG and len(name) > 1 and name not in NOT_AFTER_BODY


def embassies(passage: Passage, found: list[Found]) -> list[Found]:
    """中国驻加拿大大使馆 is one name."""
    new: list[Found] = []
    ordered = sorted(found)
    for first, second in pairwise(ordered):
        if first.label is not Label.PLACE or not passage.joins(first, second):
            continue
        if passage.text[first.end : second.start] != "驻":
            continue
        match = passage.follow(_EMBASSY, second) if second.label is Label.PLACE else None
        if match:
            new.append(Found(first.start, match.end(), Label.ORG, RULE))
        elif second.label is Label.ORG and _EMBASSY.search(
            passage.text, second.end - 4, second.end
        ):
            new.append(Found(first.start, second.end, Label.ORG, RULE))
    return replace(found, new)


def of_its_kind(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops 市政府, 汉族 and 代表团 with whatever is before it; the places in it stay."""
    known = gazetteer().labels
    result: list[Found] = []
    for item in found:
        name = passage.text[item.start : item.end]
        if item.label is Label.ORG and _LEVEL_ONLY.fullmatch(name):
            continue
        if item.label is Label.ORG and name.endswith(_NO_BODIES) and name not in known:
            continue
        kind = _ANY.search(name) if item.label is Label.ORG and name not in known else None
        if kind is not None and known.get(name[: kind.start()]) in {Label.PLACE, Label.ORG}:
            cut = item.start + kind.start()
            result.append(Found(item.start, cut, known[name[: kind.start()]], HINT))
            continue
        if item.label is Label.ORG and _GENERIC.fullmatch(name):
            body = name.removesuffix("代表团")
            places = gazetteer().places
            end = next(places.ends(passage.text, item.start, item.end), 0)
            if len(body) > 3 and body.endswith(ORG_ENDINGS) and not body.endswith(("会", "政府")):
                result.append(Found(item.start, item.start + len(body), Label.ORG, HINT))
            elif end:
                result.append(Found(item.start, end, Label.PLACE, HINT))
            continue
        result.append(item)
    return result


def parted(passage: Passage, found: list[Found]) -> list[Found]:
    """教育部和财政部 is two, 国家发展和改革委员会 one."""
    new: list[Found] = []
    text = passage.text
    for item in found:
        if item.label is not Label.ORG:
            continue
        cuts = [m.start() for m in _AND.finditer(text, item.start, item.end)]
        if not cuts:
            continue
        edges = [item.start, *(c for cut in cuts for c in (cut, cut + 1)), item.end]
        parts = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        if all(_whole(text[a:b]) for a, b in parts):
            new += (Found(a, b, Label.ORG, max(item.confidence, HINT)) for a, b in parts)
    return replace(found, new)


def described(passage: Passage, found: list[Found]) -> list[Found]:
    """雷曼兄弟 of 美国投资银行雷曼兄弟: what is said before a known name is none of it."""
    names = gazetteer()
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is not Label.ORG or item.end - item.start < 6:
            continue
        for cut in range(item.start + 3, item.end - 2):
            if not text.endswith(KINDS, item.start, cut):
                continue
            if names.is_a(Label.ORG, text[cut : item.end]):
                new.append(Found(cut, item.end, Label.ORG, max(item.confidence, HINT)))
                place = next(names.places.ends(text, item.start, cut), 0)
                if place:
                    new.append(Found(item.start, place, Label.PLACE, HINT))
                break
    return replace(found, new)


def abroad(passage: Passage, found: list[Found]) -> list[Found]:
    """印度 + 塔塔集团: a country before a foreign name that needs none."""
    names = gazetteer()
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is not Label.ORG or names.is_a(Label.ORG, text[item.start : item.end]):
            continue
        for end in names.places.ends(text, item.start, item.end):
            if text[item.start : end] in _ABROAD and _is_foreign(text, end, item.end):
                new.append(Found(item.start, end, Label.PLACE, RULE))
                new.append(Found(end, item.end, Label.ORG, item.confidence))
                break
    return replace(found, new)


def _is_foreign(text: str, start: int, end: int) -> bool:
    names = gazetteer()
    if names.is_a(Label.ORG, text[start:end]):
        return end - start > 2 and (
            text.endswith(_FIRMS, start, end) or not text.endswith(_STATE, start, end)
        )
    if _FOREIGN.fullmatch(text, start, end):
        return True
    place = next(names.places.ends(text, start, end), 0)
    return place > start + 1 and end - place > 1


def _whole(name: str) -> bool:
    known = gazetteer().is_a(Label.ORG, name)
    return known or (len(name) > 3 and name.endswith(ORG_ENDINGS))


def by_ending(passage: Passage, found: list[Found]) -> list[Found]:
    """湖北省军区 is no place, 巴黎圣母院 no organisation."""
    result: list[Found] = []
    for item in found:
        name = passage.text[item.start : item.end]
        label = item.label
        if gazetteer().labels.get(name) is not label and len(name) > 3:
            if label is Label.PLACE and name.endswith(TO_ORG):
                label = Label.ORG
            elif label is Label.ORG and name.endswith(TO_PLACE):
                label = Label.PLACE
        result.append(Found(item.start, item.end, label, item.confidence, item.nested))
    return result
