"""What tests of names in the window share: articles whose names and times are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zhupi.core.messages import message
from zhupi.core.model import Label, Mention

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def mention(desk: Desk, words: str, label: Label, entity: str = "", number: int = 0) -> Mention:
    """A mention of the `number`th `words` in the open article."""
    span = desk.span(words, number)
    return Mention(span.start, span.end, label, f"{label}:{entity or words}")


def harbour(desk: Desk) -> list[Mention]:
    """The names of the harbour's article, one of them in another, one of them a guess."""
    fish = mention(desk, "卖鱼的", Label.ORG)
    return sorted(
        [
            mention(desk, "海平镇", Label.PLACE),
            mention(desk, "海平镇", Label.PLACE, number=1),
            replace(mention(desk, "陈小满", Label.PERSON), title="鱼贩", confidence=0.97),
            mention(desk, "陈小满", Label.PERSON, number=1),
            mention(desk, "渡轮公司", Label.ORG),
            mention(desk, "渡轮", Label.PLACE, number=2),
            replace(fish, confidence=0.3),
            replace(
                mention(desk, "去年", Label.TIME),
                value="2022",
                why=message("<b>counted</b> from {day}", day="2023-10-05"),
            ),
        ],
        key=lambda m: (m.start, -m.end),
    )


def tell(desk: Desk, mentions: Sequence[Mention]) -> None:
    """Has the library know these mentions of the open article, and the window show them."""
    workspace, article = desk.workspace, desk.article
    version = workspace._recognising.version
    workspace._store.mentions.put(article.id, article.digest, version, list(mentions))
    desk.window.reading._reread(article.id)
    desk.settle()
