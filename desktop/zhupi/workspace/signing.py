"""Who began a change: the part of the program that the workspace is open in."""

from __future__ import annotations

from collections.abc import Callable

from zhupi.core.model import Change

#: Names the origin of a change.
Sign = Callable[[Change], Change]
