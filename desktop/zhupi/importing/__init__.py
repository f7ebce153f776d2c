"""Importing: files' bytes in, articles out. No socket is opened and no other file is read.

A format is one module with a reader, and one entry in `READERS`.
"""

from __future__ import annotations

from zhupi.importing.encodings import detect_encoding
from zhupi.importing.files import READERS, find_files, read_file

__all__ = ["READERS", "detect_encoding", "find_files", "read_file"]
