"""The tables by which texts are taken apart and put together; made when first needed."""

from __future__ import annotations

from functools import cached_property

from zhupi.search.originals import Originals
from zhupi.search.units import UnitFolding


class TextTools:
    """Keep one for all segments: the tables take a moment to make."""

    @cached_property
    def folding(self) -> UnitFolding:
        return UnitFolding()

    @cached_property
    def originals(self) -> Originals:
        return Originals(lambda: self.folding.table)
