"""Where a sentence gives a source, or another's words or opinion: 据新华社报道，…; 在他看来，…."""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import phrases
from zhupi.language.quotations.clauses import Kind, Subject
from zhupi.language.quotations.cues import any_of, words_of
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.subjects import in_clause, subject

_SOURCE_WORDS = any_of("""
查明 查复 查悉 报道 报导 统计 介绍 透露 披露 消息 说法 通报 估计 测算 测定 预测 记载 调查 报告 研究
爆料 回忆 称 说 观察 推算 数据 公告 声明 分析 电 谈 估算
""")
_SOURCE = Pattern(
    rf"""(?x)
    (?:根据|另据|(?<!{phrases.EVIDENCE})据|按照|按(?!揭))(?P<who>[^，：]{{0,40}}?)(?P<word>{_SOURCE_WORDS})
    (?:称|说|显示|指出|表示)?[，：]
    """,
    needs="据 按",
)
_SEEN = Pattern(r"在(?P<who>[^，：在]{1,30}?)(?P<word>看来|眼中|眼里)，", needs="看来 眼中 眼里")
_AS_SAID = Pattern(
    r"(?:正如|诚如|如同|一如|如)(?P<who>[^，：]{1,30}?)所(?P<word>说|言|指出|写|述|称)(?:的?那样|的)?[，：]",
    needs="如",
)
_OPINION = Pattern(
    r"""(?x)
    (?P<who>[^，：]{0,30}?)的
    (?P<word>解释|看法|理由|判断|结论|回答|答复|说法|观点|意见|主张|评价|建议|原话)[则也却]?是(?:[，：]|(?=Q$))
    """,
    needs="的",
)
#: Acts of bringing another's words: 引某人的话：“…”, 宣读判决：“…”.
BROUGHT = words_of("援引 引述 引用 引 宣读")
_BROUGHT = Pattern(
    r"(?P<word>援引|引述|引用|引(?![来起发得出入导进])|宣读)了?(?!的)(?P<who>[^，：]{1,20}?)(?:的(?:话|诗句?|名言|名句))?"
    r"(?<![说道称写])：(?=Q)",
    needs="引 宣读",
)
#: 宣读四点声明: one's own.
_ONES_OWN = Pattern(
    "(?:自己的|T|[一二两三四五六七八九十几]+[点项条份]|书面|简短|准备好的)*(?:声明|讲话稿?|发言稿?|讲稿|辞职信)$"
)
#: 据他的日记记载: of whoever wrote it.
_HIS = Pattern(
    "[他她](?:[^，：的]{1,8}的|的)(?:[^，：的]{0,4}?)(?:备忘录|日记|回忆录|自传|书信|家书|信|手记|札记|笔记)$"
)
_SOURCES = (_SOURCE, _SEEN, _AS_SAID, _OPINION, _BROUGHT)


def source_in(line: str, start: int) -> Introduction | None:
    """The first source that a line gives from `start` on: 据新华社报道，…; 在他看来，…"""
    found = [m for m in (p.search(line, start) for p in _SOURCES) if m]
    for match in sorted(found, key=lambda m: m.start()):
        who = match["who"]
        if match["word"] == "宣读" and _ONES_OWN.match(who):
            reader = subject(line, start, match.start())
            return Introduction(
                Form.MARKED, *match.span("word"), match.end(), start, reader, "宣读"
            )
        named: Subject | None
        if match["word"] == "电" and who[:1] in ("M", "O"):
            named = Subject(Kind.NAME, 0, 1, 0)
        else:
            named = in_clause(who, asked=True) if who else None
            if match["word"] in ("记载", "称", "说") and _HIS.match(who):
                named = Subject(Kind.PRONOUN, 0, 1)
        if named is None and match["word"] not in ("报道", "报导", "介绍"):
            continue
        # 据某地电: where it was sent from says nothing.
        placed = match["word"] == "电" and match["who"].strip("LT") == ""
        moved = named.moved(match.start("who")) if named and not placed else None
        places = (*match.span("word"), match.end(), match.start())
        return Introduction(Form.SOURCE, *places, moved, match["word"])
    return None
