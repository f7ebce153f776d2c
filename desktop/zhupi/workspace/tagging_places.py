"""Tags many passages in one operation.

Invariant: what is tagged reads, in the moment of writing, as it read when it was chosen; whatever
else changes meanwhile is looked at again before anything is written.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from zhupi.annotations import describe
from zhupi.core.errors import ChangedMeanwhileError
from zhupi.core.messages import message
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Body,
    Change,
    Progress,
    Purpose,
    Span,
    Target,
)
from zhupi.core.protocols import ProgressSink
from zhupi.core.search import FeedPosition
from zhupi.core.tagging import Place, TagReport
from zhupi.store import Store
from zhupi.workspace.bodies import bodies_of

_OPERATION = "tag all"
_AT_ONCE = 50  #: articles read between two looks at whether it is to stop


@dataclass
class _Plan:
    """What is to become of the places of one article."""

    added: list[Annotation] = field(default_factory=list)
    extended: list[Annotation] = field(default_factory=list)
    seen: list[Annotation] = field(default_factory=list)  #: those extended, as they were
    unchanged: int = 0
    gone: int = 0


class PlacesTagger:
    """One such operation: `bodies` are what each place is to have, of `tags` and perhaps a note."""

    def __init__(
        self,
        store: Store,
        bodies: tuple[Body, ...],
        *,
        color: str,
        creator: str,
        progress: ProgressSink,
    ) -> None:
        self._store = store
        self._bodies = bodies
        self._color = color
        self._creator = creator
        self._progress = progress
        self._now = datetime.now(UTC)

    def run(self, places: Sequence[Place]) -> TagReport:
        """Looks at all places, then writes all in one transaction. A cancel leaves nothing."""
        wanted: dict[str, dict[Span, Place]] = defaultdict(dict)
        for place in places:
            wanted[place.article].setdefault(place.span, place)
        plans: dict[str, _Plan] = {}
        todo = list(wanted)
        while True:
            since = self._store.search.position()
            plans |= self._planned(wanted, todo)
            self._progress(Progress(len(wanted), len(wanted), message("Tagging the passages")))
            # Others may have written meanwhile: an import in the worker, a person in the window.
            if todo := self._altered(since, wanted):
                continue
            try:
                return self._write(list(plans.values()))
            except ChangedMeanwhileError:
                todo = list(wanted)  # while this one waited to write

    def _altered(self, since: FeedPosition, articles: Collection[str]) -> list[str]:
        """Those of `articles` of which something changed."""
        changes = self._store.search.changes_since(since)
        if changes is None:
            return list(articles)
        altered = {*changes.contents, *changes.facts, *changes.removed}
        return [article for article in articles if article in altered]

    def _planned(
        self, wanted: Mapping[str, Mapping[Span, Place]], articles: Sequence[str]
    ) -> dict[str, _Plan]:
        plans: dict[str, _Plan] = {}
        for start in range(0, len(articles), _AT_ONCE):
            some = articles[start : start + _AT_ONCE]
            self._progress(
                Progress(start, len(articles), message("Looking at the passages to tag"))
            )
            there: dict[str, dict[Span, list[Annotation]]] = defaultdict(dict)
            for annotation in self._store.annotations(AnnotationFilter(articles=tuple(some))):
                if annotation.state is AnnotationState.RESOLVED:
                    spans = there[annotation.target.article]
                    spans.setdefault(annotation.span, []).append(annotation)
            texts = {
                document.article: document.text for document in self._store.search.documents(some)
            }
            for article in some:
                text = texts.get(article, "")
                plans[article] = self._plan(wanted[article].values(), text, there[article])
        return plans

    def _plan(
        self, places: Iterable[Place], text: str, there: Mapping[Span, Sequence[Annotation]]
    ) -> _Plan:
        plan = _Plan()
        for place in places:
            stands = _on_a_line(place.span.of(text)) == _on_a_line(place.quote)
            if not place.span or not stands:
                plan.gone += 1
                continue
            same = there.get(place.span, ())
            longer = [self._extended(annotation) for annotation in same]
            if not same:
                plan.added.append(self._new(place, text))
            elif None in longer:
                plan.unchanged += 1
            else:
                plan.extended += [new for new in longer[:1] if new is not None]
                plan.seen += same[:1]
        return plan

    def _new(self, place: Place, text: str) -> Annotation:
        position, quote = describe(text, place.span)
        return Annotation(
            id=str(uuid.uuid4()),
            target=Target(place.article, position, quote),
            bodies=self._bodies,
            color=self._color,
            creator=self._creator,
            created=self._now,
            modified=self._now,
        )

    def _extended(self, old: Annotation) -> Annotation | None:
        """`old` with what it lacks; None where it lacks nothing."""
        tags = [body.value for body in self._bodies if body.purpose is Purpose.TAGGING]
        notes = [body.value for body in self._bodies if body.purpose is Purpose.COMMENTING]
        lacking = [note for note in notes if note not in old.note]
        if not lacking and set(tags) <= set(old.tags):
            return None
        note = "\n\n".join(part for part in (old.note, *lacking) if part)
        return replace(old, bodies=bodies_of((*old.tags, *tags), note), modified=self._now)

    def _write(self, plans: Sequence[_Plan]) -> TagReport:
        added = [annotation for plan in plans for annotation in plan.added]
        extended = [annotation for plan in plans for annotation in plan.extended]
        seen = [annotation for plan in plans for annotation in plan.seen]
        change = Change(_OPERATION)
        if added or extended:
            change = self._store.change_annotations(
                added, extended, (), _OPERATION, seen=seen, progress=self._progress
            )
        return TagReport(
            change,
            added=len(added),
            extended=len(extended),
            unchanged=sum(plan.unchanged for plan in plans),
            gone=sum(plan.gone for plan in plans),
        )


def _on_a_line(text: str) -> str:
    """As a concordance shows it."""
    return text.replace("\n", " ")
