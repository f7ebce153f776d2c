"""Countries written as one character: 中美, 美方, 访华. The mention is that character."""

from __future__ import annotations

import re
from itertools import chain

from zhupi.core.model import Label
from zhupi.language.lexicon import STATE_BODIES
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.common import RULE, covering, place, replace

_SHORT = "中美英法德俄苏日韩朝印越澳加欧台乌菲"
_RUN = re.compile(rf"[{_SHORT}]{{2,4}}")
_BETWEEN = re.compile(
    rf"[{_SHORT}]{{2,4}}(?=关系|双方|两国|三国|四国|双边|三边|三方|四方|之间|高层|领导人|贸易|经贸|外长|"
    r"首脑|元首|防长|财长|会谈|会晤|峰会|冲突|战争|建交|合作|互动|官方|联合|军事|竞争|对话|友好|边境|谈判)"
)
_SIDE = re.compile(
    rf"([{_SHORT}港])(?:方|媒|军|企|商务部长|商|官员|官方|政府|高官|外长|防长|财长|国务卿|副国务卿|"
    r"助理国务卿|财政部长|国防部长|总统|总理|首相|议员)"
)
_ISRAEL = re.compile(r"(以)[方军]")
_BODY = re.compile(
    rf"([美英法德俄日韩印澳加乌菲])(国会(?=[参众两议])(?:[参众]议院)?|{'|'.join(STATE_BODIES)}|国务卿)"
)
_SUBJECT = re.compile(r"[美英俄日韩印欧澳乌](?=打压|制裁|加征|售台|对台|对华|驻华|访华|宣布制裁)")
_TOWARDS = re.compile(r"([访赴驻援涉旅遏])([华美英法德俄日韩朝印越澳欧台港乌菲疆藏])")
_LOOSELY = re.compile(r"([对在来离反亲抵])([华美英法德俄日韩朝印越澳欧台港乌菲])")
_POLICY = re.compile(
    r"对([华美英法德俄日韩朝印越澳欧台])(?=强硬|友好|政策|战略|贸易|投资|关系|态度|认知|竞争|合作|"
    r"遏制|打压|出口|制裁|援助|表述|军售|加征|开战|宣战)"
)


def bodies(passage: Passage, found: list[Found]) -> list[Found]:
    """美国务院 is 美 and 国务院, where LAC reads 美国 and 务院."""
    new = []
    for m in passage.find(_BODY):
        if not (passage.is_edge(m.start()) and passage.is_edge(m.end())):
            continue
        whole = covering(found, m.start(), m.end())
        if m.group(2) == "国务卿":
            new.append(place(m.start()))
        elif whole is None:
            new.append(Found(m.start(), m.end(), Label.ORG, RULE))
    return replace(found, new)


def pairs(passage: Passage, found: list[Found]) -> list[Found]:
    """中美, 德法, 中日韩: one mention each."""
    new: list[Found] = []
    for item in found:
        short = passage.text[item.start : item.end]
        if item.label is Label.PLACE and _RUN.fullmatch(short) and len(set(short)) == len(short):
            new += (place(i, confidence=item.confidence) for i in range(item.start, item.end))
    for m in passage.find(_BETWEEN):
        edges = passage.is_edge(m.start()) and passage.is_edge(m.end())
        if edges and len(set(m.group())) == len(m.group()):
            new += (place(i) for i in range(m.start(), m.end()))
    return replace(found, list(dict.fromkeys(new)))


def subjects(passage: Passage, found: list[Found]) -> list[Found]:
    """A country's character alone before what only a country does: 美制裁…."""
    new = [
        place(m.start())
        for m in passage.find(_SUBJECT)
        if passage.is_edge(m.start()) and passage.is_edge(m.start() + 1)
    ]
    return replace(found, new)


def sides(passage: Passage, found: list[Found]) -> list[Found]:
    """美方, 日媒, 台军, 俄外长."""
    new = []
    for m in chain(passage.find(_SIDE), passage.find(_ISRAEL)):
        if passage.is_edge(m.start()) and passage.is_edge(m.end()):
            around = covering(found, m.start(), m.end())
            if around is None or around.label is not Label.ORG:
                new.append(place(m.start()))
    return replace(found, new)


def towards(passage: Passage, found: list[Found]) -> list[Found]:
    """访华, 驻美, 对俄; where the verb is a common word, only if LAC agrees or a word ends so."""
    new = [
        place(m.start(2))
        for m in passage.find(_TOWARDS)
        if passage.is_edge(m.start()) and passage.is_edge(m.end())
    ]
    for m in passage.find(_LOOSELY):
        word = passage.word_at(m.start())
        if word is not None and word.end == m.end() and word.tag in {"v", "vn"}:
            new.append(place(m.start(2)))
    new += (place(m.start(1)) for m in passage.find(_POLICY) if passage.is_edge(m.start()))
    return replace(found, list(dict.fromkeys(new)))
