"""Annotations whose article's text changed: what waits for review, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from zhupi.annotations import candidates, confirmed, reattached, returned
from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Change,
    Span,
)
from zhupi.core.reviewing import Candidate, Excerpt, ReviewDetail, ReviewItem
from zhupi.store import Store
from zhupi.workspace.annotating import require_quote
from zhupi.workspace.retrying import again
from zhupi.workspace.signing import Sign

WAITING = (AnnotationState.ORPHAN, AnnotationState.AMBIGUOUS, AnnotationState.MOVED)
_UNPLACED = (AnnotationState.ORPHAN, AnnotationState.AMBIGUOUS)
_AROUND = 120  #: characters that an excerpt shows on each side of the passage
_MOST_CANDIDATES = 5


class Reviewing:
    """`Workspace.reviewing`. Every method that changes is one operation, and undoable."""

    def __init__(self, store: Store, sign: Sign) -> None:
        self._store = store
        self._sign = sign

    def counts(self) -> Mapping[AnnotationState, int]:
        """How many annotations wait, by state; without `RESOLVED`."""
        return self._store.waiting()

    def items(self, article: str = "") -> list[ReviewItem]:
        """All that waits, orphans and ambiguous ones first, then the least sure."""
        articles = (self._store.resolve_article(article),) if article else ()
        waiting = [
            annotation
            for state in WAITING
            for annotation in self._store.annotations(AnnotationFilter(articles, state=state))
        ]
        waiting.sort(
            key=lambda a: (
                WAITING.index(a.state),
                a.confidence if a.state is AnnotationState.MOVED else 0.0,
                a.target.article,
                a.span,
                a.id,
            )
        )
        return self._described(waiting)

    def detail(self, identifier: str) -> ReviewDetail:
        """Old and new, side by side. Raises `NotFoundError`."""
        annotation = self._store.annotation(self._store.resolve_annotation(identifier))
        old_text, new_text = self._old_text(annotation), self._text(annotation)
        origin = annotation.origin
        old = None
        if origin is not None and old_text is not None:
            old = _excerpt(old_text, Span(origin.position.start, origin.position.end))
        placed = annotation.state not in _UNPLACED
        others = self._candidates(annotation, old_text, new_text)
        return ReviewDetail(
            item=self._described([annotation])[0],
            old=old,
            new=_excerpt(new_text, annotation.span) if placed else None,
            candidates=tuple(others),
            candidate_excerpts=tuple(_excerpt(new_text, one.span) for one in others),
        )

    def accept(self, identifiers: Sequence[str]) -> Change:
        """The places found are right. Raises `InvalidRequestError` for one that has none."""
        chosen = self._chosen(identifiers)
        for annotation in chosen:
            if annotation.state in _UNPLACED:
                raise InvalidRequestError(
                    message(
                        "No place was found for the passage {id}: attach it to one, or delete it.",
                        id=annotation.id[:8],
                    )
                )
        chosen = [a for a in chosen if a.state is AnnotationState.MOVED]
        if not chosen:
            return self._sign(Change("accept"))
        texts = self._texts(chosen)
        accepted = [confirmed(a, texts[a.target.article]) for a in chosen]
        return self._sign(self._store.change_annotations((), accepted, (), "accept", seen=chosen))

    def reattach(self, identifier: str, span: Span, *, quote: str | None = None) -> Change:
        """The passage is this range of its article's text as it is now.

        Raises `NotFoundError`, `InvalidRequestError`; `ChangedMeanwhileError` where other words
        than `quote` stand there.
        """
        old = self._store.annotation(self._store.resolve_annotation(identifier))
        text = self._text(old)
        require_quote(text, span, quote)
        new = replace(reattached(old, text, span), modified=datetime.now(UTC))
        return self._sign(self._store.change_annotations((), [new], (), "reattach", seen=[old]))

    def revert(self, article: str) -> Change:
        """Puts the old text of an article back, and its annotations where they stood.

        Raises `NotFoundError` where no old text is kept.
        """
        return again(lambda: self._revert(article))

    # --- inside -------------------------------------------------------------------------------

    def _revert(self, article: str) -> Change:
        key = self._store.resolve_article(article)
        kept = self._store.versions(key)
        if not kept:
            raise NotFoundError(message("No older text of the article {id} is kept.", id=key[:8]))
        version, _replaced = kept[0]
        old, new = self._store.version(key, version), self._store.article(key)
        annotations = self._store.annotations(AnnotationFilter(articles=(key,)))
        carried = returned(
            annotations,
            new.text,
            old.text,
            version,
            replaced=new.digest,
            earlier=origin_texts(self._store, annotations),
        )
        return self._sign(
            self._store.replace_article(old, carried, "revert article", seen=annotations)
        )

    def _chosen(self, identifiers: Sequence[str]) -> list[Annotation]:
        """These annotations, each once; thousands may wait. Raises `NotFoundError`."""
        if not identifiers:
            return []
        found = {
            annotation.id: annotation
            for annotation in self._store.annotations(AnnotationFilter(ids=tuple(identifiers)))
        }
        for word in identifiers:
            if word not in found:
                key = self._store.resolve_annotation(word)
                found.setdefault(key, self._store.annotation(key))
        return list(found.values())

    def _described(self, annotations: Sequence[Annotation]) -> list[ReviewItem]:
        articles = list(dict.fromkeys(a.target.article for a in annotations))
        titles = {summary.id: summary.title for summary in self._store.summaries(articles)}
        replaced = {
            (article, version): moment
            for article in articles
            for version, moment in self._store.versions(article)
        }
        return [
            ReviewItem(
                annotation,
                titles.get(annotation.target.article, ""),
                replaced.get((annotation.target.article, _version(annotation))),
            )
            for annotation in annotations
        ]

    def _text(self, annotation: Annotation) -> str:
        return self._store.article(annotation.target.article).text

    def _texts(self, annotations: Iterable[Annotation]) -> dict[str, str]:
        articles = dict.fromkeys(annotation.target.article for annotation in annotations)
        return {article: self._store.article(article).text for article in articles}

    def _old_text(self, annotation: Annotation) -> str | None:
        return origin_texts(self._store, [annotation]).get(_version(annotation))

    @staticmethod
    def _candidates(annotation: Annotation, old_text: str | None, new_text: str) -> list[Candidate]:
        """Places worth offering besides the one it has."""
        if annotation.state is AnnotationState.RESOLVED:
            return []
        found = candidates(annotation, old_text, new_text, _MOST_CANDIDATES + 1)
        has = annotation.span if annotation.state is AnnotationState.MOVED else None
        return [one for one in found if one.span != has][:_MOST_CANDIDATES]


def origin_texts(store: Store, annotations: Iterable[Annotation]) -> dict[str, str]:
    """Digest → text, of the contents that these annotations of one article were chosen in.

    Without what was not kept.
    """
    texts: dict[str, str] = {}
    for annotation in annotations:
        version = _version(annotation)
        if version and version not in texts:
            with suppress(NotFoundError):
                texts[version] = store.version(annotation.target.article, version).text
    return texts


def _version(annotation: Annotation) -> str:
    return annotation.origin.version if annotation.origin else ""


def _excerpt(text: str, span: Span) -> Excerpt:
    start = max(0, span.start - _AROUND)
    return Excerpt(text[start : span.end + _AROUND], start, (span,))
