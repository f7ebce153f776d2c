"""Random operations of every kind that the undo history knows, on a small library.

As a program (`python -m tests.store.random_walk FOLDER SEED`) it works until it is killed, and
says how many operations were done after each.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from types import MappingProxyType

from zhupi.core.model import (
    COLORS,
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    Change,
    Label,
    Origin,
    Purpose,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.search import SavedSearch
from zhupi.core.tagging import TagFate
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.store import Store

Dump = dict[str, list[tuple[object, ...]]]

_ARTICLES = 5
_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
_TAGS = ("外交", "外交/会晤", "外交/会晤/元首", "外交部", "经\ud800济", "经\ud800济/贸易", "史")
_NOTES = ("", "核对原文", "旧\ud800注\x00", "长" * 900)
_STATES = tuple(AnnotationState)
#: What undo leaves otherwise than it was, by design: counters, memories, and the history itself.
_NOT_WALKED = frozenset(
    {
        "feed",
        "feed_stamps",
        "seen_searches",
        "recent_tags",
        "operations",
        "operation_rows",
        "understanding",
        "pending_articles",
        "pending_words",
    }
)


def dump(folder: Path) -> Dump:
    """Every row of every table, what people wrote and what is derived from it, byte for byte."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as raw:
        raw.text_factory = bytes
        names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(raw.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in sorted(name.decode() for (name,) in names)
            if name not in _NOT_WALKED and not name.startswith("sqlite_")
        }


def begin(store: Store) -> None:
    """Puts in what the history does not hold: the articles."""
    store.add_articles([_article(f"a{n}", 300) for n in range(_ARTICLES)])


def latest_done(store: Store) -> int:
    """The number of the operation that undo would take back; 0: there is none."""
    return next((entry.number for entry in store.history(100_000) if not entry.undone), 0)


class Walk:
    """Does things to a library; each is at most one operation."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def do(self, name: str, chance: Random) -> Change | None:
        """What `name` of `OPERATIONS` does; None where there was nothing to do it to."""
        return OPERATIONS[name](self, chance)

    def step(self, chance: Random) -> Change | None:
        """Something, whatever it is."""
        return self.do(chance.choice(list(OPERATIONS)), chance)

    # --- annotations --------------------------------------------------------------------------

    def annotate(self, chance: Random) -> Change | None:
        made = self._made(chance)
        return self.store.add_annotations(made) if made else None

    def edit(self, chance: Random) -> Change | None:
        edited = [replace(a, bodies=_bodies(chance)) for a in self._some(chance)]
        return self.store.update_annotations(edited)

    def retag(self, chance: Random) -> Change | None:
        tag = Body(Purpose.TAGGING, chance.choice(_TAGS))
        edited = [replace(a, bodies=(*a.bodies, tag)) for a in self._some(chance)]
        return self.store.update_annotations(edited, "edit")

    def delete(self, chance: Random) -> Change | None:
        return self.store.delete_annotations([a.id for a in self._some(chance)])

    def bulk(self, chance: Random) -> Change | None:
        some = self._some(chance, most=6)
        edited = [replace(a, color=chance.choice(COLORS)) for a in some[::2]]
        gone = [a.id for a in some[1::2]]
        return self.store.change_annotations(self._made(chance, 20), edited, gone, "tag all")

    # --- tags ---------------------------------------------------------------------------------

    def set_tag(self, chance: Random) -> Change | None:
        color, said = chance.choice(("", *COLORS)), chance.choice(_NOTES[:2])
        return self.store.set_tag(Tag(chance.choice(_TAGS), color, said, chance.randrange(10)))

    def rename_tag(self, chance: Random) -> Change | None:
        """To a new path, or to one that is there: then the two merge."""
        old = self._tag(chance)
        new = chance.choice((*_TAGS, f"新{chance.randrange(9)}", f"{chance.choice(_TAGS)}/新"))
        if old is None or new.startswith(f"{old}/"):
            return None
        return self.store.rename_tags({old: new})

    def merge_tags(self, chance: Random) -> Change | None:
        tags = {tag for tag in (self._tag(chance), self._tag(chance)) if tag}
        into = chance.choice(_TAGS)
        if any(into.startswith(f"{tag}/") for tag in tags):
            return None
        return self.store.rename_tags(dict.fromkeys(tags, into), "merge tags")

    def exchange_tags(self, chance: Random) -> Change | None:
        one, other = self._tag(chance), self._tag(chance)
        if one is None or other is None or one in other or other in one:
            return None
        return self.store.rename_tags({one: other, other: one})

    def delete_tag(self, chance: Random) -> Change | None:
        tag = self._tag(chance)
        return self.store.delete_tag(tag, chance.choice(list(TagFate))) if tag else None

    # --- articles and what waits --------------------------------------------------------------

    def replace_article(self, chance: Random) -> Change | None:
        if (key := self._article(chance)) is None:
            return None
        old, new = self.store.article(key), _article(key, chance.randrange(100, 400))
        carried = [_carried(a, old.digest, chance) for a in self._of(key)]
        return self.store.replace_article(new, carried)

    def revert_article(self, chance: Random) -> Change | None:
        key = self._article(chance)
        versions = self.store.versions(key) if key else []
        if key is None or not versions:
            return None
        back, now = versions[0][0], self.store.article(key).digest
        carried = [
            _settled(a, a.origin.position.start)
            if a.origin is not None and a.origin.version == back
            else _carried(a, now, chance)
            for a in self._of(key)
        ]
        return self.store.replace_article(self.store.version(key, back), carried, "revert article")

    def accept(self, chance: Random) -> Change | None:
        moved = [a for a in self._waiting() if a.state is AnnotationState.MOVED]
        chosen = chance.sample(moved, min(3, len(moved)))
        settled = [_settled(a, a.span.start) for a in chosen]
        return self.store.update_annotations(settled, "accept")

    def reattach(self, chance: Random) -> Change | None:
        chosen = self._waiting()[:1]
        return self.store.update_annotations([_settled(a, 3) for a in chosen], "reattach")

    def delete_articles(self, chance: Random) -> Change | None:
        # Seldom, for they do not come back but by undo.
        key = self._article(chance) if chance.random() < 0.1 else None
        return self.store.delete_articles([key]) if key else None

    # --- searches and the history itself ------------------------------------------------------

    def save_search(self, chance: Random) -> Change | None:
        name = chance.choice(("今日", "外\ud800交"))
        return self.store.put_saved_search(SavedSearch(chance.choice("st"), name, "会"))

    def delete_search(self, _chance: Random) -> Change | None:
        there = self.store.saved_searches()
        return self.store.delete_saved_search(there[0].id) if there else None

    def correct(self, chance: Random) -> Change | None:
        """A correction of one place or of all, mostly in place of another one."""
        there = self.store.corrections()
        gone = [there[0].id] if there and chance.random() < 0.7 else []
        new = [_correction(self._article(chance), chance)] if chance.random() < 0.8 else []
        return self.store.change_corrections(new, gone, "correct label") if new or gone else None

    def undo(self, _chance: Random) -> Change | None:
        return self.store.undo()

    def redo(self, _chance: Random) -> Change | None:
        return self.store.redo()

    def go_to(self, chance: Random) -> Change | None:
        numbers = [entry.number for entry in self.store.history(8)]
        return self.store.go_to(chance.choice(numbers)) if numbers else None

    # --- inside -------------------------------------------------------------------------------

    def _made(self, chance: Random, most: int = 3) -> list[Annotation]:
        if (article := self._article(chance)) is None:
            return []
        keys = [f"n{chance.getrandbits(60):x}" for _ in range(chance.randint(1, most))]
        return [_annotation(key, article, chance.randrange(99), _bodies(chance)) for key in keys]

    def _article(self, chance: Random) -> str | None:
        there = sorted(self.store.article_ids())
        return chance.choice(there) if there else None

    def _some(self, chance: Random, most: int = 3) -> list[Annotation]:
        there = self.store.annotations()
        return chance.sample(there, min(chance.randint(1, most), len(there)))

    def _of(self, article: str) -> list[Annotation]:
        return self.store.annotations(AnnotationFilter(articles=(article,)))

    def _waiting(self) -> list[Annotation]:
        return [a for a in self.store.annotations() if a.state is not AnnotationState.RESOLVED]

    def _tag(self, chance: Random) -> str | None:
        there = self.store.tags()
        return chance.choice(there).tag.path if there else None


OPERATIONS: Mapping[str, Callable[[Walk, Random], Change | None]] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            Walk.annotate,
            Walk.edit,
            Walk.retag,
            Walk.delete,
            Walk.bulk,
            Walk.set_tag,
            Walk.rename_tag,
            Walk.merge_tags,
            Walk.exchange_tags,
            Walk.delete_tag,
            Walk.replace_article,
            Walk.revert_article,
            Walk.accept,
            Walk.reattach,
            Walk.delete_articles,
            Walk.save_search,
            Walk.delete_search,
            Walk.correct,
            Walk.undo,
            Walk.redo,
            Walk.go_to,
        )
    }
)


def _article(key: str, size: int) -> Article:
    text = "字" * size
    blocks = (Block(BlockKind.PARAGRAPH, 0, size),)
    return Article(key, f"题{key}", text, blocks, published=date(2020, 1, 1))


def _annotation(key: str, article: str, start: int, bodies: tuple[Body, ...]) -> Annotation:
    target = Target(article, TextPositionSelector(start, start + 1), TextQuoteSelector("字"))
    return Annotation(key, target, bodies, "yellow", "读者", _MOMENT, _MOMENT)


def _correction(article: str | None, chance: Random) -> Correction:
    label = chance.choice((None, Label.ORG))
    here = article is not None and chance.random() < 0.5
    return Correction(
        f"c{chance.getrandbits(60):x}",
        CorrectionKind.LABEL,
        Scope.HERE if here else Scope.EVERYWHERE,
        "字\ud800",
        Label.PLACE,
        "字\ud800",
        label,
        "ORG:字" if label else "",
        article=article or "" if here else "",
        position=TextPositionSelector(1, 3) if here else None,
        quote=TextQuoteSelector("字\ud800", "前", "") if here else None,
        created=_MOMENT,
    )


def _bodies(chance: Random) -> tuple[Body, ...]:
    tags = chance.sample(_TAGS, chance.randrange(4))
    note = Body(Purpose.COMMENTING, chance.choice(_NOTES))
    return (*(Body(Purpose.TAGGING, tag) for tag in tags), note)


def _carried(annotation: Annotation, version: str, chance: Random) -> Annotation:
    """As one that was looked for in another text: what waits keeps the place last chosen."""
    state = chance.choice(_STATES)
    if state is AnnotationState.RESOLVED:
        return _settled(annotation, 7)
    target = annotation.target
    return replace(
        annotation,
        state=state,
        confidence=chance.choice((1.0, 0.0, 0.1 + 0.2)),
        origin=annotation.origin or Origin(version, target.position, target.quote),
        target=replace(target, position=TextPositionSelector(9, 10)),
    )


def _settled(annotation: Annotation, start: int) -> Annotation:
    position = TextPositionSelector(start, start + 1)
    target = replace(annotation.target, position=position)
    resolved = AnnotationState.RESOLVED
    return replace(annotation, target=target, state=resolved, confidence=1.0, origin=None)


def main(arguments: Sequence[str]) -> None:
    folder, seed = Path(arguments[0]), arguments[1]
    chance = Random(seed)
    with closing(Store.open(folder, "walk")) as store:
        walk = Walk(store)
        done = 0
        while True:
            change = walk.step(chance)
            done += change is not None and not change.empty
            print(done, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
