"""People called by a family name and what they are: 王局长, 李大妈. The mention is the family name
alone."""

from __future__ import annotations

from collections.abc import Iterator

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Match, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, Index, replace

#: Family names that are hardly ever another word where they stand alone.
_CLEAR = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹彭萧蔡潘田董袁余叶蒋杜苏魏吕丁沈"
    "姚卢傅钟姜崔谭廖范汪陆金石"
    "戴贾韦夏邱侯邹熊孟秦阎薛尹段雷黎史龙陶贺顾毛郝龚邵钱严覃莫孔汤康江易乔赖武倪柳葛聂耿焦牛鲁"
    "关岳齐梅庄辛管祝左涂谷祁"
    "舒柯冉蓝申洪童颜樊詹殷翟蒲窦欧宫苗尚柴甘温艾凌娄霍裴骆麦褚卞饶巩匡晏沙隋鄢符瞿宁储项郎柏邢"
    "肖闫闵吉阮霍佟解"
)
#: Family names that are words too: only where the reader takes them for a name or for a noun.
_OTHER = "高曾程于任安方常单连成白万季向时车房路全盛景喻付商原游计"
_DOUBLE = "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|司徒|令狐"
_CALLED = (
    "老先生|先生|女士|小姐|太太|夫人|老师傅|老师|教授|博士|医生|大夫|护士长|师傅|书记|主任|局长|"
    "处长|科长|厅长|部长|市长|县长|省长|镇长|乡长|"
    "村长|区长|州长|校长|院长|所长|站长|厂长|场长|矿长|经理|总经理|总裁|董事长|董事|主席|总理|"
    "总统|首相|外长|防长|司令员|司令|政委|将军|元帅|"
    "上校|大校|少将|中将|上将|团长|营长|连长|排长|班长|队长|会长|行长|社长|总编|主编|编辑|记者|"
    "检察长|检察官|庭长|法官|警官|律师|同志|大姐|"
    "大妈|大爷|大娘|大嫂|大哥|大叔|大婶|二婶|三嫂|阿姨|叔叔|伯伯|伯|奶奶|爷爷|老汉|老人|老板娘|"
    "老板|掌柜|同学|教练|指导|导演|顾问|参赞|大使|公使|代表|"
    "委员|议员|工程师|研究员|秘书长|秘书|支书|老支书|会计|园长|馆长|台长|署长|司长|总督|参谋长|"
    "舰长|机长|船长|爵士|总工|总|氏夫妇|氏兄弟|姓|家父子|老太|阿婆|老|公|"
    "副总理|副主席|副总统|副部长|副省长|副市长|副县长|副局长|副主任|副书记|副院长|副校长|院士|"
    "中校|少校|上尉|警长|干事长|委员长|护士|婆婆|老头|老太太|老伯|大伯|阁下|组长|科员|乡亲|老乡|"
    "干部|警察|站长|大姨|姑娘|"
    "总长|督军|督办|巡阅使|检阅使|镇守使|护军使|制军|中丞|军门|提督|御史|侍郎|尚书|巡抚|都统|道台|"
    "知府|知县|太守"
)
_TITLES = frozenset(_CALLED.split("|")) | {"某某"}
#: Without those that names end with: 韦伯, 任公.
_LONG_CALLED = "|".join(word for word in _CALLED.split("|") if word not in {"伯", "公"})
_AT_ONCE = Pattern(
    rf"(?!左(?:侍郎|御史|中丞))([{_CLEAR}]|{_DOUBLE})(?:{_LONG_CALLED})(?!会|部|处|办)",
    needs=_CALLED.replace("|", " "),
)
_HESITANT = Pattern(rf"([{_OTHER}])(?:{_CALLED})(?!会|部|处|办)", needs=_CALLED.replace("|", " "))
_GLUED = Pattern(
    rf"([{_CLEAR}{_OTHER}]|{_DOUBLE})(?:{_LONG_CALLED}|太|姨|婶|嫂|叔|哥|姐|董|氏|妻|家|等人|[一二三四五六七八九]段)",
    needs=f"{_CALLED.replace('|', ' ')} 太 姨 婶 嫂 叔 哥 姐 董 氏 妻 家 等人 段",
)
_NAMED = Pattern(
    "([\u4e00-\u9fff·]{2,}?)(?:先生|女士|夫人|小姐|委员长|主席|总统|总理|教授|博士|将军|同志|"
    "本名|等人|书记|夫妇|同学|老师)",
    needs="先生 女士 夫人 小姐 委员长 主席 总统 总理 教授 博士 将军 同志 本名 等人 书记 夫妇 同学 "
    "老师",
)
#: Two people one behind the other: 毛主席斯大林.
_BOTH = Pattern(
    rf"([{_CLEAR}])(?:主席|总理|总统|首相|委员长|外长|部长|元帅|将军|先生|女士|同志)"
    "([\u4e00-\u9fff]{2}[\u4e00-\u9fff·]*)",
    needs="主席 总理 总统 首相 委员长 外长 部长 元帅 将军 先生 女士 同志",
)
_NAME_TAGS = frozenset({"PER", "n", "nz", "ORG", "LOC"})


def called_so(word: str) -> bool:
    """Whether people are called so behind their family name: 局长, 大妈."""
    return word in _TITLES


def surnames(passage: Passage, found: list[Found]) -> list[Found]:
    """The family name of 莫大姐, 吴副总理; also where the reader took the title into the name."""
    index = Index(found)
    new = [part for item in found if item.label is Label.PERSON for part in _parts(passage, item)]
    new += (
        Found(m.start(), m.end(1), Label.PERSON, RULE)
        for pattern, sure in ((_AT_ONCE, True), (_HESITANT, False))
        for m in passage.find(pattern)
        if _is_called(passage, m, index.at(m.start()), sure=sure)
    )
    return replace(found, list(dict.fromkeys(new)))


def _parts(passage: Passage, item: Found) -> Iterator[Found]:
    """Who is named in what the reader took for one name with a title in it."""
    text = passage.text
    if glued := _GLUED.fullmatch(text, item.start, item.end):
        yield Found(item.start, glued.end(1), Label.PERSON, max(RULE, item.confidence))
    elif both := _BOTH.fullmatch(text, item.start, item.end):
        yield from (Found(*both.span(group), Label.PERSON, item.confidence) for group in (1, 2))
    elif named := _NAMED.fullmatch(text, item.start, item.end):
        yield Found(item.start, named.end(1), Label.PERSON, item.confidence)


def _is_called(passage: Passage, match: Match, around: Found | None, *, sure: bool) -> bool:
    """Whether a family name and a title stand there; `around` is what was found at its start."""
    if _is_body(passage, match.start()):
        return False
    if around is not None and (around.start < match.start() or around.end > match.end()):
        return False
    if passage.is_edge(match.start()) and passage.is_edge(match.end()):
        return _stands_alone(passage, match.start(), match.end(1), sure=sure)
    # 丁提 + 督查: the reader's name ends within the title.
    return (
        around is not None
        and around.label is Label.PERSON
        and match.end(1) < around.end < match.end()
    )


def _is_body(passage: Passage, start: int) -> bool:
    """全总副主席, 驻马大使: what is no family name there."""
    two = passage.text[start : start + 2]
    return gazetteer().is_a(Label.ORG, two) or passage.text[start - 1 : start] == "驻"


def _stands_alone(passage: Passage, start: int, end: int, *, sure: bool) -> bool:
    """Whether the family name is a word, or opens one that ends with the title."""
    word = passage.word_at(start)
    if word is None:
        return False
    if word.end == end:
        return sure or word.tag in _NAME_TAGS
    return word.tag in _NAME_TAGS
