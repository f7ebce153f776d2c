"""Search: finds every article that contains what was typed, and shows where.

`query`, `matching` and `snippets` are pure; `segment_file` holds articles and postings on the
disk, `whoosh_index` makes Whoosh keep them, `snapshot` and `selection` answer from them,
`backend` is what the rest of the program sees. Imports nothing of Zhupi but `core`.
"""

from zhupi.search.backend import WhooshBackend

__all__ = ["WhooshBackend"]
