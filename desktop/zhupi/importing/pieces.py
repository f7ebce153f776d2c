"""What readers hand to the builder: pieces of an article before they have positions.

A piece's text may still hold layout (line feeds, indents, controls); the builder takes it off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from zhupi.core.model import BlockKind, Credit, StyleKind

#: The styles of a run: each kind once, with the address of a link.
Styles = tuple[tuple[StyleKind, str | None], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that share their styles."""

    text: str
    styles: Styles = ()

    def has(self, kind: StyleKind) -> bool:
        return any(style is kind for style, _ in self.styles)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block to be; `level` and `url` as in `Block`."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    url: str | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """The text without what surrounds it."""
        return self.text.strip()

    def wholly(self, kind: StyleKind) -> bool:
        """Whether every visible character of the piece has this style."""
        visible = [run for run in self.runs if run.text.strip()]
        return bool(visible) and all(run.has(kind) for run in visible)

    def as_kind(self, kind: BlockKind, level: int = 0) -> Piece:
        return replace(self, kind=kind, level=level)

    def without(self, kind: StyleKind) -> Piece:
        """The piece with one kind of style taken off, where it said what the piece is."""
        runs = tuple(
            Run(run.text, tuple(s for s in run.styles if s[0] is not kind)) for run in self.runs
        )
        return replace(self, runs=runs)


def plain(text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Piece:
    """A piece without styles."""
    return Piece(kind, (Run(text),), level)


def image(url: str) -> Piece:
    return Piece(BlockKind.IMAGE, url=url)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found; fields left empty are looked for in the pieces."""

    pieces: tuple[Piece, ...]
    title: str = ""
    source: str = ""
    credits: tuple[Credit, ...] = ()
    published: date | None = None  #: from metadata
    url: str = ""
    record: str = ""  #: `#12` for a record of a file of many
