"""Text → mentions: a reader finds names, rules mend and add, `settle` puts them in order, `link`
says what they name.

Confidence is the reader's where it decided (of LAC the CRF's marginal probability of the least
certain character); where a rule did, it is the rule's (`rules.common`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from zhupi.core.model import Label, Mention, Span
from zhupi.language.dates import Timed
from zhupi.language.linking import entity_id, link
from zhupi.language.passage import Found, Passage
from zhupi.language.readers import NameReader
from zhupi.language.rules import RULES
from zhupi.language.rules.common import Index, longest
from zhupi.language.rules.nesting import may_hold
from zhupi.language.rules.times import dated
from zhupi.language.sentences import separate
from zhupi.language.tagger import Tagger


class Reader(Protocol):
    """What finds the first mentions: the place where a better tagger is put in.

    It hands on the text with its words, and mentions of any label, sorted and apart but for
    those that are `nested`. What it is sure of (0.97 and above) rules leave alone.
    """

    def read(self, text: str, blocks: Sequence[Span]) -> tuple[Passage, list[Found]]:
        """Reads `blocks`, which are in order and apart."""
        ...


class Pipeline:
    """All that reads a text. Immutable once made, so threads may share it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    def load(cls, weights: Path, sha256: str) -> Pipeline:
        """Raises `ZhupiError` where the weights are missing or damaged."""
        return cls(NameReader(Tagger.load(weights, sha256)))

    def mentions(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        """See `Recogniser.recognise`."""
        ranges = separate(blocks, len(text))
        if not ranges:
            return []
        passage, read = self._reader.read(text, ranges)
        found = [item for item in read if not item.nested]
        for rule in RULES:
            found = rule(passage, found)
        inner = [item for item in read if item.nested]
        found = _with_inner(passage, found, inner)
        names, times = dated(passage, found, published)
        marked = [Found(t.start, t.end, Label.TIME, t.confidence) for t in times]
        return link(text, _mentions(passage.text, settle(passage, [*names, *marked]), times))


def _with_inner(passage: Passage, found: list[Found], inner: list[Found]) -> list[Found]:
    """`found`, and those of `inner` that the rules say nothing else of."""
    ours = [item for item in found if item.nested]
    apart = Index(longest(ours))
    around = Index(longest(item for item in found if not item.nested))
    return found + [
        item
        for item in inner
        if not apart.overlapping(item.start, item.end)
        and ((outer := around.at(item.start)) is None or may_hold(passage.text, outer, item))
    ]


def settle(passage: Passage, found: list[Found]) -> list[Found]:
    """What the protocol promises: sorted, trimmed, inside blocks, nested or apart but never
    crossing."""
    text = passage.text
    result: list[Found] = []
    blocks = iter(passage.blocks)
    block = next(blocks, None)
    open_ends: list[int] = []
    seen: set[tuple[int, int]] = set()
    for item in sorted(found, key=lambda f: (f.start, -f.end, f.nested, -f.confidence)):
        piece = text[item.start : item.end]
        start = item.start + len(piece) - len(piece.lstrip())
        end = item.end - (len(piece) - len(piece.rstrip()))
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if start >= end or block is None or start < block.start or end > block.end:
            continue
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        crossing = bool(open_ends) and end > open_ends[-1]
        loose = bool(open_ends) and not item.nested
        if crossing or loose or (start, end) in seen:
            continue
        seen.add((start, end))
        open_ends.append(end)
        result.append(Found(start, end, item.label, item.confidence, item.nested))
    return result


def _mentions(text: str, found: list[Found], times: Sequence[Timed]) -> list[Mention]:
    values = {(time.start, time.end): time for time in times}
    mentions = []
    for item in found:
        time = values.get((item.start, item.end)) if item.label is Label.TIME else None
        mentions.append(
            Mention(
                start=item.start,
                end=item.end,
                label=item.label,
                entity=_words(item, text),
                value=time.value if time else "",
                confidence=round(min(item.confidence, 1.0), 2),
                why=time.why if time else None,
            )
        )
    return mentions


def _words(item: Found, text: str) -> str:
    """A time's id; whom or what a name means `link` says."""
    return entity_id(item.label, text[item.start : item.end]) if item.label is Label.TIME else ""
