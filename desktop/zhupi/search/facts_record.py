"""The facts of an article as one short text, so that an index keeps them like any other.

Each value stands behind a marker that says what it is, and the record ends with one: `外交` as a
tag and 王毅 as a person, also called 王外长, are `TAG 外交 BRANCH 外交 PERSON 王毅 PERSON_ALIAS
王外长 END`. Branches are the tags and all above them.
Markers are characters of the private use area; a value that holds such a character loses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

from zhupi.core.model import Label
from zhupi.core.search import ArticleFacts, EntityFacts, SearchDocument

FIRST_MARKER, LAST_MARKER = 0xF300, 0xF3FF
_ALIASES = 0x20  #: from the marker of a label to that of its aliases

END = LAST_MARKER
TAG = FIRST_MARKER
NOTE = FIRST_MARKER + 1
READ = FIRST_MARKER + 2
ANNOTATED = FIRST_MARKER + 3
KNOWN = FIRST_MARKER + 4  #: the entities were sought
BRANCH = FIRST_MARKER + 5
NAMES = {label: FIRST_MARKER + 0x10 + place for place, label in enumerate(Label)}
ALIASES = {label: marker + _ALIASES for label, marker in NAMES.items()}

_SCRUB = dict.fromkeys(range(FIRST_MARKER, LAST_MARKER + 1))


def facts_document(facts: ArticleFacts) -> SearchDocument:
    """What an index of facts is told of an article."""
    return SearchDocument(facts.article, facts.digest, "", facts_text(facts), "", None)


def facts_text(facts: ArticleFacts) -> str:
    """The record.

    >>> facts_text(ArticleFacts("a", notes=("对照",))).replace(chr(NOTE), "#").rstrip(chr(END))
    '#对照'
    """
    return "".join(f"{chr(marker)}{value}" for marker, value in _values(facts)) + chr(END)


def _values(facts: ArticleFacts) -> Iterator[tuple[int, str]]:
    for tag in facts.tags:
        yield TAG, _clean(tag)
    for branch in sorted(set(chain.from_iterable(map(_branches, facts.tags)))):
        yield BRANCH, _clean(branch)
    for note in facts.notes:
        yield NOTE, _clean(note)
    if facts.entities:
        yield KNOWN, ""
    # Two entities of one name are one value: facets count articles.
    yield from dict.fromkeys(_named(facts.entities))
    if facts.read:
        yield READ, ""
    if facts.annotated:
        yield ANNOTATED, ""


def _named(entities: Iterable[EntityFacts]) -> Iterator[tuple[int, str]]:
    for entity in entities:
        yield NAMES[entity.label], _clean(entity.name)
        for alias in entity.aliases:
            yield ALIASES[entity.label], _clean(alias)


def _branches(tag: str) -> Iterator[str]:
    """The tag, and all above it."""
    return accumulate(tag.split("/"), "{}/{}".format)


def _clean(value: str) -> str:
    # A value's own edges may not be taken for the optional white space of a text.
    return value.translate(_SCRUB).strip()
