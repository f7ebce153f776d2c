"""Reads a text sentence by sentence and notes who said what.

Invariant: what is noted comes in the order of the text, ranges apart, each inside one block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, people, uncued
from zhupi.language.quotations.clauses import Kind
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.interviews import with_turns
from zhupi.language.quotations.introduced import Introduced
from zhupi.language.quotations.introductions import next_introduction
from zhupi.language.quotations.marks import CLOSERS, OPENERS, quoted
from zhupi.language.quotations.masking import QUOTE, Sentence, atoms_of, sentences
from zhupi.language.quotations.notes import CLOSED, SHORTEST, Notes
from zhupi.language.quotations.noticing import Noticing
from zhupi.language.quotations.resolving import Resolver, Speech
from zhupi.language.quotations.sources import BROUGHT
from zhupi.language.quotations.turns import Turns, is_tag
from zhupi.language.quotations.view import View
from zhupi.language.quotations.waiting import Waiting
from zhupi.language.quotations.without_cue import WithoutCue

_HEADING = 30  #: longer blocks without a stop are no headings
#: Where several speak against one another, and none is named for what is said.
_SIDES = Pattern(
    "[分吵裂闹炸吵嚷][成开]?[了为作成]+[^，：]{0,4}?(?:[两几]|一[团片]|锅)|[两双]派|七嘴八舌|议论纷纷|众说纷纭|各执一词"
    "|争执不下|争论不休|吵得|莫衷一是|你一言我一语|意见不一|褒贬不一|针锋相对",
    needs="了 为 作 成 派 七嘴八舌 议论纷纷 众说纷纭 各执一词 争执不下 争论不休 吵得 莫衷一是 "
    "你一言我一语 意见不一 褒贬不一 针锋相对",
)
_ASKING = cues.words_of("问 问道 提问 追问 质问 询问")


@cache
def _folding() -> Folding:
    return Folding()


class Reader:
    """Reads one text once."""

    def __init__(self, text: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> None:
        """See `quotations`."""
        self._text = text
        self._blocks = blocks
        self._mentions = mentions
        self._folded = _folding()(text)
        self._view = self._view_at_first()
        self._resolver = Resolver(text, self._view)
        self._without_cue = WithoutCue(self._view, self._resolver)
        self._noticing = Noticing(text, self._view, self._resolver)
        self._notes = Notes(text, self._folded)
        self._turns = Turns(text, mentions, self._notes, self._without_cue)
        self._waiting = Waiting(text, self._notes, self._without_cue)
        self._introduced = Introduced(self._notes, self._noticing)
        self._open: Speech | None = None  #: a paragraph ended with 他说：
        self._running: Speech | None = None  #: a quotation that goes on in the next paragraph
        self._block_start = 0
        self._sides = False  #: the sentence before tells of a quarrel
        self._next_line = ""  #: the line of the sentence behind the one read, in the same block

    def _view_at_first(self) -> View:
        """A view with what is known beforehand of the people of the text."""
        title = min(self._blocks, key=lambda block: block.start, default=None)
        hero = people.main_person(self._mentions, title)
        genders = people.genders(self._folded, self._mentions)
        woman = people.heroine(self._folded, self._mentions, genders)
        if woman and hero in ("", woman):
            hero = woman
            # Of the others she is seldom told apart by where the pronoun stands.
            titled = people.titled(self._folded, self._mentions)
            genders = {**titled, hero: people.FEMALE}
        return View(hero, genders)

    def read(self) -> list[Quotation]:
        """All quotations, sorted by start; called once."""
        starts = [mention.start for mention in self._mentions]
        at = 0
        ranges: list[Span] = []
        for block in sorted(self._blocks, key=lambda block: (block.start, block.end)):
            start, end = max(block.start, at), min(block.end, len(self._text))
            if start < end:
                ranges.append(Span(start, end))
                at = end
        for i, block in enumerate(ranges):
            first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
            inside = [m for m in self._mentions[first:last] if m.start < m.end <= block.end]
            following = ranges[i + 1] if i + 1 < len(ranges) else None
            if i and self._is_heading(ranges[i - 1]):
                self._view.section()
            self._block(block, inside, following)
        found = sorted(self._notes.found, key=lambda quotation: quotation.start)
        return with_turns(self._text, self._folded, ranges, self._mentions, found)

    def _is_heading(self, block: Span) -> bool:
        return len(block) <= _HEADING and self._folded[block.end - 1] not in CLOSED + CLOSERS

    def _may_be_headline(self, block: Span) -> bool:
        short = len(block) <= uncued.HEADLINE and self._folded[block.end - 1] not in "。；，："
        return short and self._folded.find("。", block.start, block.end) < 0

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
        following_lines = [*(sentence.line for sentence in read[1:]), ""]
        for sentence, self._next_line in zip(read, following_lines, strict=False):
            self._view.next_sentence(words_only=sentence.is_quote)
            if sentence is not read[0] and self._notes.goes_on(sentence):
                continue
            given = opened or (running if sentence.line.startswith(QUOTE) else None)
            if given or not self._may_be_headline(block) or not self._headline(sentence):
                self._sentence(sentence, given)
            opened = running = None
        self._waiting.settle()
        last = self._notes.found[-1] if self._notes.found else None
        unclosed = self._folded[block.end - 1] not in CLOSERS
        if runs_on and unclosed and last and last.end == block.end:
            why = message("The quotation of the paragraph before goes on.")
            self._running = replace(self._notes.last, why=why) if self._notes.last else None

    # --- sentences ----------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, given: Speech | None) -> None:
        if sentence.is_quote:
            self._alone(sentence, given)
            return
        self._turns.end()
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
            speech = self._turns.speech(span, tagged=is_tag(self._next_line))
            if speech:
                self._notes.add(span, QuotationKind.DIRECT, speech)
            else:
                self._loose(span)

    def _loose(self, span: Span) -> None:
        """Words in marks beside which nobody is said to speak."""
        speech, asker = self._without_cue.in_view(), self._view.asker()
        if self._sides and not is_tag(self._next_line):
            # One of many; whoever is told to speak next is another.
            self._waiting.settle()
            self._notes.add(span, QuotationKind.DIRECT, self._without_cue.unsigned())
            return
        asks = asker and speech.who and speech.who.is_like(asker)
        self._waiting.add(span, self._without_cue.unsigned() if self._sides or asks else speech)

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
            at = self._introduce(sentence, at, found, speech)
            # Who reads or quotes another's words goes on as the subject.
            before = None if found.word in BROUGHT else speech
        self._noticing.titles(sentence, len(line))
        self._sides = at == 0 and _SIDES.search(line) is not None
        if at == 0:
            self._waiting.point(sentence, self._block_start)
            self._waiting.settle()
            self._uncued(sentence)
            self._noticing.about(sentence)

    def _introduce(self, sentence: Sentence, at: int, found: Introduction, speech: Speech) -> int:
        """Notes what a cue introduces, and what stands in marks before it; where to go on."""
        line = sentence.line
        before = self._introduced.before(sentence, at, found)
        noted = bool(before or self._waiting)
        if noted:
            self._waiting.give(sentence, at, found, speech)
            for span in before:
                self._notes.add(span, QuotationKind.DIRECT, speech)
        if speech.who and found.word not in BROUGHT:
            self._view.spoke(speech.who)
            if found.word in _ASKING:
                self._view.asked(speech.who, self._turns.whom(speech.addressee))
        self._noticing.meet(sentence, at, max(found.start, found.content))
        if found.form is Form.OPEN:
            self._open = speech
            return len(line)
        if found.form is Form.AFTER:
            if not noted:
                self._introduced.inverted(sentence, at, found, speech)
            return max(found.content, at + 1)
        return self._introduced.behind(sentence, found, speech)

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
            self._notes.add(span, QuotationKind.DIRECT, self._without_cue.unsigned())
            return
        person = found is not None and found.kind is Kind.NAME and line[found.head] == "P"
        if (found or colon) and (person or len(span) >= SHORTEST):
            speech = self._without_cue.before_colon(sentence, found, colon=colon)
            if not colon and is_tag(self._next_line):
                self._waiting.add(span, speech)
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
        speech = self._without_cue.before_colon(sentence, found, colon=True)
        start = sentence.line.index("：") + 1
        direct = sentence.line[start:] == QUOTE
        span = sentence.span(start, len(sentence.line))
        kind = QuotationKind.DIRECT if direct else QuotationKind.REPORTED
        self._notes.add(span, kind, speech)
        return True
