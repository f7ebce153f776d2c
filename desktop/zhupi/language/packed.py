"""Sentences of unlike length in one array, without padding.

A batch is laid out by position: first the first characters of all sentences, then the second
ones of those that have one, and so on. With the longest sentence first, a step of a recurrence
concerns a block of rows that follow one another, and begins with the first rows of the block
before. The invariant: `rows` of all sentences are all rows, each once.

Shapes: N sentences, T positions (of the longest sentence), R rows (characters of all sentences).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]


class Packed:
    """Where the characters of a batch stand. Immutable."""

    def __init__(self, lengths: Sequence[int]) -> None:
        """`lengths` of the sentences: the longest first, none of them empty."""
        sizes = np.array(lengths, np.intp)
        steps = int(sizes[0])
        #: How many sentences have a character at each position.
        running = len(sizes) - np.searchsorted(sizes[::-1], np.arange(1, steps + 1))
        starts = np.zeros(steps + 1, np.intp)
        np.cumsum(running, out=starts[1:])
        position = np.repeat(np.arange(steps), running)
        sentence = np.arange(starts[-1]) - starts[position]
        length = sizes[sentence]
        #: First row of each position, and behind the last one.
        self.starts: list[int] = starts.tolist()
        #: Sentences.
        self.count = len(sizes)
        #: Rows.
        self.size = self.starts[-1]
        self._firsts = starts
        self._lengths = sizes
        #: (R) the row that is as far from its sentence's end as this one from its beginning.
        self.mirror: Ints = starts[length - 1 - position] + sentence
        #: (R) the row of the character before and after; R where there is none.
        self.before: Ints = np.where(position > 0, starts[position - 1] + sentence, self.size)
        self.after: Ints = np.where(
            position + 1 < length, starts[position + 1] + sentence, self.size
        )

    def rows(self, sentence: int) -> Ints:
        """The rows of a sentence's characters."""
        found: Ints = self._firsts[: self._lengths[sentence]] + sentence
        return found

    def all_rows(self) -> Ints:
        """(R) the rows of all sentences' characters, sentence after sentence."""
        return np.concatenate([self.rows(i) for i in range(self.count)])
