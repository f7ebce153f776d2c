"""Bodies named without their state: 国务院 alone is that of the state in view, or nobody's."""

from __future__ import annotations

from bisect import bisect_left

from zhupi.core.messages import Message, message
from zhupi.core.model import Label, Mention
from zhupi.language.lexicon import ABBREVIATIONS, SOLE_BODIES
from zhupi.language.linking.names import Name, Names
from zhupi.language.linking.naming import spelling
from zhupi.language.linking.people import is_chinese
from zhupi.language.linking.states import CHINA, divided, full_body, is_country, state

#: Bodies that only other states have: without a state in view nobody's.
_FOREIGN_WORDS = """
    国会 参议院 众议院 上议院 下议院 议会 外务省 防卫省 财务省 劳工部 内政部 能源部
    """
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_NAMED_ALONE = frozenset(SOLE_BODIES) | _FOREIGN
_SENTENCE = "。！？；\n"
_REACH = 120  #: characters before a body in which its state is sought


class Bodies:
    """The bodies of one article that are named without their state."""

    def __init__(self, names: Names, speakers: dict[int, int]) -> None:
        """`speakers`: of mentions of bodies the mention of the person who speaks for them."""
        self._names = names
        self._speakers = speakers
        self._by_body: dict[str, list[Name]] = {}
        for name in names.all(Label.ORG):
            country, body = divided(name.words)
            if country:
                self._by_body.setdefault(body, []).append(name)
        self._states: list[tuple[int, str]] = [
            (m.end, state(spelling(names.text[m.start : m.end])))
            for m in names.mentions
            if m.label is Label.PLACE and self._isstate(m)
        ]
        self._states.sort()

    def _isstate(self, mention: Mention) -> bool:
        words = spelling(self._names.text[mention.start : mention.end])
        return words in ABBREVIATIONS or is_country(words)

    def is_alone(self, name: Name) -> bool:
        """Whether it is a state's body without its state: told apart place by place."""
        return name.label is Label.ORG and name.words in _NAMED_ALONE

    def of(self, index: int) -> tuple[str, Message] | None:
        """What a body named alone is at one place, and why; None: itself."""
        name = self._names.of[index]
        if name is None or name.words not in _NAMED_ALONE:
            return None
        body = name.words
        mention = self._names.mentions[index]
        states = {divided(full.words)[0] for full in self._by_body.get(body, ())}
        if self._speaks_chinese(index):
            full = full_body(CHINA + body)
            return (full, message("A Chinese official speaks for it.")) if full != body else None
        near = self._state_before(mention)
        if near and (near in states or body in _FOREIGN):
            return near + body, message("The sentence is about {place}.", place=near)
        if near or len(states) != 1:
            return None
        (country,) = states
        seen = any(full.mentions[0] < index for full in self._by_body[body])
        if not seen and body not in _FOREIGN:
            return None
        full = full_body(country + body)
        return full, message("“{full}” is the only one in the article.", full=full)

    def _speaks_chinese(self, index: int) -> bool:
        speaker = self._speakers.get(index)
        name = self._names.of[speaker] if speaker is not None else None
        return name is not None and is_chinese(name.words)

    def _state_before(self, mention: Mention) -> str:
        """The state named last in the sentence before the body; empty where there is none."""
        at = bisect_left(self._states, (mention.start + 1, "")) - 1
        if at < 0:
            return ""
        end, near = self._states[at]
        between = self._names.folded[max(end, mention.start - _REACH) : mention.start]
        if mention.start - end > _REACH or any(mark in between for mark in _SENTENCE):
            return ""
        return near
