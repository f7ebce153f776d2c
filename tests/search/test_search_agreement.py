"""The index answers as a plain look through all texts does, whatever is asked of whatever there is.

`ScanningBackend` has no index: what it finds is what a query means. Where the two differ, a
reader misses an article, or is shown one that does not belong there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from zhupi.core.model import Label
from zhupi.core.search import ArticleFacts, EntityFacts, SearchDocument, SearchRequest, SearchSort
from zhupi.search import WhooshBackend
from zhupi.search.backend import Patience
from zhupi.search.scanning_backend import ScanningBackend

PATIENT = Patience(60, 60, 60, 60)
ALPHABET = "中国國美表示后後臺台aAbB1１,，。 \n\t“”（𠀀\ud83d"
texts = st.text(ALPHABET, max_size=40)
words = st.text("中国國美表示后後臺aAb1,，。𠀀", min_size=1, max_size=5)
DAYS = (None, date(2023, 7, 2), date(2023, 7, 31), date(2023, 10, 1), date(1999, 12, 31))
NAMES = ("中国", "美国", "台美", "A b", "表示人")


@st.composite
def documents(draw: st.DrawFn) -> list[SearchDocument]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        title = draw(st.text("中国美表a ", max_size=6))
        text = draw(texts)
        if title and draw(st.booleans()):
            text = f"{title}\n{text}"
        source = draw(st.sampled_from(("", "新华社", "Xinhua", "中 国")))
        authors = tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2)))
        day = draw(st.sampled_from(DAYS))
        made.append(SearchDocument(f"{number:016x}", text, title, text, source, day, authors))
    return made


@st.composite
def facts_of(draw: st.DrawFn, article: str) -> ArticleFacts:
    names = sorted(set(draw(st.lists(st.sampled_from(NAMES), max_size=3))))
    return ArticleFacts(
        article,
        tags=tuple(
            sorted(set(draw(st.lists(st.sampled_from(("外交", "外交/会晤", "a")), max_size=2))))
        ),
        notes=tuple(sorted(draw(st.sets(words, max_size=2)))),
        entities=tuple(
            EntityFacts(draw(st.sampled_from((Label.PERSON, Label.PLACE))), name, ("美",))
            for name in names
        ),
        read=draw(st.booleans()),
        annotated=draw(st.booleans()),
    )


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    glue = st.sampled_from((" ", " OR ", " AND ", " -", " NOT "))
    return st.tuples(parts, glue, parts).map("".join) | parts.map(lambda part: f"({part})")


FIELDS = (
    "title:",
    "text:",
    "author:",
    "source:",
    "tag:",
    "note:",
    "person:",
    "place:",
    "law:",
    "event:",
    "media:",
    "entity:",
)
VALUES = (
    *("date:2023", "date:2023-07..2023-10", "date:..2000", "has:note", "has:tag", "is:unread"),
    *("tag:=外交", 'source:="中国"', "has:entity", "-is:read", "has:date", "has:annotation"),
)
leaves = st.one_of(
    words,
    st.text(ALPHABET, min_size=1, max_size=4)
    .filter(lambda t: t.strip() and '"' not in t)
    .map('"{}"'.format),
    st.tuples(st.sampled_from(FIELDS), words).map("".join),
    st.sampled_from(VALUES),
    st.tuples(words, st.sampled_from("*?"), words).map("".join),
    st.tuples(words, words, st.integers(0, 9)).map(lambda t: f'"{t[0]} {t[1]}"~{t[2]}'),
    st.sampled_from(("/[中国]美/", "/表示$/", "/a.b/", "/^中/", "title:/国/")),
)
queries = st.recursive(leaves, _joined, max_leaves=4)


def _with_both(
    made: list[SearchDocument],
    facts: list[ArticleFacts],
    commits: int,
    compare: Callable[[WhooshBackend, ScanningBackend], None],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index, plain = WhooshBackend(Path(folder) / "index", PATIENT), ScanningBackend()
        for backend in (index, plain):
            for start in range(commits):
                backend.update(made[start::commits])
            backend.update_facts(facts)
        compare(index, plain)
        index.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), documents(), st.lists(queries, min_size=1, max_size=8), st.integers(1, 3))
def test_every_query_finds_the_same_articles_and_places(
    data: st.DataObject, made: list[SearchDocument], asked: list[str], commits: int
) -> None:
    facts = [data.draw(facts_of(document.article)) for document in made]
    literal = data.draw(st.booleans())

    def compare(index: WhooshBackend, plain: ScanningBackend) -> None:
        for query in asked:
            note(query)
            assert index.found(query, literal=literal) == plain.found(query, literal=literal)
            for sort in (SearchSort.NEWEST, SearchSort.OLDEST):
                request = SearchRequest(query, sort=sort, literal=literal, facets=True)
                ours, theirs = index.search(request), plain.search(request)
                assert ours.total == theirs.total
                assert [(h.article, h.count, h.snippets) for h in ours.hits] == [
                    (h.article, h.count, h.snippets) for h in theirs.hits
                ]
                assert {k: dict(v) for k, v in ours.facets.items()} == {
                    k: dict(v) for k, v in theirs.facets.items()
                }

    _with_both(made, facts, commits, compare)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.lists(queries, min_size=1, max_size=6), st.sampled_from(SearchSort))
def test_a_quick_first_page_is_the_page_that_a_full_count_gives(
    made: list[SearchDocument], asked: list[str], sort: SearchSort
) -> None:
    def compare(index: WhooshBackend, _plain: ScanningBackend) -> None:
        for query in asked:
            note(query)
            whole = index.search(SearchRequest(query, limit=100, sort=sort))
            pages = [
                hit
                for offset in range(0, len(made), 2)
                for hit in index.search(
                    SearchRequest(query, 2, offset, sort, exact_total=False)
                ).hits
            ]
            assert [hit.article for hit in pages] == [hit.article for hit in whole.hits]
            assert whole.total == len(whole.hits)

    _with_both(made, [], 2, compare)
