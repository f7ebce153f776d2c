"""A clause, and what can be its subject: the name, the words or the pronoun."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    NAME = auto()
    WORDS = auto()
    PRONOUN = auto()
    ARTICLE = auto()  #: 第五条, of a law that is named elsewhere


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as places in a line."""

    kind: Kind
    start: int  #: of its words
    end: int
    head: int = -1  #: the sign of the name that it is, or that it speaks for
    clear: bool = True  #: whether nothing stands before it that could be a verb
    near: bool = True  #: whether it stands in the clause that was asked for
    listed: bool = True  #: whether no unknown words stand nearer
    until: int = 0  #: the end of what belongs to it, where that is behind its words

    def moved(self, by: int) -> Subject:
        """The same in a line that begins `by` signs earlier."""
        head = self.head + by if self.head >= 0 else -1
        # Written out, for dataclasses.replace takes several times as long.
        until = self.until + by if self.until else 0
        places = (self.start + by, self.end + by, head)
        return Subject(self.kind, *places, self.clear, self.near, self.listed, until)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in which a subject is sought, with `_` for what stands beside subject and verb."""

    text: str
    first: int  #: where the adverbs at its beginning end
    asked: bool  #: whether it ends before a cue
