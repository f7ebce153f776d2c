"""Names of people with a character too many or too few: an adverb or preposition stuck on, a verb
in front, the last character left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import SOUNDS
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.patterns import Pattern, all_han
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import CHINESE, HINT, RULE, SOUND, Index
from zhupi.language.rules.common import replace as put
from zhupi.language.rules.mentions import follows_title

#: What hardly a name ends with.
_ADVERBS = frozenset("也亦却均皆")
#: What follows a name of three characters and is hardly a fourth.
_LINKS = _ADVERBS | frozenset("同则与和及向将对在从曾已于")
#: What may be stuck on where the name without it is found elsewhere.
_AFTER = _LINKS | frozenset("本又再为等以所把让被给并或说称问答念伏站坐方时")
#: What stands behind a family name whose bearer the article names in full.
_AFTER_FAMILY = _ADVERBS | frozenset("部旅公氏督侯偕谓于於与")
#: What such a word has behind it that a name went on into: 谓 of 胡氏谓.
_SPEAKING = Pattern("[公氏督侯老][谓曰称云言说]")
#: How the dead are honoured behind a whole name: 左文襄公, 陈王氏.
_HONOURED = frozenset("公氏")
#: What a firm's name does not go on into: 第一共和 + 总资产.
_TOTAL = Pattern("总(?:资产|负债|收入|营收|市值|投资|产值|存款|贷款|股本|销量|经理|裁|编)")
#: What somebody commands; the mention is who does.
_TROOPS = ("部", "旅", "师", "旅团", "师团", "部队", "所部")
_DETACHMENT = "支队"  #: which is called after Chinese, and commanded by Japanese
_BEFORE = frozenset("祝请让由对向给与和同跟及而但则以应须经被把将据称谢问像令派选致见携偕")
#: Words behind a foreign name that begin with what such names are written with.
_BEHIND_FOREIGN = words("""
    安葬 安排 安慰 安抚 达成 提出 提名 提议 提到 提醒 提前 加入 加强 希望 特别
    特地 特意 当选 当面 当众 当天 当时 当年 因病 因此 因而 维持 维护 克服 马上
    立即 利用 拉住 拉拢 拒绝 布置 布满 通过 普遍 比较 多次 多年 基本 查明 查看
    查阅 察觉 察看 策划 策动 贡献 道歉 道谢 道别 登上 登台 登门 登基 费尽 高兴
    高呼 怀念 怀疑 考虑 考察 肯定 来到 来访 来电 来信 理解 留下 留在 留任 路过
    努力 派出 派人 派遣 苏醒 所说 托人 习惯 依然 依法 依旧 扎根 谢绝 谢幕 特赦
    特使 索要 索取 施压 申请 申明 申辩 舍弃 热情 热泪 让位 让步 日前 荣获 荣升
    温和 内切 梅开 顿时 顿足 特邀 特派 达阵 登顶
    """)
_DOTS = "·•・‧"
_SOUNDS = frozenset(SOUNDS)
_GOES_ON = frozenset({"v", "vn", "d", "ad", "p", "m", "TIME", "r"})
#: Adverbs that given names end with: 张绍曾. An adverb has a verb behind it, not one of the next.
_ADVERBS_IN_NAMES = frozenset("曾才初永常尤恒极")
_NO_VERB = frozenset({"n", "nz", "w", "u", "ORG", "PER", "LOC", "c"})
_NO_REST = frozenset("等们上中下里前后内外者们的了说称在和与及")
_NO_REST_TAGS = frozenset({"u", "c", "p", "r", "w", "d", "xc"})
_FOUR = 4


def stuck(passage: Passage, found: list[Found]) -> list[Found]:
    """安南 of 安南也, 杨利伟 of 祝杨利伟, 蔡 of 蔡部 and 蔡也: by what else the article calls
    people, and by characters that end no name."""
    text = passage.text
    people = Counter(text[f.start : f.end] for f in found if f.label is Label.PERSON)
    last = [re.split(f"[{_DOTS}]", name)[-1] for name in people]
    known = people + Counter(part for part in last if len(part) > 1)
    whole = {part for name, part in zip(people, last, strict=True) if part != name}
    bearers = {name[0] for name in people if len(name) in {2, 3} and not SOUND.fullmatch(name)}
    families = {
        name[0]
        for name in people
        if len(name) == 1 or (len(name) in {2, 3} and name[1] not in _AFTER_FAMILY)
    }
    result: list[Found] = []
    for item in found:
        name = text[item.start : item.end]
        if item.label is Label.ORG and (commander := _commander(name, known)):
            result.append(Found(item.start, item.start + commander, Label.PERSON, RULE))
            continue
        if item.label is Label.ORG and len(name) > 2 and _TOTAL.match(text, item.end - 1):
            result.append(item._replace(end=item.end - 1))
            continue
        if item.label is not Label.PERSON or len(name) < 2:
            if name in bearers or not _is_stray(passage, item):
                result.append(item)
            continue
        if name[0] in families and _is_called(name):
            result.append(Found(item.start, item.start + 1, Label.PERSON, RULE))
        elif (
            _is_honoured(name)
            or _ends_stuck(passage, item, known)
            or (name[:-1] in whole and text[item.end - 1 : item.end + 1] in _BEHIND_FOREIGN)
        ):
            result.append(Found(item.start, item.end - 1, Label.PERSON, RULE))
        elif len(name) > 2 and name[0] in _BEFORE and known[name[1:]]:
            result.append(Found(item.start + 1, item.end, Label.PERSON, RULE))
        else:
            result.append(item)
    return result


def _is_called(name: str) -> bool:
    """Whether behind the family name stands only what its bearer is called by, or a verb."""
    if len(name) == _FOUR - 1:
        return _SPEAKING.fullmatch(name, 1) is not None
    return len(name) == 2 and name[1] in _AFTER_FAMILY


def _is_stray(passage: Passage, item: Found) -> bool:
    """太 of 太政官: one character that is hardly a family name, nor sure to be one."""
    return (
        item.label is Label.PERSON
        and item.confidence < RULE
        and not CHINESE.match(passage.text, item.start)
        and not follows_title(passage, item.start)
    )


def _is_honoured(name: str) -> bool:
    return len(name) == _FOUR and name[-1] in _HONOURED and CHINESE.match(name) is not None


def _commander(name: str, known: Mapping[str, int]) -> int:
    """How long the name is of the person whose troops these are: 3 of 万福麟部; or 0. What has a
    name from elsewhere is called after somebody and stays a body: 林肯旅."""
    for troops in (*_TROOPS, _DETACHMENT):
        stem = name.removesuffix(troops)
        if stem != name and known[stem]:
            chinese = len(stem) in {2, 3} and all_han(stem) and not SOUND.fullmatch(stem)
            if stem in gazetteer().japanese or _is_japanese(stem):
                return len(stem)
            return len(stem) if chinese and troops != _DETACHMENT else 0
    return 0


def _is_japanese(name: str) -> bool:
    """Whether a name begins with a Japanese family name and goes on for a given name."""
    ends = gazetteer().japanese.ends(name, 0, len(name))
    return len(name) > _FOUR - 1 and not SOUND.fullmatch(name) and any(ends)


def _ends_stuck(passage: Passage, item: Found, known: Mapping[str, int]) -> bool:
    name = passage.text[item.start : item.end]
    stem = name[:-1]
    if len(name) < 3 or name[-1] not in _AFTER or stem[-1] in _DOTS:
        return False
    word = passage.word_at(item.end)
    if known[stem]:
        own = _NO_VERB if name[-1] in _ADVERBS_IN_NAMES else {"w", "c"}
        return word is None or word.tag not in own
    if word is None or word.tag not in _GOES_ON:
        return False
    if any(dot in name for dot in _DOTS):
        return name[-1] not in _SOUNDS
    chinese = CHINESE.match(name) is not None
    if name[-1] in _ADVERBS:
        return chinese or follows_title(passage, item.start) or _SOUNDS.issuperset(stem)
    return chinese and len(name) == _FOUR and name[-1] in _LINKS


def left_over(passage: Passage, found: list[Found]) -> list[Found]:
    """松冈洋 + 右 of 松冈洋右、…: in a list of people a character that is left ends the name."""
    text = passage.text
    new: list[Found] = []
    for item, after in pairwise([*sorted(found), None]):
        if item is None or item.label is not Label.PERSON or item.end - item.start > 3:
            continue
        word = passage.word_at(item.end)
        if word is None or word.end != item.end + 1 or word.end >= passage.block_end(item.start):
            continue
        if after is not None and after.start < word.end:
            continue
        if _ends_given(passage, item, word):
            new.append(Found(item.start, word.end, Label.PERSON, HINT))
            continue
        listed = text[word.end] == "、" and (
            text[item.start - 1 : item.start] in {"", "、", "，", "。", "；", "和", "与"}
        )
        if listed and word.tag not in _NO_REST_TAGS and text[word.start] not in _NO_REST:
            new.append(Found(item.start, word.end, Label.PERSON, HINT))
    return put(found, new)


#: What given names end with and hardly a word is.
_ENDS_GIVEN = frozenset(
    "麟徵铭辉伟杰彬斌涛磊鑫淼琳芳娟婷娜燕萍莉薇颖慧霞玲珍翠菊莲琴瑶瑾璇璐琦琪瑜瑞祥祯禄祺轩宇昊晖晨曦"
    "旭炜烨煜熙锋钧锐铮镛彪鹏鸿骏骥驹荃蓓蕾茜菁萱葆蔚贤勋霖霆雯雄骅祜"
)
_AFTER_NAME = frozenset({"v", "vd", "d", "p", "c", "w", "TIME"})


def _ends_given(passage: Passage, item: Found, last: Word) -> bool:
    """麟 of 高士 + 麟 + 说: whether the one character behind ends a name that was cut short; 年
    does only behind a title."""
    if item.end - item.start != 2 or not all_han(passage.text[item.start : item.end]):
        return False
    after = passage.word_at(last.end)
    if last.tag == "d" and passage.text[last.start] in _ADVERBS_IN_NAMES:
        return after is None or after.tag in _NO_VERB
    if after is None or after.tag not in _AFTER_NAME:
        return False
    character = passage.text[last.start]
    year = character == "年" and last.tag == "v" and after.tag == "v"
    titled = follows_title(passage, item.start)
    return (year and titled) or (character in _ENDS_GIVEN and (titled or last.tag != "n"))


_COURTESY = Pattern(
    "(?:[，（(、])(?:字|号|表字|别号|自号|又字)([\u4e00-\u9fff]{2})(?=[，、。；）)])", needs="号 字"
)
_BRACKETED = Pattern("[（(]([\u4e00-\u9fff]{2})[）)]", needs="( （")
_NOT_CALLED = Pattern("[左右前后中图文男女上下]|本名|时任|化名|音译|译音|同上|已故|退休|原名|笔名")


def courtesy(passage: Passage, found: list[Found]) -> list[Found]:
    """松坡 in 蔡锷，字松坡; where an article tells such names, also 芝泉 in 段祺瑞（芝泉）."""
    text = passage.text
    told = [(m.start(1), m.end(1)) for m in passage.find(_COURTESY)]
    if not told:
        return found
    people = Index(
        item
        for item in found
        if item.label is Label.PERSON and CHINESE.match(text[item.start : item.end])
    )
    told += [
        (m.start(1), m.end(1))
        for m in passage.find(_BRACKETED)
        if m.start() and people.at(m.start() - 1) and not _NOT_CALLED.search(m.group(1))
    ]
    new = [Found(start, end, Label.PERSON, RULE) for start, end in sorted(set(told))]
    kept = [
        Found(item.start, end, item.label, item.confidence)
        if (end := text.rfind("，", item.start, item.end)) > item.start
        else item
        for item in found
    ]
    names = {text[item.start : item.end] for item in new}
    whole = [
        Found(item.start, item.end, Label.PERSON, RULE)
        for item in kept
        if item.label is not Label.PERSON and text[item.start : item.end] in names
    ]
    return put(put(kept, whole), new)
