"""Whether what stands behind a cue is told: a clause rather than an object, or another act."""

from __future__ import annotations

import re

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues
from zhupi.language.quotations.clauses import Subject
from zhupi.language.quotations.cues import words_of
from zhupi.language.quotations.masking import QUOTE
from zhupi.language.quotations.predicates import AGAIN, is_predicate

#: Free cues that are also mere verbs with an object: their subject must stand beside them.
_HESITANT = words_of("""
规定 写明 载明 言明 指明 自称 申令 诏令 训令 说 透露 警告 证实 承认 否认 重申 主张 强调 指出
预测 猜测 宣布 披露 呼吁 直言 断言 告诉
""")
#: What is asked, whatever the mark behind it.
_QUESTION = Pattern(
    r"[谁吗呢吧么何哪几怎]|多[少大长久高远快]|[是能可会应要]否|还是|难道|凭啥|干嘛|咋|(.)[不没]\1|Q"
    r"|(?:没有?|不)(?:$|，)"
)
#: 边看边问，久久不愿离开: what somebody did meanwhile, not what they asked or told.
_MEANWHILE = Pattern(
    "，(?:久久|不时|不停|不知不觉|不觉|频频|连连|一路(?!上要|小心|顺风|平安)|一直[说谈聊讲问][到至]|[说谈聊讲]到"
    "|转眼|渐渐|手[上里中]|脚下|随后|随即)",
    needs="，",
)
_AT_ONCE = Pattern("边[^，：边]{1,8}边[^，：]{0,4}$", needs="边")
#: Cues whose object may be a thing.
_NOMINAL = words_of("强调 重申 主张 证实 承认 否认 披露 透露 指出 预测 猜测 表示")
_DECLARING = words_of("宣布 宣告")
_NO_CLAUSE_NEEDED = words_of(
    "申令 诏令 训令 宣告 认为 称 自称 宣布 表示 宣称 声称 坚称 呼吁 告诉 辩称 谎称 扬言"
)
#: From so many signs on what follows 说 is more than a language or a joke.
_LONG = 6
#: From so many signs on what follows other cues is more than an object.
_FULL = 8
#: …，谓; …，大意谓
_GOING_ON = ("，", "，大意", "，略", "，内")
_AND_SAYS = ("，并", "，又", "，且", "，更")
_PLAIN_LONG = 5
_TERSE = 4  #: so long is a clause of old papers
#: With what a clause begins that has no subject of its own.
_ACTS = Pattern(
    "[\u4e00-\u9fff]{1,2}了|坚持|支持|反对|愿|将|要|不|会|已|绝|决不|没|无|从未|希望|继续|遵守|正在|可以|应"
)
#: 指数还有一成的上涨空间: a clause, whatever its end.
_TOLD = Pattern(
    "[^，：的]{2,12}?(?:(?P<counted>[还仍尚约共只已]有(?=[近约0-9一二两三四五六七八九十百千万])|超过|达到|是(?!否)|(?<=[^，：的]{3})了)"
    "|[还仍尚约共只已没]有|将|会(?![议见谈])|(?<=[^，：的]{3})(?:已经?|正在))"
)
_ESTIMATING = words_of("估计 预计 推测 推算")
_NEXT = 6  #: so near another cue takes over
#: What is declared, where 声明 is no thing: 声明放弃竞选, but not 声明已经发出.
_STANCE = Pattern(
    "[将愿拒拟]|不(?![多少及够如])|放弃|支持|反对|承认|没有|无[意须条]|从[未不]|继续|保留|尊重|遵守|退出|脱离|断绝|对[^，：]{1,10}[不概无]|[POL]"
)
#: 估计最多时约11万人
_SO_MANY = Pattern(
    "(?:最[多高少低]|至[少多]|大?约|大概|超过|不[少下低]于|近)[^，：的]{0,5}?[0-9一二两三四五六七八九十百千万亿]+[^，：的]{1,6}$"
)
#: 指责某人隐瞒账目
_OF_SOMEBODY = Pattern("[POLM][^，：的、和与]{3}")


def asks_nothing(line: str, start: int, found: re.Match[str]) -> bool:
    """Whether behind a cue and its comma stands what is done, not what is asked or told."""
    end = found.end()
    if not line.startswith("，", end):
        return False
    if found["word"] in cues.QUESTIONING and not _QUESTION.search(line, end):
        return True
    meanwhile = _MEANWHILE.match(line, end) is not None
    return meanwhile and _AT_ONCE.search(line[start : found.start()]) is not None


def has_clause(
    line: str,
    begin: int,
    found: re.Match[str],
    who: Subject | None,
    told: re.Match[str] | None,
) -> bool:
    """Whether a cue without a mark is followed by what somebody says."""
    word = found["word"]
    barred = cues.NO_CLAUSE.get(word)
    if barred and barred.match(line, found.end()):
        return False
    if (word in _HESITANT or told) and not is_predicate(line, begin, found.start(), who):
        return False
    if word in cues.PLAIN and not told:
        return _is_plain(line, begin, found, who)
    if told:
        long = _weight(line[told.end() :]) >= 4
        return long and not line.startswith("的", told.end())
    return (who is not None or begin > 0) and _is_clause(word, line[found.end() :])


def _is_plain(line: str, begin: int, found: re.Match[str], who: Subject | None) -> bool:
    """Whether a name or a word for somebody stands directly before a cue, and a clause behind."""
    by = found["tail"] == "以"
    terse = by or found["word"] == "谓"
    if terse and who is None and AGAIN.fullmatch(line, begin, found.start()):
        return _weight(line[found.end() :]) >= _PLAIN_LONG
    ends = (*_GOING_ON, *_AND_SAYS) if terse else _GOING_ON
    beside = line.endswith(ends, 0, found.start())
    if who is None or not who.clear or not (who.near or beside):
        return False
    if not is_predicate(line, begin, found.start(), who):
        return False
    clause = re.split("[，：]", line[found.end() :], maxsplit=1)[0]
    return (
        _weight(clause) >= _TERSE if by or (terse and beside) else _is_said(clause, found["word"])
    )


def _is_said(clause: str, word: str) -> bool:
    """Whether the words behind such a cue are told, and no object of it."""
    if word == "声明" and not _STANCE.match(clause):
        return False
    if word == "声明" and cues.SHORT_ACT.match(clause):
        return True
    if _weight(clause) < _PLAIN_LONG or _is_thing(clause) or cues.ANOTHER.search(clause, 0, _NEXT):
        return False
    if word in cues.QUESTIONING:
        return _QUESTION.search(clause) is not None
    said = cues.VERBAL.search(clause, 1) or clause.endswith(QUOTE)
    counted = word in _ESTIMATING and _SO_MANY.match(clause)
    return bool(said or counted) or bool(_OF_SOMEBODY.match(clause))


def _is_thing(clause: str) -> bool:
    """Whether words are an object and no clause: 合作的重要性, but not 坚持合作的立场."""
    if not cues.THING.search(clause) or _ACTS.match(clause):
        return False
    told = _TOLD.match(clause)
    # 政府已有的政策: what is told of a thing before 的 makes no clause of it.
    return told is None or (not told["counted"] and clause.rfind("的") >= told.end())


def _weight(clause: str) -> int:
    """How long a clause is; a sign for a name counts as two, words in marks as six."""
    return sum(6 if sign == QUOTE else 2 if sign.isupper() else 1 for sign in clause)


def _is_clause(word: str, rest: str) -> bool:
    """Whether the words behind a cue are more than its object."""
    clause = re.split("[，：]", rest, maxsplit=1)[0]
    if word in _DECLARING and cues.SHORT_ACT.match(rest):
        return True
    if _weight(clause) < 4:
        return False
    if word in _NO_CLAUSE_NEEDED:
        return True
    if word == "说" and len(clause) >= _LONG and not cues.THING.search(clause):
        return True
    thing = word in _NOMINAL and _is_thing(clause)
    return (cues.VERBAL.search(clause) is not None or _weight(clause) >= _FULL) and not thing
