"""Names of Japanese people: a family name that is known, and a given name of one to three signs."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import all_han
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import HINT, Index, replace
from zhupi.language.rules.mentions import follows_title
from zhupi.language.rules.surnames import called_so

#: What given names often end with.
_GIVEN_ENDS = frozenset(
    "郎雄夫子彦治男介辅助吾史树之次一二三郎司弥斋盛允通视弼舟平明美久义信康吉秀政"
)
#: Those that are hardly words by themselves; 石破茂之 is 石破茂.
_LOST_ENDS = _GIVEN_ENDS - frozenset("之次一义信治平明助美通")
_TITLES = frozenset({"官房", "长官", "外相", "首相", "官房长官", "防相", "法相", "大臣", "内阁"})
_LONG = 3
_LONG_ENDS = frozenset("郎助门卫夫进通")
_NO_GIVEN = words("""
    时任 现任 曾任 出任 就任 连任 辞职 表示 宣布 认为 指出 强调 内阁 政府 首相 外相 防相 先生 女士
    访华 访美 参拜 抵达 前往 会见 会谈 出席 当选 败死 死后 本人 父子 兄弟 夫妇 等人 一家 派 氏 家
    商店 公司 大学 车站 机场 银行 市长 县长 议员 选手 球员 教授 部长 大臣 县 市 町 区 站 村 镇 号
    """)
#: What ends a street's or a building's name, and no given name.
_STREETS = ("路", "街", "巷", "道", "桥", "寺", "庙", "园", "站", "港", "厂")
_NO_TAGS = frozenset({"w", "u", "c", "p", "r", "m", "q", "d", "TIME", "xc", "f"})
_VERBS = frozenset({"v", "vn"})  #: which a given name is only in a list: 修身 in 、永野修身


def japanese(passage: Passage, found: list[Found]) -> list[Found]:
    """东乡茂德, 板垣征四郎; and 东乡 by itself where the article has somebody so called."""
    text = passage.text
    openings, families = gazetteer().openings, gazetteer().japanese
    index = Index(found)
    new: list[Found] = []
    for word in passage.words():
        if text[word.start : word.start + 2] not in openings:
            continue
        for at in families.ends(text, word.start, passage.block_end(word.start)):
            end = _given_end(passage, word.start, at)
            around = index.overlapping(word.start, end) if end else []
            whole = any(item.label is Label.PERSON and item.end > at for item in around)
            street = end and text.endswith(_STREETS, at, end)
            if (
                end
                and not whole
                and not street
                and all(_piece(item, word.start, end) for item in around)
            ):
                new.append(Found(word.start, end, Label.PERSON, HINT))
                break
    people = [_mended(passage, item) for item in replace(found, new)]
    named = {
        text[i.start : end]
        for i in people
        if i.label is Label.PERSON and i.end - i.start > 3
        for end in families.ends(text, i.start, i.end)
    }
    return [
        Found(i.start, i.end, Label.PERSON, HINT)
        if i.label in {Label.PLACE, Label.ORG} and text[i.start : i.end] in named
        else i
        for i in people
    ]


def _mended(passage: Passage, item: Found) -> Found:
    """松村谦三 of 松村谦, where a given name lost its end; 二阶堂 of 二阶堂官房."""
    text = passage.text
    if item.label is not Label.PERSON:
        return item
    family = max(gazetteer().japanese.ends(text, item.start, item.end), default=0)
    if not family:
        return item
    if text[family : item.end] in _TITLES:
        return item._replace(end=family)
    word = passage.word_at(item.end)
    cut = (
        item.end - family == 1
        and word is not None
        and word.end == item.end + 1
        and text[item.end] in _LOST_ENDS
        and all_han(text[family : item.end])
    )
    return item._replace(end=item.end + 1) if cut else item


def _piece(item: Found, start: int, end: int) -> bool:
    return start <= item.start and item.end <= end and item.label is not Label.TIME


def _given_end(passage: Passage, start: int, at: int) -> int:
    """Where a given name ends that begins at `at` behind a family name, or 0."""
    text = passage.text
    limit = min(passage.block_end(start), at + 3)
    listed = text[start - 1 : start] in {"、", "及"} or follows_title(passage, start)
    for end in range(limit, at, -1):
        given = text[at:end]
        if not passage.is_edge(end) or given in _NO_GIVEN or called_so(given):
            continue
        if len(given) == _LONG and given[-1] not in _LONG_ENDS:
            continue
        if not all_han(given) or not _name_like(passage, at, end, listed=listed):
            continue
        if len(given) == 1 and not (listed and given in _GIVEN_ENDS):
            continue
        next_listed = text[end : end + 1] in {"、", "及", "与", "和"}
        word = passage.word_at(at)
        named = word is not None and word.end == end and word.tag in {"PER", "LOC"}
        known = given in gazetteer().names
        if passage.word_at(start) == (start, end, "PER"):  # 东乡茂德 is one word
            return end
        if listed or next_listed or given[-1] in _GIVEN_ENDS or (named and not known):
            return end
    return 0


def _name_like(passage: Passage, at: int, end: int, *, listed: bool) -> bool:
    """Whether no word between is one that names do not hold."""
    if not passage.is_edge(at):
        return True
    no_tags = _NO_TAGS if listed else _NO_TAGS | _VERBS
    while at < end:
        word = passage.word_at(at)
        if word is None or word.tag in no_tags or passage.text[word.start : word.end] in _NO_GIVEN:
            return word is None
        at = word.end
    return True
