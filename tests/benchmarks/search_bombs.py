"""Queries that would take all the time or memory there is, where they were let."""

from __future__ import annotations

from collections.abc import Iterator


def bombs(text: str, times: int = 10_000) -> Iterator[tuple[str, str]]:
    """Name and query of each; `text` gives the words."""
    run = "".join(filter(str.isalpha, text)) * 20
    words = [run[at % (len(run) - 2) :][:2] + str(at) for at in range(times)]
    yield "*", "*"
    yield "*a*", "*a*"
    yield "?", "?"
    yield "的*的*的*的*的", "的*的*的*的*的"
    yield f"{times:,} terms", " ".join(words)
    yield f"{times:,} terms, OR", " OR ".join(words)
    yield "4,000 characters of words", " ".join(run[:2_000])
    yield "4,000 characters of OR", " OR ".join(run[:790])
    yield "4,000 characters of parentheses", "(" * 1_999 + "中" + ")" * 1_999
    yield "4,000 characters of NOT", "-(" * 1_300 + "中" + ")" * 1_300
    yield f"{times:,} times NOT", "NOT " * times + "中"
    yield f"{times:,} parentheses", "(" * times + "中" + ")" * times
    yield f"{times:,} open parentheses", "(" * times
    yield "/(a+)+$/", "/(a+)+$/"
    yield "/(.*)*的/", "/(.*)*的/"
    yield "/(中|中国|国)*$/", "/(中|中国|国)*$/"
    yield "/./", "/./"
    yield '"的 一 是 在"~1000', '"的 一 是 在"~1000'
    yield "1 MB of text", (run * (1_048_576 // len(run) + 1))[:1_048_576]
    yield "1 MB of *", "*" * 1_048_576
    yield "1 MB of quotation marks", '"' * 1_048_576
