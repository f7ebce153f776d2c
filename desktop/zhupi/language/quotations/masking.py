"""Blocks as sentences in which names and quotations are single signs.

A rule about who speaks is a pattern over such a line: `OP在T的记者会上说，Q`. Folded text has no
capital letters, so these are free for signs. Invariant: every sign of a line knows the range of
the text it stands for; signs are in order and their ranges apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhupi.core.model import Label, Mention, Span
from zhupi.language.patterns import Pattern

SIGNS = {
    Label.PERSON: "P",
    Label.ORG: "O",
    Label.PLACE: "L",
    Label.MEDIA: "M",
    Label.LAW: "W",
    Label.EVENT: "E",
    Label.TIME: "T",
}
QUOTE = "Q"
WORK = "B"  #: what stands in 《》 and is no mention
#: Longer sentences are cut: only bad input has them.
LIMIT = 800

_WORK = Pattern(r"[《〈]([^《》〈〉]{1,80})[》〉]")
_ASIDE = Pattern(r"（[^（）。！？]{1,60}）")
_STOP = Pattern(r"[。！？!?；]|…+")
_TAIL = "。！？!?；… \u3000\t"
_CLOSING = "”’」』"
_ENDS = "。！？!?…"
#: After words in marks that end with a stop the sentence still goes on with these.
_GOES_ON = Pattern(r"\s*(?:[，、；：。！？）的等是之此和与及或]|并(?![非不])|[这那](?!是)|$)")
_HAN_SPACE = Pattern(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch that counts as one sign; `inner` lies inside the marks of a title."""

    start: int
    end: int
    sign: str
    mention: Mention | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sentence:
    """A sentence as signs."""

    def __init__(self, line: str, starts: Sequence[int], atoms: dict[int, Atom]) -> None:
        """`starts`: of each sign, where what it stands for begins in the text."""
        self.line = line
        self.atoms = atoms  #: by index into `line`
        self._starts = starts

    def span(self, start: int, end: int) -> Span:
        """The range of the text that the signs `start` to `end` stand for."""
        last = self.atoms.get(end - 1)
        return Span(self._starts[start], last.end if last else self._starts[end - 1] + 1)

    @property
    def is_quote(self) -> bool:
        """Whether it is nothing but words in marks."""
        return self.line == QUOTE


def atoms_of(
    text: str, block: Span, mentions: Sequence[Mention], quotes: Sequence[Span]
) -> list[Atom]:
    """What counts as one sign in a block, in order and apart; of nested ones the outermost.

    `text` is folded; `mentions` and `quotes` (words in marks) are those of the block.
    """
    spans = [Atom(m.start, m.end, SIGNS[m.label], m) for m in mentions]
    known = {(m.start, m.end): m for m in mentions}
    for quote in quotes:
        # “中央气象局”表示: a body's name in marks is no words of anybody.
        named = known.get((quote.start + 1, quote.end - 1))
        body = named if named and named.label is Label.ORG else None
        spans.append(Atom(quote.start, quote.end, SIGNS[Label.ORG] if body else QUOTE, body))
    for work in _WORK.finditer(text, block.start, block.end):
        mention = known.get(work.span(1))
        sign = SIGNS[mention.label] if mention else WORK
        spans.append(Atom(work.start(), work.end(), sign, mention))
    spans += [Atom(a.start(), a.end(), "") for a in _ASIDE.finditer(text, block.start, block.end)]
    result: list[Atom] = []
    for atom in sorted(spans, key=lambda a: (a.start, -a.end, a.sign == "")):
        if result and atom.start < result[-1].end:
            continue
        result.append(atom)
    return result


def sentences(text: str, block: Span, atoms: Sequence[Atom]) -> Iterator[Sentence]:
    """The sentences of a block; `text` is folded."""
    starts = [atom.start for atom in atoms]
    at = block.start
    for end in _ends(text, block, atoms, starts):
        if at < end:
            first = bisect_left(starts, at)
            last = bisect_left(starts, end)
            yield _sentence(text, Span(at, end), atoms[first:last])
        at = end


def _ends(text: str, block: Span, atoms: Sequence[Atom], starts: Sequence[int]) -> Iterator[int]:
    """Where sentences end, stops included."""
    stops = list(_STOP.finditer(text, block.start, block.end))
    # A headline parts its halves by a space.
    spaces = () if stops else _HAN_SPACE.finditer(text, block.start, block.end)
    cuts = [found.end() for found in spaces]
    for found in stops:
        index = bisect_left(starts, found.end()) - 1
        if index < 0 or atoms[index].end <= found.start():
            cuts.append(found.end())
    for atom in atoms:
        ended = atom.sign == QUOTE and len(atom.span) > 2 and _is_ended(text, atom)
        told = text[atom.start - 1] == "：" and text.startswith(("这", "那"), atom.end)
        if ended and (told or not _GOES_ON.match(text, atom.end, block.end)):
            cuts.append(atom.end)
    at = block.start
    for end in [*sorted(cuts), block.end]:
        while end - at > LIMIT:
            index = bisect_left(starts, at + LIMIT) - 1
            inside = index >= 0 and atoms[index].end > at + LIMIT
            cut = min(atoms[index].end if inside else at + LIMIT, end)
            if cut >= end:
                break
            yield cut
            at = cut
        yield end
        at = end


def _is_ended(text: str, quote: Atom) -> bool:
    """Whether words in marks end with a stop, be it inside further marks."""
    at = quote.end - 2
    while at > quote.start and text[at] in _CLOSING:
        at -= 1
    return text[at] in _ENDS


def _sentence(text: str, span: Span, atoms: Sequence[Atom]) -> Sentence:
    parts: list[str] = []
    starts: list[int] = []
    kept: dict[int, Atom] = {}
    at = span.start
    while at < span.end and text[at].isspace():
        at += 1
    for atom in atoms:
        parts.append(text[at : atom.start])
        starts.extend(range(at, atom.start))
        if atom.sign:
            kept[len(starts)] = atom
            parts.append(atom.sign)
            starts.append(atom.start)
        at = max(at, atom.end)
    parts.append(text[at : span.end])
    starts.extend(range(at, span.end))
    return Sentence("".join(parts).rstrip(_TAIL), starts, kept)
