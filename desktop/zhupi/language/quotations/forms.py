"""An introduction of speech: the cue, its form, and where what it introduces begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from zhupi.language.quotations.clauses import Subject


class Form(Enum):
    MARKED = auto()  #: 表示，… with a comma or a colon, or with words in marks
    BARE = auto()  #: 称将访华
    AFTER = auto()  #: “…”他说。
    SOURCE = auto()  #: 据新华社报道，…
    OPEN = auto()  #: 他说： at the end of a paragraph


@dataclass(frozen=True, slots=True)
class Introduction:
    """A cue in a line of signs, all as places in it."""

    form: Form
    start: int  #: of the cue
    end: int
    content: int  #: where what is said begins
    begin: int  #: where the words that belong to the cue begin
    subject: Subject | None
    word: str = ""
