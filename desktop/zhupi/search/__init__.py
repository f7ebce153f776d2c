"""Search: finds every article that contains what was typed, and shows where.

`query`, `matching` and `snippets` are pure. `stored_article` and `segment_file` are the bytes on
the disk, which the modules named after Whoosh make Whoosh keep; `snapshot` and `selection` answer
from them; `backend` is what the rest of the program sees.
"""

from zhupi.search.backend import WhooshBackend

__all__ = ["WhooshBackend"]
