"""Where a line says that somebody speaks: its first cue that introduces something, or source."""

from __future__ import annotations

import re
from itertools import islice

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import compounds, cues, phrases
from zhupi.language.quotations.contents import asks_nothing, has_clause
from zhupi.language.quotations.cues import any_of, words_of
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.masking import QUOTE
from zhupi.language.quotations.predicates import is_borne
from zhupi.language.quotations.sources import source_in
from zhupi.language.quotations.subjects import sheet, subject

_WRITTEN = words_of("写着 写道 写 刻着 印着 题着 刻有 写到")
#: 没有任何组织宣称负责: nobody says so.
_NO_ONE = Pattern(
    "(?:^|[，：])[T_]?(?:截至目前|至今|迄今|目前|尚|仍|暂|还|也|但|却|并|此前)*(?:没有?|无|尚无|并无|从未有)"
    "(?:任何|哪[一个家位]|一[个家位名]|人|组织|机构|国家|政府|单位|部门|专家|官员)[^，：POLM的]{0,8}$"
    "|未有[^，：]{0,8}任何[^，：的]{0,8}$",
    needs="没 无 未有",
)
#: 替他辩护，称…: what stands behind that comma is told by its own cue.
_OWN_CUES = (
    "(?:称|说|表示|指出|认为|强调|写道|透露|坦言|重申|提到|介绍|呼吁|宣布|补充|解释|警告|承诺)"
)
_TAKES_OVER = Pattern(
    rf"，(?:并|还|又|也|首先)?{_OWN_CUES}(?![的明不法服谎过])"
    rf"|，[他她](?![们的自每])[^，：没未不拒否]{{0,8}}?{_OWN_CUES}[，：]|，[他她](?:说|称|表示)(?![的明不法服谎过一])"
    rf"|，[^，：]{{0,12}}P[^，：]{{0,4}}?{_OWN_CUES}[，：]|(?<=致辞|发言)，[他她](?![们的自])",
    needs="，",
)
#: 劝大家，不要慌张: what one is urged to do; otherwise how it was taken.
_URGING = words_of("劝 劝告 催促 恳求 央求 吩咐 请求 鼓励 勉励")
_URGED = Pattern(
    "不要|[别莫勿]|千万|务必|赶[快紧]|快(?![要步])|尽[快早量]|早[点些]|最好|先(?!后)|还是(?=[^，]{1,8}(?:吧|[好妙宜]$))"
    "|[应要](?![求是])"
)
#: What is done with words, of which another cue tells them.
_DONE = words_of("""
辩护 反驳 解释 辩解 回应 澄清 抱怨 批评 抨击 指责 称赞 赞扬 夸赞 安慰 劝说 道歉 求情 抗议 质疑 嘲讽
讽刺 调侃 打趣 表态 发文 发帖 留言 致辞 发言 喊话 声援 驳斥 痛斥 谴责 讥讽 嘲笑 开玩笑 自嘲 诉苦
作证 答复 否认
""")
#: After words in marks that are only named: “好”字, “快”的说法.
_THINGS = any_of("""
方案 计划 口号 说法 概念 理论 主张 倡议 原则 政策 战略 建议 问题 论 论调 现象 传闻 传言 理念
目标 构想 设想 思想
模式 精神 提法 指控 指责 质疑 谣言 谎言 传说 行动 工程 制度 规定 条款 标准 路线 路线图 思路 承诺
愿景 谬论 言论
""")
_NAMED = Pattern(
    rf"(?:{_THINGS})(?!是|应|将|已|不|会)|"
    "[的等字之号式型]|[一二两三四五六七八九十几]个|[一二两三四]字|一词|、Q"
)
#: 写明共同点： at the end of a paragraph.
_OPEN = Pattern(r"[^，：QT]{0,8}：")
#: 县志载，…; 他写的却是，…: what can be read, whatever the mark.
_READS = Pattern(
    "[志书录传记史鉴谱牒B]载$|的[却则倒也]?是$"
    "|(?:[条款件书信告章]|[信文书件录记][里中]|接着|继续)(?:还|也|又|则|只|就|分明|明明白白地?)?写着?$"
)
_LOOK_BACK = 8
#: So far back a subject is sought, and so many cues of a line are tried.
_REACH = 300
_TRIED = 60
_CONTENT_SKIPPED = " ，：—"


def next_introduction(
    line: str, start: int, *, sources: bool = True, asks: bool = False
) -> Introduction | None:
    """The first introduction of a line whose clause begins at `start`; `asks`: it ends with ？."""
    source = source_in(line, start) if sources else None
    for found in islice(cues.CUE.finditer(line, start), _TRIED):
        if source and found.start() >= source.begin:
            inner = next_introduction(line, source.content, sources=False, asks=asks)
            return inner if inner and _is_own(line, source.content, inner) else source
        if not asks and asks_nothing(line, start, found):
            continue
        introduction = _classified(line, max(start, found.start() - _REACH), found)
        if introduction:
            return introduction
    return source


def _is_own(line: str, begin: int, inner: Introduction) -> bool:
    """Whether what a source is cited for is itself what somebody says: 据新华社报道，他表示，…"""
    near = inner.subject is not None and inner.subject.near and inner.subject.clear
    return near and line.count("，", begin, inner.start) <= 1


def _classified(line: str, begin: int, found: re.Match[str]) -> Introduction | None:
    """The introduction that a cue makes, if it is one."""
    start, end = found.start(), found.end()
    word = found["word"]
    cue_end = start + len(word)
    if _is_none(line, max(begin, start - _LOOK_BACK), cue_end, word):
        return None
    told = _told(line, word, cue_end)
    if told and word in cues.ASKING and told[0][-1] not in "，：":
        told = None
    form = Form.BARE if told else _form(line, word, end)
    handed = word in _DONE and _TAKES_OVER.match(line, told.end() - 1 if told else end)
    if form is None or handed or _NO_ONE.search(line[begin:start]):
        return None
    who = sheet(line, begin, start) if word in _WRITTEN else None
    who = who or subject(line, begin, start, deeds=word not in _WRITTEN)
    if form is Form.BARE and not has_clause(line, begin, found, who, told):
        return None
    if form is Form.MARKED and not is_borne(line, begin, found, who):
        return None
    content = end
    if told:
        content = told.end()
    elif form is Form.OPEN or line[end : end + 1] in ("，", "："):
        content = end + 1
    return Introduction(form, start, cue_end, content, begin, who, word)


def _is_none(line: str, begin: int, end: int, word: str) -> bool:
    """Whether a cue that ends at `end` is a part of another word, or what something is called."""
    if word == "自称" and not cues.OF_ONESELF.match(line, end):
        return True
    if compounds.begins(line, word, end):
        return True
    alias = cues.ALIAS.search(line, begin, end) and not line.startswith(("，", "："), end)
    return bool(alias) or cues.NO_CUE.search(line, begin, end) is not None


def _told(line: str, word: str, end: int) -> re.Match[str] | None:
    """To whom somebody speaks, behind a cue that ends at `end`, and the mark behind that."""
    to = word in cues.TO
    if word not in cues.TELLING and not to:
        return None
    told = phrases.TOLD.match(line, end)
    if told is None or told.end() == len(line):
        return None
    if word in _URGING and line[told.end() - 1] == "，" and _URGED.match(line, told.end()):
        return told
    return told if word in cues.TELLING or line.startswith("：Q", told.end() - 1) else None


def _form(line: str, word: str, end: int) -> Form | None:
    """What stands behind a cue that ends at `end`; None: nothing that it could introduce."""
    rest = line[end : end + 12]
    # “…”记者问某人。
    whom = phrases.TOLD.match(line, end) if word in cues.TELLING else None
    if whom and whom.end() == len(line) and line[-1] not in "，：":
        return Form.AFTER
    once = rest[:1] == "，" and line.endswith(("了一声", "了一句"), 0, end)
    if not rest or rest == "，" or once:
        return Form.AFTER
    if _OPEN.fullmatch(line, end):
        return Form.OPEN
    if rest[0] in "，：":
        barred = rest[0] == "，" and word in cues.COLON and not _READS.search(line, 0, end)
        fits = not barred and bool(line[end + 1 :].strip(_CONTENT_SKIPPED))
    elif rest[0] == QUOTE:
        fits = not _NAMED.match(line, end + 1)
    else:
        free = word in cues.FREE or word in cues.PLAIN
        return Form.BARE if free and rest[0] != "的" and not cues.ANOTHER.match(rest) else None
    return Form.MARKED if fits else None
