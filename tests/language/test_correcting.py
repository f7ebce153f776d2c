"""What people correct holds where they said so, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zhupi.core.model import Label, Mention, Span, TextPositionSelector, TextQuoteSelector
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.language.correcting import corrected

P, B, L, T, W, E = (Label.PERSON, Label.ORG, Label.PLACE, Label.TIME, Label.LAW, Label.EVENT)
DAY = datetime(2024, 5, 1, tzinfo=UTC)
KIND = CorrectionKind.LABEL


def blocks_of(text: str) -> list[Span]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    return blocks


def marked(text: str, *marks: tuple[str, Label]) -> list[Mention]:
    """A mention at every place of each of the words."""
    found = []
    for words, label in marks:
        at = text.find(words)
        while at >= 0:
            found.append(Mention(at, at + len(words), label, f"{label}:{words}"))
            at = text.find(words, at + 1)
    return sorted(found, key=lambda m: (m.start, -m.end))


def told(
    found: str,
    was: Label | None,
    text: str,
    label: Label | None,
    scope: Scope = Scope.EVERYWHERE,
    *,
    after: int = 0,
    entity: str = "",
    value: str = "",
) -> Correction:
    return Correction(
        id=f"{found}-{text}-{label}-{after}",
        kind=KIND,
        scope=scope,
        found=found,
        was=was,
        text=text,
        label=label,
        entity=entity,
        value=value,
        article="" if scope is Scope.EVERYWHERE else "one",
        created=DAY + timedelta(minutes=after),
    )


def here(text: str, start: int, correction: Correction) -> Correction:
    """The correction for the one place at `start` of `text`."""
    end = start + len(correction.text)
    return Correction(
        id=correction.id,
        kind=correction.kind,
        scope=Scope.HERE,
        found=correction.found,
        was=correction.was,
        text=correction.text,
        label=correction.label,
        entity=correction.entity,
        value=correction.value,
        article="one",
        position=TextPositionSelector(start, end),
        quote=TextQuoteSelector(
            text[start:end], text[max(0, start - 32) : start], text[end : end + 32]
        ),
        created=correction.created,
    )


def apply(text: str, mentions: list[Mention], *corrections: Correction) -> list[tuple[str, Label]]:
    result = corrected(text, blocks_of(text), mentions, corrections, "one")
    return [(text[m.start : m.end], m.label) for m in result]


def test_a_word_that_is_no_name_is_marked_no_more() -> None:
    text = "和平是和平，王毅是王毅。"
    found = marked(text, ("和平", P), ("王毅", P))
    assert apply(text, found, told("和平", P, "和平", None)) == [("王毅", P), ("王毅", P)]


def test_a_label_changes_only_where_the_name_had_the_wrong_one() -> None:
    text = "福特访问福特。"
    found = [Mention(0, 2, P, "PERSON:福特"), Mention(4, 6, B, "ORG:福特")]
    assert apply(text, found, told("福特", B, "福特", L)) == [("福特", P), ("福特", L)]


def test_borders_grow_at_every_place_where_the_longer_words_stand() -> None:
    text = "布林肯说。布林走了。布林肯说。"
    found = marked(text, ("布林", P))
    wider = told("布林", P, "布林肯", P)
    assert apply(text, found, wider) == [("布林肯", P), ("布林", P), ("布林肯", P)]


def test_borders_shrink_and_keep_the_name_inside() -> None:
    text = "中国外交部发言人说。"
    found = marked(text, ("中国外交部发言人", B), ("中国", L))
    narrower = told("中国外交部发言人", B, "中国外交部", B)
    assert apply(text, found, narrower) == [("中国外交部", B), ("中国", L)]


def test_a_new_name_is_found_everywhere() -> None:
    text = "云深计划启动。\n云深计划结束。"
    new = told("云深计划", None, "云深计划", E)
    assert apply(text, [], new) == [("云深计划", E), ("云深计划", E)]


def test_a_new_name_cuts_through_no_longer_name() -> None:
    text = "王毅夫说。王毅说。"
    found = marked(text, ("王毅夫", P))
    new = told("王毅", None, "王毅", P)
    assert apply(text, found, new) == [("王毅夫", P), ("王毅", P)]


def test_a_new_name_takes_the_place_of_shorter_ones_that_it_crosses() -> None:
    text = "去了云深计划署。"
    found = [Mention(1, 3, P, "PERSON:了云")]
    assert apply(text, found, told("云深计划署", None, "云深计划署", B)) == [("云深计划署", B)]


@pytest.mark.parametrize(
    ("outer", "outer_label", "new", "label", "nested"),
    [
        ("清江大学", B, "清江", L, True),
        ("清江条约", W, "清江", L, True),
        ("清江外交部北方司", B, "清江外交部", B, True),
        ("清江外交部北方司", B, "北方司", B, False),
        ("第八届清江联盟大会", E, "清江联盟", B, True),
        ("清江省", L, "清江", L, False),
        ("清江体育馆", L, "清江", L, True),
        ("中山大学", B, "中山", P, False),
        ("九月清江", T, "清江", L, False),
    ],
)
def test_a_new_name_stands_in_a_longer_one_only_if_it_is_a_name_there(
    outer: str, outer_label: Label, new: str, label: Label, nested: bool
) -> None:
    text = f"在{outer}。"
    found = marked(text, (outer, outer_label))
    expected = {(outer, outer_label)} | ({(new, label)} if nested else set())
    assert set(apply(text, found, told(new, None, new, label))) == expected


def test_the_longer_of_two_new_names_holds() -> None:
    text = "云深计划署成立。"
    short, long = told("云深", None, "云深", P, after=9), told("云深计划署", None, "云深计划署", B)
    assert apply(text, [], short, long) == [("云深计划署", B)]


def test_the_narrowest_scope_holds_even_if_a_wider_one_came_later() -> None:
    text = "福特来了。福特走了。"
    found = marked(text, ("福特", B))
    wide = told("福特", B, "福特", P, after=5)
    article = told("福特", B, "福特", L, Scope.ARTICLE, after=3)
    one = here(text, 0, told("福特", B, "福特", None, after=1))
    assert apply(text, found, wide, article) == [("福特", L), ("福特", L)]
    assert apply(text, found, wide, one) == [("福特", P)]


def test_of_one_scope_the_latest_holds() -> None:
    text = "福特来了。"
    found = marked(text, ("福特", B))
    first, second = told("福特", B, "福特", P), told("福特", B, "福特", L, after=1)
    assert apply(text, found, second, first) == [("福特", L)]


def test_a_correction_of_an_article_leaves_others_alone() -> None:
    text = "福特来了。"
    found = marked(text, ("福特", B))
    other = corrected(
        text, blocks_of(text), found, [told("福特", B, "福特", P, Scope.ARTICLE)], "two"
    )
    assert other == found


def test_the_same_as_names_one_entity_at_all_places() -> None:
    text = "小李说，小李走了，大李没走。"
    found = marked(text, ("小李", P), ("大李", P))
    same = told("小李", P, "小李", P, entity="PERSON:李明")
    result = corrected(text, blocks_of(text), found, [same])
    assert [m.entity for m in result] == ["PERSON:李明", "PERSON:李明", "PERSON:大李"]
    assert str(result[0].why)


def test_a_value_takes_the_place_of_the_one_that_was_counted() -> None:
    text = "次日下雨。"
    found = [Mention(0, 2, T, "TIME:次日", "2024-01-02", 0.4)]
    (time,) = corrected(text, blocks_of(text), found, [told("次日", T, "次日", T, value="2024-01")])
    assert (time.value, time.confidence) == ("2024-01", 1.0)


def test_a_time_with_other_borders_loses_the_value_that_was_counted_from_fewer_words() -> None:
    text = "9月16日至17日举行。"
    found = [Mention(0, 5, T, "TIME:9月16日", "2023-09-16")]
    (time,) = corrected(text, blocks_of(text), found, [told("9月16日", T, "9月16日至17日", T)])
    assert (time.end, time.value) == (9, "")


def test_traditional_words_are_the_same_words() -> None:
    text = "聯合報社說。联合报社说。"
    new = told("联合报社", None, "联合报社", Label.MEDIA)
    result = corrected(text, blocks_of(text), [], [new])
    assert [m.start for m in result] == [0, 6]
    assert len({m.entity for m in result}) == 1


def test_one_place_is_found_again_after_the_text_before_it_grew() -> None:
    text = "福特来了。后来福特走了。"
    one = here(text, 7, told("福特", B, "福特", P))
    longer = "更正：" + text
    found = marked(longer, ("福特", B))
    assert apply(longer, found, one) == [("福特", B), ("福特", P)]


def test_one_place_that_stands_nowhere_changes_nothing() -> None:
    text = "福特来了。"
    one = here(text, 0, told("福特", B, "福特", P))
    other = "今天谁也没来，福特没来。"
    found = marked(other, ("福特", B))
    assert corrected(other, blocks_of(other), found, [one], "one") == found


def test_one_place_that_two_places_resemble_changes_nothing() -> None:
    text = "福特来了。"
    one = here(text, 0, told("福特", B, "福特", P))
    other = "啊，福特来了。啊，福特来了。"
    found = marked(other, ("福特", B))
    assert corrected(other, blocks_of(other), found, [one], "one") == found


def test_what_was_said_of_one_place_holds_also_where_the_program_sees_something_else_now() -> None:
    text = "福特来了。"
    one = here(text, 0, told("福特", B, "福特", P))
    assert apply(text, marked(text, ("福特", L)), one) == [("福特", P)]
    assert apply(text, [], one) == [("福特", P)]


def test_what_was_said_of_one_place_holds_inside_a_longer_name() -> None:
    text = "毛泽东主席。"
    one = here(text, 0, told("毛", None, "毛", P))
    assert apply(text, marked(text, ("毛泽东", P)), one) == [("毛泽东", P), ("毛", P)]


def test_no_mention_crosses_the_border_of_a_paragraph() -> None:
    text = "云深\n计划"
    new = told("云深\n计划", None, "云深\n计划", E)
    assert apply(text, [], new) == []


def test_borders_that_do_not_fit_leave_the_name_as_it_was() -> None:
    text = "清江外交部北方司长来了。"
    found = marked(text, ("清江外交部北方司", B), ("北方司", B))
    wider = told("北方司", B, "北方司长", P)
    assert apply(text, found, wider) == [("清江外交部北方司", B), ("北方司", B)]


def test_a_new_label_takes_away_the_place_inside_that_a_person_cannot_hold() -> None:
    text = "欧阳中国来了。"
    found = marked(text, ("欧阳中国", B), ("中国", L))
    assert apply(text, found, told("欧阳中国", B, "欧阳中国", P)) == [("欧阳中国", P)]


def test_a_name_that_was_missed_is_linked_to_the_fuller_one_of_the_article() -> None:
    text = "安东尼·布林肯来了。布林肯说话。"
    found = marked(text, ("安东尼·布林肯", P))
    result = corrected(text, blocks_of(text), found, [told("布林肯", None, "布林肯", P)])
    assert [m.entity for m in result] == ["PERSON:安东尼·布林肯"] * 2


def test_a_fuller_name_that_was_missed_names_the_short_ones_too() -> None:
    text = "安东尼·布林肯来了。布林肯说话。张三没来。"
    found = marked(text, ("张三", P))
    found = [Mention(10, 13, P, "PERSON:布林肯"), *found]
    new = told("安东尼·布林肯", None, "安东尼·布林肯", P)
    result = corrected(text, blocks_of(text), found, [new])
    assert [m.entity for m in result] == ["PERSON:安东尼·布林肯"] * 2 + ["PERSON:张三"]


def test_whom_a_reader_names_stays_whatever_else_is_marked() -> None:
    text = "安东尼·布林肯来了。布林肯说话。"
    found = marked(text, ("布林肯", P))
    new = told("安东尼·布林肯", None, "安东尼·布林肯", P)
    other = told("布林肯", P, "布林肯", P, entity="PERSON:老布林肯")
    result = corrected(text, blocks_of(text), found[1:], [new, other])
    assert [m.entity for m in result] == ["PERSON:安东尼·布林肯", "PERSON:老布林肯"]
