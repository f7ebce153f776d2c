"""From paths to articles: which files, which reader, and what a file must not be.

Only regular files are read, whole, up to `LARGEST` bytes; so no device, pipe or socket can hang
an import.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhupi.core.errors import ReadError, file_reason, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.model import Article
from zhupi.core.protocols import ArticleReader, ReadFailure, ReadOptions, SourceFile
from zhupi.importing.encodings import looks_binary
from zhupi.importing.html_page import HtmlReader
from zhupi.importing.json_lines import JsonLinesReader
from zhupi.importing.markdown import MarkdownReader
from zhupi.importing.plain_text import TextReader

#: The built-in readers; of equal scores the earlier wins.
READERS: tuple[ArticleReader, ...] = (
    MarkdownReader(),
    HtmlReader(),
    JsonLinesReader(),
    TextReader(),
)

LARGEST = 256 * 1024 * 1024

#: Capital names of files that describe a folder and are no articles of it.
_ABOUT = frozenset(
    ("README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG", "CONTRIBUTING", "FORMAT", "NOTICE")
)

_NOTHING_SAID = ReadOptions()
_BINARY = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, EPUB or Word"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
    (b"\x7fELF", "ELF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"RIFF", "RIFF"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"SQLite format 3\x00", "SQLite"),
)


def find_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files to read for `paths`, absolute, each once.

    A file stands as given, whatever its name. A folder stands for the files below it that end
    as one of `READERS` says, sorted, without hidden ones, links, devices and pipes, and without
    `README.md` and its like. A folder that cannot be listed, or that holds no such file, stands
    for itself: `read_file` says why.
    """
    suffixes = tuple(suffix for reader in READERS for suffix in reader.suffixes)
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given).absolute()
        below = list(_walk(path, suffixes)) if _is_folder(path) else [path]
        found.update(dict.fromkeys(below or [path]))
    return list(found)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- `Path.is_dir` raises for too long a name


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            is_file = entry.is_file(follow_symlinks=False)
        except OSError:
            # What cannot be asked is offered, so that reading says what is wrong.
            is_folder, is_file = False, True
        if is_folder:
            yield from _walk(folder / entry.name, suffixes)
        elif is_file and _may_be_article(entry.name, suffixes):
            yield folder / entry.name


def _may_be_article(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes) and name.partition(".")[0] not in _ABOUT


def read_file(
    path: Path | str, options: ReadOptions = _NOTHING_SAID
) -> Iterator[Article | ReadFailure]:
    """The articles of one file, in order; a `ReadFailure` for each record that failed.

    Raises `ReadError` at once where the file cannot be read, and from the iterator where its
    reader cannot make anything of it.
    """
    source = _load(Path(path).absolute())
    _refuse_what_is_no_text(source, options)
    # `max` keeps the first of equals.
    reader = max(READERS, key=lambda candidate: candidate.score(source))
    return reader.read(source, options)


def _load(path: Path) -> SourceFile:
    try:
        # Not blocking: to open a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY_FLAG)
        with os.fdopen(descriptor, "rb") as stream:
            state = os.fstat(descriptor)
            _refuse_what_is_no_file(path, state)
            data = stream.read(LARGEST + 1)
    except IsADirectoryError:
        raise ReadError(_about_folder(path)) from None
    except OSError as error:
        if _is_folder(path):
            raise ReadError(_about_folder(path)) from None
        raise _unreadable(path, error) from None
    except ValueError:
        raise ReadError(
            message("{path} is no file name.", path=shown_path(path).replace("\0", "\ufffd"))
        ) from None
    if len(data) > LARGEST:
        raise _too_large(path)
    return SourceFile(path, data)


_BINARY_FLAG: int = getattr(os, "O_BINARY", 0)


def _refuse_what_is_no_file(path: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise ReadError(_about_folder(path))
    if not stat.S_ISREG(state.st_mode):
        raise ReadError(
            message("{path} is a device, a pipe or a socket, not a file.", path=shown_path(path))
        )
    if state.st_size > LARGEST:
        raise _too_large(path)


def _refuse_what_is_no_text(source: SourceFile, options: ReadOptions) -> None:
    path = shown_path(source.path)
    if not source.data.strip():
        raise ReadError(message("{path} is empty.", path=path))
    for magic, kind in _BINARY:
        if source.data.startswith(magic):
            raise ReadError(
                message("{path} is not text; its format is {kind}.", path=path, kind=kind)
            )
    if not options.encoding and looks_binary(source.data):
        raise ReadError(message("{path} is a binary file, not text.", path=path))


def _about_folder(path: Path) -> Message:
    try:
        with os.scandir(path):
            pass
    except OSError as error:
        return _unreadable(path, error).message
    return message(
        "The folder {path} holds no text, Markdown, HTML or JSON Lines files.",
        path=shown_path(path),
    )


def _unreadable(path: Path, error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError(message("{path} does not exist.", path=shown_path(path)))
    return ReadError(
        message(
            "{path} cannot be read: {reason}.", path=shown_path(path), reason=file_reason(error)
        )
    )


def _too_large(path: Path) -> ReadError:
    return ReadError(
        message(
            "{path} is larger than {megabytes} MB.",
            path=shown_path(path),
            megabytes=LARGEST // (1024 * 1024),
        )
    )
