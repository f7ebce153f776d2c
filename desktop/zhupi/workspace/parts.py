"""What a workspace is made of where nobody says otherwise, loaded once it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhupi.core.model import Label, Mention, Span
from zhupi.core.protocols import Recogniser, SearchBackend
from zhupi.core.understanding import Correction, EntityNames, Quotation

if TYPE_CHECKING:
    from zhupi.language.linking import Link
    from zhupi.workspace.tag_names import TagNames


def whoosh_backend(folder: Path) -> SearchBackend:
    """The search index in `folder`."""
    from zhupi.language import single_thread_environment  # noqa: PLC0415

    # Read by numpy when it is first imported: threads that nothing here uses would take memory.
    os.environ.update(single_thread_environment())
    # numpy takes long to import; listing and annotating do not need it.
    from zhupi.search import WhooshBackend  # noqa: PLC0415

    return WhooshBackend(folder)


def recogniser() -> Recogniser:
    """The one that the program comes with."""
    from zhupi.language import (  # noqa: PLC0415 -- reads its lexicons
        default_recogniser,
        single_thread_environment,
    )

    # As above.
    os.environ.update(single_thread_environment())
    return default_recogniser()


# What `language` makes of mentions; its word lists are read when they are first needed.


def corrected(
    text: str,
    blocks: Sequence[Span],
    mentions: Sequence[Mention],
    corrections: Sequence[Correction],
    article: str,
    /,
) -> list[Mention]:
    """Mentions after corrections; a `Corrector`."""
    from zhupi.language.correcting import corrected  # noqa: PLC0415 -- as above

    return corrected(text, blocks, mentions, corrections, article)


def quotations(text: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[Quotation]:
    """Who said what."""
    from zhupi.language.quotations import quotations  # noqa: PLC0415 -- as above

    return quotations(text, blocks, mentions)


def across(entities: Iterable[EntityNames]) -> Mapping[str, Link]:
    """Which entities of a library are the same."""
    from zhupi.language.linking import across  # noqa: PLC0415 -- as above

    return across(entities)


def entity_id(label: Label, name: str) -> str:
    """The id of an entity of this name."""
    from zhupi.language.linking import entity_id  # noqa: PLC0415 -- as above

    return entity_id(label, name)


def is_value(typed: str) -> bool:
    """Whether it is the value of a time."""
    from zhupi.language.dates import is_value  # noqa: PLC0415 -- as above

    return is_value(typed)


def tag_names() -> TagNames:
    """Finds tags by what was typed."""
    from zhupi.language import single_thread_environment  # noqa: PLC0415

    os.environ.update(single_thread_environment())  # as above
    from zhupi.workspace.tag_names import TagNames  # noqa: PLC0415 -- loads numpy, later pypinyin

    return TagNames()
