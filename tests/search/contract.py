"""What the tests of the contract between search and the rest have in common.

Every implementation of `SearchBackend` is one of `FACTORIES`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from zhupi.core.model import Label
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import (
    ArticleFacts,
    EntityFacts,
    SearchDocument,
    SearchRequest,
    SearchSort,
)
from zhupi.search import WhooshBackend
from zhupi.search.scanning_backend import ScannedLibrary, ScanningBackend

Factory = Callable[[Path], SearchBackend]


@cache
def _library(_folder: Path) -> ScannedLibrary:
    return ScannedLibrary()


def scanning(folder: Path) -> SearchBackend:
    """What two backends of one folder have in common is in memory."""
    return ScanningBackend(_library(folder))


def index(folder: Path) -> SearchBackend:
    return WhooshBackend(folder / "index")


FACTORIES: Final[tuple[Factory, ...]] = (scanning, index)


def document(
    article: str,
    text: str,
    *,
    title: str = "",
    source: str = "",
    day: str = "",
    authors: tuple[str, ...] = (),
) -> SearchDocument:
    published = date.fromisoformat(day) if day else None
    return SearchDocument(article, f"digest of {text}", title, text, source, published, authors)


def ids(
    backend: SearchBackend,
    query: str,
    sort: SearchSort = SearchSort.RELEVANCE,
    *,
    literal: bool = False,
) -> list[str]:
    """All articles found, as `search` and `found` agree."""
    page = backend.search(SearchRequest(query, limit=10_000, sort=sort, literal=literal))
    assert page.total == len(page.hits)
    assert page.exact
    hits = [hit.article for hit in page.hits]
    found = backend.found(query, literal=literal)
    assert sorted(found) == sorted(hits)
    return hits


LIBRARY: Final = (
    document(
        "a",
        "元首会晤\n中美两国元首（𠀀）出席ＡＰＥＣ会议。",
        title="元首会晤",
        source="新华社",
        day="2023-11-15",
        authors=("王 小明", "Li Lei"),
    ),
    document(
        "b", "中方表示欢迎，美方也表示欢迎。", title="例行记者会", day="2023-07-02", source="甲报"
    ),
    document("c", "Wang Yi met 的 guests.\n的的的", title="English", source="Xinhua"),
    document("d", "无关\ud83d 臺灣裡 Ｇ20\u3000峰会", source="新华社客户端", day="2022-01-01"),
    document("e", "第三届外\n交部发言人\n答问。a\nb", title="第三 届", day="2021-12-31"),
)
FACTS: Final = (
    ArticleFacts(
        "a",
        tags=("外交/会晤", "要闻"),
        entities=(
            EntityFacts(Label.ORG, "亚太经合组织", ("APEC",)),
            EntityFacts(Label.PLACE, "美国", ("美",)),
        ),
        read=True,
        annotated=True,
    ),
    ArticleFacts(
        "b",
        tags=("外交",),
        notes=("再读 一遍",),
        entities=(EntityFacts(Label.PERSON, "发言人甲"), EntityFacts(Label.EVENT, "记者会")),
        annotated=True,
    ),
    ArticleFacts("gone", tags=("外交",), notes=("再读",)),
)
