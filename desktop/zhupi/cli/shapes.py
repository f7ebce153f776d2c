"""The JSON of each thing the command line prints. Keys are a promise to other programs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Translator
from zhupi.core.model import (
    Annotation,
    Article,
    ArticleSummary,
    Change,
    Credit,
    ImportReport,
    Mention,
    TagCount,
)
from zhupi.core.reviewing import Excerpt, ReviewDetail, ReviewItem
from zhupi.core.search import ConcordanceLine, Hit, SavedSearch, SearchPage
from zhupi.core.tagging import TagReport
from zhupi.core.understanding import EntitySummary, Quotation

Json = dict[str, Any]


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def instant(value: datetime) -> str:
    """RFC 3339 in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def credits_json(byline: tuple[Credit, ...]) -> list[Json]:
    return [{"role": c.role, "name": c.name, "affiliation": c.affiliation} for c in byline]


def article_json(item: ArticleSummary | Article) -> Json:
    characters = len(item.text) if isinstance(item, Article) else item.characters
    return {
        "id": item.id,
        "title": item.title,
        "source": item.source,
        "byline": credits_json(item.byline),
        "published": day(item.published),
        "characters": characters,
        "path": item.path,
    }


def full_article_json(article: Article) -> Json:
    blocks: list[Json] = []
    for block in article.blocks:
        shape: Json = {"kind": block.kind.value, "start": block.start, "end": block.end}
        if block.url is not None:
            shape["url"] = block.url
        blocks.append(shape)
    return {**article_json(article), "text": article.text, "blocks": blocks}


def report_json(report: ImportReport, tr: Translator) -> Json:
    return {
        "imported": len(report.imported),
        "unchanged": len(report.unchanged),
        "updated": len(report.updated),
        "near_duplicates": [
            {"article": new, "resembles": other} for new, other in report.near_duplicates
        ],
        "failed": [{"path": f.path, "reason": tr.render(f.reason)} for f in report.failed],
        "to_review": report.to_review,
        "seconds": round(report.seconds, 3),
    }


def hit_json(hit: Hit) -> Json:
    return {
        "article": hit.article,
        "title": hit.title,
        "published": day(hit.published),
        "score": round(hit.score, 4),
        "count": hit.count,
        "snippets": [
            {"text": s.text, "start": s.start, "marks": [[m.start, m.end] for m in s.marks]}
            for s in hit.snippets
        ],
    }


def page_json(page: SearchPage, tr: Translator) -> Json:
    shape: Json = {
        "query": page.query,
        "total": page.total,
        "exact": page.exact,
        "complete": page.complete,
        "milliseconds": round(page.milliseconds, 3),
        "hits": [hit_json(hit) for hit in page.hits],
        "facets": {name: dict(counts) for name, counts in page.facets.items()},
        "suggestions": list(page.suggestions),
    }
    if page.remark is not None:
        shape["remark"] = tr.render(page.remark)
    return shape


def line_json(line: ConcordanceLine) -> Json:
    return {
        "article": line.article,
        "title": line.title,
        "published": day(line.published),
        "start": line.span.start,
        "end": line.span.end,
        "left": line.left,
        "keyword": line.keyword,
        "right": line.right,
    }


def saved_search_json(search: SavedSearch, new: int) -> Json:
    return {
        "id": search.id,
        "name": search.name,
        "query": search.query,
        "literal": search.literal,
        "sort": search.sort.value,
        "new": new,
    }


def mention_json(mention: Mention, text: str, tr: Translator) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "label": mention.label.value,
        "entity": mention.entity,
        "value": mention.value,
        "confidence": round(mention.confidence, 3),
        "title": mention.title,
        "why": tr.render(mention.why) if mention.why else "",
    }


def quotation_json(quotation: Quotation, text: str, tr: Translator) -> Json:
    speaker, cue, addressee = quotation.speaker, quotation.cue, quotation.addressee
    return {
        "start": quotation.start,
        "end": quotation.end,
        "text": quotation.span.of(text),
        "speaker": speaker.of(text) if speaker else None,
        "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "cue": cue.of(text) if cue else None,
        "entity": quotation.entity,
        "kind": quotation.kind.value,
        "addressee": addressee.of(text) if addressee else None,
        "confidence": round(quotation.confidence, 3),
        "why": tr.render(quotation.why) if quotation.why else "",
    }


def entity_json(entity: EntitySummary, tr: Translator) -> Json:
    return {
        "id": entity.id,
        "label": entity.label.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": entity.mentions,
        "articles": entity.articles,
        "first": day(entity.first),
        "last": day(entity.last),
        "titles": list(entity.titles),
        "why": [tr.render(words) for words in entity.why],
    }


def entity_article_json(article: ArticleSummary, mentions: int) -> Json:
    return {
        "article": article.id,
        "title": article.title,
        "published": day(article.published),
        "mentions": mentions,
    }


def annotation_json(annotation: Annotation) -> Json:
    return {
        "id": annotation.id,
        "article": annotation.target.article,
        "start": annotation.span.start,
        "end": annotation.span.end,
        "quote": annotation.quote,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "color": annotation.color,
        "state": annotation.state.value,
        "confidence": round(annotation.confidence, 3),
        "original_quote": annotation.original_quote,
        "creator": annotation.creator,
        "created": instant(annotation.created),
        "modified": instant(annotation.modified),
    }


def tag_json(counted: TagCount) -> Json:
    tag = counted.tag
    return {
        "path": tag.path,
        "color": tag.color,
        "count": counted.count,
        "description": tag.description,
        "key": tag.key,
    }


def tag_report_json(report: TagReport) -> Json:
    return {
        "added": report.added,
        "extended": report.extended,
        "unchanged": report.unchanged,
        "gone": report.gone,
    }


def change_json(change: Change) -> Json:
    return {
        "operation": change.operation,
        "origin": change.origin,
        "articles": list(change.articles),
        "annotations": list(change.annotations),
        "tags": list(change.tags),
        "corrections": list(change.corrections),
    }


def history_json(entry: HistoryEntry) -> Json:
    return {
        "number": entry.number,
        "operation": entry.operation,
        "program": entry.program,
        "created": instant(entry.created),
        "undone": entry.undone,
        "articles": entry.articles,
        "annotations": entry.annotations,
        "tags": entry.tags,
        "searches": entry.searches,
        "about": entry.about,
        "corrections": entry.corrections,
    }


def review_item_json(item: ReviewItem) -> Json:
    return {
        **annotation_json(item.annotation),
        "title": item.title,
        "replaced": instant(item.replaced) if item.replaced else None,
    }


def review_detail_json(detail: ReviewDetail) -> Json:
    return {
        **review_item_json(detail.item),
        "old": excerpt_json(detail.old) if detail.old else None,
        "new": excerpt_json(detail.new) if detail.new else None,
        "candidates": [
            {
                "start": candidate.span.start,
                "end": candidate.span.end,
                "score": round(candidate.score, 3),
                "excerpt": excerpt_json(excerpt),
            }
            for candidate, excerpt in zip(detail.candidates, detail.candidate_excerpts, strict=True)
        ],
    }


def excerpt_json(excerpt: Excerpt) -> Json:
    marks = [[mark.start, mark.end] for mark in excerpt.marks]
    return {"text": excerpt.text, "start": excerpt.start, "marks": marks}
