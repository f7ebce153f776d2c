"""What became of a passage by the lineage of its characters, and how an answer is judged.

The characters of the edited text that descend from the passage lie in one or more *pieces*: a
piece ends where the order of the original breaks off, or where more foreign characters come
between than the passage is long (and more than 24; where more than 24 do, the largest piece that
they part is as right as the whole).

An answer is

- *right* at the largest piece (or, where all pieces are in order, from the first to the last):
  it holds every firm character of it from the first to the last, and reaches beyond its outermost
  descendant by white space, zero-width characters and at most one foreign character a side. So
  characters that were replaced or put in at the very edge may be in or out; no other may.
- *right* as an orphan where nothing descends from the passage, where fewer than half its
  characters survive firm, where it was torn so that no piece has two thirds of it, or in a twin;
- *right* as ambiguous where it stands twice and more (pieces that descend from the same
  characters, each at least four fifths of the largest); choosing one of them is *guessed*. Also
  where its whole line stood elsewhere in the original, too: who takes the neighbours away takes
  away what told them apart;
- *wrong*, silently, where it stands (resolved or moved, however unsure) though nothing descends
  from the passage, or fewer than half the answer's characters do, or it holds fewer than half
  of the largest piece; and where it claims to be resolved without being right;
- *inexact* where it stands at the passage with other borders than the right ones;
- *lost* where it is an orphan or ambiguous, and ought not to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.benchmarks.anchoring_lineage import NEW, Lined

from zhupi.core.model import AnnotationState

_GAP = 24  #: foreign characters that do not part a passage
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


class Verdict(StrEnum):
    RIGHT = "right"
    GUESSED = "guessed"
    INEXACT = "inexact"
    LOST = "lost"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says of one passage; the range counts only where it stands."""

    state: AnnotationState
    start: int = 0
    end: int = 0
    confidence: float = 1.0

    @property
    def stands(self) -> bool:
        return self.state in {AnnotationState.RESOLVED, AnnotationState.MOVED}


@dataclass(frozen=True, slots=True)
class _Range:
    """Places an answer must hold, and may not pass."""

    inner: tuple[int, int]
    outer: tuple[int, int]

    def fits(self, answer: Answer) -> bool:
        return (
            self.outer[0] <= answer.start <= self.inner[0]
            and self.inner[1] <= answer.end <= self.outer[1]
        )


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a passage stands in an edited text."""

    ranges: tuple[_Range, ...]  #: of the largest pieces; several where it stands several times
    places: frozenset[int]  #: of all descendants
    largest: int  #: characters of the largest piece
    doubled: bool
    may_be_orphan: bool
    may_be_ambiguous: bool = False

    def judge(self, answer: Answer, text: str) -> Verdict:
        """See the module."""
        if answer.state is AnnotationState.AMBIGUOUS and (self.doubled or self.may_be_ambiguous):
            return Verdict.RIGHT
        if not answer.stands:
            return Verdict.RIGHT if self.may_be_orphan else Verdict.LOST
        if any(one.fits(answer) for one in self.ranges):
            return Verdict.GUESSED if self.doubled else Verdict.RIGHT
        seen = [at for at in range(answer.start, answer.end) if not _unseen(text[at])]
        own = sum(at in self.places for at in seen)
        if answer.state is AnnotationState.RESOLVED or not own:
            return Verdict.WRONG
        if 2 * own < len(seen) or 2 * own < self.largest:
            return Verdict.WRONG
        return Verdict.INEXACT


def truth_of(original: str, start: int, end: int, edited: Lined, *, twin: bool) -> Truth:
    """What became of `original[start:end]`."""
    places = [at for at, origin in enumerate(edited.lineage) if start <= origin < end]
    pieces = _pieces(places, edited, max(_GAP, end - start))
    if not pieces:
        return Truth((), frozenset(), 0, doubled=False, may_be_orphan=True)
    pieces.sort(key=lambda piece: -_weight(piece, edited))
    best = pieces[0]
    weight = _weight(best, edited)
    rivals = [p for p in pieces if 5 * _weight(p, edited) >= 4 * weight]
    descended = [{edited.lineage[at] for at in piece} for piece in rivals]
    doubled = any(2 * len(descended[0] & other) > len(other) for other in descended[1:])
    chosen = rivals if doubled else [best]
    ranges = [_range(piece, edited) for piece in chosen]
    lineage = [edited.lineage[at] for at in places]
    if not doubled:
        tight = max(_pieces(places, edited, _GAP), key=lambda piece: _weight(piece, edited))
        ranges.append(_range(tight, edited))
        if lineage == sorted(lineage):
            ranges.append(_range(places, edited))
    edges = (min(lineage), max(lineage))
    if doubled and edges == (lineage[0], lineage[-1]) and all(lineage.count(e) == 1 for e in edges):
        # Something within it stands twice in a row: all of that is the passage now.
        ranges, doubled = [_range(places, edited)], False
    firm = sum(edited.firm[at] for at in best)
    torn = len(pieces) > 1 and 3 * weight < 2 * (end - start)
    return Truth(
        tuple(ranges),
        frozenset(places),
        weight,
        doubled=doubled,
        may_be_orphan=twin or 2 * firm < end - start or torn,
        may_be_ambiguous=_line_repeats(original, start, end),
    )


def _line_repeats(original: str, start: int, end: int) -> bool:
    low = original.rfind("\n", 0, start) + 1
    high = original.find("\n", end)
    line = original[low : high if high >= 0 else len(original)]
    return f"\n{original}\n".count(f"\n{line}\n") > 1


def _pieces(places: Sequence[int], edited: Lined, gap: int) -> list[list[int]]:
    pieces: list[list[int]] = []
    for at in places:
        last = pieces[-1][-1] if pieces else -1
        follows = bool(pieces) and (
            edited.lineage[at] > edited.lineage[last]
            or (edited.lineage[at] == edited.lineage[last] and at == last + 1)
        )
        if follows and at - last <= gap:
            pieces[-1].append(at)
        else:
            pieces.append([at])
    return pieces


def _weight(piece: Sequence[int], edited: Lined) -> int:
    return len({edited.lineage[at] for at in piece})


def _range(piece: Sequence[int], edited: Lined) -> _Range:
    seen = [at for at in piece if not _unseen(edited.text[at])] or piece
    firm = [at for at in seen if edited.firm[at]] or seen
    return _Range(
        (firm[0], firm[-1] + 1),
        (_reach(piece[0] - 1, -1, edited) + 1, _reach(piece[-1] + 1, 1, edited)),
    )


def _reach(at: int, step: int, edited: Lined) -> int:
    """The first place from `at` on that an answer may not hold."""
    spare = 1
    while 0 <= at < len(edited) and edited.lineage[at] == NEW:
        if not _unseen(edited.text[at]):
            if not spare:
                break
            spare -= 1
        at += step
    return at


def _unseen(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE
