"""The folder of an index as Whoosh uses it, made durable and safe to read.

A table of contents is on the disk, and so is every segment that it names, before it has its name.
It ends with a seal, which Whoosh does not read: a mark of the format and a CRC-32. What is read
back through here is unpickled only as far as `SafeUnpickler` lets it.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from zhupi.core.files import sync_folder
from zhupi.search.safe_pickle import SafeUnpickler
from zhupi.search.whoosh_segment import NAME, ArticleSegment

CONTENTS = re.compile(rf"_{NAME}_[0-9]+\.toc")
UNFINISHED = re.compile(rf"_{NAME}_[0-9]+\.toc\..+")  #: a table of contents as it is written
_SEAL = struct.Struct("<8sI")
_FORMAT = b"zhupi 2\n"


class SafeFile(StructFile):  # type: ignore[misc]  # Whoosh has no types
    """A file whose pickles can hold plain values and segments, and nothing else."""

    def read_pickle(self) -> Any:
        return SafeUnpickler(self.file, (ArticleSegment,)).load()


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """See above. Raises ValueError for a table of contents without its seal."""

    def create_file(self, name: str, **kwargs: Any) -> StructFile:
        # The other files of a segment are copied into this one and go.
        if name.endswith(ArticleSegment.COMPOUND_EXT):
            kwargs.setdefault("onclose", _sync)
        return super().create_file(name, **kwargs)

    def open_file(self, name: str, **_kwargs: Any) -> SafeFile:
        path = self.path(name)
        if CONTENTS.fullmatch(name):
            return SafeFile(BytesIO(_unsealed(path.read_bytes())), name=name)
        return SafeFile(path.open("rb"), name=name)

    def rename_file(self, oldname: str, newname: str, **_options: Any) -> None:
        """Whoosh does this with a new table of contents only."""
        old = self.path(oldname)
        try:
            with old.open("r+b") as stream:
                crc = zlib.crc32(stream.read())
                stream.write(_SEAL.pack(_FORMAT, crc))
                stream.flush()
                os.fsync(stream.fileno())
            old.replace(self.path(newname))
        except OSError:
            with suppress(OSError):
                old.unlink()
            raise
        sync_folder(Path(self.folder))

    def list(self) -> list[str]:
        # Whoosh takes a folder that it may not read for an empty one.
        try:
            return [path.name for path in Path(self.folder).iterdir()]
        except FileNotFoundError:
            return []

    def path(self, name: str) -> Path:
        return Path(self._fpath(name))


def _unsealed(data: bytes) -> bytes:
    border = len(data) - _SEAL.size
    if border < 0 or _SEAL.unpack(data[border:]) != (_FORMAT, zlib.crc32(data[:border])):
        raise ValueError("not sealed")
    return data[:border]


def _sync(file: StructFile) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):  # a full disk; whoever wrote removes the file
            file.raw_file().close()
        raise
