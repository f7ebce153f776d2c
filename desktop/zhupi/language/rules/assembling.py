"""Organisations put together from a place or a body and what follows up to a telling word, and
dropped where it is what any one of its kind is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import ORG_ENDINGS, SOLE_BODIES, STATE_BODIES, TITLES
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.patterns import Pattern
from zhupi.language.rules.body_words import (
    AFTER_PLACE,
    HEADS,
    NO_PART,
    NO_PARTS,
    NOT_AFTER_BODY,
    PARTS,
)
from zhupi.language.rules.common import HINT, Index, longest, replace

_LONG_HEADS = frozenset(head for head in HEADS if len(head) > 1)
_LONGEST_HEAD = max(map(len, HEADS))
_LAST = frozenset(head[-1] for head in HEADS)
_ENDS = _LAST | PARTS
_MODIFIERS = frozenset({"n", "nz", "vn", "an", "LOC", "ORG", "nw", "a", "s", "f"})
_NUMBER = Pattern("第?[〇零一二三四五六七八九十百\\d]+(?!月|日|年|时|个|名|位|家|多|余)")
_LONGEST = 24
_FARTHEST = 7  #: words from the end of a name to its beginning
_LEVEL_ONLY = Pattern(
    "(?:[省市县区镇乡州村]|自治区|地区)(?:委|政府|人民政府|人大|政协|[^大学]{0,4}[局厅院办处]|"
    ".{0,3}委员会|纪委)|"
    "(?:大|中|小)学|医院|学院|公司|集团|银行|总公司|分公司|集团军|训练基地|央行|军方|中央银行|中央政府|地方政府|"
    "国家队|党委|党支部|市委|县委|省委|政治局|书记处|"
    "[\u4e00-\u9fff]{1,3}族|人民代表大会|代表大会|常委会"
)
_GENERIC = Pattern(
    "[\u4e00-\u9fff·]*(?:代表团|访华团|访问团|考察团|铁路局势|政局|访问学者)",
    needs="代表团 政局 考察团 访华团 访问团 访问学者 铁路局势",
)
#: What a party is, before what it is called: 最大在野党共同民主党.
_PARTY_KIND = Pattern(
    "(?:最大|主要|头号)?(?:在野|执政|反对)(?:大)?党(?=[\u4e00-\u9fff]{2,}[党盟线]$)", needs="党"
)
#: What is said of many: 美国投资银行, 日本救援队.
_ANY = Pattern(
    "(?:(?:电动|新能源|混合动力|二手|进口|国产|豪华)(?:汽车|轿车)|投资银行|资产管理公司|博彩公司|医疗队|救援队|救难队|维和部队|石油公司|科技公司|媒体)$",
    needs="汽车 轿车 资产管理公司 博彩公司 媒 投资银行 救援队 救难队 疗 石油公司 科技公司 维和部队",
)
#: What a country or town is, rather than has: 瑞士 + 金融中心.
_HUB = Pattern(
    "(?:(?:金融|经济|航运|制造业|商业|交通)(?:[和与、及])?){1,3}中心$",
    needs="金融 经济 航运 制造业 商业 交通",
)
#: Ends of firms' names that are also things to buy.
_WARES = frozenset({"汽车", "航空", "股份"})
_COMMON = frozenset({"n", "vn", "an", "a", "v", "f", "s"})
_MANY = ("两国", "三国", "四国", "五国", "六国", "各国", "多国")
_STATE = frozenset({*SOLE_BODIES, *STATE_BODIES, "中央银行"})
_NO_BODIES = ("市场", "指数", "部门")


def assembled(passage: Passage, found: list[Found]) -> list[Found]:
    """美国 + 最高 + 法院, 中国红十字会 + 总会, 襄樊大学 + 历史系."""
    words = passage.words()
    index = Index(found)
    new: list[Found] = []
    for number, word in enumerate(words):
        if not number or word.tag in {"PER", "TIME", "w"}:
            continue
        if passage.text[word.end - 1] not in _ENDS:
            continue
        text = passage.text[word.start : word.end]
        if not _is_head(text) or text in TITLES:
            continue
        if passage.text.startswith(("员会", "的"), word.end) and text.endswith(("委", "控股")):
            continue
        start = _opening(passage, words, number, index)
        longer = index.at(start)
        whole = longer is not None and longer.end >= word.end and longer.label is Label.ORG
        if start < word.start and not whole:
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
            if between and _is_ware(passage, head, words[number - between : number]):
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


def _is_ware(passage: Passage, head: Word, between: Sequence[Word]) -> bool:
    """Whether what a firm's name may end with is only what it sells: 中国 + 电动 + 汽车."""
    return passage.text[head.start : head.end] in _WARES and all(
        word.tag in _COMMON for word in between
    )


def _is_of_many(passage: Passage, item: Found, name: str) -> bool:
    """两国国会, 各国央行: a body that several have."""
    if name.startswith(_MANY):
        return True
    return passage.text.endswith(_MANY, 0, item.start) and name in _STATE


def _of_any(item: Found, name: str) -> re.Match[str] | None:
    """What is said of many, at the end of a name that is not known."""
    if name in gazetteer().names:
        return None
    kind = _ANY.search(name) if item.label is Label.ORG else None
    return kind or (_HUB.search(name) if item.label in {Label.ORG, Label.PLACE} else None)


def of_its_kind(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops 市政府, 汉族 and 代表团 with whatever is before it; the places in it stay."""
    known = gazetteer()
    result: list[Found] = []
    for item in found:
        name = passage.text[item.start : item.end]
        if item.label is Label.ORG and (
            _LEVEL_ONLY.fullmatch(name) or _is_of_many(passage, item, name)
        ):
            continue
        short = item.label is Label.ORG and name.endswith("旗") and name not in known.names
        flag = known.label(name[:-1]) if short else None
        if flag is not None:
            result.append(Found(item.start, item.end - 1, flag, HINT))
            continue
        kind = _PARTY_KIND.match(name) if item.label is Label.ORG else None
        if kind is not None:
            result.append(Found(item.start + kind.end(), item.end, Label.ORG, item.confidence))
            continue
        if item.label is Label.ORG and name.endswith(_NO_BODIES) and name not in known.names:
            continue
        kind = _of_any(item, name)
        opening = known.label(name[: kind.start()]) if kind is not None else None
        if kind is not None and opening in {Label.PLACE, Label.ORG}:
            cut = item.start + kind.start()
            result.append(Found(item.start, cut, opening, HINT))
            continue
        if item.label is Label.ORG and _GENERIC.fullmatch(name):
            body = name.removesuffix("代表团")
            end = next(known.places.ends(passage.text, item.start, item.end), 0)
            if len(body) > 3 and body.endswith(ORG_ENDINGS) and not body.endswith(("会", "政府")):
                result.append(Found(item.start, item.start + len(body), Label.ORG, HINT))
            elif end:
                result.append(Found(item.start, end, Label.PLACE, HINT))
            continue
        result.append(item)
    return result
