"""Damages a library's file, repairs it, and counts what came back.

    python tests/reliability/damage.py                      # 1,000 annotations, 60 cases a kind
    python tests/reliability/damage.py --cases 400 --seed 7 --annotations 3000

Kinds: one flipped bit anywhere, a hundred of them, the end cut off, a page of zeros. Each is
repaired three times: with nothing but the file and without its history, with the history, and with
a backup beside. «Back» is the share of annotations (in the mean) that are as they were, to the
letter; «unnoticed» how often something that a person wrote was other and `check` found nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "desktop")]

from zhupi.core.care import BackupReason, RepairReport
from zhupi.core.errors import LibraryError
from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Label,
    Mention,
    Purpose,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.store import Store, repairing

PAGE = 4096
_AN_ARTICLE = 25  #: annotations in each
_AT_ONCE = 20
_NOW = datetime(2026, 1, 1, tzinfo=UTC)

Damage = Callable[[bytearray, random.Random], None]
Written = Mapping[str, object]


def flip(data: bytearray, chance: random.Random) -> None:
    """One bit, anywhere."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_many(data: bytearray, chance: random.Random) -> None:
    """A hundred bits."""
    for _ in range(100):
        flip(data, chance)


def cut(data: bytearray, chance: random.Random) -> None:
    """The last tenth at most is gone, in the middle of a page."""
    del data[chance.randrange(len(data) * 9 // 10, len(data)) :]


def blank(data: bytearray, chance: random.Random) -> None:
    """A page of zeros, as a disk gives that lost it."""
    start = chance.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = bytes(PAGE)


KINDS: Mapping[str, Damage] = {
    "one bit": flip,
    "100 bits": flip_many,
    "cut off": cut,
    "a page of zeros": blank,
}
HELPS = ("the file alone", "and its history", "and a backup")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case."""

    back: float  #: share of the annotations
    noticed: bool  #: whether `check` found something, or the library did not open
    altered: bool  #: whether something that a person wrote was gone or other before the repair
    report: RepairReport | None  #: None: nothing could be saved
    seconds: float


class Library:
    """A library in order, to be damaged in copies."""

    def __init__(self, folder: Path, annotations: int, seed: int = 1) -> None:
        self.folder = folder
        chance = random.Random(seed)
        with closing(Store.create(folder, "window")) as store:
            articles = [_article(n, chance) for n in range(-(-annotations // _AN_ARTICLE))]
            store.add_articles(articles)
            made = [_annotation(n, articles, chance) for n in range(annotations)]
            for start in range(0, annotations, _AT_ONCE):
                store.add_annotations(made[start : start + _AT_ONCE])
            store.set_tag(Tag("体裁/消息", "green", "按体裁", 3))
            for article in articles:
                store.mentions.put(article.id, article.digest, "v1", _mentions(article))
                store.change_corrections([_correction(article)], (), "correct label")
            store.make_backup(BackupReason.SESSION)
            self.written = written(store)
        self._whole = (folder / "library.sqlite").read_bytes()
        with closing(sqlite3.connect(folder / "library.sqlite")) as raw, raw:
            raw.execute("DELETE FROM operation_rows")
            raw.execute("DELETE FROM operations")
        self._bare = (folder / "library.sqlite").read_bytes()

    def try_one(self, place: Path, damage: Damage, chance: random.Random, help_: str) -> Outcome:
        """Damages a copy in `place`, which is made anew, and repairs it."""
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        data = bytearray(self._bare if help_ == HELPS[0] else self._whole)
        damage(data, chance)
        (place / "library.sqlite").write_bytes(bytes(data))
        noticed, before = _looked_at(place)
        if help_ == HELPS[2]:
            shutil.copytree(self.folder / "backups", place / "backups")
        start = time.perf_counter()
        try:
            report = repairing.repair(place, "window")
        except LibraryError:
            return Outcome(0.0, noticed, before != self.written, None, time.perf_counter() - start)
        seconds = time.perf_counter() - start
        with closing(Store.open(place, "window")) as store:
            after = written(store)
        notes = [key for key in self.written if key.startswith("n")]
        back = sum(after.get(key) == self.written[key] for key in notes) / len(notes)
        return Outcome(back, noticed, before != self.written, report, seconds)


def written(store: Store) -> Written:
    """All that a person wrote or brought into the library, by keys."""
    found: dict[str, object] = {a.id: a for a in store.annotations()}
    found |= {key: store.article(key) for key in store.article_ids()}
    found |= {correction.id: correction for correction in store.corrections()}
    return found | {f"#{count.tag.path}": count for count in store.tags()}


def _looked_at(place: Path) -> tuple[bool, Written | None]:
    """Whether damage is noticed, and what can be read all the same."""
    try:
        with closing(Store.open(place, "window", read_only=True)) as store:
            noticed = bool(store.check(full=True))
            return noticed, written(store)
    except (LibraryError, ValueError, TypeError, sqlite3.Error):
        return True, None


def _article(number: int, chance: random.Random) -> Article:
    text = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(1500))
    title = f"第{number}篇"
    text = f"{title}\n{text}"
    blocks = (
        Block(BlockKind.TITLE, 0, len(title)),
        Block(BlockKind.PARAGRAPH, len(title) + 1, len(text)),
    )
    return Article(f"a{number:05}", title, text, blocks, source="某报", path=f"/news/{number}.txt")


def _annotation(number: int, articles: list[Article], chance: random.Random) -> Annotation:
    article = articles[number % len(articles)]
    start = chance.randrange(10, 1400)
    end = start + chance.randrange(2, 30)
    text = article.text
    target = Target(
        article.id,
        TextPositionSelector(start, end),
        TextQuoteSelector(text[start:end], text[start - 8 : start], text[end : end + 8]),
    )
    tag = Body(Purpose.TAGGING, ("体裁/消息", "体裁/评论", "待查")[number % 3])
    note = Body(Purpose.COMMENTING, "核对原文" * chance.randrange(1, 12))
    return Annotation(f"n{number:05}", target, (tag, note), "yellow", "读者", _NOW, _NOW)


def _mentions(article: Article) -> list[Mention]:
    """Names of two characters, one behind the other."""
    starts = range(0, len(article.text) - 20, 20)
    return [Mention(at, at + 2, Label.PLACE, f"PLACE:{article.text[at : at + 2]}") for at in starts]


def _correction(article: Article) -> Correction:
    words = article.text[40:42]
    return Correction(
        f"c-{article.id}",
        CorrectionKind.LABEL,
        Scope.ARTICLE,
        words,
        Label.PLACE,
        words,
        Label.ORG,
        article=article.id,
        creator="读者",
        created=_NOW,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="what comes back of a damaged library")
    parser.add_argument("--annotations", type=int, default=1000)
    parser.add_argument("--cases", type=int, default=60, help="of each kind, with each help")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--kind", choices=[*KINDS], action="append", help="only this; may repeat")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name) / "library", options.annotations)
        print("| damage | repaired with | back, mean % | worst % | unnoticed | s a repair |")
        print("|---|---|---|---|---|---|")
        for kind in options.kind or KINDS:
            for help_ in HELPS:
                chance = random.Random(options.seed)
                found = [
                    library.try_one(Path(name) / "copy", KINDS[kind], chance, help_)
                    for _ in range(options.cases)
                ]
                mean = sum(o.back for o in found) / len(found)
                unnoticed = sum(o.altered and not o.noticed for o in found)
                seconds = sum(o.seconds for o in found) / len(found)
                print(
                    f"| {kind} | {help_} | {mean:.3%} | {min(o.back for o in found):.1%} "
                    f"| {unnoticed} | {seconds:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
