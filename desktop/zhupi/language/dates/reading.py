"""What is known of a point in time, and what it may depend on."""

from __future__ import annotations

from typing import NamedTuple

from zhupi.core.messages import Message
from zhupi.language.dates import reasons
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.values import Moment, Stretch
from zhupi.language.patterns import Pattern

#: Between a time and words that were said then.
_SPOKEN = Pattern("说|写|称|信|报道|日记|演讲|[：:]“|中“")
_QUOTE = 300  #: characters that a quotation is looked for in
_WORDS = 12  #: characters that a look back needs


class Reading(NamedTuple):
    """What a point means. Without a stretch the words are a time, but nobody can say which."""

    stretch: Stretch | None
    why: Message
    sure: float
    lunar: int | None = None  #: the lunar year in which it counts months

    @classmethod
    def at(cls, moment: Moment, why: Message, sure: float) -> Reading:
        if not moment.possible:
            return cls(None, reasons.no_such_day(), 0.5)
        return cls(Stretch.at(moment), why, sure)


class Place(NamedTuple):
    """Where a point stands, as far as its meaning depends on it."""

    text: str  #: the whole text
    block_start: int
    sentence_start: int
    tense: Tense
    leads: bool  #: whether it begins its sentence
    japanese: bool  #: whether the block speaks of Japan
    inherit: Moment | None = None  #: the first end of the range whose last end this is

    def quoted(self, at: int) -> bool:
        """Whether `at` stands inside a quotation of this block."""
        before = self.text[max(self.block_start, at - _QUOTE) : at]
        return any(before.rfind(one) > before.rfind(other) for one, other in ("“”", "「」"))

    def quotation(self, at: int) -> int:
        """Where the quotation begins that `at` stands in, if it does."""
        low = max(self.block_start, at - _QUOTE)
        return max(self.text.rfind(mark, low, at) for mark in "“「")

    def spoken_of(self, told: int, at: int) -> bool:
        """Whether `at` stands in words that somebody said or wrote then, when `told` ends the words
        of that time: 2015年，他写道：“今年……”."""
        return told >= self.block_start and bool(_SPOKEN.search(self.text, told, at))

    def before(self, at: int) -> str:
        """The last words of the sentence before `at`."""
        return self.text[max(self.sentence_start, at - _WORDS) : at]
