"""Every `SearchBackend` answers as scanning does, whatever there is and whatever is asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.contract import Factory, document, ids

from zhupi.core.model import Label
from zhupi.core.search import (
    ArticleFacts,
    ConcordanceRequest,
    EntityFacts,
    SearchDocument,
    SearchRequest,
    SearchSort,
)
from zhupi.search.scanning_backend import ScanningBackend

ALPHABET = "中美国臺台ＡaB1，。“ \n\u3000𠀀𠀁\ud800"
TEXTS = st.text(alphabet=ALPHABET, max_size=60)
WORDS = st.text(alphabet=ALPHABET.replace("\n", ""), min_size=1, max_size=5).filter(str.strip)
DAYS = st.sampled_from(["", "2022-12-31", "2023-01-01", "2023-07-13", "2023-07-14"])
NAMES = st.sampled_from(["中", "中美", "美/国", "臺 a"])
DOCUMENTS = st.builds(
    document,
    st.sampled_from("abcdefgh"),
    TEXTS,
    title=st.text(ALPHABET.replace("\n", ""), max_size=8),
    source=st.sampled_from(["", "中", "臺 a", "aB"]),
    day=DAYS,
    authors=st.lists(NAMES, max_size=2).map(tuple),
)
ENTITIES = st.builds(EntityFacts, st.sampled_from(Label), NAMES, st.lists(NAMES).map(tuple))
FACT_LISTS = st.builds(
    ArticleFacts,
    st.sampled_from("abcdefgh"),
    tags=st.sets(NAMES, max_size=2).map(sorted).map(tuple),
    notes=st.lists(NAMES, max_size=2).map(sorted).map(tuple),
    entities=st.lists(ENTITIES, max_size=2).map(tuple),
    read=st.booleans(),
    annotated=st.booleans(),
)
CONTENT = st.sampled_from(["", "title:", "text:"])
FIELDS = st.sampled_from(["author:", "source:", "source:=", "tag:", "tag:=", "note:", "entity:"])
LEAVES = st.one_of(
    st.builds('{}"{}"'.format, CONTENT, WORDS.map(lambda word: word.replace('"', ""))),
    st.builds('{}"{}"'.format, FIELDS, NAMES),
    st.builds('{}"{} {}"~{}'.format, CONTENT, st.just("中"), st.sampled_from("美aB台"), st.just(3)),
    st.sampled_from(["中*a", "title:中?", "?1", "a?*𠀀", "/中.a?/", "/[美国]{2}/", "title:/^a/"]),
    st.sampled_from(["date:2023", "date:2023-07-14..", "date:..2022", "has:date", "has:note"]),
    st.sampled_from(["is:read", "is:unread", "has:tag", "has:entity", "has:annotation"]),
)
QUERIES = st.recursive(
    LEAVES,
    lambda part: (
        st.builds("({} {})".format, part, part)
        | st.builds("({} OR {})".format, part, part)
        | st.builds("-({})".format, part)
    ),
    max_leaves=4,
)
SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(
    documents=st.lists(DOCUMENTS, min_size=1, max_size=10),
    facts=st.lists(FACT_LISTS, max_size=6),
    queries=st.lists(st.tuples(QUERIES, st.booleans()), min_size=1, max_size=6),
)
@SETTINGS
def test_finds_what_scanning_finds(
    documents: list[SearchDocument],
    facts: list[ArticleFacts],
    queries: list[tuple[str, bool]],
    factory: Factory,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """All articles that match and no other, the same marks, facets and lines."""
    backend, plain = factory(tmp_path_factory.mktemp("index")), ScanningBackend()
    half = len(documents) // 2
    for one in (backend, plain):
        one.update(documents[:half])
        one.update_facts(facts)
        one.update(documents[half:])
    for query, literal in queries:
        assert ids(backend, query, literal=literal) is not None
        request = SearchRequest(query, limit=100, facets=True, literal=literal)
        page, wanted = backend.search(request), plain.search(request)
        assert (page.total, page.facets) == (wanted.total, wanted.facets)
        hits = {hit.article: (hit.count, hit.snippets) for hit in page.hits}
        assert hits == {hit.article: (hit.count, hit.snippets) for hit in wanted.hits}
        assert page.remark == wanted.remark
        for sort in (SearchSort.NEWEST, SearchSort.OLDEST):
            dated = SearchRequest(query, limit=100, sort=sort, literal=literal)
            days = [hit.published for hit in backend.search(dated).hits]
            assert days == [hit.published for hit in plain.search(dated).hits]
        lines = ConcordanceRequest(query, literal=literal)
        assert set(backend.concordance(lines)) == set(plain.concordance(lines))
    backend.close()


@given(data=st.data())
@settings(SETTINGS, max_examples=25)
def test_every_substring_is_found(
    data: st.DataObject, factory: Factory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a reader copies from an article finds that article, and more where combined by OR."""
    texts = data.draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12))
    documents = [document(str(n), text, title=title) for n, (title, text) in enumerate(texts)]
    backend = factory(tmp_path_factory.mktemp("index"))
    backend.update(documents)
    for known in documents:
        for whole in (known.title, known.text):
            start = data.draw(st.integers(0, max(len(whole) - 1, 0)))
            word = whole[start : start + data.draw(st.integers(1, 12))]
            if word.strip():
                assert known.article in ids(backend, f'"{word}"')
                assert known.article in ids(backend, f'"{word}"', literal=True)
                assert known.article not in ids(backend, f'-"{word}"')
    backend.close()
