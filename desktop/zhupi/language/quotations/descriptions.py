"""Words and pronouns as subjects of clauses: 气象专家, 一名审计员的报告, 他, 第五条.

Rules answer with the subject, with the place to look on at, or with None: not for them.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern, all_han
from zhupi.language.quotations import phrases, roles
from zhupi.language.quotations.clauses import Clause, Kind, Subject

_OF_BODY = Pattern("[资劳校警厂院店军官民买卖]方|[村镇县市省州区乡厂校队社]")
_KINDS = (
    "老",
    "新",
    "前",
    "原",
    "女",
    "男",
    "年轻",
    "资深",
    "高级",
    "首席",
    "当地",
    "本地",
)  #: of people
#: 斜对面的理发[师傅]: where somebody is found, and their trade.
_DESCRIBED = Pattern(
    "[\u4e00-\u9fff]{0,6}(?:[面边旁隔壁里外上下前后口头尾村镇街楼排家店场站]|附近|对岸|当地|同村)的[\u4e00-\u9fff]{1,3}",
    needs="的",
)
_COUNTED = Pattern("(?:另外?|其中)?[一1][名位]|[一1]个")
#: 叛军方面
_BESIDE = Pattern("方面|一方(?!面)", needs="方")
_STRANGER = Pattern("[\u4e00-\u9fff]{2,4}(?<![然声着言话身立笑头手泪气眼脸心意])")


def paper(clause: Clause, at: int) -> Subject | None:
    """第五条; what somebody made that has a name: 双方发表的《…声明》."""
    if found := roles.ARTICLE.match(clause.text, at):
        return Subject(Kind.ARTICLE, found.start(), found.end())
    made = phrases.MADE.match(clause.text, at) if clause.asked else None
    if made is None:
        return None
    place = made.start("what")
    return Subject(Kind.NAME, place, place + 1, place, until=made.end())


def pronoun(clause: Clause, at: int) -> Subject | int | None:
    """他, 该局, 这名证人 at `at`."""
    found = roles.PRONOUN.match(clause.text, at)
    if not found:
        return None
    start, end = found.span()
    if clause.text.startswith("的", end):
        return end + 1
    # 该局首席统计师某某, 他教过的学生: only says whose somebody is.
    if further := phrases.WHOSE.match(clause.text, end):
        return further.end()
    whose = found["this"] or found[0] == "其"
    counted = roles.COUNTED.match(clause.text, end) if found["this"] else None
    words = counted or (roles.ROLE.match(clause.text, end) if whose else None)
    if words:
        if clause.text.startswith("P", words.end()):
            return words.end()
        return Subject(Kind.WORDS, start if found["this"] else end, words.end())
    return None if phrases.RUN.match(clause.text, end) else Subject(Kind.PRONOUN, start, end)


def role(clause: Clause, start: int, end: int) -> Subject | int:
    """A word for somebody, with what belongs to it: 气象专家."""
    if clause.text.startswith(("的", "、"), end):
        # 组委会的公告: whoever issued it speaks.
        wrote = clause.asked and phrases.DOCUMENT.match(clause.text, end)
        several = roles.are_several(clause.text[start:end])
        if not wrote or clause.text[end] == "、" or start > clause.first or several:
            return end + 1
        return Subject(Kind.WORDS, start, end, until=wrote.end())
    if clause.asked and roles.is_body(clause.text[start:end]):
        # 协会数据: the body's.
        paper = phrases.DOCUMENT.match(clause.text, end)
        if paper and roles.WRITINGS.search(paper[0]) and start == clause.first:
            return Subject(Kind.WORDS, start, end, until=paper.end())
    held = phrases.HELD.match(clause.text, end) if clause.asked else None
    # 代表多数股东的某某: no deputy, but what the one behind it does.
    stands = clause.text[start:end] == "代表" and phrases.RELATIVE.match(clause.text, end)
    if further := held or stands or phrases.OFFICES.match(clause.text, end):
        return further.end()
    if found := roles.PART.match(clause.text, end):
        known = clause.text.startswith("文件", start)
        return Subject(Kind.ARTICLE if known else Kind.WORDS, start, found.end() if known else end)
    return _author(clause, start, end) or _extended(clause, start, end)


def _extended(clause: Clause, start: int, end: int) -> Subject:
    """Such a word with what stands directly before and behind it."""
    before = clause.text[clause.first : start]
    attached = before[max(before.rfind(mark) for mark in "的之_") + 1 :]
    clear = (
        not attached
        or attached in _KINDS
        or bool(_OF_BODY.fullmatch(attached))
        or (clause.asked and len(attached) <= 4)
        or (not clause.asked and _DESCRIBED.fullmatch(before) is not None)
        or roles.COUNT.match(attached) is not None
    )
    if len(attached) <= 6 and not phrases.PREDICATE.search(attached):
        start -= len(attached)
    behind = clause.asked and end < len(clause.text)
    tail = phrases.TAIL.match(clause.text, end) if behind else None
    more = tail["words"] if tail else ""
    if found := _BESIDE.match(clause.text, end):
        end = found.end()
    counted = _COUNTED.match(clause.text, start)
    if tail and roles.SOMEBODY.search(more) and len(more) <= 6 and "在" not in more:
        end = tail.end("words")
    # 另一名议员登貌: perhaps a name that nobody knows.
    named = tail is not None and counted is not None and _STRANGER.fullmatch(more) is not None
    return Subject(Kind.WORDS, start, end, clear=clear, listed=not named)


def _author(clause: Clause, start: int, end: int) -> Subject | None:
    """一名审计员的报告, 省交通厅通报: who wrote it, known by how such words end."""
    if clause.asked and (body := roles.ISSUED.match(clause.text, clause.first, end)):
        return Subject(Kind.WORDS, clause.first, body.end("body"), until=end)
    before = clause.text[clause.first : start]
    who = before.removesuffix("的")
    wrote = clause.asked and who != before and 1 < len(who) <= 8
    if not wrote or not roles.WRITINGS.search(clause.text[start:end]):
        return None
    somebody = roles.SOMEBODY.search(who) and all_han(who)
    if not somebody or phrases.PREDICATE.search(who) or roles.are_several(who):
        return None
    return Subject(Kind.WORDS, clause.first, start - 1, clear=False, until=end)


def residue(clause: Clause) -> Subject | None:
    """What is left of the clause when all that is known is gone, if it may be somebody."""
    if called := phrases.CALLED.fullmatch(clause.text, clause.first):
        # 掌勺的: whoever does that.
        return Subject(Kind.WORDS, *called.span("words"), clear=False)
    found = phrases.RESIDUE.match(clause.text, clause.first)
    if not found or phrases.PREDICATE.search(found["words"]):
        return None
    start, end = found.span("words")
    if actor := roles.DOER.match(clause.text, start, end):
        # 拍卖师环顾全场: who does that, known by how such words end.
        return Subject(Kind.WORDS, start, actor.end(), listed=False)
    if end - start > 1 and clause.text[end - 1] in "里上中":
        end -= 1
    somebody = any(words.search(clause.text, start, end) for words in (roles.SOMEBODY, roles.LAWS))
    return Subject(Kind.WORDS, start, end, clear=somebody)
