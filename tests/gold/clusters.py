"""How well mentions are linked: B³ and entity-based CEAF, as the CoNLL shared tasks count them.

Pure. A linking is a mapping from mentions (of any hashable kind) to the entity each names. Where
the mentions of both differ, those without a twin count as wrong, as in the reference scorer
(Pradhan et al., 2014, https://aclanthology.org/P14-2006); `test_clusters.py` has the worked
examples of that paper.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Linking = Mapping[Any, Hashable]


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """Sums over articles; divided at the end."""

    recalled: float = 0.0
    gold: int = 0
    precise: float = 0.0
    found: int = 0

    def __add__(self, other: ClusterScore) -> ClusterScore:
        return ClusterScore(
            self.recalled + other.recalled,
            self.gold + other.gold,
            self.precise + other.precise,
            self.found + other.found,
        )

    @property
    def recall(self) -> float:
        return self.recalled / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        return self.precise / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Linking, found: Linking) -> ClusterScore:
    """Bagga and Baldwin's B³: for each mention, how much of its entity is in its company."""
    shared = Counter((gold[key], found[key]) for key in gold.keys() & found.keys())
    sizes, told = Counter(gold.values()), Counter(found.values())
    return ClusterScore(
        recalled=sum(count * count / sizes[one] for (one, _), count in shared.items()),
        gold=len(gold),
        precise=sum(count * count / told[other] for (_, other), count in shared.items()),
        found=len(found),
    )


def ceaf(gold: Linking, found: Linking) -> ClusterScore:
    """Luo's entity-based CEAF (φ₄): entities are paired one to one as alike as can be."""
    wanted, told = [set(one) for one in clusters(gold)], [set(one) for one in clusters(found)]
    alike = [[2 * len(one & other) / (len(one) + len(other)) for other in told] for one in wanted]
    pairs = best_pairs(alike)
    whole = sum(alike[row][column] for row, column in pairs)
    return ClusterScore(whole, len(wanted), whole, len(told))


def clusters(linking: Linking) -> list[list[Any]]:
    """The mentions of each entity, together."""
    groups: defaultdict[Hashable, list[Any]] = defaultdict(list)
    for key, entity in linking.items():
        groups[entity].append(key)
    return list(groups.values())


def best_pairs(values: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of rows and columns, each used once at most, with the greatest sum.

    Kuhn and Munkres's algorithm with potentials, O(n³).

    >>> sorted(best_pairs([[1.0, 2.0, 0.0], [2.0, 4.0, 0.0]]))
    [(0, 0), (1, 1)]
    """
    rows, columns = len(values), len(values[0]) if values else 0
    if rows > columns:
        turned = [[values[row][column] for row in range(rows)] for column in range(columns)]
        return [(row, column) for column, row in best_pairs(turned)]
    # Row 0 and column 0 are nobody's: `owner[c]` is the row that column c is given to.
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column, slack = 0, [float("inf")] * (columns + 1)
        came_from, done = [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            holder, least, following = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if done[other]:
                    continue
                cost = -values[holder - 1][other - 1] - row_price[holder] - column_price[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < least:
                    least, following = slack[other], other
            for other in range(columns + 1):
                if done[other]:
                    row_price[owner[other]] += least
                    column_price[other] -= least
                else:
                    slack[other] -= least
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]
