"""Makes two runs of the program write the same bytes: one clock and one source of ids for both.

Invariant: what a step of `steps` writes depends on what the library held and on the step's number
alone. So a second run, which nobody kills, says what must be found after the first one died.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from unittest.mock import patch

import zhupi

_BEGAN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_NOT_HERE = ("zhupi.ui", "zhupi.cli", "zhupi.__main__")


class Sameness:
    """The time and the ids of one run; `begin` before each step."""

    def __init__(self) -> None:
        self._number = 0
        self._ids = Random(0)

    def begin(self, number: int) -> None:
        """From here on all is said to happen at the moment of this step."""
        self._number = number
        self._ids = Random(number)

    def now(self) -> datetime:
        return _BEGAN + timedelta(seconds=self._number)

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=self._ids.getrandbits(128), version=4)

    @contextmanager
    def prevailing(self) -> Iterator[None]:
        """The program's clock and ids are this one's while the block runs."""
        sameness = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Clock:
                moment = sameness.now().astimezone(tz)
                return cls.combine(moment.date(), moment.timetz())

        _load_everything()
        modules = [
            module
            for name, module in sorted(sys.modules.items())
            if name.startswith("zhupi.") and getattr(module, "datetime", None) is datetime
        ]
        with ExitStack() as patches:
            for module in modules:
                patches.enter_context(patch.object(module, "datetime", Clock))
            patches.enter_context(patch.object(uuid, "uuid4", self.new_id))
            yield


def _load_everything() -> None:
    """Imports all of the program but its front ends: what is loaded later is not patched."""
    for module in pkgutil.walk_packages(zhupi.__path__, "zhupi."):
        if not module.name.startswith(_NOT_HERE):
            importlib.import_module(module.name)
