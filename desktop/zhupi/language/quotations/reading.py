"""Reads a text sentence by sentence and notes who said what.

Invariant: what is noted comes in the order of the text, ranges apart, each inside one block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, people, roles, uncued
from zhupi.language.quotations.clauses import Kind
from zhupi.language.quotations.endings import ending
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.introductions import next_introduction
from zhupi.language.quotations.marks import CLOSERS, OPENERS, quoted
from zhupi.language.quotations.masking import QUOTE, Sentence, atoms_of, sentences
from zhupi.language.quotations.notes import CLOSED, TRIMMED, Notes
from zhupi.language.quotations.noticing import Noticing
from zhupi.language.quotations.resolving import Resolver, Speech
from zhupi.language.quotations.sources import BROUGHT
from zhupi.language.quotations.subjects import in_clause, subject
from zhupi.language.quotations.view import View, Who

_HEADING = 30  #: longer blocks without a stop are no headings
_SHORTEST = 7  #: of words in marks that stand alone, marks included
#: 这样形容: points back to words in marks.
_SO = Pattern(r"(?:这样|如此|如是|这么)[^，]{1,8}$", needs="这样 如此 如是 这么")
#: 她答道: behind words in marks, these are hers, whoever spoke before.
_TAGGED = Pattern("[他她][^，：Q]{0,4}(?:说|道|喊|叫|答)", needs="他 她")
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
#: Where several speak against one another, and none is named for what is said.
_SIDES = Pattern(
    "[分吵裂闹炸吵嚷]成?[了为作成]+[^，：]{0,4}?(?:[两几]|一[团片]|锅)|[两双]派|七嘴八舌|议论纷纷|众说纷纭|各执一词"
    "|争执不下|争论不休|吵得|莫衷一是|你一言我一语|意见不一|褒贬不一|针锋相对",
    needs="了 为 作 成 派 七嘴八舌 议论纷纷 众说纷纭 各执一词 争执不下 争论不休 吵得 莫衷一是 "
    "你一言我一语 意见不一 褒贬不一 针锋相对",
)
_ASKING = cues.words_of("问 问道 提问 追问 质问 询问")
_TAG = 24  #: signs at most has a sentence that only says whose words are
_TURN = 24  #: so far apart stand a question and its answer
_TELLING = cues.words_of("说 推测 预测 表示 指出 写道 称 介绍 解释 透露 强调 补充 回忆")
_AROUND = Pattern(r"Q[，、]?")


@cache
def _folding() -> Folding:
    return Folding()


class Reader:
    """Reads one text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = _folding()(text)
        self._view = View()
        self._resolver = Resolver(text, self._view)
        self._noticing = Noticing(text, self._view, self._resolver)
        self._notes = Notes(text, self._folded)
        self._mentions: Sequence[Mention] = ()
        self._open: Speech | None = None  #: a paragraph ended with 他说：
        self._running: Speech | None = None  #: a quotation that goes on in the next paragraph
        self._block_start = 0
        self._by_turns = False  #: words in marks of two people follow one another
        self._sides = False  #: the sentence before tells of a quarrel
        self._next: Sentence | None = None  #: the sentence of the block behind the one read
        self._loose: list[tuple[Span, Speech]] = []  #: quotations that wait for a cue after them

    def read(self, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[Quotation]:
        """See `quotations`."""
        title = min(blocks, key=lambda block: block.start, default=None)
        hero = people.main_person(mentions, title)
        genders = people.genders(self._folded, mentions)
        if not hero and (hero := people.heroine(self._folded, mentions, genders)):
            # Of the others she is seldom told apart by where the pronoun stands.
            genders = {**people.titled(self._folded, mentions), hero: people.FEMALE}
        self._view = View(hero, genders)
        self._resolver = Resolver(self._text, self._view)
        self._noticing = Noticing(self._text, self._view, self._resolver)
        self._mentions = mentions
        starts = [mention.start for mention in mentions]
        at = 0
        ranges: list[Span] = []
        for block in sorted(blocks, key=lambda block: (block.start, block.end)):
            start, end = max(block.start, at), min(block.end, len(self._text))
            if start < end:
                ranges.append(Span(start, end))
                at = end
        for i, block in enumerate(ranges):
            first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
            inside = [m for m in mentions[first:last] if m.start < m.end <= block.end]
            following = ranges[i + 1] if i + 1 < len(ranges) else None
            if i and self._is_heading(ranges[i - 1]):
                self._view.section()
            self._block(block, inside, following)
        return sorted(self._notes.found, key=lambda quotation: quotation.start)

    def _is_heading(self, block: Span) -> bool:
        return len(block) <= _HEADING and self._folded[block.end - 1] not in CLOSED + CLOSERS

    def _may_be_headline(self, block: Span) -> bool:
        return len(block) <= uncued.HEADLINE and self._folded[block.end - 1] not in "。；，："

    # --- paragraphs ---------------------------------------------------------------------------

    def _block(self, block: Span, mentions: Sequence[Mention], following: Span | None) -> None:
        self._block_start = block.start
        runs_on = following is not None and self._folded.startswith(
            OPENERS, following.start, following.end
        )
        quotes = quoted(self._folded, block, runs_on=runs_on)
        atoms = atoms_of(self._folded, block, mentions, quotes)
        opened, self._open = self._open, None
        running, self._running = self._running, None
        read = [one for one in sentences(self._folded, block, atoms) if one.line]
        for sentence, self._next in zip_longest(read, read[1:]):
            self._view.next_sentence()
            if sentence is not read[0] and self._notes.goes_on(sentence):
                continue
            given = opened or (running if sentence.line.startswith(QUOTE) else None)
            if given or not self._may_be_headline(block) or not self._headline(sentence):
                self._sentence(sentence, given)
            opened = running = None
        self._settle()
        last = self._notes.found[-1] if self._notes.found else None
        unclosed = self._folded[block.end - 1] not in CLOSERS
        if runs_on and unclosed and last and last.end == block.end:
            why = message("The quotation of the paragraph before goes on.")
            self._running = replace(self._notes.last, why=why) if self._notes.last else None

    def _settle(self) -> None:
        """Gives the quotations that wait for a cue to whoever was in view."""
        for span, speech in self._loose:
            if len(span) >= _SHORTEST or speech.claimed:
                self._notes.add(span, QuotationKind.DIRECT, speech)
        self._loose.clear()

    # --- sentences ----------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, given: Speech | None) -> None:
        if sentence.is_quote:
            self._alone(sentence, given)
            return
        self._by_turns = False
        if given:
            self._given(sentence, given)
            return
        self._cued(sentence)

    def _alone(self, sentence: Sentence, given: Speech | None) -> None:
        """A sentence that is nothing but words in marks."""
        span = sentence.span(0, len(sentence.line))
        span = Span(span.start, span.start + len(span.of(self._text).rstrip()))
        if given:
            self._notes.add(span, QuotationKind.DIRECT, given)
        elif self._notes.is_sentence(span):
            follows = (
                self._notes.last is not None
                and bool(self._notes.found)
                and self._notes.found[-1].end == span.start
                and not self._is_tagged()
            )
            speech = self._answering(span)
            if speech is None and follows:
                speech = self._notes.last
            if speech:
                self._notes.add(span, QuotationKind.DIRECT, speech)
            else:
                speech = self._resolver.unsigned() if self._sides else self._resolver.in_view()
                asker = self._view.asker()
                if asker and speech.who and speech.who.is_like(asker):
                    speech = self._resolver.unsigned()
                self._loose.append((span, speech))

    def _is_tagged(self) -> bool:
        """Whether the next sentence only says whose the words before it are: 某人追问。"""
        line = self._next.line if self._next else ""
        if _TAGGED.fullmatch(line):
            return True
        found = next_introduction(line, 0, sources=False) if 0 < len(line) <= _TAG else None
        return found is not None and found.form is Form.AFTER and "，" not in line

    def _answering(self, span: Span) -> Speech | None:
        """Whose words in marks are that follow a question or an answer: of the other one."""
        found = self._notes.found
        last = found[-1] if found else None
        between = self._text[last.end : span.start].strip() if last else ""
        # Words and “…”某人问。 may stand between.
        apart = len(between) > _TURN or "。" in between[:-1]
        if last is None or apart or self._is_tagged():
            return None
        claimed = self._notes.last is not None and self._notes.last.claimed
        if between and not claimed and not (last.cue and last.cue.start >= last.end):
            return None
        whom = last.addressee
        if whom and self._folded[last.end - 2] in "？?":
            return self._resolver.asked(self._whom(whom) or Who(whom, whom.of(self._text)))
        return self._turning()

    def _whom(self, span: Span | None) -> Who | None:
        """Whom the name at `span` names."""
        if span is None:
            return None
        at = bisect_left(self._mentions, span.start, key=lambda mention: mention.start)
        if at < len(self._mentions) and self._mentions[at].span == span:
            return Who.named(self._mentions[at], self._text)
        return None

    def _turning(self) -> Speech | None:
        """In talk by turns, who spoke before the last one: question, answer and a third line."""
        turns = self._notes.turns[-2:]
        if len(turns) < 2 or not all(speech.who for _, speech in turns):
            return None
        (asked, first), (answered, _) = turns
        names = {speech.who.entity or speech.who.words for _, speech in turns if speech.who}
        answering = (self._folded[asked.end - 2] in "？?" or self._by_turns) and len(names) == 2
        near = self._notes.found[-1].span == answered and answered.start - asked.end <= _TURN
        self._by_turns = answering and near
        return self._resolver.asked(first.who) if self._by_turns and first.who else None

    def _given(self, sentence: Sentence, given: Speech) -> None:
        """The first sentence after 他说： at the end of a paragraph."""
        if sentence.line.startswith(QUOTE):
            self._notes.add(sentence.span(0, 1), QuotationKind.DIRECT, given)
            return
        self._notes.add(sentence.span(0, len(sentence.line)), QuotationKind.REPORTED, given)

    def _cued(self, sentence: Sentence) -> None:
        line = sentence.line
        at = 0
        before: Speech | None = None
        asks = self._folded.startswith(("？", "?"), sentence.span(0, len(line)).end)
        while found := next_introduction(line, at, asks=asks):
            self._noticing.titles(sentence, found.start)
            self._noticing.before(
                sentence, at, found.subject.start if found.subject else found.start
            )
            speech = self._resolver.speech(sentence, found, before)
            at = self._introduced(sentence, at, found, speech)
            # Who reads or quotes another's words goes on as the subject.
            before = None if found.word in BROUGHT else speech
        self._noticing.titles(sentence, len(line))
        self._sides = at == 0 and _SIDES.search(line) is not None
        if at == 0:
            self._so(sentence)
            self._settle()
            self._uncued(sentence)
            self._noticing.about(sentence)

    def _so(self, sentence: Sentence) -> None:
        """Gives words in marks to whom the next sentence says that they put it so."""
        if not self._loose:
            return
        found = _SO.search(sentence.line)
        who = (
            subject(sentence.line, 0, found.start())
            if found
            else uncued.pointing_back(sentence.line)
        )
        fresh = self._loose[0][0].start == self._block_start
        if who is None and found is None and (fresh or self._loose[-1][1].who is None):
            self._acting(sentence)
        if who and who.near and who.kind in (Kind.NAME, Kind.WORDS):
            speech = self._resolver.pointing(sentence, who)
            self._loose = [(span, speech) for span, _ in self._loose]

    def _acting(self, sentence: Sentence) -> None:
        """Gives words in marks that are nobody's to whoever acts in the next sentence."""
        who = in_clause(re.split("[，：]", sentence.line, maxsplit=1)[0], asked=False)
        if who is None or not who.clear:
            return
        named = who.kind is Kind.NAME and sentence.line[who.head] == "P"
        words = who.kind is Kind.WORDS and roles.is_person(sentence.line[who.start : who.end])
        if named or (words and not self._loose[-1][1].who):
            speech = self._resolver.acting(sentence, who)
            self._loose = [(span, speech) for span, _ in self._loose]

    def _introduced(self, sentence: Sentence, at: int, found: Introduction, speech: Speech) -> int:
        """Notes what a cue introduces, and what stands in marks before it; where to go on."""
        line = sentence.line
        waiting = self._before_cue(sentence, at, found)
        noted = bool(waiting or self._loose)
        if noted:
            self._after(sentence, found, speech, waiting)
        if speech.who and found.word not in BROUGHT:
            self._view.spoke(speech.who)
            if found.word in _ASKING:
                self._view.asked(speech.who, self._whom(speech.addressee))
        self._noticing.meet(sentence, at, max(found.start, found.content))
        if found.form is Form.OPEN:
            self._open = speech
            return len(line)
        if found.form is Form.AFTER:
            if not noted:
                self._inverted(sentence, at, found, speech)
            return max(found.content, at + 1)
        return self._content(sentence, found, speech)

    def _before_cue(self, sentence: Sentence, at: int, found: Introduction) -> list[Span]:
        """Words in marks with which the clause of a cue begins: “…”，他说."""
        spans = []
        line = sentence.line
        while (match := _AROUND.match(line, at, found.start)) and found.form is not Form.SOURCE:
            spans.append(sentence.span(at, at + 1))
            at = match.end()
        said = found.form is Form.AFTER and found.word in _TELLING and found.subject is not None
        said = said and len(spans) == 1 and len(spans[0]) >= _SHORTEST
        return [span for span in spans if said or self._notes.is_clause(span)]

    def _after(
        self, sentence: Sentence, found: Introduction, speech: Speech, waiting: list[Span]
    ) -> None:
        """Gives words in marks to the cue that follows them."""
        who = found.subject
        beside = who is None or who.near
        contrast = re.search("[则却也]", sentence.line[: found.start]) is not None
        if self._loose and beside and not contrast and who is not None:
            follows = message(
                "“{speaker}” and “{cue}” follow the quotation.",
                speaker=speech.who.words if speech.who else "",
                cue=speech.cue.of(self._text) if speech.cue else "",
            )
            sure = round(speech.confidence - 0.07, 2)
            given = replace(speech, why=follows if speech.who else speech.why, confidence=sure)
            for span, _ in self._loose:
                self._notes.add(span, QuotationKind.DIRECT, given)
            self._loose.clear()
        self._settle()
        for span in waiting:
            self._notes.add(span, QuotationKind.DIRECT, speech)

    def _inverted(self, sentence: Sentence, at: int, found: Introduction, speech: Speech) -> None:
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

    def _content(self, sentence: Sentence, found: Introduction, speech: Speech) -> int:
        """Notes what stands behind a cue; where to go on."""
        line = sentence.line
        start = found.content
        while start < len(line) and line[start] in TRIMMED:
            start += 1
        personal = speech.who is not None and speech.who.label is Label.PERSON
        cut = ending(line, start, found, personal=personal)
        if line.startswith(QUOTE, start):
            rest = line[start + 1 : cut].strip(CLOSED)
            span = sentence.span(start, start + 1)
            own = rest[:1] in (QUOTE, "并") or line[start + 1 : start + 2] in ("，", "；")
            parted = line[found.content - 1] in "，："
            if (not rest and parted) or ((own or not rest) and self._notes.is_clause(span)):
                self._notes.add(span, QuotationKind.DIRECT, speech)
                return self._more(sentence, start + 1, speech)
            if not rest:
                return start + 1
        self._noticing.bodies(sentence, start, cut)
        if start < cut:
            self._notes.add(sentence.span(start, cut), QuotationKind.REPORTED, speech)
        return max(cut + 1, found.end) if cut < len(line) else len(line)

    def _more(self, sentence: Sentence, at: int, speech: Speech) -> int:
        """Further words in marks directly behind the first."""
        line = sentence.line
        while line.startswith(QUOTE, at):
            self._notes.add(sentence.span(at, at + 1), QuotationKind.DIRECT, speech)
            at += 1
        while at < len(line) and line[at] in "，、；":
            at += 1
        return at

    def _uncued(self, sentence: Sentence) -> None:
        """Words in marks behind a colon or a deed: 出自《诗经》：“…”, 某人指着对岸，“…”."""
        line = sentence.line
        if not line.endswith(("：" + QUOTE, "，" + QUOTE)):
            return
        span = sentence.span(len(line) - 1, len(line))
        if not self._notes.is_sentence(span):
            return
        if (comma := line.rfind("，", 0, len(line) - 2)) > 0:
            self._noticing.before(sentence, 0, comma)
        colon = line[-2] == "："
        found = uncued.behind_colon(line) if colon else uncued.after_deed(line)
        unsigned = colon and found is None and uncued.is_on_paper(line)
        if unsigned or uncued.NAMELESS.search(line):
            self._notes.add(span, QuotationKind.DIRECT, self._resolver.unsigned())
            return
        person = found is not None and found.kind is Kind.NAME and line[found.head] == "P"
        if (found or colon) and (person or len(span) >= _SHORTEST):
            speech = self._resolver.before_colon(sentence, found, colon=colon)
            if not colon and self._is_tagged():
                self._loose.append((span, speech))
                return
            first = sentence.span(0, 1)
            if line[0] == QUOTE and self._folded[first.end - 2] in "，,":
                # “…，”某人叹了口气，“…”
                self._notes.add(first, QuotationKind.DIRECT, speech)
            self._notes.add(span, QuotationKind.DIRECT, speech)

    def _headline(self, sentence: Sentence) -> bool:
        """A headline that parts who speaks from what is said by a colon."""
        found = uncued.headline(sentence.line)
        if found is None:
            return False
        speech = self._resolver.before_colon(sentence, found, colon=True)
        start = sentence.line.index("：") + 1
        direct = sentence.line[start:] == QUOTE
        span = sentence.span(start, len(sentence.line))
        kind = QuotationKind.DIRECT if direct else QuotationKind.REPORTED
        self._notes.add(span, kind, speech)
        return True
