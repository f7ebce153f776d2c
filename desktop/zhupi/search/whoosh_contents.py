"""Whoosh's own table of contents, for whoever opens the folder with Whoosh."""

from __future__ import annotations

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from zhupi.search.contents import Contents
from zhupi.search.whoosh_codec import IndexedSegment
from zhupi.search.whoosh_fields import new_schema


def contents_bytes(name: str, contents: Contents) -> bytes:
    """The table of contents of the index `name`, as Whoosh itself would write it."""
    storage = RamStorage()
    segments = [IndexedSegment(name, entry) for entry in contents.segments]
    TOC(new_schema(), segments, contents.generation).write(storage, name)
    (data,) = storage.files.values()
    return bytes(data)
