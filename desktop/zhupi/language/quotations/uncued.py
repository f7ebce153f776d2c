"""Words that somebody says without a cue: behind a colon, after a deed, in a headline.

Over lines of signs (`masking`); each answers with whose words they are, or with None.
"""

from __future__ import annotations

import re

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, phrases, roles
from zhupi.language.quotations.clauses import Kind, Subject
from zhupi.language.quotations.masking import QUOTE
from zhupi.language.quotations.subjects import in_clause, subject

#: A headline longer than this is none.
HEADLINE = 40
_ORIGIN = Pattern(r"(?:出自|见于|引自|语出|取自|源自|来自)(?=[^，：]{1,12}：Q$)")
#: How somebody is who speaks: 仍然激动.
_MOVED = Pattern(
    "(?:仍|依旧|还是|仍然|依然|十分|非常|很|颇|显得|有些|有点|略显|满脸|一脸|不免|格外)[^，：的]{1,6}$"
)
#: 内阁奉上谕：“…”: the edict speaks, whoever got or sent it.
_EDICT = Pattern(
    "(?:奉|钦|接|得|传|寄|降|下|颁|发|有)(?P<what>(?:[上密朱电懿圣特严手恩明]|遗)?(?:谕旨|诏书|旨|诏|谕)|廷寄|朱批)：Q$",
    needs="：Q",
)
#: 上谕某大臣：“…”
_EDICT_TO = Pattern("(?:^|，)(?P<what>[上朱密电明]谕)[^，：]{1,8}：Q$", needs="谕")
#: 某人的回答很简短, 这是某人说的话: points back to words in marks.
_POINTING = Pattern(
    r"(?:这(?:就|正)?是)?(?=P)(?P<who>P)[^，：_的]{0,8}(?:说?的(?:回答|答复|话|原话|说法|解释|评价|结论))"
)
#: 他的手停了停: what he did with it.
_PART = Pattern(
    "(P|[他她])的(?:双?手|脸|眼睛?|声音|目光|语气|嘴角|眉头|表情|笑容|头|眼圈|眼眶|嗓门|嗓子|神情|脸色|手指|语调)(?!的)"
)
#: Nobody's words: 一句没有署名的话.
_LINE = Pattern(
    "[一几两三四五六半][行个句张块条幅][^，：的]{0,4}(?:字|话|标语|横幅|纸条|字条|牌子)："
)
NAMELESS = Pattern("(?:没有?|未|不)署名|匿名的|无名氏|不知道?是?谁")
#: With what headlines tell something, verbs apart that any clause has.
_TELLS = Pattern(
    "[难或仍料恐拟解缓减赢胜败输破创现遭获受忧盼吁涨跌增稳失救查禁限延推迟需赴抵返启止]|不再|尚|最"
)
#: 这位罗马尼亚人坐了下来: a person.
_THIS_ONE = ("这位", "这名", "那位", "该名", "该位")
#: What is named in a headline, not told: 某人：从囚徒到总统.
_NAMED = Pattern("从[^，：]{1,12}到|的[^，：的]{1,6}$|之[^，：之]{1,4}$")


def behind_colon(line: str) -> Subject | None:
    """Who stands before the colon before words in marks."""
    if origin := _ORIGIN.search(line):
        found = in_clause(line[origin.end() : -2], asked=True)
        return found.moved(origin.end()) if found else None
    if edict := _EDICT.search(line) or _EDICT_TO.search(line):
        return Subject(Kind.WORDS, *edict.span("what"))
    clause = line.rfind("，", 0, len(line) - 2) + 1
    cited = phrases.OTHERS.search(line[:-2], clause)
    if not cited and (acting := _acting(line[clause:-2])):
        return acting.moved(clause)
    found = subject(line, 0, len(line) - 2)
    # 某人的一句话引来笑声：“…” tells what happened, not who speaks.
    unclear = found and found.kind is Kind.WORDS and not found.clear
    if unclear and clause and _MOVED.search(line, clause, len(line) - 2):
        # 老人说起当年，仍然激动：“…”
        before = line.rfind("，", 0, clause - 1) + 1
        earlier = _acting(line[before : clause - 1])
        return earlier.moved(before) if earlier else None
    return None if unclear and "的" in line[clause:-2] else found


def _acting(clause: str) -> Subject | None:
    """The person who does what a clause tells."""
    if his := _PART.match(clause):
        kind = Kind.NAME if his[1] == "P" else Kind.PRONOUN
        return Subject(kind, 0, 1, 0 if his[1] == "P" else -1)
    found = in_clause(clause, asked=False)
    if found is None or not found.clear:
        return None
    person = found.kind is Kind.PRONOUN and (
        clause[found.start] in "他她" or clause.startswith(_THIS_ONE, found.start)
    )
    if found.kind is Kind.WORDS:
        return found if roles.is_person(clause[found.start : found.end]) else None
    return found if person or (found.kind is Kind.NAME and clause[found.head] == "P") else None


def is_on_paper(line: str) -> bool:
    """Whether it is told that words stand somewhere, and nobody is named: 墙上有一行字：“…”"""
    clause = line[line.rfind("，", 0, len(line) - 2) + 1 :]
    return _LINE.search(clause) is not None and not re.search("P|[他她]", clause)


def after_deed(line: str) -> Subject | None:
    """Who does what a sentence tells before words in marks: 某人指着对岸，“…”"""
    if not line.endswith("，" + QUOTE):
        return None
    return _acting(line[: line.find("，")])


def pointing_back(line: str) -> Subject | None:
    """Whom a sentence after words in marks names as the one whose they are."""
    found = _POINTING.match(line)
    return Subject(Kind.NAME, *found.span("who"), found.start("who")) if found else None


def headline(line: str) -> Subject | None:
    """Who speaks in a headline that parts the speaker from the words by a colon."""
    colon = line.find("：")
    said = line[colon + 1 :]
    if colon < 1 or "：" in said or _NAMED.search(said):
        return None
    if said != QUOTE and not (len(said) >= 4 and (cues.VERBAL.search(said) or _TELLS.search(said))):
        return None
    if edict := _EDICT.search(line) or _EDICT_TO.search(line):
        return Subject(Kind.WORDS, *edict.span("what"))
    found = in_clause(line[:colon], asked=True)
    if found is None or (found.start, found.end) != (0, colon) or not found.clear:
        return None
    if found.kind is Kind.NAME:
        return found if line[found.head] in "POM" else None
    named = roles.is_person(line[:colon]) or roles.OUTLETS.match(line, 1, colon)
    people = found.kind is Kind.WORDS and bool(named)
    return found if people else None
