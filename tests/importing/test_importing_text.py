"""Plain text, and where titles, dates and languages come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from zhupi.core.model import Article, BlockKind

ReadOne = Callable[..., Article]
P = "会谈持续了一整天，双方就共同关心的问题交换了意见，并同意继续保持沟通。"


def lines(article: Article) -> list[str]:
    return article.text.split("\n")


def test_paragraphs_by_blank_lines_without_their_indents(read: ReadOne) -> None:
    assert lines(read("a.txt", f"题目\n\n　　{P}\n\n    {P}甲\n")) == ["题目", P, P + "甲"]


def test_paragraphs_by_lines_where_no_line_is_blank(read: ReadOne) -> None:
    assert lines(read("a.txt", f"题目\r\n　　{P}\r\n　　{P}乙\r\n")) == ["题目", P, P + "乙"]


def test_wrapped_chinese_lines_are_joined(read: ReadOne) -> None:
    paragraph = P * 4
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    assert lines(read("a.txt", f"题目\n\n{wrapped}\n\n{wrapped}\n")) == [
        "题目",
        paragraph,
        paragraph,
    ]


def test_wrapped_lines_without_blank_lines_break_at_indents(read: ReadOne) -> None:
    paragraph = P * 4
    wrapped = "　　" + paragraph[:28]
    rest = paragraph[28:]
    wrapped += "".join("\n" + rest[i : i + 30] for i in range(0, len(rest), 30))
    assert lines(read("a.txt", f"{wrapped}\n{wrapped}\n")) == [paragraph, paragraph]


def test_wrapped_english_lines_get_their_spaces_back(read: ReadOne) -> None:
    text = (
        "The two sides agreed to keep the channels of communication open and\n"
        "to hold a further round of consultations at the working level later\n"
        "this year, a spokesman told reporters after the meeting had closed.\n"
    )
    article = read("a.txt", f"A meeting\n\n{text}")
    assert lines(article) == ["A meeting", text.strip().replace("\n", " ")]
    assert article.language == "en"


def test_short_lines_that_nobody_wrapped_stay_lines(read: ReadOne) -> None:
    assert lines(read("a.txt", "静夜\n床前明月光\n疑是地上霜\n")) == [
        "静夜",
        "床前明月光",
        "疑是地上霜",
    ]


def test_line_separators_of_every_kind_end_a_line(read: ReadOne) -> None:
    text = f"题目\u2029{P}\u2028甲。\x85乙乙。\r丙。\x0b丁丁丁。"
    assert lines(read("a.txt", text)) == ["题目", P, "甲。", "乙乙。", "丙。", "丁丁丁。"]


def test_controls_go_and_nothing_is_normalised(read: ReadOne) -> None:
    kept = "ＡＰＥＣ①ﬁ e\u0301 “引”‘文’—…　𬭛😀 \u00a0完"
    assert lines(read("a.txt", f"题目\n\n甲\x00乙\x07{kept}\n"))[1] == "甲乙" + kept


def test_a_page_copied_as_text_gets_its_headings_and_byline(read: ReadOne) -> None:
    article = read(
        "a.txt",
        f"题目在此\n\n2023年8月2日 10:20 来源：某某日报\n\n{P}\n\n首轮会谈\n\n{P}\n\n记者 王某某\n",
    )
    assert [b.kind for b in article.blocks] == [
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.BYLINE,
    ]
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "text")
    assert article.source == "某某日报"
    assert [(c.role, c.name) for c in article.byline] == [("记者", "王某某")]


def test_without_a_short_first_line_the_file_names_the_article(read: ReadOne) -> None:
    article = read("会谈纪要_20230802.txt", f"{P * 2}\n\n{P}\n")
    assert article.title == "会谈纪要_20230802"
    assert article.text == f"{P * 2}\n{P}"
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "name")


def test_a_short_dated_line_under_the_title_dates_the_article(read: ReadOne) -> None:
    article = read("a.txt", f"题目\n\n原创 张三三 某某报 2023-08-02 10:20 发表于北京\n\n{P}\n")
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "text")


@pytest.mark.parametrize(
    "opening",
    [
        "体坛周报 记者李明 2024年6月6日 23:10 国足昨晚以一比零取胜。",
        "体坛周报2024年6月6日23:10讯 国足昨晚以一比零取胜。",
        "新京报 记者 王一 编辑 李二 校对 张三 2024-06-06 23:10 发布于北京 点击进入\n\n国足取胜。",
        "来源：直播吧 2024-06-06 23:10 国足昨晚以一比零取胜。",
        "来源：某某网 发布时间：2024/06/06 23:10:08 | 国足昨晚以一比零取胜。",
        "人民日报海外版 2024年6月6日 23:10 国足昨晚以一比零取胜。",
        "足球报 发布日期：2024-06-06 23:10 国足昨晚以一比零取胜。",
        "时间：2024-06-06 23:10 来源：某某网 国足昨晚以一比零取胜。",
        "央视网 2024年06月06日 23:10 | 国足昨晚以一比零取胜。",
        "中国数据报 更新于：2024-06-06 23:10 国足昨晚以一比零取胜。",
        "某某电视台 2024-06-06 23:10 国足昨晚以一比零取胜。",
        "來源：聯合報 2024/06/06 23:10 國足昨晚以一比零取勝。",
    ],
)
def test_a_stamp_before_the_first_words_dates_the_article(read: ReadOne, opening: str) -> None:
    article = read("x.txt", f"国足客场取胜\n\n{opening}\n\n周二，他们将迎战韩国队。\n")
    assert (article.published, article.published_basis) == (date(2024, 6, 6), "text")


@pytest.mark.parametrize(
    "opening",
    [
        "1937年7月7日 22:40 日军演习。",
        "记者在现场看到，2024年6月6日 23:10 左右，两车相撞。",
        "监控显示时间2024年6月6日 23:10 车辆驶过路口。",
        "据新华社报道，2008年5月12日 14:28 汶川地震。",
        "北京时间 2008年8月8日20:08 奥运会开幕，各国运动员入场。",
        "警情通报：2023年4月18日 12:57 我局接到报警，某医院发生火灾。",
        "警情通报 2023年4月18日 12:57 我局接到报警，某医院发生火灾。",
        "历史上的今天 据当时的报纸 1949年10月1日 15:00 开国大典举行。",
        "历史上的今天 人民日报 1949年10月1日 15:00 开国大典举行。",
        "中国地震台网正式测定：2024年4月3日 07:58 在台湾花莲县海域发生7.3级地震。",
        "地震台网速报 2024年4月3日 07:58 在台湾花莲县海域发生7.3级地震。",
        "台湾花莲 2024年4月3日 07:58 发生7.3级地震。",
        "台风“格美” 2024年7月25日 19:50 前后登陆。",
        "天气预报：2024年7月25日 20:00 前后有暴雨。",
        "记者从警方获悉 2024年6月6日 23:10 两车在路口相撞。",
        "消防部门接到举报 2024年6月6日 23:10 一仓库起火。",
        "案发时间：2024年6月6日 23:10 地点：某路口。两车在此相撞。",
        "比赛时间：2024年6月6日 20:00 国足在曼谷迎战泰国队，全场爆满。",
        "新闻发布会 2024年6月6日 15:00 在北京举行，多名官员出席。",
        "网友 2024年6月6日 15:00 在路口拍下这一幕，随后报了警。",
        "调查报告 2024年6月6日 15:00 两车在路口相撞，原因已经查明。",
        "东风社区 2024年6月6日 15:00 突然停电，居民纷纷下楼。",
    ],
)
def test_an_hour_that_the_story_opens_with_does_not(read: ReadOne, opening: str) -> None:
    article = read("x.txt", f"那一刻\n\n{opening}\n\n随后发生的事，人们至今记得。\n")
    assert (article.published, article.published_basis) == (None, "")


def test_the_name_of_a_file_goes_before_a_stamp(read: ReadOne) -> None:
    """What looks like a stamp may be the story's; a paper's files are named by their day."""
    text = "国足客场取胜\n\n体坛周报 2024年6月6日 23:10 国足昨晚取胜，众人欢庆。\n"
    named = read("2024-06-07.txt", text)
    assert (named.published, named.published_basis) == (date(2024, 6, 7), "name")
    assert read("x.txt", text).published_basis == "text"


def test_days_told_in_the_story_are_not_its_date(read: ReadOne) -> None:
    article = read("a.txt", f"题目\n\n1972年2月21日，专机降落在首都机场。{P}\n")
    assert (article.published, article.published_basis) == (None, "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("两国关系实现正常化，双方发表联合公报。", "zh-Hans"),
        ("兩國關係實現正常化，雙方發表聯合公報。", "zh-Hant"),
        ("The two countries issued a joint communique.", "en"),
        ("両国は共同声明を発表しました。これはニュースです。", "ja"),
        ("두 나라는 공동 성명을 발표했다.", "ko"),
        ("1972 2 21", "und"),
    ],
)
def test_the_language_is_told_by_its_characters(read: ReadOne, text: str, language: str) -> None:
    assert read("a.txt", text * 3).language == language
