"""Pages as browsers save them: the article's words and nothing else, nothing fetched."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zhupi.core.model import Article, BlockKind, StyleKind

ReadOne = Callable[..., Article]
P = "会谈持续了一整天，双方就共同关心的问题交换了意见，并同意继续保持沟通。"
PAGE = f"""<!DOCTYPE html><!-- saved from url=(0032)https://example.org/news/1.html -->
<html><head><meta charset="utf-8"><title>会谈在京举行_某某网</title>
<meta property="article:published_time" content="2023-08-02T10:20:00+08:00">
<meta property="og:site_name" content="某某网"></head>
<body class="has-sidebar"><nav><a href="/">首页</a> <a href="/w">国际</a></nav>
<div class="article"><h1>会谈在京举行</h1>
<p class="info">2023-08-02 10:20　来源：某某日报　作者：张某</p>
<p>　　{P}</p><figure><img data-src="https://example.org/1.jpg" src="data:image/gif;base64,R0lG">
<figcaption>会谈现场</figcaption></figure>
<p><strong>首轮会谈</strong></p><p>{P}<b>要点</b>见<a href="/full">全文</a>。</p>
<blockquote><p>双方同意保持沟通，推动各领域的合作。</p></blockquote>
<ol><li>第一项议题是经贸合作</li><li>第二项议题是人员往来</li></ol>
<table><tr><td>年份</td><td>事件</td></tr><tr><td>1972</td><td>访问</td></tr></table>
<p>{P}<br>{P}</p><p>（责任编辑：王某 李某）</p></div>
<aside><h3>相关阅读</h3><ul><li><a href="/2">另一条新闻的题目在这里</a></li></ul></aside>
<footer>版权所有 某某网</footer><script>var 甲 = "脚本";</script></body></html>"""


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(b.kind.value, b.url or b.span.of(article.text)) for b in article.blocks]


def test_a_saved_page_becomes_its_article(read: ReadOne) -> None:
    article = read("a.html", PAGE)
    assert blocks(article) == [
        ("title", "会谈在京举行"),
        ("byline", "2023-08-02 10:20　来源：某某日报　作者：张某"),
        ("paragraph", P),
        ("image", "https://example.org/1.jpg"),
        ("caption", "会谈现场"),
        ("heading", "首轮会谈"),
        ("paragraph", f"{P}要点见全文。"),
        ("quote", "双方同意保持沟通，推动各领域的合作。"),
        ("list_item", "1. 第一项议题是经贸合作"),
        ("list_item", "2. 第二项议题是人员往来"),
        ("paragraph", "年份\t事件"),
        ("paragraph", "1972\t访问"),
        ("paragraph", P),
        ("paragraph", P),
        ("byline", "（责任编辑：王某 李某）"),
    ]
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "metadata")
    assert article.url == "https://example.org/news/1.html"
    assert article.source == "某某网"
    assert [c.name for c in article.byline] == ["张某", "王某", "李某"]
    styled = [(s.kind, article.text[s.start : s.end], s.url) for s in article.styles]
    assert styled == [(StyleKind.STRONG, "要点", None), (StyleKind.LINK, "全文", "/full")]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("gb2312", "gb18030"), ("big5", "big5"), ("utf-8", "utf-8"), ("utf-8", "gb18030")],
)
def test_the_page_is_read_in_the_encoding_it_is_in(
    read: ReadOne, declared: str, codec: str
) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"')
    if codec == "big5":
        page = page.replace("谈", "談").encode("big5", "ignore").decode("big5")
    assert "在京" in read("a.html", page.encode(codec)).title


def test_a_page_of_little_text_is_read_whole(read: ReadOne) -> None:
    article = read("a.html", "<html><body><div>短讯</div><div>会谈结束。</div></body></html>")
    assert article.text == "短讯\n会谈结束。"


def test_a_page_without_any_text_says_so(read: ReadOne) -> None:
    with pytest.raises(Exception, match="holds no text"):
        read("a.html", "<html><body><img src=a.png></body></html>")


def test_line_breaks_of_the_source_are_no_spaces_in_chinese(read: ReadOne) -> None:
    article = read(
        "a.html", f"<html><body><p>双方\n  交换意见 a\n joint</p><p>{P}</p></body></html>"
    )
    assert "双方交换意见 a joint" in article.text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 300 + "{}" + "</div>" * 300,
        "<div>" * 5000 + "{}" + "</div>" * 5000,
        "<p " + " ".join(f"a{i}=1" for i in range(60_000)) + ">{}</p>",
        "<!--" * 20_000 + "{}",
        "<script>" * 20_000 + "{}",
        "<table><tr><td>" * 500 + "{}",
        "<p>{}</p>" + "<p>" + "甲" * 3_600_000 + "</p>",
        "<p>&#xD800;&#0;\x00{}</p>",
    ],
    ids=["deep", "deeper", "attributes", "comments", "scripts", "tables", "long", "surrogate"],
)
def test_a_hostile_page_loses_no_words(read: ReadOne, page: str) -> None:
    assert P in read("a.html", f"<html><body>{page.replace('{}', P)}</body></html>").text


def test_entities_neither_explode_nor_read_files(read: ReadOne, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    article = read(
        "a.xhtml",
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "哈">'
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">'
        f"{bomb}]><html><body><p>{P}&x;&e9;</p></body></html>",
    )
    assert "机密" not in article.text
    assert article.text.count("哈") <= 1


def test_reading_a_page_opens_no_socket_and_no_file_it_names(tmp_path: Path) -> None:
    """In a process of its own: an audit hook cannot be taken off again."""
    named = tmp_path / "named.css"
    named.write_text("p {}", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        PAGE.replace(
            "</head>",
            f'<link rel="stylesheet" href="{named.as_uri()}"><base href="http://127.0.0.1:9/">'
            f'<link rel="canonical" href="http://127.0.0.1:9/x"></head>',
        ).replace("<figcaption>", f'<iframe src="{named.as_uri()}"></iframe><figcaption>'),
        encoding="utf-8",
    )
    script = f"""
        import sys
        seen = []
        def hook(event, args):
            if event.startswith("socket."):
                seen.append(event)
            if event == "open" and "named.css" in str(args[0]):
                seen.append(args[0])
        sys.addaudithook(hook)
        from zhupi.importing import read_file
        (article,) = read_file({str(page)!r})
        assert "会谈" in article.title
        assert not seen, seen
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "desktop"), "PYTHONUTF8": "1"},
    )


def test_a_title_over_two_lines_is_one_title(read: ReadOne) -> None:
    article = read("a.html", PAGE.replace("<h1>会谈在京举行</h1>", "<h1>会谈在京<br>举行</h1>"))
    assert [t for k, t in blocks(article) if k == "title"] == [article.title]
    assert "\n" not in article.title


def test_metadata_without_a_heading_give_the_title(read: ReadOne) -> None:
    page = PAGE.replace("<h1>会谈在京举行</h1>", "")
    article = read("a.html", page)
    assert article.title == "会谈在京举行"
    assert article.blocks[0].kind is BlockKind.TITLE
