"""The bodies of an annotation from what a person typed.

Invariant: a body holds nothing that cannot be seen or stored: no controls, no lone surrogates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Body, Purpose

#: All but tab and line feed; an escape sequence would speak to whoever's terminal shows it.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def bodies_of(tags: Sequence[str], note: str) -> tuple[Body, ...]:
    """Tags first, then the note; a passage with neither is a highlight.

    Raises `InvalidRequestError` for a tag that is none.
    """
    paths = dict.fromkeys(checked_tag(tag) for tag in tags)
    bodies = [Body(Purpose.TAGGING, path) for path in paths]
    if said := written(note).strip():
        bodies.append(Body(Purpose.COMMENTING, said))
    return tuple(bodies) or (Body(Purpose.HIGHLIGHTING, ""),)


def checked_tag(tag: str) -> str:
    """A tag's path without stray white space: `外交 / 会晤` is `外交/会晤`."""
    steps = [" ".join(step.split()) for step in written(tag).split("/")]
    if not all(steps):
        raise InvalidRequestError(
            message("«{tag}» is no tag: a tag has a name, and a name between slashes.", tag=tag)
        )
    return "/".join(steps)


def written(text: str) -> str:
    """`text` with line ends as line feeds, without what nobody can have meant to write.

    >>> written("一\\r\\n二\\x1b\\ud800")
    '一\\n二\ufffd'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub("", lines))
