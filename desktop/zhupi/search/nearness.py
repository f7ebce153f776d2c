"""How near to one another several words stand in some rows, for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zhupi.search.located import Units, gathered, occurrences
from zhupi.search.ranking import PROXIMITY_REACH, proximity
from zhupi.search.segment_file import SegmentFile
from zhupi.search.snapshot import Rows

Places = NDArray[np.int64]
_MOST_PLACES = 200  #: of a word in a text, where there are more than two words
_FAR = 1 << 40


def nearness_in(file: SegmentFile, numbers: Rows, needles: Sequence[Units]) -> NDArray[np.float32]:
    """`ranking.proximity` of `needles`, two or more, in some rows of a segment, ascending."""
    starts = file.starts.astype(np.int64)
    text, borders = gathered(file, starts[numbers], starts[numbers + 1])
    places = [occurrences(text, needle) for needle in needles]
    lengths = [len(needle) for needle in needles]
    if len(needles) == 2:
        gaps = _gaps(places, lengths, borders, len(numbers))
        return (PROXIMITY_REACH / (PROXIMITY_REACH + gaps)).astype(np.float32) * (gaps < _FAR)
    ends = np.append(borders[1:], len(text))
    return np.array(
        [
            proximity([_between(some, first, last) for some in places], lengths)
            for first, last in zip(borders.tolist(), ends.tolist(), strict=True)
        ],
        np.float32,
    )


def _gaps(
    places: Sequence[Places], lengths: Sequence[int], borders: Places, rows: int
) -> NDArray[np.int64]:
    """The fewest characters between the two words in each row; `_FAR` where one is missing."""
    gaps = np.full(rows, _FAR, np.int64)
    for one, other in ((0, 1), (1, 0)):
        before, here = places[one], places[other]
        nearest = np.searchsorted(before, here, "right") - 1
        here, nearest = here[nearest >= 0], nearest[nearest >= 0]
        begins = before[nearest]
        owners = np.searchsorted(borders, here, "right") - 1
        same = begins >= borders[owners]
        cover = np.maximum(begins + lengths[one], here + lengths[other]) - begins
        between = np.maximum(cover - sum(lengths), 0)
        np.minimum.at(gaps, owners[same], between[same])
    return gaps


def _between(places: Places, first: int, last: int) -> list[int]:
    low, high = np.searchsorted(places, (first, last))
    found: list[int] = places[low:high][:_MOST_PLACES].tolist()
    return found
