"""`Substring`: our search as a query of Whoosh's, for its searcher, collectors and parser."""

from __future__ import annotations

from typing import Any

from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query import Query

from zhupi.core.folding import Folding
from zhupi.search.query import Field, Term
from zhupi.search.snapshot import Needle, text_count, text_holders


class Substring(Query):  # type: ignore[misc]  # Whoosh has no types
    """The articles whose text holds `text` after folding, scored by how often it stands there.

    `fieldname` must be a field of type `ExactText`.
    """

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.boost = boost

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r}, boost={self.boost!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Substring) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.text, self.boost))

    def is_leaf(self) -> bool:
        return True

    def field(self) -> str:
        return self.fieldname

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count_all())

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ARG002 - Whoosh's
        """Whoosh asks for one a segment; deleted articles are left out."""
        reader = searcher.reader()
        if not self.text or not reader.has_column(self.fieldname):
            return NullMatcher()
        file = reader.column_reader(self.fieldname, translate=False).file
        needle = Needle.of(Term(self.text, Field.TEXT), Folding())
        live = frozenset(n for n in range(len(file)) if not reader.is_deleted(n))
        ids = sorted(text_holders(file, needle, live))
        weights = [self.boost * text_count(file, number, needle) for number in ids]
        return ListMatcher(ids, weights) if ids else NullMatcher()
