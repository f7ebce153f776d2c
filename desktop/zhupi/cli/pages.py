"""The answer to a search, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhupi.cli.context import Context
from zhupi.core.messages import Translator
from zhupi.core.search import Hit, SearchPage

MOST_VALUES = 10  #: of a facet that are printed


def print_page(context: Context, page: SearchPage) -> None:
    """A line with the number found, then each hit with its passages, then what they share."""
    tr = context.tr
    if page.remark is not None:
        context.say(page.remark)
    context.print(
        tr.plural(
            "{query}: {count} article, {milliseconds:.0f} ms",
            "{query}: {count} articles, {milliseconds:.0f} ms",
            page.total,
            query=page.query,
            milliseconds=page.milliseconds,
        )
    )
    for hit in page.hits:
        for line in hit_lines(hit):
            context.print(line)
    for facet, counts in page.facets.items():
        if counts:
            context.print(_facet_line(facet, counts, tr))
    if page.suggestions:
        context.print(tr("Perhaps: {queries}", queries=" · ".join(page.suggestions)))


def hit_lines(hit: Hit) -> Iterator[str]:
    """An article, and its passages with the matches between 【 and 】."""
    yield f"{hit.article[:8]}  {hit.count:>4} ×  {hit.title}"
    for snippet in hit.snippets:
        line, last = "", 0
        for mark in snippet.marks:
            start, end = mark.start - snippet.start, mark.end - snippet.start
            line += f"{snippet.text[last:start]}【{snippet.text[start:end]}】"
            last = end
        yield " " * 10 + (line + snippet.text[last:]).replace("\n", " ")


def _facet_line(facet: str, counts: Mapping[str, int], tr: Translator) -> str:
    name = {
        "source": tr("Sources"),
        "year": tr("Years"),
        "month": tr("Months"),
        "tag": tr("Tags"),
        "person": tr("People"),
        "org": tr("Organisations"),
        "place": tr("Places"),
    }.get(facet, facet)
    shown = [f"{value or '—'} {count}" for value, count in list(counts.items())[:MOST_VALUES]]
    if len(counts) > MOST_VALUES:
        shown.append("…")
    return f"{name}: {' · '.join(shown)}"
