"""Where the terms of a query stand in one article; pure, over original and folded text.

Folding keeps positions, so a place in the folded text is the place in the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhupi.core.folding import Folding
from zhupi.core.model import Span
from zhupi.search.query import Field, Term


@dataclass(frozen=True, slots=True)
class Match:
    """A place to mark and the terms (their numbers) that stand there."""

    start: int
    end: int
    terms: frozenset[int]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_matches(
    terms: Sequence[Term], title: str, text: str, folded: str, folding: Folding
) -> list[Match]:
    """Every place of `terms` in `text`, in order and apart from one another.

    `folded` is `folding(text)`, which the caller may have at hand. One term is looked for from
    left to right, a character counting once; places of different terms that share characters
    become one. A `title:` term is marked where the text begins with the title; a `source:` term
    nowhere.
    """
    title_end = len(title) if title and text.startswith(title) else 0
    found: list[tuple[int, int, int]] = []
    for number, term in enumerate(terms):
        if term.field is Field.SOURCE:
            continue
        stop = title_end if term.field is Field.TITLE else len(folded)
        needle = folding(term.text)
        place = folded.find(needle, 0, stop)
        while place >= 0:
            end = place + len(needle)
            found.append((place, end, number))
            place = folded.find(needle, end, stop)
    return _joined(sorted(found))


def _joined(found: Sequence[tuple[int, int, int]]) -> list[Match]:
    alone = [frozenset((number,)) for number in range(1 + max((n for *_, n in found), default=0))]
    joined: list[Match] = []
    reached = 0
    for start, end, number in found:
        if joined and start < reached:
            last = joined[-1]
            joined[-1] = Match(last.start, max(reached, end), last.terms | alone[number])
        else:
            joined.append(Match(start, end, alone[number]))
        reached = joined[-1].end
    return joined
