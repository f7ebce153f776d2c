"""Talk by turns: whose the words in marks are that follow other words in marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from zhupi.core.model import Mention, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations.forms import Form
from zhupi.language.quotations.introductions import next_introduction
from zhupi.language.quotations.notes import Notes
from zhupi.language.quotations.resolving import Speech
from zhupi.language.quotations.who import Who
from zhupi.language.quotations.without_cue import WithoutCue

#: 她答道: behind words in marks, these are hers, whoever spoke before.
_TAGGED = Pattern("[他她][^，：Q]{0,4}(?:说|道|喊|叫|答)", needs="他 她")
_TAG = 24  #: signs at most has a sentence that only says whose words are
_TURN = 24  #: so far apart stand a question and its answer


def is_tag(line: str) -> bool:
    """Whether a sentence only says whose the words before it are: 某人追问。"""
    if _TAGGED.fullmatch(line):
        return True
    found = next_introduction(line, 0, sources=False) if 0 < len(line) <= _TAG else None
    return found is not None and found.form is Form.AFTER and "，" not in line


class Turns:
    """Follows who speaks in turn; knows what was noted of the text."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], notes: Notes, without_cue: WithoutCue
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._notes = notes
        self._without_cue = without_cue
        self._by_turns = False  #: words in marks of two people follow one another

    def end(self) -> None:
        """A sentence came that is more than words in marks."""
        self._by_turns = False

    def speech(self, span: Span, *, tagged: bool) -> Speech | None:
        """Whose words in marks stand directly behind others; `tagged`: the next sentence says."""
        if tagged:
            return None
        last = self._notes.found[-1] if self._notes.found else None
        follows = last is not None and last.end == span.start
        return self._answering(span) or (self._notes.last if follows else None)

    def _answering(self, span: Span) -> Speech | None:
        """Whose words in marks are that follow a question or an answer: of the other one."""
        found = self._notes.found
        last = found[-1] if found else None
        between = self._text[last.end : span.start].strip() if last else ""
        # Words and “…”某人问。 may stand between.
        apart = len(between) > _TURN or "。" in between[:-1]
        if last is None or apart:
            return None
        claimed = self._notes.last is not None and self._notes.last.claimed
        if between and not claimed and not (last.cue and last.cue.start >= last.end):
            return None
        whom = last.addressee
        if whom and self._notes.folded[last.end - 2] in "？?":
            return self._without_cue.asked(self.whom(whom) or Who(whom, whom.of(self._text)))
        return self._turning()

    def whom(self, span: Span | None) -> Who | None:
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
        goes_on = self._notes.folded[asked.end - 2] in "？?" or self._by_turns
        answering = goes_on and len(names) == 2
        near = self._notes.found[-1].span == answered and answered.start - asked.end <= _TURN
        self._by_turns = answering and near
        return self._without_cue.asked(first.who) if self._by_turns and first.who else None
