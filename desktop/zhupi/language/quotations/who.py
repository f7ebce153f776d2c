"""Somebody, or something, as a text names them."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.folding import fold_character
from zhupi.core.model import Label, Mention, Span


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as the text names them."""

    span: Span
    words: str
    entity: str = ""
    label: Label | None = None  #: None: a word such as 专家
    title: str = ""
    work: bool = False  #: the title of a book or a film

    @property
    def plain(self) -> str:
        """The words in the characters that the lists are written in."""
        return "".join(map(fold_character, self.words))

    def is_like(self, other: Who) -> bool:
        """Whether both are the same, as far as their entities or words tell."""
        return self.entity == other.entity and (bool(self.entity) or self.words == other.words)

    @classmethod
    def named(cls, mention: Mention, text: str) -> Who:
        """Whom a mention names."""
        span = mention.span
        return cls(span, span.of(text), mention.entity, mention.label, mention.title)
