"""Names of Japanese people: a family name that is known, and a given name of one to three signs."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.gazetteer import Names, gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import all_han
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import HINT, Index, replace
from zhupi.language.rules.mentions import follows_title
from zhupi.language.rules.surnames import called_so

_FAMILIES = words("""
    安倍 麻生 岸田 石破 野田 鸠山 福田 小泉 小渊 桥本 村山 羽田 细川 宫泽 海部 宇野 竹下 中曾根
    铃木 大平 三木 田中 佐藤 池田 石桥 吉田 片山 芦田 东久迩 币原 近卫 东条 小矶 广田 平沼 阿部
    米内 若槻 犬养 斋藤 冈田 山本 高桥 伊藤 渡边 中村 小林 加藤 山田 山口 松本 井上 木村 清水
    山崎 石川 中岛 前田 藤田 小川 后藤 长谷川 村上 近藤 坂本 远藤 青木 藤井 西村 太田 藤原 三浦
    松田 中川 中野 原田 小野 田村 竹内 金子 和田 石田 上田 森田 柴田 酒井 工藤 横山 宫崎 宫本
    内田 安藤 谷口 大野 丸山 今井 河野 藤本 村田 武田 杉山 增田 平野 大塚 松尾 菊池 木下 佐佐木
    野口 松井 岩崎 樱井 野村 板垣 土肥原 木户 东乡 永野 松冈 重光 梅津 武藤 贺屋 星野 白鸟 大川
    荒木 川端 三岛 大江 芥川 夏目 黑泽 北野 是枝 滨口 久石 羽生 大谷 福原 井伊 大久保 岩仓 西乡
    木户 德川 丰臣 织田 伊达 松平 山县 大隈 黑田 陆奥 乃木 秋山 福泽 高杉 吉原
    小村 牧野 宇垣 南云 山下 冈村 寺内 梅川 谷垣 谷崎 茂木 上川 高市 二阶 菅原 枝野 前原
    仙谷 玄叶 枡添 石原 小池 翁长 玉城 大江 村山 泽地 冈崎
    """)
_KNOWN = Names(_FAMILIES)
#: What given names often end with.
_GIVEN_ENDS = frozenset(
    "郎雄夫子彦治男介辅助吾史树之次一二三郎司弥斋盛允通视弼舟平明美久义信康吉秀政"
)
_LONG = 3
_LONG_ENDS = frozenset("郎助门卫夫进通")
_NO_GIVEN = words("""
    时任 现任 曾任 出任 就任 连任 辞职 表示 宣布 认为 指出 强调 内阁 政府 首相 外相 防相 先生 女士
    访华 访美 参拜 抵达 前往 会见 会谈 出席 当选 败死 死后 本人 父子 兄弟 夫妇 等人 一家 派 氏 家
    商店 公司 大学 车站 机场 银行 市长 县长 议员 选手 球员 教授 部长 大臣 县 市 町 区 站 村 镇 号
    """)
_NO_TAGS = frozenset({"w", "u", "c", "p", "r", "m", "q", "d", "TIME", "xc", "f"})


def japanese(passage: Passage, found: list[Found]) -> list[Found]:
    """东乡茂德, 板垣征四郎; and 东乡 by itself where the article has somebody so called."""
    text = passage.text
    index = Index(found)
    new: list[Found] = []
    for word in passage.words():
        if text[word.start : word.start + 2] not in _KNOWN.lengths:
            continue
        for at in _KNOWN.ends(text, word.start, passage.block_end(word.start)):
            end = _given_end(passage, word.start, at)
            around = index.overlapping(word.start, end) if end else []
            whole = any(item.label is Label.PERSON and item.end > at for item in around)
            if end and not whole and all(_piece(item, word.start, end) for item in around):
                new.append(Found(word.start, end, Label.PERSON, HINT))
                break
    people = replace(found, new)
    named = {
        text[i.start : end]
        for i in people
        if i.label is Label.PERSON and i.end - i.start > 3
        for end in _KNOWN.ends(text, i.start, i.end)
    }
    return [
        Found(i.start, i.end, Label.PERSON, HINT)
        if i.label in {Label.PLACE, Label.ORG} and text[i.start : i.end] in named
        else i
        for i in people
    ]


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
        if not all_han(given) or not _name_like(passage, at, end):
            continue
        if len(given) == 1 and not (listed and given in _GIVEN_ENDS):
            continue
        next_listed = text[end : end + 1] in {"、", "及", "与", "和"}
        word = passage.word_at(at)
        named = word is not None and word.end == end and word.tag in {"PER", "LOC"}
        known = given in gazetteer().labels
        if listed or next_listed or given[-1] in _GIVEN_ENDS or (named and not known):
            return end
    return 0


def _name_like(passage: Passage, at: int, end: int) -> bool:
    """Whether no word between is one that names do not hold."""
    if not passage.is_edge(at):
        return True
    while at < end:
        word = passage.word_at(at)
        if word is None or word.tag in _NO_TAGS or passage.text[word.start : word.end] in _NO_GIVEN:
            return word is None
        at = word.end
    return True
