"""Reading Whoosh's pickles without letting them run code.

Whoosh pickles its table of contents, and a pickle may name any function to be called. Here it
may name only the classes that the reader lists, which are made to be built from foreign values.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from typing import Any, BinaryIO


class SafeUnpickler(pickle.Unpickler):
    """Knows no class but those `allowed`; raises `pickle.UnpicklingError` at any other."""

    def __init__(self, stream: BinaryIO, allowed: Iterable[type]) -> None:
        super().__init__(stream)
        self._allowed = {(kind.__module__, kind.__qualname__): kind for kind in allowed}

    def find_class(self, module: str, name: str, /) -> Any:
        try:
            return self._allowed[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} may not be unpickled") from None
