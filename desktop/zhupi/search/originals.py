"""How the canonical text is got back from the folded one, in few bytes.

A *style* says which unit stands for each folded one as a rule: the same, a traditional character,
or a mark in half width. What a text has otherwise, and the spaces that squeezing
dropped, are exceptions: steps from one to the next in the original, and the units that stand
there. Styles follow from the fold table, so they take no room; of each text that one is chosen
which leaves the fewest exceptions. They are part of the format: whoever changes one changes what
the segments on the disk say, and must raise the number in `segment_format.MAGIC`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from zhupi.search.units import Run, Units

Steps = NDArray[np.uint8]

WHOLE: Final = 255  #: the style of texts that are kept as they are, compressed
#: Characters that traditional text has itself, more often than others that fold to them.
_KEPT = (
    "佛布占局幸家凶克恤念向回伙奸娘卷吊仿栗戚欲蒙拼挨碰折升拐杠梁泛污沈它抵愈症杯困了朱只秘御秋谷檐扎弦捆彩致"
    "才唇修席卜姜借托注志游糖巨表周沾千霉冬出面曲胡制干台岩雇吃咽昆岳雕搜暖炮噪挽扣堤"
)
_MARKS = "，：；！？（）～"  #: that folding leaves in full width
# What stands in place of a unit, for which private use is used: no such unit is an exception,
# for all of them fold to themselves.
_DROPPED_SPACE = 0xE000  #: and a number of `_SPACES`
_ON_THE_WAY = 0xE0FF  #: only a step
_DROPPED_HALF = 0xE400  #: and what a second surrogate has beyond 0xDC00
_DROPPED_END = 0xE800
_SPACES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(
    map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000))
)
_MOST = 255  #: of a step
_FEW = 12  #: exceptions that are sooner walked through one by one


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Of many texts; those of text `i` are the next `counts[i]` after those before."""

    styles: NDArray[np.uint8]
    counts: NDArray[np.uint32]
    steps: Steps
    units: Units


class Originals:
    """Makes and applies exceptions under one fold table."""

    def __init__(self, fold_table: Callable[[], Units]) -> None:
        """`fold_table` is called when a text is met that needs it: usual ones do not."""
        self._fold_table = fold_table
        self._spaces = np.array([ord(space) for space in _SPACES], np.uint16)
        self._space_numbers = np.zeros(1 << 16, np.uint16)
        self._space_numbers[self._spaces] = np.arange(len(_SPACES))

    @cached_property
    def _styles(self) -> tuple[Units, Units, Units]:
        plain = np.arange(1 << 16, dtype=np.uint16)
        traditional = plain.copy()
        _most_usual_traditional(self._fold_table(), traditional)
        western = plain.copy()
        western[[ord(mark) for mark in _MARKS]] = [ord(normalize("NFKC", mark)) for mark in _MARKS]
        return plain, traditional, western

    @cached_property
    def _ruled(self) -> list[NDArray[np.bool_]]:
        """By style: whether a unit is what its folded form stands for."""
        table, units = self._fold_table(), np.arange(1 << 16)
        return [style[table] == units for style in self._styles]

    def exceptions(self, run: Run) -> Exceptions:
        """What each text of a run has that its style does not say."""
        count = len(run.raw_starts)
        styles = np.zeros(count, np.uint8)
        other = ~self._ruled[0][run.raw]
        other[run.raw_ends] = False
        self._choose_styles(run, other, styles)
        for number in run.exact:
            styles[number] = WHOLE
        dropped = np.zeros(len(run.raw), bool)
        dropped[run.dropped] = True
        other[run.dropped] = True
        other[run.changed] = True
        other[run.raw_ends] = False
        places = np.flatnonzero(other)
        units = run.raw[places]
        gone = dropped[places]
        units[gone] = self._marked(units[gone])
        firsts = np.searchsorted(places, run.raw_starts)
        ends = np.searchsorted(places, run.raw_ends)
        steps = np.diff(places, prepend=0)
        held = firsts < ends
        steps[firsts[held]] = places[firsts[held]] - run.raw_starts[held]
        return _packed(styles, steps, units, firsts, ends)

    def _marked(self, units: Units) -> Units:
        """What says that these units were dropped."""
        spaces = self._space_numbers[units] + np.uint16(_DROPPED_SPACE)
        return np.where(units < 0xDC00, spaces, units - 0xDC00 + _DROPPED_HALF).astype(np.uint16)

    def _unmarked(self, units: Units) -> Units:
        halves = units >= _DROPPED_HALF
        found = self._spaces[np.where(halves, 0, units - _DROPPED_SPACE)]
        found[halves] = units[halves] - np.uint16(_DROPPED_HALF - 0xDC00)
        return found

    def _choose_styles(self, run: Run, other: NDArray[np.bool_], styles: Steps) -> None:
        """Where the usual style leaves many exceptions, takes the one that leaves the fewest."""
        places = np.flatnonzero(other)
        many = np.searchsorted(places, run.raw_ends) - np.searchsorted(places, run.raw_starts)
        for number in np.flatnonzero(many * 32 > run.raw_ends - run.raw_starts).tolist():
            stretch = slice(run.raw_starts[number], run.raw_ends[number])
            raw = run.raw[stretch]
            candidates = [~ruled[raw] for ruled in self._ruled]
            best = min(range(len(candidates)), key=lambda i: int(np.count_nonzero(candidates[i])))
            styles[number] = best
            other[stretch] = candidates[best]

    def restore(
        self, folded: Units, style: int, steps: Steps, units: Units
    ) -> tuple[str, Sequence[int]]:
        """The original of one text, and which of its characters are white space that was dropped.

        Raises ValueError or IndexError for senseless values.
        """
        if style == 0 and len(steps) <= _FEW:
            found = _pieced(folded, steps, units)
            if found is not None:
                return found
        usual = folded if style == 0 else self._styles[style][folded]
        spaces = np.zeros(0, np.int64)
        if len(steps):
            places = steps.cumsum(dtype=np.int64)
            real = units != _ON_THE_WAY
            places, units = places[real], units[real]
            dropped = (units >= _DROPPED_SPACE) & (units < _DROPPED_END)
            where, what = places[dropped], units[dropped]
            whole = np.empty(len(usual) + len(where), np.uint16)
            kept = np.ones(len(whole), bool)
            kept[where] = False
            whole[kept] = usual
            whole[places] = units
            halves = what >= _DROPPED_HALF
            if halves.any():
                whole[where] = self._unmarked(what)
                where = where[~halves]
            else:
                whole[where] = self._spaces[what - _DROPPED_SPACE]
            usual, spaces = whole, where
        text = usual.tobytes().decode("utf-16-le", "surrogatepass")
        if len(text) != len(usual):
            astral = np.flatnonzero((usual & 0xFC00) == 0xDC00)
            spaces = spaces - np.searchsorted(astral, spaces)
        return text, spaces.tolist()

    @staticmethod
    def breaks(
        steps: Steps, units: Units, begins: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of many texts: which have line feeds that were dropped, and before which unit.

        The exceptions of text `i` are those from `begins[i]` to `begins[i + 1]`.
        """
        gone = (units >= _DROPPED_SPACE) & (units < _DROPPED_END) & (units != _ON_THE_WAY)
        found = np.flatnonzero(units == _DROPPED_SPACE + _SPACES.index("\n"))
        texts = np.searchsorted(begins, found, "right") - 1
        walked = np.concatenate([[0], np.cumsum(steps, dtype=np.int64)])
        dropped = np.concatenate([[0], np.cumsum(gone, dtype=np.int64)])
        first = begins[texts]
        places = walked[found + 1] - walked[first] - (dropped[found] - dropped[first])
        return texts, places


def _pieced(folded: Units, steps: Steps, units: Units) -> tuple[str, list[int]] | None:
    """`Originals.restore` by cutting the text at its few exceptions; None where units are pairs."""
    text = folded.tobytes().decode("utf-16-le", "surrogatepass")
    if len(text) != len(folded):
        return None
    pieces: list[str] = []
    spaces: list[int] = []
    place = done = taken = 0  # in the original; what of it is there; what of the text is used
    for step, unit in zip(steps.tolist(), units.tolist(), strict=True):
        place += step
        if unit == _ON_THE_WAY:
            continue
        following = taken + place - done
        pieces.append(text[taken:following])
        taken, done = following, place + 1
        if not _DROPPED_SPACE <= unit < _DROPPED_END:
            pieces.append(chr(unit))
            taken += 1
        elif unit < _DROPPED_HALF:
            pieces.append(_SPACES[unit - _DROPPED_SPACE])
            spaces.append(place)
        else:
            return None
    pieces.append(text[taken:])
    return "".join(pieces), spaces


def pack_whole(text: str) -> bytes:
    """A text of any characters as it is."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_whole(data: bytes) -> str:
    """What was packed; raises ValueError or `zlib.error` for anything else."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _packed(
    styles: Steps, steps: NDArray[np.int64], units: Units, firsts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> Exceptions:  # fmt: skip
    """Long steps are walked in several."""
    more = steps // _MOST
    after = np.concatenate(([0], np.cumsum(more + 1)))
    packed_steps = np.full(int(after[-1]), _MOST, np.uint8)
    packed_units = np.full(int(after[-1]), _ON_THE_WAY, np.uint16)
    packed_steps[after[1:] - 1] = steps - more * _MOST
    packed_units[after[1:] - 1] = units
    counts = (after[ends] - after[firsts]).astype(np.uint32)
    return Exceptions(styles, counts, packed_steps, packed_units)


def _most_usual_traditional(fold_table: Units, style: Units) -> None:
    """The first of Big5's frequent characters that folds to each simplified one.

    Big5 has the frequent characters before the rare, so no table of our own is needed.
    """
    kept = frozenset(map(ord, _KEPT))
    changed = np.flatnonzero(fold_table[0x4E00:0xA000] != np.arange(0x4E00, 0xA000)) + 0x4E00
    best: dict[int, bytes] = {}
    for unit in changed.tolist():
        folded = int(fold_table[unit])
        if folded in kept:
            continue
        try:
            place = chr(unit).encode("big5")
        except UnicodeEncodeError:
            continue
        if place < best.get(folded, b"\xc9"):
            best[folded] = place
            style[folded] = unit
