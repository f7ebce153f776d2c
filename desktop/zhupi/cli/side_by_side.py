"""Old and new text of a passage beside each other, in two columns of a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import zip_longest
from typing import TextIO

from zhupi.core.columns import column_width, columns
from zhupi.core.messages import Translator
from zhupi.core.model import Annotation, AnnotationState
from zhupi.core.reviewing import Excerpt, ReviewDetail

_USUAL = 100  #: columns, where the output is no terminal
_LEAST = 40
_BETWEEN = " │ "


def state_words(annotation: Annotation, tr: Translator) -> str:
    """How an annotation stands to its text, in a word or two."""
    if annotation.state is AnnotationState.MOVED:
        return tr("moved, {percent:.0%} sure", percent=annotation.confidence)
    return {
        AnnotationState.AMBIGUOUS: tr("ambiguous"),
        AnnotationState.ORPHAN: tr("not found"),
    }.get(annotation.state, tr("in place"))


def review_lines(detail: ReviewDetail, tr: Translator, out: TextIO) -> Iterator[str]:
    """What a person needs to decide; the passage stands between 【 and 】."""
    annotation = detail.item.annotation
    yield f"{annotation.id[:8]}  {state_words(annotation, tr)}  {detail.item.title}"
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    if tags or annotation.note:
        yield "  ".join(part for part in (tags, annotation.note.replace("\n", " ")) if part)
    yield ""
    quote = annotation.original_quote
    old = _marked(detail.old) if detail.old else f"【{quote}】\n{tr('(the old text was not kept)')}"
    new = _marked(detail.new) if detail.new else tr("(no place was found)")
    width = (max(_LEAST, _width(out)) - len(_BETWEEN)) // 2
    yield f"{_padded(tr('before'), width)}{_BETWEEN}{tr('now')}"
    yield f"{'─' * (width + 1)}┼{'─' * (width + 1)}"
    for left, right in zip_longest(_wrapped(old, width), _wrapped(new, width), fillvalue=""):
        yield f"{_padded(left, width)}{_BETWEEN}{right}".rstrip()
    if detail.candidates:
        yield ""
        yield tr(
            "Places where it may stand (review attach {id} --start N --end N):",
            id=annotation.id[:8],
        )
    for candidate, excerpt in zip(detail.candidates, detail.candidate_excerpts, strict=True):
        span = candidate.span
        yield f"{span.start:>7} {span.end:>7}  {candidate.score:>4.0%}  {_short(excerpt)}"


def _width(out: TextIO) -> int:
    return shutil.get_terminal_size().columns if out.isatty() else _USUAL


def _marked(excerpt: Excerpt) -> str:
    text, last = "", 0
    for mark in excerpt.marks:
        start, end = mark.start - excerpt.start, mark.end - excerpt.start
        text += f"{excerpt.text[last:start]}【{excerpt.text[start:end]}】"
        last = end
    return text + excerpt.text[last:]


def _short(excerpt: Excerpt, around: int = 12) -> str:
    """The passage with the few characters beside it, on one line."""
    text = _marked(excerpt).replace("\n", " ")
    return text[max(0, text.find("【") - around) : text.rfind("】") + 1 + around]


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of `width` columns at most; Chinese breaks anywhere."""
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for character in paragraph:
            more = column_width(character)
            if taken + more > width:
                yield line
                line, taken = "", 0
            line += character
            taken += more
        yield line


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - columns(text))
