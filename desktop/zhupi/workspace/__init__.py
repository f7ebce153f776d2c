"""The use cases that compose the six packages, and the worker process that runs the slow ones."""

from __future__ import annotations

from zhupi.core.operations import operation_title
from zhupi.workspace.checking import Finding
from zhupi.workspace.indexing import IndexState
from zhupi.workspace.library import Access, Workspace

__all__ = ["Access", "Finding", "IndexState", "Workspace", "operation_title"]
