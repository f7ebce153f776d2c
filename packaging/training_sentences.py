"""Reads `resources/training`: sentences with marks, and what their slots are filled with.

The annotated articles of `tests/gold/develop` are learnt from as well; those of
`tests/gold/report` never are.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhupi.core.model import Label

_ROOT = Path(__file__).resolve().parent.parent
FOLDER = _ROOT / "resources" / "training"
ARTICLES = _ROOT / "tests" / "gold" / "develop"

#: Start, end, label, and how many marks it stands in.
Mark = tuple[int, int, str, int]

_PIECE = re.compile(r"\[(?P<label>[A-Z]+) |\]|<(?P<slot>[a-z]+)>|.", re.DOTALL)
#: What the annotation of an article tells beyond that of a sentence; see the annotation guide.
_DETAILS = re.compile(r"(?<=\[)([A-Z]+)(?::[^\s\[\]{}@]*)?(?:@[^\s\[\]{}]+)? ")
_QUOTATION = re.compile(r"\{[DR] \S+ |\}")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]*[”’」』）》]*")
_LABELS = frozenset(label.value for label in Label)
#: Of the people, and of the places abroad, in a sentence that is varied.
OTHERS = 0.4
#: Of the transliterated names with a dot.
HYPHENATED = 0.08
_VERB = re.compile(
    "说|表示|指出|强调|认为|介绍|告诉|透露|来到|来|到|走|参加|出席|会见|访问|当选|担任|宣布|要求|"
    "希望|批评|成为|获得|夺|率|赶|出现|提出|回答|回忆|坦言|写道|带|去|乘|抵达|主持|是|没有|不"
)
_ADVERBS = (
    "也", "还", "又", "则", "亦", "曾", "将", "已", "仍", "同时", "随后", "都",
    "却", "只", "再", "就", "便", "当场", "一直", "并", "方才", "正", "均", "此前", "昨",
)  # fmt: skip
_KINDS = (
    "州",
    "省",
    "市",
    "岛",
    "河",
    "山",
    "湖",
    "港",
    "区",
    "镇",
    "广场",
    "大街",
    "海峡",
    "半岛",
    "机场",
    "地区",
    "山口",
    "大桥",
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its marks, sorted by start, the longest first."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The lines to learn from, and those kept back."""

    learnt: tuple[str, ...]
    kept: tuple[str, ...]

    @classmethod
    def load(
        cls,
        held: int = 0,
        test: Sequence[str] = (),
        folder: Path = FOLDER,
        articles: Path = ARTICLES,
    ) -> Sentences:
        """Keeps back `held` per cent, always the same ones, and the files named in `test`."""
        learnt: list[str] = []
        kept: list[str] = []
        for path in [*sorted(folder.glob("sentences-*.txt")), *sorted(articles.glob("*.gold"))]:
            named = path.stem.removeprefix("sentences-") in test
            of_article = path.suffix == ".gold"
            for line in path.read_text("utf-8").splitlines():
                if line and (of_article or not line.startswith("#")):
                    for part in _of_article(line) if of_article else (line,):
                        chance = int(hashlib.sha256(part.encode()).hexdigest(), 16) % 100
                        (kept if named or chance < held else learnt).append(part)
        return cls(tuple(dict.fromkeys(learnt)), tuple(kept))


def _of_article(line: str) -> Iterator[str]:
    """A line of an annotated article as sentences with marks of names alone."""
    if line.startswith("#!"):
        return
    plain = _DETAILS.sub(r"\1 ", _QUOTATION.sub("", line.lstrip("# ")))
    piece = ""
    for match in _SENTENCE.finditer(plain):
        piece += match.group()
        if piece.count("[") == piece.count("]"):
            yield piece
            piece = ""
    if piece:
        yield piece


class Slots:
    """Fills slots. All randomness comes from the caller."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """`lists`: the words of each list, by its name."""
        self._lists = lists
        self._abroad = frozenset((*lists["abroad"], *lists["country"]))
        self._single = [part for part in lists["given"] if len(part) == 1]
        self._syllables = "".join(lists["west"])
        self._japanese = tuple(name for name in lists["japanese_family"] if len(name) > 1)

    @classmethod
    def load(cls, folder: Path = FOLDER / "slots") -> Slots:
        """The project's own lists."""
        lists: dict[str, Sequence[str]] = {}
        for path in sorted(folder.glob("*.txt")):
            lines = [line for line in path.read_text("utf-8").splitlines() if line]
            lines = [line for line in lines if not line.startswith("#")]
            if path.stem in {"places", "parts"}:
                for line in lines:
                    name, *words = line.split()
                    lists[name] = words
            elif path.stem in {"japanese", "korean"}:
                family, _, given = " ".join(lines).partition("|")
                lists[f"{path.stem}_family"] = family.split()
                lists[f"{path.stem}_given"] = given.split()
            else:
                lists[path.stem] = " ".join(lines).split()
        return cls(lists)

    def marked(self, line: str, chance: random.Random) -> Marked:
        """A line with its slots filled. Raises `ValueError` where its marks are wrong."""
        text = ""
        open_marks: list[tuple[str, int]] = []
        marks: list[Mark] = []
        for piece in _PIECE.finditer(line):
            if label := piece["label"]:
                if label not in _LABELS:
                    raise ValueError(f"{label}: {line}")
                open_marks.append((label, len(text)))
            elif piece.group() == "]":
                if not open_marks:
                    raise ValueError(line)
                label, start = open_marks.pop()
                marks.append((start, len(text), label, len(open_marks)))
            else:
                text += self.fill(piece["slot"], chance) if piece["slot"] else piece.group()
        if open_marks:
            raise ValueError(line)
        return Marked(text, tuple(sorted(marks, key=lambda mark: (mark[0], -mark[1]))))

    def fill(self, slot: str, chance: random.Random) -> str:
        """A name for a slot. Raises `ValueError` for one that there is not."""
        choose, lists = chance.choice, self._lists
        match slot:
            case "zh":
                name = self._surname(chance) + self._given(chance)
            case "surname":
                name = self._surname(chance)
            case "given":
                name = self._given(chance)
            case "west":
                parts = chance.choices((1, 2, 3), (62, 33, 5))[0]
                name = "·".join(self._foreign(chance) for _ in range(parts))
                if parts > 1 and chance.random() < HYPHENATED:
                    name = f"{self._foreign(chance)}-{name}"
            case "ja":
                name = choose(lists["japanese_family"]) + choose(lists["japanese_given"])
            case "ko":
                name = choose(lists["korean_family"]) + choose(lists["korean_given"])
            case "town" | "village":
                name = choose(lists[slot]) + choose(lists[f"{slot}_ending"])
            case "brand":
                name = "".join(chance.choices(lists["brand"], k=choose((2, 2, 2, 3))))
            case "n":
                name = str(chance.randint(1, choose((9, 99, 999))))
            case _ if slot in lists:
                name = choose(lists[slot])
            case _:
                raise ValueError(f"<{slot}>")
        return name

    def varied(self, sentence: Marked, chance: random.Random) -> Marked:
        """The sentence with other names for some of its people and places abroad.

        People may be real ones, and places all well known: it should learn what stands around
        them. After some people it says 也 or the like, for a name ends where such a word begins.
        """
        text, at, shift = "", 0, 0
        marks: list[Mark] = []
        for start, end, label, depth in sentence.marks:
            if start < at:
                continue
            other = self._other(sentence.text[start:end], label, depth, chance)
            after = ""
            if label == Label.PERSON and _VERB.match(sentence.text, end) and chance.random() < 0.3:
                after = chance.choice(_ADVERBS)
            if other is None and not after:
                marks.append((start + shift, end + shift, label, depth))
                continue
            name = sentence.text[start:end] if other is None else other
            text += sentence.text[at:start] + name + after
            marks.append((start + shift, start + shift + len(name), label, depth))
            shift += len(name) + len(after) - (end - start)
            at = end
        return Marked(text + sentence.text[at:], tuple(marks))

    def _other(self, name: str, label: str, depth: int, chance: random.Random) -> str | None:
        """Another name to stand for this one, or None."""
        if depth or chance.random() >= OTHERS:
            return None
        if label == Label.PERSON and len(name) > 1:
            if name.startswith(self._japanese) and len(name) > 2:
                return self.fill("ja", chance)
            return self.fill("west" if "·" in name or len(name) > 4 else "zh", chance)
        if label == Label.PLACE and name in self._abroad:
            kind = chance.choice(_KINDS) if chance.random() < 0.4 else ""
            return self._syllables_of(chance) + kind
        return None

    def _surname(self, chance: random.Random) -> str:
        # The common ones come first.
        names = self._lists["surnames"]
        return names[int(len(names) * chance.random() ** 2)]

    def _given(self, chance: random.Random) -> str:
        first = chance.choice(self._lists["given"])
        double = len(first) == 1 and chance.random() < 0.66
        return first + chance.choice(self._single) if double else first

    def _foreign(self, chance: random.Random) -> str:
        if chance.random() < 0.6:
            return chance.choice(self._lists["west"])
        return self._syllables_of(chance)

    def _syllables_of(self, chance: random.Random) -> str:
        return "".join(chance.choices(self._syllables, k=chance.choice((2, 3, 3, 3, 4, 4, 5))))
