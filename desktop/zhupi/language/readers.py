"""What reads a text first: LAC's words, and what the network's head takes for names.

The two err in different places. Where they agree a name stands; where they differ the surer one
is believed: the head rather than LAC of who and where, for it was taught names of all peoples;
LAC rather than the head of bodies, whose words it has read more of. What only one of them sees is
kept if that one is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhupi.core.model import Label, Span
from zhupi.language.passage import Found, Passage
from zhupi.language.rules import MENDING
from zhupi.language.rules.mentions import discard, from_words
from zhupi.language.tagger import Tagger

#: What LAC's confidence counts beside the head's. Of sentences and articles that neither had
#: seen, names were right in one to four of a hundred more than with the same for all kinds.
_OF_LAC = {Label.PERSON: 0.77, Label.PLACE: 0.77, Label.ORG: 1.25}
#: Of a name that the head alone sees.
_SURE_ENOUGH = 0.7
#: Of a name inside another one.
_SURE_INSIDE = 0.5
_AGREED = 2.0  #: what agreement adds, so that nothing comes before it
#: The head has seen few names without one, and takes any foreign word for such.
_HAN = (("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff"))


class NameReader:
    """Words and names together."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def read(self, text: str, blocks: Sequence[Span]) -> tuple[Passage, list[Found]]:
        """See `pipeline.Reader`."""
        passage, named = self._tagger.read(text, blocks)
        words = from_words(passage)
        for rule in MENDING:
            words = rule(passage, words)
        # The calendar has a grammar of its own; LAC's times are enough of a hint.
        named = [item for item in named if item.label is not Label.TIME]
        named = discard(passage, named)
        named = [item for item in named if _has_han(passage.text[item.start : item.end])]
        outer = _united(words, [item for item in named if not item.nested], len(text))
        return passage, sorted([*outer, *_inside(outer, named)], key=_place)


def _has_han(name: str) -> bool:
    return any(first <= c <= last for c in name for first, last in _HAN)


def _united(words: Sequence[Found], names: Sequence[Found], length: int) -> list[Found]:
    """The best of both, apart; a place taken by a surer one is not given again."""
    alike = {(item.start, item.end, item.label): item for item in names}
    ranked: list[tuple[float, Found]] = []
    for word in words:
        same = alike.pop((word.start, word.end, word.label), None)
        if same is None:
            ranked.append((word.confidence * _OF_LAC.get(word.label, 1.0), word))
        else:
            sure = max(word.confidence, same.confidence)
            ranked.append((sure + _AGREED, word._replace(confidence=sure)))
    covered = bytearray(length)
    for word in words:
        covered[word.start : word.end] = b"\1" * (word.end - word.start)
    ranked += [
        (name.confidence, name)
        for name in alike.values()
        if name.confidence >= _SURE_ENOUGH or any(covered[name.start : name.end])
    ]
    taken = bytearray(length)
    result = []
    for _, item in sorted(ranked, key=lambda pair: (-pair[0], pair[1])):
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            result.append(item)
    return result


def _inside(outer: Sequence[Found], named: Iterable[Found]) -> list[Found]:
    """The names inside those of `outer`, and not as long as they."""
    around = {at: item for item in outer for at in range(item.start, item.end)}
    result = []
    for item in named:
        holder = around.get(item.start) if item.nested else None
        if (
            holder is not None
            and item.confidence >= _SURE_INSIDE
            and item.end <= holder.end
            and (item.start, item.end) != (holder.start, holder.end)
        ):
            result.append(item)
    return result


def _place(item: Found) -> tuple[int, int]:
    return item.start, -item.end
