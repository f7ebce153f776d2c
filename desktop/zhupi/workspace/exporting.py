"""Writes annotations to a file so that either the whole of it stands there or nothing new."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import zhupi
from zhupi.core.errors import ExportError, InvalidRequestError, file_reason, shown_path
from zhupi.core.messages import Translator, message
from zhupi.core.model import AnnotationFilter, Progress
from zhupi.core.protocols import AnnotatedArticle, ExportContext, Exporter, ProgressSink
from zhupi.exchange import EXPORTERS
from zhupi.store import Store


def find_exporter(name: str) -> Exporter:
    """Raises `InvalidRequestError` for a format that is not there, naming those that are."""
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    known = ", ".join(exporter.name for exporter in EXPORTERS)
    raise InvalidRequestError(
        message("There is no export format {name}. There are: {known}.", name=name, known=known)
    )


def annotated_articles(
    store: Store, wanted: AnnotationFilter, progress: ProgressSink
) -> Iterator[AnnotatedArticle]:
    """The articles that have annotations of the filter, each with those, one at a time."""
    annotations = store.annotations(wanted)
    done = 0
    for article, group in groupby(annotations, key=lambda a: a.target.article):
        items = tuple(group)
        progress(Progress(done, len(annotations), message("Exporting annotations")))
        done += len(items)
        yield AnnotatedArticle(store.article(article), items)


def export_to(
    exporter: Exporter,
    store: Store,
    wanted: AnnotationFilter,
    stream: BinaryIO,
    translator: Translator,
    progress: ProgressSink,
) -> int:
    """Writes and checks the document in `stream`, which must be seekable; returns the count."""
    context = ExportContext(
        generated=datetime.now(UTC),
        program=f"Zhupi {zhupi.__version__}",
        tags=tuple(counted.tag for counted in store.tags()),
        translator=translator,
    )
    count = exporter.write(annotated_articles(store, wanted, progress), context, stream)
    stream.flush()
    stream.seek(0)
    exporter.check(stream, count)
    return count


def export_annotations(
    format_name: str,
    store: Store,
    wanted: AnnotationFilter,
    output: Path | BinaryIO,
    translator: Translator,
    progress: ProgressSink,
) -> int:
    """Writes annotations to a file or a seekable stream; returns how many.

    Raises `ExportError`, `InvalidRequestError`.
    """
    exporter = find_exporter(format_name)

    def write(stream: BinaryIO) -> int:
        return export_to(exporter, store, wanted, stream, translator, progress)

    return write_file(output, write) if isinstance(output, Path) else write(output)


def write_file(output: Path, write: Callable[[BinaryIO], int]) -> int:
    """Replaces `output` with what `write` finished; a failure leaves it as it was.

    `write` gets a seekable stream and returns how many items it wrote, which is returned.
    A link stays one and what it points to is replaced; a device or pipe is written to.
    Raises `ExportError` where the file cannot be written.
    """
    if os.path.isdir(output):  # noqa: PTH112 -- `Path.is_dir` raises for too long a name
        raise ExportError(
            message("{path} is a folder; name a file in it.", path=shown_path(output))
        )
    try:
        if output.exists() and not output.is_file():
            # Renaming a file onto it would take the device away from the whole system.
            with tempfile.TemporaryFile() as stream, output.open("wb") as device:
                count = write(stream)
                stream.seek(0)
                shutil.copyfileobj(stream, device)
            return count
        target = output.resolve()
        mode = _mode_to_keep(target)
        handle, name = tempfile.mkstemp(prefix=".zhupi-", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w+b") as stream:
                count = write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        # Until Python 3.13 a link to itself is a RuntimeError.
        fault = error if isinstance(error, OSError) else OSError(errno.ELOOP, "")
        raise ExportError(
            message(
                "{path} could not be written: {reason}. Nothing was changed.",
                path=shown_path(output),
                reason=file_reason(fault),
            )
        ) from error
    return count


def _mode_to_keep(target: Path) -> int:
    """The permissions for the new file: those of the old one, or what the system gives.

    Raises `PermissionError` for a file that its owner protected: a rename would not ask.
    """
    if not target.exists():
        return 0o666 & ~_umask()
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(target.stat().st_mode)


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
