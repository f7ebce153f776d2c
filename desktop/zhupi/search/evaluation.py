"""Which rows a query matches: quickly at most, and exactly where somebody asks.

`maybe` is what the grams alone say: no row that matches is missing, and most others are. `exact`
decides for the rows it is given, reading their texts where it must. An answer's first page asks
for a few rows, its total for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.core.protocols import Checkpoint
from zhupi.search.columns import author_mask, title_counts
from zhupi.search.facts import Facts
from zhupi.search.facts_record import ANNOTATED, KNOWN, NOTE, READ, TAG
from zhupi.search.hits import article_text
from zhupi.search.located import Counts, Located, Needle
from zhupi.search.matching import Matcher
from zhupi.search.nearby import ROWS, Decided, Nearby
from zhupi.search.query_regex import regex_literals
from zhupi.search.query_tree import (
    CONTENT_FIELDS,
    FACT_FIELDS,
    And,
    Dates,
    Field,
    Flag,
    Has,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Term,
    TextNode,
    Wildcard,
)
from zhupi.search.snapshot import Mask, Rows, Snapshot
from zhupi.search.stopwatch import OutOfTimeError, Stopwatch

_FLAGS = {
    Flag.HAS_NOTE: NOTE,
    Flag.HAS_TAG: TAG,
    Flag.HAS_ANNOTATION: ANNOTATED,
    Flag.HAS_ENTITY: KNOWN,
    Flag.IS_READ: READ,
}


class Evaluation:
    """One query over one snapshot. Remembers what it found out."""

    def __init__(
        self,
        snapshot: Snapshot,
        facts: Callable[[], Facts],
        folding: Folding,
        check: Checkpoint,
        hurried: Stopwatch,
        patient: Stopwatch,
    ) -> None:
        """`hurried` limits regular expressions, `patient` all else that is looked at singly."""
        self.snapshot = snapshot
        self._facts = facts
        self._folding = folding
        self._check = check
        self._hurried = hurried
        self._patient = patient
        self._nearby: dict[Near | Wildcard, Nearby] = {}
        self.out_of_time = False  #: whether rows were left undecided, and taken for no match
        self._matchers: dict[TextNode, Matcher] = {}
        self._located: dict[tuple[str, Field, bool], Located] = {}
        self._titles: dict[str, Counts] = {}
        self._masks: dict[Leaf, Mask] = {}
        self._too_long: dict[TextNode, bool] = {}
        #: Rows of `_masks` that were decided one by one: 0 not yet, 1 no, 2 yes.
        self._decided: dict[TextNode, NDArray[np.int8]] = {}

    # --- at most ------------------------------------------------------------------------------

    def maybe(self, node: Node) -> tuple[Mask, bool]:
        """The rows that may match, and whether all of them do."""
        self._check()
        if isinstance(node, Not):
            mask, certain = self.maybe(node.part)
            return (~mask & self.snapshot.live, True) if certain else (self.snapshot.live, False)
        if isinstance(node, And | Or):
            masks, certains = zip(*map(self.maybe, node.parts), strict=True)
            combine = np.logical_and if isinstance(node, And) else np.logical_or
            return combine.reduce(masks), all(certains)
        if isinstance(node, TextNode) and self._is_too_long(node):
            return np.zeros(self.snapshot.count, np.bool_), True
        if isinstance(node, Term) and node.field in (Field.ANY, Field.TEXT):
            located = self.located(node)
            certain = located.certain and not self.needle(node).strict
            return located.maybe & self.snapshot.live, certain
        if isinstance(node, Wildcard | Near | Regex) or (
            isinstance(node, Term) and node.field is Field.TITLE and self.needle(node).strict
        ):
            return self._all_parts(node), False
        return self._mask(node), True

    def _is_too_long(self, node: TextNode) -> bool:
        """Whether a node says more than the longest article does: not even folded it is then."""
        if node not in self._too_long:
            longest = max(self.snapshot.most_characters, _LONGEST_VALUE)
            self._too_long[node] = any(
                len(term.text) > longest and len("".join(term.text.split())) > longest
                for term in literal_parts(node)
            )
        return self._too_long[node]

    def _all_parts(self, node: TextNode) -> Mask:
        """The rows that have all the literal parts of a node."""
        mask = self.snapshot.live
        for term in literal_parts(node):
            if term.field is Field.TITLE:
                mask = mask & (self.in_titles(term) > 0)
            else:
                mask = mask & self.located(term).maybe
        return mask

    # --- exactly ------------------------------------------------------------------------------

    def exact(self, node: Node, among: Mask) -> Mask:
        """The rows `among` those given that match."""
        if not among.any():
            return among
        if isinstance(node, Not):
            return among & ~self.exact(node.part, among)
        if isinstance(node, And):
            for part in sorted(node.parts, key=self._cost):
                among = self.exact(part, among)
            return among
        if isinstance(node, Or):
            found = np.zeros_like(among)
            for part in node.parts:
                found |= self.exact(part, among & ~found)
            return found
        mask, certain = self.maybe(node)
        if certain:
            return among & mask
        assert isinstance(node, TextNode)
        rows = np.flatnonzero(among & mask)
        found = np.zeros_like(among)
        found[rows[self._holding(node, rows)]] = True
        return found

    def _holding(self, node: TextNode, rows: Rows) -> Mask:
        """Which of `rows`, which may match, do."""
        if isinstance(node, Term) and node.field is not Field.TITLE:
            located = self.located(node)
            held = self._counted(located, rows)
            if not self.needle(node).strict:
                return held
            held[held] = self._looked_at(node, rows[held])
            return held
        return self._looked_at(node, rows)

    def _counted(self, located: Located, rows: Rows) -> Mask:
        """`located.counts(rows) > 0`, looking up from time to time."""
        held = np.zeros(len(rows), np.bool_)
        for begin in range(0, len(rows), _STRIDE):
            self._check()
            some = slice(begin, begin + _STRIDE)
            held[some] = located.counts(rows[some]) > 0
        return held

    def _looked_at(self, node: TextNode, rows: Rows) -> Mask:
        """The same for what only the canonical text can tell, one article at a time."""
        decided = self._decided.setdefault(node, np.zeros(self.snapshot.count, np.int8))
        watch = self._hurried if isinstance(node, Regex) else self._patient
        try:
            for some in self._undecided(node, rows[decided[rows] == 0], decided):
                for row in some.tolist():
                    self._check()
                    watch.left()
                    decided[row] = 2 if self._stands(node, row, watch) else 1
        except OutOfTimeError:
            self.out_of_time = True
        held: Mask = decided[rows] == 2
        return held

    def _undecided(self, node: TextNode, rows: Rows, decided: NDArray[np.int8]) -> Iterator[Rows]:
        """What arrays cannot decide of `rows`, piece by piece; notes what they can."""
        if not isinstance(node, Near | Wildcard) or node.literal or node.field is Field.TITLE:
            yield rows
            return
        nearby = self._nearby.setdefault(node, Nearby(node, self._folding))
        for part, numbers, _ in self.snapshot.split(np.sort(rows)):
            for begin in range(0, len(numbers), ROWS):
                self._check()
                self._patient.left()
                some = numbers[begin : begin + ROWS]
                found = nearby.decide(part, some)
                if node.field is Field.TEXT:
                    # A place in a title that stands apart is none.
                    apart = part.file.text_starts[some] > 0
                    found = Decided(found.yes & ~apart, found.open | (found.yes & apart))
                decided[part.base + some] = np.where(found.open, 0, np.where(found.yes, 2, 1))
                yield part.base + some[found.open]

    def _stands(self, node: TextNode, row: int, watch: Stopwatch) -> bool:
        matcher = self._matchers.get(node)
        if matcher is None:
            matcher = self._matchers[node] = Matcher((node,), self._folding, watch)
        return matcher.stands(node, article_text(self.snapshot, row, self._folding))

    def _cost(self, node: Node) -> int:
        """What narrows most and costs least comes first."""
        if isinstance(node, Not):
            return self.snapshot.count + self._cost(node.part)
        mask, certain = self.maybe(node)
        return int(np.count_nonzero(mask)) * (1 if certain else 4)

    # --- leaves -------------------------------------------------------------------------------

    def needle(self, term: Term) -> Needle:
        return Needle.of(term.text, self._folding, literal=term.literal)

    def located(self, term: Term) -> Located:
        key = (term.text, term.field, term.literal)
        if key not in self._located:
            self._check()
            self._located[key] = Located(self.snapshot, self.needle(term), term.field)
        return self._located[key]

    def in_titles(self, term: Term) -> Counts:
        """How often a term stands in each row's title, as far as folding tells."""
        if term.text not in self._titles:
            self._titles[term.text] = title_counts(self.snapshot, self.needle(term).units)
        return self._titles[term.text]

    def _mask(self, leaf: Leaf) -> Mask:
        if leaf not in self._masks:
            self._masks[leaf] = self._find(leaf) & self.snapshot.live
        return self._masks[leaf]

    def _find(self, leaf: Leaf) -> Mask:
        if isinstance(leaf, Dates):
            return self._published(leaf)
        if isinstance(leaf, Has):
            return self._flagged(leaf.flag)
        assert isinstance(leaf, Term)
        if leaf.field in FACT_FIELDS:
            return self._facts().mask(leaf, self._folding)
        if leaf.field is Field.SOURCE:
            return self._from_source(leaf)
        if leaf.field is Field.AUTHOR:
            return self._from_author(leaf)
        return self.in_titles(leaf) > 0

    def _published(self, dates: Dates) -> Mask:
        days = self.snapshot.days
        mask = days > 0
        if dates.first:
            mask &= days >= dates.first.toordinal()
        if dates.last:
            mask &= days <= dates.last.toordinal()
        return mask

    def _flagged(self, flag: Flag) -> Mask:
        if flag is Flag.HAS_DATE:
            return self.snapshot.days > 0
        if flag is Flag.IS_UNREAD:
            return ~self._facts().having(READ)
        return self._facts().having(_FLAGS[flag])

    def _from_author(self, term: Term) -> Mask:
        mask = author_mask(self.snapshot, self.needle(term).units, whole=term.whole)
        if term.literal:
            for row in np.flatnonzero(mask).tolist():
                part, number = self.snapshot.at(row)
                mask[row] = any(term.text in name for name in part.file.authors(number))
        return mask

    def _from_source(self, term: Term) -> Mask:
        shown = str if term.literal else self._squeezed
        wanted = shown(term.text)
        mask = np.zeros(self.snapshot.count, np.bool_)
        for part in self.snapshot.parts:
            names = map(shown, part.file.source_names)
            codes = [
                code
                for code, name in enumerate(names)
                if (wanted == name if term.whole else wanted in name)
            ]
            mask[part.slice] = np.isin(part.file.source_codes, codes)
        return mask

    def _squeezed(self, text: str) -> str:
        return Needle.of(text, self._folding).units.tobytes().decode("utf-16-le", "surrogatepass")


_LONGEST_VALUE = 4_000  #: of a title, a note, a name: what a term may say at least
_STRIDE = 4_096  #: rows between two looks at whether anybody still waits


def literal_parts(node: TextNode) -> tuple[Term, ...]:
    """Terms that every article holds in which `node` matches."""
    if isinstance(node, Term):
        return (node,)
    if isinstance(node, Regex):
        # What a regular expression says literally is found by folding too, and then some.
        return tuple(Term(text, node.field) for text in regex_literals(node.pattern))
    words: Iterable[str] = node.words if isinstance(node, Near) else node.pieces
    return tuple(Term(word, node.field) for word in words if word.strip("*?"))


def scoring_terms(nodes: Iterable[TextNode]) -> tuple[Term, ...]:
    """The terms whose counts make the score, each once."""
    found = (term for node in nodes for term in literal_parts(node))
    return tuple(dict.fromkeys(term for term in found if term.field in CONTENT_FIELDS))
