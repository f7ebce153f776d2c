"""Interviews that are printed turn by turn: 某报：…, 某人：… at the beginning of paragraphs.

What a turn holds are the words of whoever stands before its colon, but for sentences in which
somebody else is quoted. Those stay as they were read, with one exception: 他 and 她 are nobody who
would say 我.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_LABEL = 12  #: characters at most before the colon
#: 我说, 您刚才提到: the two who talk, of themselves and to one another; but not 我父亲说.
_BEFORE = (
    "(?:^|[，：；、“”]|[但而可那以]|所以|因为|但是|可是|其实|后来|当时|那时|如果|有时|去年|今年)"
)
_OURSELVES = Pattern(
    rf"{_BEFORE}(?P<who>我们|咱们?|您|你们?|我)"
    "(?:[就也都还又便才曾刚再总常想要会能得可已早先只在当]|一直|刚才|经常|常常|始终|当时|那时|后来|已经|曾经|从来|自己"
    "|前面|之前|上次|去年|昨天|今天|[跟对向和][^，：]{1,8}?)*$",
    needs="我 咱 您 你",
)
_SOMEBODY = Pattern(rf"{_BEFORE}(?P<who>[他她](?:们|本人)?)[^，：]{{0,8}}$", needs="他 她")
_ANTECEDENT = 0.6  #: so sure is whom a pronoun means that cannot mean whom it was read as


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph of an interview: who speaks, and where the words begin and end."""

    who: Span
    entity: str
    words: Span
    other: _Turn | None = None  #: whom it is said to


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
    starts = [one.start for one in found]
    result: list[Quotation] = []
    at = 0
    for turn in turns:
        first = bisect_left(starts, turn.words.start, at)
        last = bisect_left(starts, turn.words.end, first)
        result += found[at:first]
        result += _told(text, folded, turn, found[first:last])
        at = last
    return [*result, *found[at:]]


def _turns(folded: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[_Turn]:
    """The turns of an interview; none where two do not speak by turns, and one of them asks."""
    labels = [_TURN.match(folded, block.start, block.end) for block in blocks]
    counts = Counter(label["who"] for label in labels if label)
    often = {who for who, number in counts.items() if number >= _OFTEN}
    if len(often) < 2 or sum(counts[who] for who in often) < _TURNS:
        return []
    named = _named(folded, mentions)
    entities = {who: entity for who in often if (entity := _entity(who, named))}
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
    is_one = asked and len(entities) > 1 and 2 * changes >= len(names)
    return list(_with_others(turns, names)) if is_one else []


def _with_others(turns: Sequence[_Turn], names: Sequence[str]) -> Iterator[_Turn]:
    """`turns`, each with whom it is said to; `names` stand before their colons."""
    other = next((turn for turn, name in zip(turns, names, strict=True) if name != names[0]), None)
    yield replace(turns[0], other=other)
    for (before, name), (turn, own) in pairwise(zip(turns, names, strict=True)):
        other = other if name == own else before
        yield replace(turn, other=other)


def _named(folded: str, mentions: Sequence[Mention]) -> Mapping[str, tuple[int, str]]:
    """Of names that may stand before a colon: the number of the first mention, and its entity."""
    named: dict[str, tuple[int, str]] = {}
    for number, mention in enumerate(mentions):
        if mention.label in _SPEAKERS and len(mention.span) <= _LABEL:
            named.setdefault(mention.span.of(folded), (number, mention.entity))
    return named


def _entity(who: str, named: Mapping[str, tuple[int, str]]) -> str:
    """Whom the words before the colon name; a space for words for somebody, empty for others."""
    inside = {who[i:j] for i in range(len(who)) for j in range(i + 1, len(who) + 1)}
    for name in sorted(inside & named.keys(), key=lambda name: named[name]):
        beside = who.replace(name, "", 1)
        if not beside or roles.is_person(beside):
            return named[name][1]
    return " " if roles.is_person(who) else ""


def _told(text: str, folded: str, turn: _Turn, inside: Sequence[Quotation]) -> Iterator[Quotation]:
    """The words of a turn, in stretches around what others are quoted with; all in order."""
    alone = inside[0].span if len(inside) == 1 and inside[0].kind is QuotationKind.DIRECT else None
    if alone and alone.of(text) == turn.words.of(text).strip():
        yield from inside
        return
    cited = list(_cited(folded, turn, inside))
    start = end = turn.words.start
    at = 0
    for sentence in _SENTENCE.finditer(text, turn.words.start, turn.words.end):
        first = at
        while at < len(cited) and cited[at].start < sentence.end():
            at += 1
        over = first > 0 and cited[first - 1].end > sentence.start()
        if at > first or over:
            yield from _stretch(text, turn, start, end)
            yield from cited[first:at]
            start = sentence.end()
        end = sentence.end()
    yield from _stretch(text, turn, start, end)


def _cited(folded: str, turn: _Turn, inside: Sequence[Quotation]) -> Iterator[Quotation]:
    """What others are quoted with; 我说 and 您说 are a part of the turn."""
    last: Quotation | None = None
    for one in inside:
        if one.cue is None:
            continue
        sentence = max(folded.rfind(stop, turn.words.start, one.cue.start) for stop in "。！？；")
        clause = folded[max(sentence + 1, turn.words.start) : one.cue.start]
        own = _OURSELVES.search(clause)
        if own:
            if own["who"] in "您你" and turn.other and not folded.startswith(("？", "?"), one.end):
                yield _of_other(one, turn.other, own["who"], folded)
            continue
        somebody = _SOMEBODY.search(clause)
        if somebody and one.entity and one.entity == turn.entity:
            last = _another(one, last, somebody["who"], folded)
        elif somebody or (one.speaker is not None and one.speaker.start >= turn.words.start):
            last = one
        else:
            continue
        yield last


def _of_other(one: Quotation, other: _Turn, words: str, folded: str) -> Quotation:
    """`one`, which is told to whoever said it: 您刚才说."""
    why = message(
        "“{words}” before “{cue}” is “{speaker}”, named before.",
        words=words,
        cue=one.cue.of(folded) if one.cue else "",
        speaker=other.who.of(folded),
    )
    sure = _SURE if other.entity else _ANTECEDENT
    return replace(one, speaker=other.who, entity=other.entity, confidence=sure, why=why)


def _another(one: Quotation, last: Quotation | None, words: str, folded: str) -> Quotation:
    """`one`, which was read as the words of whoever tells it, as those of the last one quoted."""
    cue = one.cue.of(folded) if one.cue else ""
    speaker = last.speaker.of(folded) if last and last.speaker else ""
    if last is None or not speaker or (speaker[0] in "他她" and speaker != words):
        why = message("The text does not say who “{cue}” belongs to.", cue=cue)
        return replace(one, speaker=None, entity="", confidence=0.3, why=why)
    why = message(
        "“{words}” before “{cue}” is “{speaker}”, named before.",
        words=words,
        cue=cue,
        speaker=speaker,
    )
    return replace(one, speaker=last.speaker, entity=last.entity, confidence=_ANTECEDENT, why=why)


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
