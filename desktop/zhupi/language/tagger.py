"""Text → words and names: sentences through the network, in bounded batches."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from zhupi.core.model import Span
from zhupi.language.gazetteer import Gazetteer, gazetteer
from zhupi.language.name_head import known_signs
from zhupi.language.network import Network
from zhupi.language.passage import Found, Passage
from zhupi.language.sentences import sentences

_AT_ONCE = 4096  #: sentences; bounds memory, and gives batches of like length


class Tagger:
    """LAC over whole articles."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._names = tuple(dict.fromkeys(tag.rpartition("-")[0] or tag for tag in network.tags))
        self._kinds = np.array(
            [self._names.index(tag.rpartition("-")[0] or tag) for tag in network.tags], np.uint8
        )
        self._begins = np.array([not tag.endswith("-I") for tag in network.tags], np.uint8)

    @classmethod
    def load(cls, path: Path, sha256: str) -> Tagger:
        """Raises `ZhupiError` where the weights are missing or damaged."""
        return cls(Network.load(path, sha256))

    def tag(self, text: str, blocks: Sequence[Span]) -> Passage:
        """The words of `blocks`, which are in order and apart."""
        return self._read(text, blocks, None)[0]

    def read(self, text: str, blocks: Sequence[Span]) -> tuple[Passage, list[Found]]:
        """The words, and what the network's head takes for names: none where it has no head."""
        return self._read(text, blocks, gazetteer() if self._network.head else None)

    def _read(
        self, text: str, blocks: Sequence[Span], known: Gazetteer | None
    ) -> tuple[Passage, list[Found]]:
        passage = Passage(text.translate(self._network.variants), blocks, self._names)
        found: list[Found] = []
        pieces = [piece for block in blocks for piece in sentences(text, block)]
        for at in range(0, len(pieces), _AT_ONCE):
            chunk = pieces[at : at + _AT_ONCE]
            signs = None
            if known is not None:
                signs = [known_signs(piece.of(passage.text), known) for piece in chunk]
            tagged = self._network.tag([piece.of(text) for piece in chunk], signs)
            for piece, result in zip(chunk, tagged, strict=True):
                begins = self._begins[result.tags]
                begins[0] = 1
                passage.put(
                    piece.start,
                    self._kinds[result.tags].tobytes(),
                    begins.tobytes(),
                    array("f", result.probabilities.tobytes()),
                )
                found += [
                    Found(
                        piece.start + name.start,
                        piece.start + name.end,
                        name.label,
                        name.confidence,
                        name.nested,
                    )
                    for name in result.names
                ]
        return passage, found
