"""The tables by which texts are taken apart and put together; made when first needed."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhupi.search.originals import Originals
from zhupi.search.segment_grams import word_numbers
from zhupi.search.units import UnitFolding


class TextTools:
    """Keep one for all segments: the tables take a moment to make."""

    @cached_property
    def folding(self) -> UnitFolding:
        return UnitFolding()

    @cached_property
    def originals(self) -> Originals:
        return Originals(self.folding.table)

    @cached_property
    def word_numbers(self) -> NDArray[np.uint32]:
        return word_numbers()
