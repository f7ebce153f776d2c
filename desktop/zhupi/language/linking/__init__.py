"""Which mentions name the same thing, within an article and across a library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhupi.core.messages import Message
from zhupi.core.model import Mention
from zhupi.language.linking.article import linked
from zhupi.language.linking.naming import entity_id

if TYPE_CHECKING:
    from zhupi.core.understanding import EntityNames

__all__ = ["Link", "across", "entity_id", "link"]


@dataclass(frozen=True, slots=True)
class Link:
    """One entity that is another one, and why."""

    entity: str  #: id of the one it is
    why: Message


def link(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions` with the entity, the title and the reason of each; times stay as they are.

    `text` is the article's; mentions are sorted by start and longest first, and stay so. The
    entity's name is the fullest that the article or the word lists have. `why` is None where a
    mention is its entity's name already.
    """
    return linked(text, mentions)


def across(entities: Iterable[EntityNames]) -> Mapping[str, Link]:
    """Id → the entity it is, for those of a library's articles that are another's.

    Chains are resolved: what an entity is, is no other. What several could be stays apart, as
    does what is told apart by its context (`PERSON:王毅（歌手）`).
    """
    # Who reads an article has no use for it.
    from zhupi.language.linking.library import Library  # noqa: PLC0415

    links = Library(entities).links()
    return {entity: Link(full, why) for entity, (full, why) in links.items()}
