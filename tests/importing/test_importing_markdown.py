"""Markdown as converters and people leave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from zhupi.core.model import Article, StyleKind

ReadOne = Callable[..., Article]
P = "会谈持续了一整天，双方就共同关心的问题交换了意见，并同意继续保持沟通。"


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(b.kind.value, b.url or b.span.of(article.text)) for b in article.blocks]


@pytest.mark.parametrize(
    ("source", "text", "strong"),
    [
        ("这是**“挑战”**是什么", "这是“挑战”是什么", "“挑战”"),
        ("他说**《公报》**。", "他说《公报》。", "《公报》"),
        ("前文**重点。**后文", "前文重点。后文", "重点。"),
        ("前文**重点 **后文", "前文重点 后文", "重点 "),
        ("前文** 重点**后文", "前文 重点后文", " 重点"),
        ("前文__“引文”__后文", "前文“引文”后文", "“引文”"),
        ("前文<b>重点</b>后文", "前文重点后文", "重点"),
    ],
)
def test_emphasis_beside_chinese_punctuation_leaves_no_marks(
    read: ReadOne, source: str, text: str, strong: str
) -> None:
    article = read("a.md", f"# 题目在此\n\n{source}\n\n{P}\n")
    assert article.text.split("\n")[1] == text
    assert [s for s in article.styles if s.kind is StyleKind.STRONG]
    assert strong in [article.text[s.start : s.end] for s in article.styles]


@pytest.mark.parametrize(
    "prose",
    [
        "文件名是 a_b_c 和 2 * 3 * 4。",
        "[注]: 本文作者为大学教授。",
        "[1]: https://example.org/never-used",
        "峰会<APEC>在此举行，a < b。",
        "#话题# 今天的新闻",
        "价格为3~5元，约~~~二。",
    ],
)
def test_prose_that_looks_like_markup_stays(read: ReadOne, prose: str) -> None:
    assert prose in read("a.md", f"# 题目在此\n\n{P}\n\n{prose}\n\n{P}\n").text


def test_escapes_and_entities_become_characters(read: ReadOne) -> None:
    article = read("a.md", "# 题目\n\n1\\. 甲\\*乙\\_丙 &amp; &lt;丁&gt;&nbsp;戊 `代码*`\n")
    assert article.text.split("\n")[1] == "1. 甲*乙_丙 & <丁>\u00a0戊 代码*"


def test_lists_quotes_tables_and_links(read: ReadOne) -> None:
    article = read(
        "a.md",
        "# 题目\n\n- 一\n  - 二\n\n3. 三\n4. 四\n\n> 引文\n\n"
        "| 年 | 事 |\n|--|--|\n| 1972 | 访华 |\n\n"
        "见[公报](https://example.org/a)全文。\n",
    )
    assert blocks(article)[1:] == [
        ("list_item", "一"),
        ("list_item", "二"),
        ("list_item", "3. 三"),
        ("list_item", "4. 四"),
        ("quote", "引文"),
        ("paragraph", "年\t事"),
        ("paragraph", "1972\t访华"),
        ("paragraph", "见公报全文。"),
    ]
    assert [b.level for b in article.blocks[1:4]] == [1, 2, 1]
    (link,) = article.styles
    assert (link.kind, link.url) == (StyleKind.LINK, "https://example.org/a")
    assert article.text[link.start : link.end] == "公报"


def test_hard_wraps_join_without_a_space_in_chinese_and_with_one_in_english(read: ReadOne) -> None:
    article = read(
        "a.md",
        "# 题目\n\n双方交换了\n意见，并在 a joint\nstatement of\nstate-\nowned firms 中说明。\n",
    )
    assert article.text.split("\n")[1] == (
        "双方交换了意见，并在 a joint statement of state-owned firms 中说明。"
    )


def test_bylines_on_neighbouring_lines_stay_apart(read: ReadOne) -> None:
    article = read("a.md", f"# 题目\n\n{P}\n\n作者丨张某某\n编辑丨李某\n责任编辑：王某 赵某某\n")
    assert [(c.role, c.name) for c in article.byline] == [
        ("作者", "张某某"),
        ("编辑", "李某"),
        ("责任编辑", "王某"),
        ("责任编辑", "赵某某"),
    ]
    assert [k for k, _ in blocks(article)].count("byline") == 3


def test_an_image_with_a_broken_address_and_a_wrapped_caption(read: ReadOne) -> None:
    article = read(
        "a.md",
        f"# 题目\n\n{P}\n\n![](https://example.org/a/b-\nc_d-\ne.jpg) "
        f"_签字仪式在\n大会堂举行_\n\n{P}\n",
    )
    assert blocks(article)[2:4] == [
        ("image", "https://example.org/a/b-c_d-e.jpg"),
        ("caption", "签字仪式在大会堂举行"),
    ]


def test_an_alternative_text_is_the_caption_unless_it_is_a_file_name(read: ReadOne) -> None:
    article = read(
        "a.md", f"# 题目\n\n{P}\n\n![签字仪式现场](a.jpg)\n\n{P}\n\n![b.jpg](b.jpg)\n\n{P}\n"
    )
    assert [t for k, t in blocks(article) if k == "caption"] == ["签字仪式现场"]


def test_front_matter_is_metadata_and_not_text(read: ReadOne) -> None:
    article = read(
        "a.md",
        '---\ntitle: "题目：甲"\ndate: 2023-08-02 10:20\nsource: 某某日报\n'
        "authors:\n  - 张某\n  - 李某\n"
        f"tags: [a, b]\n---\n\n# 题目：甲\n\n{P}\n",
    )
    assert article.text == f"题目：甲\n{P}"
    assert (article.title, article.source) == ("题目：甲", "某某日报")
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "metadata")
    assert [c.name for c in article.byline] == ["张某", "李某"]


def test_a_rule_at_the_top_is_no_front_matter(read: ReadOne) -> None:
    assert P in read("a.md", f"---\n\n{P}\n\n---\n\n{P}\n").text


def test_what_a_person_says_wins(read: ReadOne) -> None:
    article = read(
        "2020-01-01.md",
        f"# 题目\n\n{P}\n\n来源：某某社\n",
        source="某报",
        published=date(1999, 1, 2),
    )
    assert (article.source, article.published, article.published_basis) == (
        "某报",
        date(1999, 1, 2),
        "given",
    )


def test_sub_heads_without_a_space_and_long_text_over_a_rule(read: ReadOne) -> None:
    article = read("a.md", f"#题目在此\n\n##第一节\n\n{P * 5}\n---\n\n{P}\n")
    assert [k for k, _ in blocks(article)] == ["title", "heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "“你好吗？”",
        "他问我该怎么办？",
        "2023年8月2日",
        "记者：请问近况如何",
        "他停了下来。",
        "图为会谈现场",
        "以下是全文：",
    ],
)
def test_short_lines_that_head_nothing_stay_paragraphs(read: ReadOne, line: str) -> None:
    article = read("a.md", f"# 题目在此\n\n{P}\n\n{P}\n\n{line}\n\n{P}\n\n{P}\n")
    assert "heading" not in [k for k, _ in blocks(article)]
    assert line in article.text.split("\n")


def test_navigation_above_the_title_is_left_out_and_other_links_stay(read: ReadOne) -> None:
    article = read("a.md", f"[首页](/) > [文化](/c)\n\n# 题目\n\n[全文](/full)\n\n{P}\n")
    assert article.text == f"题目\n全文\n{P}"


def test_a_note_before_the_title_stays_before_it(read: ReadOne) -> None:
    article = read("a.md", f"> 编者按：{P}\n\n# 题目\n\n{P}\n")
    assert [k for k, _ in blocks(article)] == ["quote", "title", "paragraph"]
    assert article.title == "题目"


def test_lines_of_verse_are_no_headings(read: ReadOne) -> None:
    article = read("a.md", f"# 题目在此\n\n{P}\n\n白日依山尽\n\n黄河入海流\n\n{P}\n")
    assert "heading" not in [k for k, _ in blocks(article)]


def test_raw_html_keeps_its_text(read: ReadOne) -> None:
    article = read(
        "a.md",
        f'# 题目\n\n<div align="center"><img src="a.png"><br>**说明**文字</div>\n'
        f"<!-- 注\n\n释 -->\n"
        f"<script>var a = 1;\n\nvar b;</script>\n\n{P}\n",
    )
    assert article.text == f"题目\n说明文字\n{P}"
    assert ("image", "a.png") in blocks(article)


@pytest.mark.parametrize(
    "bomb", [">" * 3000, "- " * 3000, "  " * 50 + "- ", "[" * 3000, "*" * 9999, "![](a\n" * 999]
)
def test_nesting_as_in_an_attack_loses_no_words(read: ReadOne, bomb: str) -> None:
    assert P in read("a.md", f"# 题目\n\n{bomb}{P}\n").text.replace("\n", "")


def test_text_below_a_hundred_list_levels_is_kept(read: ReadOne) -> None:
    source = "".join(f"{'  ' * i}- 第{i}层\n" for i in range(200))
    text = read("a.md", source).text
    assert all(f"第{i}层" in text for i in range(200))
