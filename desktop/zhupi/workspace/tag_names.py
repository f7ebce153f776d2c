"""Finding tags by a part of their names, in characters or in pinyin.

A tag is found by its whole path, with slashes or without, and by its last name, which is what a
person remembers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

from zhupi.core.folding import Folding
from zhupi.search.name_list import NameList
from zhupi.search.pinyin import Pinyin
from zhupi.search.squeezing import squeeze


class TagNames:
    """Keep one: what it learns of pinyin is dear."""

    def __init__(self) -> None:
        self._folding = Folding()
        self._pinyin = Pinyin()

    def find(self, typed: str, counts: Mapping[str, int]) -> list[str]:
        """The paths of `counts` that fit, best first; `counts` says how often each is used.

        What is written so comes before what only sounds so. All of them for nothing.
        """
        wanted = squeeze(self._folding(typed.strip())).text
        if not wanted:
            return list(counts)
        paths: defaultdict[str, list[str]] = defaultdict(list)
        for path in counts:
            for name in dict.fromkeys((path.rsplit("/", 1)[-1], path, path.replace("/", ""))):
                paths[name].append(path)
        used = {name: max(counts[path] for path in named) for name, named in paths.items()}
        names = NameList.of(used, self._folding)
        readings = self._pinyin.syllables(wanted.replace("/", ""), unfinished=True)
        found = chain(
            names.holding(wanted, len(names)),
            names.sounding(readings, len(names)) if readings else (),
        )
        return list(dict.fromkeys(path for match in found for path in paths[match.name]))
