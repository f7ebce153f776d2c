"""How many of the articles found come from which source, time, and have which tag or entity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from zhupi.core.model import Label
from zhupi.search.facts import Facts
from zhupi.search.facts_record import BRANCH, NAMES
from zhupi.search.snapshot import Mask, Snapshot

MOST_VALUES = 60  #: of a facet, except of times
_FACTS = {
    "tag": BRANCH,
    "person": NAMES[Label.PERSON],
    "org": NAMES[Label.ORG],
    "place": NAMES[Label.PLACE],
}


def facets(snapshot: Snapshot, facts: Facts, found: Mask) -> Mapping[str, Mapping[str, int]]:
    """Facet → value → number of rows of `found`; most first, times newest first.

    Rows without a source, date, tag … are not counted there.
    """
    years, months = _times(snapshot, found)
    counted = {name: facts.counts(marker, found, MOST_VALUES) for name, marker in _FACTS.items()}
    sources = dict(list(facets_of_sources(snapshot, found).items())[:MOST_VALUES])
    return {"source": sources, "year": years, "month": months, **counted}


def facets_of_sources(snapshot: Snapshot, found: Mask) -> dict[str, int]:
    """Source → number of rows of `found`, most first."""
    counts: dict[str, int] = {}
    for part in snapshot.parts:
        names = part.file.source_names
        codes = part.file.source_codes[found[part.slice]]
        for name, count in zip(names, np.bincount(codes, minlength=len(names)), strict=True):
            if name and count:
                counts[name] = counts.get(name, 0) + int(count)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _times(snapshot: Snapshot, found: Mask) -> tuple[dict[str, int], dict[str, int]]:
    days, counts = np.unique(snapshot.days[found], return_counts=True)
    years: dict[str, int] = {}
    months: dict[str, int] = {}
    for day, count in zip(days[::-1].tolist(), counts[::-1].tolist(), strict=True):
        if day:
            month = date.fromordinal(day).isoformat()[:7]
            months[month] = months.get(month, 0) + count
            years[month[:4]] = years.get(month[:4], 0) + count
    return years, months
