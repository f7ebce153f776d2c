"""Annotations in an order of theirs, which they keep while some come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from zhupi.core.model import Annotation

#: Where an annotation stands in an order, ending in its id; all of one order can be compared.
Place = tuple[Any, ...]


def place_in_text(annotation: Annotation) -> Place:
    """By start, end and id: the store's order of the annotations of one article."""
    position = annotation.target.position
    return (position.start, position.end, annotation.id)


@dataclass(frozen=True, slots=True)
class AnnotationsDelta:
    """What became of some annotations: those that are gone, and those that are new or others."""

    gone: tuple[str, ...] = ()
    put: tuple[Annotation, ...] = ()

    @property
    def size(self) -> int:
        return len(self.gone) + len(self.put)


class AnnotationList(Sequence[Annotation]):
    """In the order of `place`; one is found, added, removed without a walk through all."""

    def __init__(
        self,
        annotations: Iterable[Annotation] = (),
        place: Callable[[Annotation], Place] = place_in_text,
    ) -> None:
        self._place = place
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._order: list[Place] = sorted(map(place, self._by_id.values()))

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...

    @overload
    def __getitem__(self, index: slice) -> list[Annotation]: ...

    def __getitem__(self, index: int | slice) -> Annotation | list[Annotation]:
        if isinstance(index, slice):
            return [self._by_id[place[-1]] for place in self._order[index]]
        return self._by_id[self._order[index][-1]]

    def __iter__(self) -> Iterator[Annotation]:
        return (self._by_id[place[-1]] for place in self._order)

    def find(self, identifier: str) -> Annotation | None:
        return self._by_id.get(identifier)

    def index_of(self, identifier: str) -> int | None:
        """Where the annotation of this id stands."""
        found = self._by_id.get(identifier)
        return None if found is None else bisect_left(self._order, self._place(found))

    def place_for(self, annotation: Annotation) -> int:
        """Where `annotation` would stand."""
        return bisect_left(self._order, self._place(annotation))

    def put(self, annotation: Annotation) -> None:
        """Adds one, or has it take the place of the one with its id."""
        self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        insort(self._order, self._place(annotation))

    def remove(self, identifier: str) -> None:
        """Takes one away, where it is there."""
        row = self.index_of(identifier)
        if row is not None:
            del self._order[row]
            del self._by_id[identifier]

    def take(self, wanted: Iterable[str], found: Iterable[Annotation]) -> AnnotationsDelta:
        """Brings the annotations `wanted` in step with what the store says of them now: `found`,
        and gone where it says nothing. What differs from before."""
        now = {annotation.id: annotation for annotation in found}
        gone = tuple(i for i in dict.fromkeys(wanted) if i not in now and i in self._by_id)
        put = tuple(a for a in now.values() if self._by_id.get(a.id) != a)
        for identifier in gone:
            self.remove(identifier)
        for annotation in put:
            self.put(annotation)
        return AnnotationsDelta(gone, put)
