"""Search: finds every article that contains what was typed, and shows where.

Pure, over strings: `query…` and `query_tree` (what was typed and what it means), `matching`,
`snippets`, `scanning` (answers without an index, and is what the index is tested against).
On the disk: `index_folder`, `segment_…`, `contents` and the modules named after Whoosh.
In memory, over arrays: `snapshot`, `evaluation`, `selection` and what they use; `backend` is what
the rest of the program sees.
"""

from zhupi.search.backend import WhooshBackend
from zhupi.search.named_places import NamedPlaces
from zhupi.search.query_parts import unknown_field
from zhupi.search.scanning import scan
from zhupi.search.scanning_concordance import scan_concordance

__all__ = ["NamedPlaces", "WhooshBackend", "scan", "scan_concordance", "unknown_field"]
