"""Words in marks that wait for the next sentence, which may say whose they are."""

from __future__ import annotations

import re
from dataclasses import replace

from zhupi.core.messages import message
from zhupi.core.model import Span
from zhupi.core.understanding import QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import roles, uncued
from zhupi.language.quotations.clauses import Kind, Subject
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.masking import Sentence
from zhupi.language.quotations.notes import SHORTEST, Notes
from zhupi.language.quotations.resolving import Speech
from zhupi.language.quotations.subjects import in_clause, subject
from zhupi.language.quotations.without_cue import WithoutCue

#: 这样形容: points back to words in marks.
_SO = Pattern(r"(?:这样|如此|如是|这么)[^，]{1,8}$", needs="这样 如此 如是 这么")

#: 某人说着叹了口气: behind words in marks, these are his.
_SAYING = Pattern("(?P<who>P)(?:说|讲|笑|喊|骂|念叨)(?:着|完|罢)", needs="着 完 罢")
_BEFORE_NAME = 12  #: signs at most, of a title


class Waiting:
    """The words in marks of one text that wait, with whose they are unless the text says."""

    def __init__(self, text: str, notes: Notes, without_cue: WithoutCue) -> None:
        self._text = text
        self._notes = notes
        self._without_cue = without_cue
        self._loose: list[tuple[Span, Speech]] = []

    def __bool__(self) -> bool:
        return bool(self._loose)

    def add(self, span: Span, speech: Speech) -> None:
        """These wait; they are `speech`'s, if nothing else is said."""
        self._loose.append((span, speech))

    def settle(self) -> None:
        """Gives the quotations that wait for a cue to whoever was in view."""
        for span, speech in self._loose:
            if len(span) >= SHORTEST or speech.claimed:
                self._notes.add(span, QuotationKind.DIRECT, speech)
        self._loose.clear()

    def give(self, sentence: Sentence, at: int, found: Introduction, speech: Speech) -> None:
        """Gives words in marks to the cue that follows them, where it has its subject beside it.

        `at`: where in the sentence what was read before ends.
        """
        who = found.subject
        ends = found.form is Form.AFTER and found.content >= len(sentence.line)
        # 某人坐在椅子上，慢慢地说。
        goes_on = ends and at == 0 and who is not None and who.clear and who.start <= _BEFORE_NAME
        beside = who is not None and (who.near or goes_on)
        contrast = re.search("[则却也]", sentence.line[: found.start]) is not None
        if self._loose and beside and not contrast:
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
        self.settle()

    def point(self, sentence: Sentence, start: int) -> None:
        """Gives words in marks to whom the next sentence says that they put it so.

        `start`: of the paragraph.
        """
        if not self._loose:
            return
        found = _SO.search(sentence.line)
        who = (
            subject(sentence.line, 0, found.start())
            if found
            else uncued.pointing_back(sentence.line)
        )
        fresh = self._loose[0][0].start == start
        if who is None and found is None and (fresh or self._loose[-1][1].who is None):
            self._acting(sentence)
        if found is None and who is None and (said := _SAYING.match(sentence.line)):
            who = Subject(Kind.NAME, *said.span("who"), said.start("who"))
        if who and who.near and who.kind in (Kind.NAME, Kind.WORDS):
            speech = self._without_cue.pointing(sentence, who)
            self._loose = [(span, speech) for span, _ in self._loose]

    def _acting(self, sentence: Sentence) -> None:
        """Gives words in marks that are nobody's to whoever acts in the next sentence."""
        who = in_clause(re.split("[，：]", sentence.line, maxsplit=1)[0], asked=False)
        if who is None or not who.clear:
            return
        named = who.kind is Kind.NAME and sentence.line[who.head] == "P"
        words = who.kind is Kind.WORDS and roles.is_person(sentence.line[who.start : who.end])
        if named or (words and not self._loose[-1][1].who):
            speech = self._without_cue.acting(sentence, who)
            self._loose = [(span, speech) for span, _ in self._loose]
