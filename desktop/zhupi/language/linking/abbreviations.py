"""Whether one name is another one shortened, by their characters alone.

Chinese shortens by taking one character of a word: 世卫 of 世界卫生组织, 东电 of 东京电力公司.
A name that only lacks a word names something else: 中国银行 is not 中国人民银行. Pure
functions of
bounded cost; where in doubt the answer is no.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern

LONGEST = 60  #: longer names are not compared

_SHORTEST = 2
_LONGEST_SHORT = 12
#: What a short form leaves out at the beginning.
_HEADS = (
    "中华人民共和国",
    "中国共产党",
    "中国",
    "国家",
    "全国",
    "中共",
    "国务院",
    "美国",
    "联合国",
)
#: Kinds of body of one character: two names that end in one have only their kind in common.
_KINDS = "军队党部局院厅署司会社所室处科团校厂店馆省市县区州战"
_DIGITS = Pattern(r"[0-9〇零一二三四五六七八九十百]+(?=[届次年])|[0-9]+")
#: What a firm's name ends with, and everybody leaves out.
_FIRMS = Pattern(
    r"(?:[（(][^）)]{1,6}[）)])?(?:技术|科技|投资|控股|实业|国际|电子|汽车|网络|信息|金融|传媒|兄弟)*"
    r"(?:集团|控股|股份|有限|责任|公司|企业|银行|航空|电视台|学会)*"
)


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of characters of `full`, at least one of them for a whole word.

    >>> abbreviates("世卫", "世界卫生组织"), abbreviates("中国银行", "中国人民银行")
    (True, False)
    """
    if not (_SHORTEST <= len(short) <= _LONGEST_SHORT and len(short) < len(full) <= LONGEST):
        return False
    if _DIGITS.compiled().findall(short) != _DIGITS.compiled().findall(full):
        return False
    return any(_shortens(short, rest) for rest in _without_heads(full))


def _without_heads(full: str) -> list[str]:
    heads = (head for head in _HEADS if full.startswith(head) and len(full) > len(head) + 1)
    return [full, *(full[len(head) :] for head in heads)]


def _shortens(short: str, full: str) -> bool:
    if short[0] != full[0] or len(short) >= len(full):
        return False
    begin = _shared(short, full)
    end = min(_shared(short[::-1], full[::-1]), len(short) - begin)
    if short[-1] in _KINDS and not end:
        return False  # 日军 is not 日本陆军省
    middle, skipped = short[begin : len(short) - end], full[begin : len(full) - end]
    if not middle:
        return begin == end == 1 and short[-1] not in _KINDS and len(full) > len(short) + 1
    return _has_lone_sign(middle, skipped)


def _has_lone_sign(middle: str, skipped: str) -> bool:
    """Whether the characters come in this order, and one of them stands for its word alone."""
    places: list[int] = []
    for character in middle:
        at = skipped.find(character, places[-1] + 1 if places else 0)
        if at < 0:
            return False
        places.append(at)
    joined = {at for at in places if at - 1 in places or at + 1 in places}
    return len(joined) < len(places)


def _shared(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def shortens_firm(short: str, full: str) -> bool:
    """Whether `short` is `full` without the words that say it is a firm.

    >>> shortens_firm("雷曼", "雷曼兄弟"), shortens_firm("联合国", "联合国大会")
    (True, False)
    """
    if len(short) < _SHORTEST or not full.startswith(short) or len(full) > LONGEST:
        return False
    rest = full[len(short) :]
    return bool(rest) and _FIRMS.fullmatch(rest) is not None
