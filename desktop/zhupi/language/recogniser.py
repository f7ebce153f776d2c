"""The `Recogniser` of the program: LAC's tagger with our rules, loaded when first used.

This module imports nothing heavy; see `pipeline`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zhupi.core.model import Mention, Span
from zhupi.core.paths import resources

if TYPE_CHECKING:
    from zhupi.language.pipeline import Pipeline

#: Raise it with every change that may alter a mention: cached mentions are found anew then.
RULES_VERSION = 13
WEIGHTS = "names-int8.npz"
WEIGHTS_SHA256 = "b6b4b1280e6977e07ac05b4e60ae24a60d41789d662c2b9eb16307bb8d561678"
#: LAC as its makers left it: what ours was trained from, and is measured beside.
LAC_WEIGHTS = "lac-int8.npz"
LAC_SHA256 = "89366794bb5c85624696baa62124d18a510cc4d2aee6cbd664c8f475fc4a058a"


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
        self._pipeline: Pipeline | None = None

    @property
    def version(self) -> str:
        return f"names-{self._sha256[:12]}-rules-{RULES_VERSION}"

    def recognise(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        """See `Recogniser`. Text outside `blocks` is not read.

        Raises `ZhupiError` where the weights are missing or damaged.
        """
        if not text or not blocks:
            return []
        return self._loaded().mentions(text, blocks, published)

    def _loaded(self) -> Pipeline:
        with self._lock:
            if self._pipeline is None:
                # numpy, the rules and the weights cost a quarter of a second that the window's
                # process never needs to pay.
                from zhupi.language.pipeline import Pipeline  # noqa: PLC0415

                path = self._path or resources() / "models" / WEIGHTS
                self._pipeline = Pipeline.load(path, self._sha256)
            return self._pipeline
