"""Makes `resources/gazetteers/prepared.txt`, which the program reads, of the lists beside it.

    PYTHONPATH=desktop python packaging/prepare_gazetteers.py

To be run whenever a list has changed; a test tells where that was forgotten. The same lists always
give the same file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from zhupi.core.model import Label
from zhupi.language.gazetteer import (
    BORNE,
    HINT_FILES,
    HINTS,
    LETTERS,
    OPENING,
    PREPARED,
    checksum,
)

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "gazetteers"

#: Files in the order in which they are believed.
FILES: tuple[tuple[str, Label], ...] = (
    ("countries", Label.PLACE),
    ("china", Label.PLACE),
    ("regions", Label.PLACE),
    ("world", Label.PLACE),
    ("landmarks", Label.PLACE),
    ("zones", Label.PLACE),
    ("media", Label.MEDIA),
    ("organisations", Label.ORG),
    ("events", Label.EVENT),
    ("laws", Label.LAW),
)


def read_lists(folder: Path) -> tuple[dict[Label, list[str]], dict[str, list[str]]]:
    """The lists of `folder`, as `prepared` takes them; one that is missing holds no names."""
    lines: dict[Label, list[str]] = {}
    for name, label in FILES:
        lines.setdefault(label, []).extend(_lines(folder / f"{name}.tsv"))
    return lines, {kind: _lines(folder / "hints" / f"{kind}.txt") for kind in HINT_FILES}


def _lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    return [line for line in lines if line and line[0] != "#"]


def prepared(
    lines: Mapping[Label, Sequence[str]],
    hints: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """What `Gazetteer` is made of: a line of two characters, then one of what follows them in
    names, each with a letter before it for what the name is (small for family names of Japanese),
    a star where people are called so, and behind `=` the name that the thing mostly goes by, if
    another; and so on.

    `lines`: of each label a canonical name and behind tabs its other names; `hints`: names by
    their list.
    """
    labels: dict[str, Label] = {}
    canonical: dict[str, str] = {}
    # What comes later is believed less, and so said first.
    for label, rows in reversed(list(lines.items())):
        for row in reversed(rows):
            names = row.split("\t")
            labels |= dict.fromkeys(names, label)
            if len(names) > 1:
                canonical |= dict.fromkeys(names, names[0])
    letters = {means: letter for letter, means in LETTERS.items()}
    japanese, people = (frozenset(hints.get(kind, ())) for kind in ("japanese", "people"))
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name, means in sorted({**_hints(hints), **labels}.items()):
        if "=" in name or BORNE in name:
            raise ValueError(f"no name may have the signs = and {BORNE}: {name}")
        letter = letters[means].lower() if name in japanese else letters[means]
        star = BORNE if name in people and name not in japanese else ""
        usual = canonical.get(name, name)
        groups[name[:OPENING]].append(
            letter + star + name[OPENING:] + (f"={usual}" if usual != name else "")
        )
    return "".join(opening + "\n" + "\t".join(names) + "\n" for opening, names in groups.items())


def _hints(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    result: dict[str, str] = {}
    for kind in HINT_FILES:
        result |= dict.fromkeys(lists.get(kind, ()), kind)
    both = set(lists.get("places", ())).intersection(lists.get("people", ()))
    return result | dict.fromkeys(both, HINTS[-1])


def sealed(names: str) -> str:
    """`names` with the line before them that shows whether they are whole."""
    return f"{checksum(names.encode())}\n{names}"


def main() -> None:
    """Writes the file."""
    made = sealed(prepared(*read_lists(FOLDER)))
    (FOLDER / PREPARED).write_text(made, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
