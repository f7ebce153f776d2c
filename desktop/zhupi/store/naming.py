"""What an entity is called, of all the names it has."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LATIN = re.compile(r"[A-Za-z]")


def naming(entity: str, names: Mapping[str, int]) -> list[str]:
    """The usual name of an entity and then its others, the most frequent first; none at all where
    there is none.

    `entity` is its id, `names` how often it is called what.
    """
    own = entity.partition(":")[2]
    if own and len(names) == 1 and own in names:
        return [own]
    ranked = sorted(names, key=lambda name: (-names[name], name))
    if not ranked:
        return []
    # An id has no spaces, which a Han name does not miss and a Latin one does. It may also be the
    # full name of what is otherwise called: 美 is 美国.
    whole = own in names or not _LATIN.search(own) or len(own) > len(max(ranked, key=len))
    usual = own if own and whole else ranked[0]
    return [usual, *(name for name in ranked if name != usual)]
