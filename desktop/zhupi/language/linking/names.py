"""The names of one article, and which of them is another's; what all rules of `link` work on.

A name is what mentions of one label are called, spelt alike (`naming.spelling`). A rule says
that a name *is* a fuller one, and why; what is said first holds, and no chain leads back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zhupi.core.messages import Message
from zhupi.core.model import Label, Mention
from zhupi.language.linking.naming import canonical, spelling
from zhupi.language.linking.states import full_body

#: Of mentions that begin together so many are looked at for the one inside.
_NESTED = 6
_OPENING = frozenset({Label.PLACE, Label.ORG, Label.MEDIA})
_LONGEST_HAN = 5  #: characters of a name without dots
#: Names that begin alike, or end alike, are compared up to this number.
CROWD = 64


@dataclass(slots=True)
class Name:
    """One name of an article."""

    label: Label
    words: str  #: spelt by `spelling`, of a state's body with the state written out
    surface: str  #: as first written
    mentions: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    inner: str = ""  #: the place or body it begins with, where that is marked as well

    @property
    def rest(self) -> str:
        """What follows the name inside."""
        return self.words[len(self.inner) :]


class Names:
    """All names, in the order of the text."""

    def __init__(self, text: str, folded: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.folded = folded
        self.mentions = mentions
        self._names: dict[tuple[Label, str], Name] = {}
        self.of: list[Name | None] = []  #: of each mention; times have none
        self._is: dict[int, tuple[Name, Message]] = {}
        self._families: dict[str, list[Name]] | None = None
        for index, mention in enumerate(mentions):
            self.of.append(self._name(index, mention))

    def _name(self, index: int, mention: Mention) -> Name | None:
        if mention.label is Label.TIME:
            return None
        surface = self.text[mention.start : mention.end]
        words = full_body(spelling(surface)) if mention.label is Label.ORG else spelling(surface)
        name = self._names.get((mention.label, words))
        if name is None:
            name = Name(mention.label, words, surface, inner=self._inner(index, words))
            self._names[mention.label, words] = name
        name.mentions.append(index)
        return name

    def _inner(self, index: int, words: str) -> str:
        """The longest name marked at the beginning of this one, as `words` writes it."""
        outer = self.mentions[index]
        for other in self.mentions[index + 1 : index + 1 + _NESTED]:
            if other.start != outer.start:
                break
            if other.end < outer.end and other.label in _OPENING:
                inner = spelling(self.text[other.start : other.end])
                known = canonical(other.label, inner)
                return known if words.startswith(known) else inner * words.startswith(inner)
        return ""

    def all(self, *labels: Label) -> list[Name]:
        """Those of these labels."""
        return [name for name in self._names.values() if name.label in labels]

    def get(self, label: Label, words: str) -> Name | None:
        """The name that is spelt so."""
        return self._names.get((label, words))

    def put(self, name: Name, full: Name, why: Message) -> None:
        """Says that `name` is `full`; nothing where it is said already what it is."""
        if id(name) not in self._is and self.root(full) is not self.root(name):
            self._is[id(name)] = (full, why)

    def is_settled(self, name: Name) -> bool:
        """Whether a fuller name was found."""
        return id(name) in self._is

    def family(self, surname: str) -> Sequence[Name]:
        """People whose names without dots begin with this character."""
        if self._families is None:
            self._families = by_key(
                (n.words[0], n)
                for n in self.all(Label.PERSON)
                if 1 < len(n.words) <= _LONGEST_HAN and "·" not in n.words
            )
        return self._families.get(surname, ())

    def root(self, name: Name) -> Name:
        """The fullest name of what `name` names."""
        seen = name
        while id(seen) in self._is:
            seen = self._is[id(seen)][0]
        return seen

    def why(self, name: Name) -> Message | None:
        """Why it is not itself."""
        said = self._is.get(id(name))
        return said[1] if said else None

    def only(self, names: Iterable[Name]) -> Name | None:
        """What all of these name, where that is one thing."""
        roots = {id(root): root for root in map(self.root, names)}
        return next(iter(roots.values())) if len(roots) == 1 else None


def by_key(pairs: Iterable[tuple[str, Name]]) -> dict[str, list[Name]]:
    """Names under keys; a crowd under one key tells nothing and is left out."""
    table: dict[str, list[Name]] = defaultdict(list)
    for key, name in pairs:
        if len(table[key]) <= CROWD:
            table[key].append(name)
    return {key: group for key, group in table.items() if len(group) <= CROWD}
