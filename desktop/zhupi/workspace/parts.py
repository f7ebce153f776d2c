"""What a workspace is made of where nobody says otherwise, loaded once it is needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from zhupi.core.protocols import Recogniser, SearchBackend

if TYPE_CHECKING:
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


def tag_names() -> TagNames:
    """Finds tags by what was typed."""
    from zhupi.language import single_thread_environment  # noqa: PLC0415

    os.environ.update(single_thread_environment())  # as above
    from zhupi.workspace.tag_names import TagNames  # noqa: PLC0415 -- loads numpy, later pypinyin

    return TagNames()
