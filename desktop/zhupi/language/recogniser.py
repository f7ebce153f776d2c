"""The `Recogniser` of the program: LAC tags words, rules make mentions of them.

Confidence is the CRF's marginal probability of the least certain character where LAC decided,
and `rules.common.RULE` where a rule did.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zhupi.core.model import Label, Mention, Span
from zhupi.core.paths import resources
from zhupi.language.dates import iso_value
from zhupi.language.entities import entity_id
from zhupi.language.passage import Found, Passage
from zhupi.language.rules import RULES, RULES_VERSION
from zhupi.language.rules.mentions import from_words
from zhupi.language.sentences import separate

if TYPE_CHECKING:
    from zhupi.language.tagger import Tagger

WEIGHTS = "lac-int8.npz"
WEIGHTS_SHA256 = "938713a95acf331938976c0b0f1d1ff01f83b5d56ce2f1a0eaf12705f17cbde9"


def single_thread_environment() -> Mapping[str, str]:
    """What to put into `os.environ` before numpy is first imported.

    The matrices are small: several BLAS threads spend their time waiting for each other.
    """
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return dict.fromkeys(names, "1")


class LacRecogniser:
    """Mentions by LAC and rules. Safe to share between threads."""

    def __init__(self, weights: Path | None = None, sha256: str = WEIGHTS_SHA256) -> None:
        """`weights`: the converted model, by default the one that comes with the program."""
        self._path = weights
        self._sha256 = sha256
        self._lock = threading.Lock()
        self._tagger: Tagger | None = None

    @property
    def version(self) -> str:
        return f"lac-{self._sha256[:12]}-rules-{RULES_VERSION}"

    def recognise(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        """See `Recogniser`. Text outside `blocks` is not read.

        Raises `ZhupiError` where the weights are missing or damaged.
        """
        ranges = separate(blocks, len(text))
        if not ranges:
            return []
        passage = self._loaded().tag(text, ranges)
        found = from_words(passage)
        for rule in RULES:
            found = rule(passage, found)
        return [_mention(text, item, published) for item in settle(passage, found)]

    def _loaded(self) -> Tagger:
        with self._lock:
            if self._tagger is None:
                # numpy costs a tenth of a second that the window's process never needs to pay.
                from zhupi.language.tagger import Tagger  # noqa: PLC0415

                path = self._path or resources() / "models" / WEIGHTS
                self._tagger = Tagger.load(path, self._sha256)
            return self._tagger


def settle(passage: Passage, found: list[Found]) -> list[Found]:
    """What the protocol promises: sorted, trimmed, inside blocks, nested or apart but never
    crossing."""
    text = passage.text
    result: list[Found] = []
    blocks = iter(passage.blocks)
    block = next(blocks, None)
    open_ends: list[int] = []
    seen: set[tuple[int, int]] = set()
    for item in sorted(found, key=lambda f: (f.start, -f.end, f.nested, -f.confidence)):
        piece = text[item.start : item.end]
        start = item.start + len(piece) - len(piece.lstrip())
        end = item.end - (len(piece) - len(piece.rstrip()))
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if start >= end or block is None or start < block.start or end > block.end:
            continue
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        crossing = bool(open_ends) and end > open_ends[-1]
        loose = bool(open_ends) and not item.nested
        if crossing or loose or (start, end) in seen:
            continue
        seen.add((start, end))
        open_ends.append(end)
        result.append(Found(start, end, item.label, item.confidence, item.nested))
    return result


def _mention(text: str, item: Found, published: date | None) -> Mention:
    quoted = text[item.start : item.end]
    return Mention(
        start=item.start,
        end=item.end,
        label=item.label,
        entity=entity_id(item.label, quoted),
        value=iso_value(quoted, published) if item.label is Label.TIME else "",
        confidence=round(min(item.confidence, 1.0), 2),
    )
