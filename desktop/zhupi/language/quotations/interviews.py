"""Interviews that are printed turn by turn: 某报：…, 某人：… at the beginning of paragraphs.

What a turn holds are the words of whoever stands before its colon, but for sentences in which
somebody else is quoted: those stay as they were read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhupi.core.messages import message
from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import roles
from zhupi.language.quotations.notes import CLOSED, TRIMMED

_TURN = Pattern(r"\s*(?P<who>[^\s：，。！？；“”「」《》（）]{1,12})：")
_SENTENCE = Pattern(r"[^。！？!?…]+[。！？!?…]*[”」』）]*|[。！？!?…]+[”」』）]*")
_SPEAKERS = (Label.PERSON, Label.MEDIA, Label.ORG)
_OFTEN, _TURNS = 2, 4  #: turns at least of each of two, and of all
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph of an interview: who speaks, and where the words begin and end."""

    who: Span
    entity: str
    words: Span


def with_turns(
    text: str,
    folded: str,
    blocks: Sequence[Span],
    mentions: Sequence[Mention],
    found: Sequence[Quotation],
) -> list[Quotation]:
    """`found` in order, with the turns of an interview where `blocks` are one."""
    turns = _turns(folded, blocks, mentions)
    if not turns:
        return list(found)
    result = [one for one in found if not any(_covers(turn.words, one) for turn in turns)]
    for turn in turns:
        result.extend(_told(text, turn, [one for one in found if _covers(turn.words, one)]))
    return sorted(result, key=lambda one: one.start)


def _covers(words: Span, one: Quotation) -> bool:
    return words.start <= one.start < words.end


def _turns(folded: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[_Turn]:
    """The turns of an interview; none where two do not speak by turns, and one of them asks."""
    labels = [_TURN.match(folded, block.start, block.end) for block in blocks]
    counts = Counter(label["who"] for label in labels if label)
    often = {who for who, number in counts.items() if number >= _OFTEN}
    if len(often) < 2 or sum(counts[who] for who in often) < _TURNS:
        return []
    entities = {who: entity for who in often if (entity := _entity(who, folded, mentions))}
    turns = [
        _Turn(
            Span(*label.span("who")),
            entities[label["who"]].strip(),
            Span(label.end(), block.end),
        )
        for label, block in zip(labels, blocks, strict=True)
        if label and label["who"] in entities
    ]
    names = [turn.who.of(folded) for turn in turns]
    changes = sum(one != other for one, other in pairwise(names))
    asked = any("？" in turn.words.of(folded).replace("?", "？") for turn in turns)
    return turns if asked and len(entities) > 1 and 2 * changes >= len(names) else []


def _entity(who: str, folded: str, mentions: Sequence[Mention]) -> str:
    """Whom the words before the colon name; a space for words for somebody, empty for others."""
    for mention in mentions:
        name = mention.span.of(folded)
        if mention.label in _SPEAKERS and name in who:
            beside = who.replace(name, "", 1)
            if not beside or roles.is_person(beside):
                return mention.entity
    return " " if roles.is_person(who) else ""


def _told(text: str, turn: _Turn, inside: Sequence[Quotation]) -> Iterator[Quotation]:
    """The words of a turn, in stretches around what others are quoted with."""
    alone = inside[0].span if len(inside) == 1 and inside[0].kind is QuotationKind.DIRECT else None
    if alone and alone.of(text) == turn.words.of(text).strip():
        yield from inside
        return
    cited = [one for one in inside if one.cue is not None]
    yield from cited
    start = end = turn.words.start
    for sentence in _SENTENCE.finditer(text, turn.words.start, turn.words.end):
        if any(one.start < sentence.end() and sentence.start() < one.end for one in cited):
            yield from _stretch(text, turn, start, end)
            start = sentence.end()
        end = sentence.end()
    yield from _stretch(text, turn, start, end)


def _stretch(text: str, turn: _Turn, start: int, end: int) -> Iterator[Quotation]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(TRIMMED))
    end -= len(piece) - len(piece.rstrip(CLOSED))
    if start < end:
        why = message("“{speaker}” stands before the colon.", speaker=turn.who.of(text))
        yield Quotation(
            start=start,
            end=end,
            kind=QuotationKind.REPORTED,
            speaker=turn.who,
            entity=turn.entity,
            cue=None,
            addressee=None,
            confidence=_SURE,
            why=why,
        )
