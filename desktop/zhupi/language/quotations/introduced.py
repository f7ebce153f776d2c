"""What stands before and behind a cue, noted as what somebody says."""

from __future__ import annotations

from dataclasses import replace

from zhupi.core.model import Label, Span
from zhupi.core.understanding import QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations.clauses import Kind
from zhupi.language.quotations.cues import words_of
from zhupi.language.quotations.endings import ending
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.masking import QUOTE, Sentence
from zhupi.language.quotations.notes import CLOSED, SHORTEST, TRIMMED, Notes
from zhupi.language.quotations.noticing import Noticing
from zhupi.language.quotations.resolving import Speech

#: 至于日期，他没有说: what the clause is about, not what is said.
_REGARDING = (
    "至于",
    "对于",
    "关于",
    "有关",
    "谈到",
    "谈及",
    "说到",
    "提到",
    "提及",
    "问到",
    "被问",
)
_TELLING = words_of("说 推测 预测 表示 指出 写道 称 介绍 解释 透露 强调 补充 回忆")
_AROUND = Pattern(r"Q[，、]?")
#: With which words in marks are spoken, few as they may be: 喊“救命”. What is 称 so is a name.
_ALOUD = words_of("""
说 问 答 喊 骂 叫 大喊 大叫 大呼 惊叫 尖叫 回答 反问 追问 高喊 高呼 惊呼 呼喊
叫嚷 叫喊 喊叫 喊话 吆喝 嘟囔 嘀咕 念叨 答复 回应
""")
_NAMED_IN_MARKS = 5  #: so long with its marks is more than 说“不”


class Introduced:
    """Notes what cues introduce."""

    def __init__(self, notes: Notes, noticing: Noticing) -> None:
        self._notes = notes
        self._noticing = noticing

    def before(self, sentence: Sentence, at: int, found: Introduction) -> list[Span]:
        """Words in marks with which the clause of a cue begins: “…”，他说."""
        spans = []
        line = sentence.line
        while (match := _AROUND.match(line, at, found.start)) and found.form is not Form.SOURCE:
            spans.append(sentence.span(at, at + 1))
            at = match.end()
        if not spans and found.form is Form.AFTER and found.subject and found.subject.near:
            # 他一生孤独，“我不怪谁，”他说
            place = found.subject.start - 1
            if place > at and line[place] == QUOTE and line[place - 1] in "，：":
                spans.append(sentence.span(place, place + 1))
        said = found.form is Form.AFTER and found.word in _TELLING and found.subject is not None
        said = said and len(spans) == 1 and len(spans[0]) >= SHORTEST
        return [span for span in spans if said or self._notes.is_clause(span)]

    def inverted(self, sentence: Sentence, at: int, found: Introduction, speech: Speech) -> None:
        """Reported speech before its cue: 明天就走，他说。"""
        who = found.subject
        if not who or not who.near or found.word not in _TELLING or who.kind is Kind.ARTICLE:
            return
        comma = sentence.line.rfind("，", at, who.start)
        if sentence.line.startswith(_REGARDING, at):
            return
        if comma > at and not sentence.line[comma + 1 : who.start].strip():
            why = replace(speech, confidence=min(speech.confidence, 0.7))
            self._notes.add(sentence.span(at, comma), QuotationKind.REPORTED, why)

    def behind(self, sentence: Sentence, found: Introduction, speech: Speech) -> int:
        """Notes what stands behind a cue; where to go on."""
        line = sentence.line
        start = found.content
        while start < len(line) and line[start] in TRIMMED:
            start += 1
        personal = speech.who is not None and speech.who.label is Label.PERSON
        cut = ending(line, start, found, personal=personal)
        if line.startswith(QUOTE, start):
            span = sentence.span(start, start + 1)
            if self._is_spoken(sentence, found, start, cut):
                self._notes.add(span, QuotationKind.DIRECT, speech)
                return self._more(sentence, start + 1, speech)
            if not line[start + 1 : cut].strip(CLOSED):
                return start + 1
        self._noticing.bodies(sentence, start, cut)
        if start < cut:
            self._notes.add(sentence.span(start, cut), QuotationKind.REPORTED, speech)
        return max(cut + 1, found.end) if cut < len(line) else len(line)

    def _is_spoken(self, sentence: Sentence, found: Introduction, at: int, cut: int) -> bool:
        """Whether the words in marks at `at` are what is said, not part of what is reported."""
        line = sentence.line
        rest = line[at + 1 : cut].strip(CLOSED)
        own = rest[:1] in (QUOTE, "并") or line[at + 1 : at + 2] in ("，", "；")
        # 留下一句“…”
        parted = line[found.content - 1] in "，：句"
        aloud = found.word in _ALOUD or found.word.endswith("道")
        # 对霸权说“不”: nobody says that word.
        named = found.word == "说" and cut == len(line) and at + 1 == cut
        aloud = aloud and not (named and len(sentence.span(at, at + 1)) < _NAMED_IN_MARKS)
        if not rest and (parted or aloud):
            return True
        return (own or not rest) and self._notes.is_clause(sentence.span(at, at + 1))

    def _more(self, sentence: Sentence, at: int, speech: Speech) -> int:
        """Further words in marks directly behind the first."""
        line = sentence.line
        while line.startswith(QUOTE, at):
            self._notes.add(sentence.span(at, at + 1), QuotationKind.DIRECT, speech)
            at += 1
        while at < len(line) and line[at] in "，、；":
            at += 1
        return at
