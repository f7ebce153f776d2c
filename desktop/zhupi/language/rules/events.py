"""Meetings, games, wars and disasters, and laws without 《》: by the word they end with and by what
makes a name of it, a number, a place, a body or a wide word like 全国."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhupi.core.model import Label
from zhupi.language.lexicon import NO_LAWS
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, SOUND, Index, covering, longest, replace

_N = "[〇零一二三四五六七八九十百\\d]+"
#: Heads of names that need little before them.
_GAMES = (
    "运动会", "奥运会", "冬奥会", "亚运会", "大运会", "全运会", "亚冬会", "残奥会", "锦标赛",
    "世锦赛", "世界杯", "亚洲杯", "欧洲杯", "邀请赛",
    "公开赛", "足球赛", "篮球赛", "大奖赛", "马拉松", "马拉松赛", "擂台赛", "挑战赛", "锦标大赛",
    "博览会", "交易会",
    "洽谈会", "展览会", "电影节", "艺术节",
    "文化节", "戏剧节", "音乐节", "啤酒节", "旅游节", "狂欢节", "双年展", "书展", "车展", "航展",
    "影展", "电影展", "灯会", "庙会", "世博会", "园博会", "大赛车",
    "美展", "电视节", "花会", "牡丹花会", "电脑展", "电子展", "拳王赛", "国际马拉松",
)  # fmt: skip
_MEETINGS = (
    "会议", "大会", "年会", "峰会", "论坛", "代表大会", "全国代表大会", "工作会议", "部长级会议",
    "首脑会议", "首脑会晤", "全会", "部长会议", "妇女大会",
    "对话会", "大赛", "联赛", "选拔赛", "普查", "人口普查", "巡回赛", "庭审", "会晤",
    "非正式会议", "缔约方大会", "典礼", "颁奖礼", "颁奖典礼", "晚会",
)  # fmt: skip
_CALAMITIES = (
    "地震", "大地震", "特大地震", "海啸", "大屠杀", "海战", "会战", "战役", "战争", "内战",
    "大革命", "起义", "事变", "惨案", "空难", "森林火灾",
    "金融危机", "债务危机", "核事故", "大爆炸", "大捷", "保卫战", "兵变", "政变", "海难",
    "劫机事件", "恐怖袭击", "审判", "人质事件", "事件",
)  # fmt: skip
_PAST = (
    "大地震",
    "战争",
    "之乱",
    "之战",
    "之变",
    "大战",
    "起义",
    "事变",
    "惨案",
    "革命",
    "战役",
    "会战",
    "大捷",
    "大屠杀",
    "暴动",
    "政变",
    *_GAMES,
)
_HEADS = (*_GAMES, *_MEETINGS, *_CALAMITIES, "战", "会", "火灾", "危机", "展")
_LAST = frozenset(head[-1] for head in (*_HEADS, *_PAST))
_WIDE = frozenset(
    {"全国", "世界", "国际", "全球", "亚洲", "欧洲", "中国", "全省", "华东", "远南", "亚太"}
)
_NUMBERED = Pattern(rf"第{_N}[届次]|首届|{_N}届", needs="届 第")
#: What every cabinet and every club holds: 第一次内阁会议.
_ANY_MEETING = Pattern(
    f"第?{_N}[届次](?:内阁|全体|常务|董事|党组|理事|工作|部务|安全|紧急|例行)*(?:会议|会晤|例会)"
)
_RUNNERS = ("选手", "运动员", "跑者", "爱好者", "好手")
_NEW_ONES = frozenset({"新一届", "上一届", "下一届", "本一届", "前一届", "每一届", "这一届"})
_MODIFIERS = frozenset({"n", "nz", "vn", "an", "LOC", "ORG", "m", "a", "nw", "b", "j"})
_BIG = Pattern("特大|大|特强|强烈|森林|山林|金融|债务|油轮|油田|核")
_PARTY = Pattern(
    r"(?=[中〇零一二三四五六七八九十百\d])(?:"
    r"(?<![〇零一二三四五六七八九十百\d第])(?:十[一二三四五六七八九]|"
    r"二十)大(?=[以报代精之召闭开提确上后会）”，。、])|"
    r"(?<![一二三四五六七八九十])(?:十?[五六七八九]|十[一二三四])运会|"
    rf"(?:中共)?(?:{_N}届)?[一二三四五六七]中全会)",
    needs="中全会 十 运会",
)
#: 自由之刃 in “自由之刃”演习.
_MANOEUVRE = Pattern(
    "[“「]([^“”「」，。；！？\n]{2,16})[”」](?=(?:联合|军事|海上|空中|年度|系列|多国|三边|双边|大规模){0,3}"
    "(?:演习|军演))",
    needs="演习 军演",
)
_SESSION = Pattern(
    rf"第?{_N}届(?:全国人民代表大会|全国人大|全国政协|[\u4e00-\u9fff]{{0,4}}人大|"
    rf"[\u4e00-\u9fff]{{0,4}}政协)(?:常务委员会|常委会)?第?{_N}次(?:全体)?会议",
    needs="人大 全国人民 政协",
)
_RESOLUTION = Pattern(
    rf"第{_N}[A-Z]?(?:[（(]\d+[）)])?号(?:决议|法令)|释字第{_N}号(?:解释)?|(?:国务院|主席|总统|行政)令第{_N}号",
    needs="决议 法令 释字第 令第",
)
_ARTICLE = Pattern(f"(?<=[法典例章约定])第{_N}[条章款]", needs="条 章 款")
_LAW_HEADS = (
    "公约", "条约", "协定", "议定书", "宪章", "宪法", "法典", "公报", "联合声明", "联合公报",
    "宣言", "和约", "基本法", "备忘录", "总协定",
)  # fmt: skip
_LAW_WORD = Pattern(
    "[\u4e00-\u9fff]{2,}(?:公约|条约|协定|议定书|宪章|法典|法案|条例|宣言|和约|联合声明|"
    "(?<!方)(?<!分)(?<!教)(?<!看)(?<!说)(?<!做)(?<!书)(?<!语)(?<!疗)法)",
    needs="公约 协定 和约 宣言 宪章 条例 条约 法 联合声明 议定书",
)
_LAST_OF_LAWS = frozenset("案例法").union(head[-1] for head in _LAW_HEADS)
_LONGEST = 26


def events(passage: Passage, found: list[Found]) -> list[Found]:
    """第四次世界妇女大会, 汉城奥运会, 邢台地震, 北约峰会."""
    words = passage.words()
    new = [
        Found(m.start(), m.end(), Label.EVENT, RULE)
        for pattern in (_PARTY, _SESSION)
        for m in passage.find(pattern)
    ]
    new += (Found(m.start(1), m.end(1), Label.EVENT, HINT) for m in passage.find(_MANOEUVRE))
    opened = Index(item for item in found if item.label in {Label.PLACE, Label.ORG})
    for index, word in enumerate(words):
        if passage.text[word.end - 1] not in _LAST:
            continue
        text = passage.text[word.start : word.end]
        if word.tag in {"nz", "n", "ORG"} and len(text) > 3 and text.endswith(_PAST):
            start = _opening(passage, words, index, opened)
            if word.tag == "nz" or start < word.start:
                new.append(Found(start, word.end, Label.EVENT, HINT))
            continue
        if not text.endswith(_HEADS):
            continue
        start = _opening(passage, words, index, opened)
        if start < word.start and _is_event(passage, start, word, opened):
            new.append(Found(start, word.end, Label.EVENT, HINT))
    whole = [item for item in found if item.label is Label.EVENT]
    return replace(
        found, _outside(found, [item for item in longest(new) if not _held(whole, item)])
    )


def _opening(passage: Passage, words: Sequence[Word], index: int, opened: Index) -> int:
    """Where a name may begin that ends with a word: at the first number, place, body or wide word
    of the nouns before it."""
    start = end = words[index].start
    for word in reversed(words[max(0, index - 9) : index]):
        if word.end != end or words[index].end - word.start > _LONGEST:
            break
        covered = opened.at(word.start)
        if covered is not None:
            start, end = covered.start, word.start
            continue
        if word.tag not in _MODIFIERS:
            break
        if word.tag == "m" and not _NUMBERED.fullmatch(passage.text, word.start, word.end):
            break
        if word.start and passage.text[word.start - 1 : word.start + 2] in _NEW_ONES:
            break  # 新一届
        end = word.start
        if _opens(passage, word):
            start = word.start
    return start


def _opens(passage: Passage, word: Word) -> bool:
    text = passage.text[word.start : word.end]
    return word.tag in {"LOC", "ORG", "nz"} or text in _WIDE or _NUMBERED.match(text) is not None


def _is_event(passage: Passage, start: int, head: Word, opened: Index) -> bool:
    """Whether what stands from `start` to the end of `head` is a name."""
    text = passage.text[start : head.end]
    known = opened.at(start)
    word = passage.word_at(start)
    if _ANY_MEETING.fullmatch(text) or passage.text.startswith(_RUNNERS, head.end):
        word = None
    if word is None or text.endswith(_GAMES):
        return word is not None
    if text.endswith((*_CALAMITIES, "火灾", "危机")):
        if known is None or known.label is not Label.PLACE:
            return False
        return (
            known.end == head.start
            or _BIG.fullmatch(passage.text, known.end, head.start) is not None
        )
    if not text.endswith(_MEETINGS):
        return False
    wide = passage.text[word.start : word.end] in _WIDE
    numbered = _NUMBERED.search(passage.text, start, head.start) is not None
    if text.endswith(("峰会", "论坛", "年会", "对话会")):
        return numbered or known is not None or word.tag == "nz" or wide
    whole = word.end < head.start or text.endswith(("工作会议", "代表大会"))
    return numbered or (wide and whole)


def unquoted_laws(passage: Passage, found: list[Found]) -> list[Found]:
    """第2758号决议, 巴黎协定, 反垄断法: without 《》."""
    new = [Found(m.start(), m.end(), Label.LAW, RULE) for m in passage.find(_RESOLUTION)]
    found = replace(found, list(_without_article(passage, found)))
    words = passage.words()
    for index, word in enumerate(words):
        if passage.text[word.end - 1] not in _LAST_OF_LAWS:
            continue
        text = passage.text[word.start : word.end]
        if SOUND.fullmatch(text):
            continue
        if word.tag in {"nz", "nw"} and _LAW_WORD.fullmatch(text) and not text.endswith(NO_LAWS):
            new.append(Found(_place_before(words, index), word.end, Label.LAW, HINT))
        elif text.endswith(_LAW_HEADS) and index:
            start = _place_before(words, index)
            if start < word.start:
                new.append(Found(start, word.end, Label.LAW, HINT))
    return replace(found, _outside(found, longest(new)))


def _without_article(passage: Passage, found: Sequence[Found]) -> Iterator[Found]:
    """宪法 of 宪法第22条."""
    for item in found:
        if item.label is Label.LAW:
            article = _ARTICLE.search(passage.text, item.start, item.end)
            whole = article is not None and article.start() > item.start
            if article and whole and not passage.text.endswith("《", 0, item.start):
                yield Found(item.start, article.start(), Label.LAW, RULE)


def _outside(found: Sequence[Found], new: Sequence[Found]) -> list[Found]:
    """Those of `new` that no law between 《》 holds."""
    titles = sorted(item for item in found if item.label is Label.LAW)
    return [item for item in new if not _held(titles, item)]


def _held(titles: Sequence[Found], item: Found) -> bool:
    around = covering(titles, item.start, item.end)
    return around is not None and around.end - around.start > item.end - item.start


def _place_before(words: Sequence[Word], index: int) -> int:
    """The place or body that a law is called after, with at most three nouns between."""
    end = start = words[index].start
    for word in reversed(words[max(0, index - 4) : index]):
        if word.end != end or word.tag not in {"n", "vn", "an", "nz", "LOC", "ORG", "vd", "a"}:
            break
        end = word.start
        if word.tag in {"LOC", "ORG"}:
            start = word.start
    return start
