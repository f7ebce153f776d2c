"""Near-duplicates: a reprint must be told from an article on the same matter."""

from __future__ import annotations

import random

from zhupi.core.similarity import NEARLY_SAME, SKETCH_SIZE, resemblance, sketch


def _prose(seed: int, length: int = 1500) -> str:
    chooser = random.Random(seed)
    return "".join(
        chooser.choice("的一是不了在人有我他这中大来上国会谈访问双方表示，。")
        for _ in range(length)
    )


def test_a_reprint_with_another_head_and_other_widths_is_nearly_the_same() -> None:
    text = _prose(1)
    reprint = "转载：" + text.replace("，", ",").replace("。", "。\n") + "（完）"
    assert resemblance(sketch(text), sketch(reprint)) >= NEARLY_SAME


def test_another_article_is_not() -> None:
    assert resemblance(sketch(_prose(1)), sketch(_prose(2))) < 0.1


def test_half_a_text_is_not_nearly_the_whole() -> None:
    text = _prose(3)
    assert resemblance(sketch(text), sketch(text[:600])) < NEARLY_SAME


def test_texts_too_short_to_compare_resemble_nothing() -> None:
    assert sketch("短讯") == ()
    assert resemblance(sketch("短讯"), sketch("短讯")) == 0.0


def test_a_sketch_is_small_and_in_order() -> None:
    values = sketch(_prose(4))
    assert len(values) == SKETCH_SIZE
    assert list(values) == sorted(values)
    assert all(0 <= value < 2**32 for value in values)
