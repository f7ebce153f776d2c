"""What the recogniser finds in a sentence, for tests of rules."""

from __future__ import annotations

from zhupi.core.model import Span
from zhupi.core.protocols import Recogniser


def found(recogniser: Recogniser, text: str) -> set[str]:
    """`LABEL:text` of every mention."""
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    return {f"{m.label}:{text[m.start : m.end]}" for m in mentions}
