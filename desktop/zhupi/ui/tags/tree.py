"""Tags as a tree of values, whole or narrowed to some. Pure.

Invariant: nodes come in the order of a walk that visits a tag before those below it, so the same
paths always have the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from zhupi.core.model import Tag, TagCount


@dataclass(slots=True, eq=False)
class TagNode:
    """A tag in its tree; the root has an empty path."""

    tag: Tag
    parent: TagNode | None = None
    own: int = 0  #: annotations with exactly this tag
    total: int = 0  #: and with those below it, shown or not
    number: int = -1  #: among all nodes; -1 for the root
    row: int = 0  #: among those of its parent
    matched: bool = True  #: whether it was looked for, or is shown for what is below it
    children: list[TagNode] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.tag.path

    @property
    def name(self) -> str:
        return self.tag.path.rpartition("/")[2]


def grow(counts: Sequence[TagCount], wanted: Collection[str] | None = None) -> list[TagNode]:
    """All nodes but the root, which is the parent of the first.

    `wanted` narrows them to these paths and what stands above each. Parents that `counts` lacks
    are added.
    """
    root = TagNode(Tag(""))
    nodes = {"": root}
    for found in counts:
        node = _reach(found.tag.path, nodes)
        node.tag, node.own = found.tag, found.count
    for node in reversed(nodes.values()):  # parents were made before what is below them
        node.total += node.own
        if node.parent is not None:
            node.parent.total += node.total
    if wanted is not None:
        _narrow(nodes, wanted)
    return list(_walk(root))


def above(path: str) -> Iterator[str]:
    """The paths over `path`, the nearest first.

    >>> list(above("外交/会晤/元首"))
    ['外交/会晤', '外交']
    """
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def is_below(path: str, other: str) -> bool:
    """Whether `path` is `other` or below it."""
    return path == other or path.startswith(other + "/")


def moved(path: str, old: str, new: str) -> str:
    """What `path` is called once `old` is `new`."""
    return new + path[len(old) :] if is_below(path, old) else path


def _reach(path: str, nodes: dict[str, TagNode]) -> TagNode:
    node = nodes.get(path)
    if node is None:
        parent = _reach(path.rpartition("/")[0], nodes)
        node = nodes[path] = TagNode(Tag(path), parent)
        parent.children.append(node)
    return node


def _narrow(nodes: dict[str, TagNode], wanted: Collection[str]) -> None:
    matches = {path for path in wanted if path in nodes}
    shown = matches.union(*(above(path) for path in matches))
    for path, node in nodes.items():
        node.matched = path in matches
        node.children = [child for child in node.children if child.path in shown]


def _walk(root: TagNode) -> Iterator[TagNode]:
    waiting = [iter(enumerate(root.children))]
    number = 0
    while waiting:
        row, node = next(waiting[-1], (0, None))
        if node is None:
            waiting.pop()
            continue
        node.number, node.row = number, row
        number += 1
        yield node
        waiting.append(iter(enumerate(node.children)))
