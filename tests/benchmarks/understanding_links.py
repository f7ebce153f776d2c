"""Scores links by `coreference-eval`, in the environment made for it; see `understanding_peers`.

    python understanding_links.py < articles.json > figures.json

Articles: `[[clusters by hand, clusters found], …]`, a cluster being `[[start, end, label], …]`.
Figures: name of the measure → [precision, recall, F1] over all of them. It counts what is named at
least twice alone. Standard library and that package.
"""

from __future__ import annotations

import importlib
import json
import sys


def main() -> None:
    package = importlib.import_module("corefeval")
    scorer = package.Scorer()
    for gold, found in json.load(sys.stdin):
        # It wants pairs: whatever names a mention, and something beside it.
        given = [[[(tuple(key), 0) for key in group] for group in side] for side in (gold, found)]
        scorer.update(package.Document(predicted=given[1], truth=given[0]))
    figures = {one.metric.__name__: one.get_prf() for one in scorer.all}
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
