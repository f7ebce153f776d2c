"""A small library with everything that exporters stumble over."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    Credit,
    InlineStyle,
    Purpose,
    Span,
    StyleKind,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import AnnotatedArticle, ExportContext

CREATED = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
MODIFIED = datetime(2026, 11, 21, 16, 5, 30, tzinfo=UTC)
UUIDS = [f"0000000000004000800000000000{number:04x}" for number in range(1, 20)]

LINES: Sequence[tuple[BlockKind, str]] = (
    (BlockKind.TITLE, "江边旧镇重修码头 老船工谈一条河的变迁"),
    (
        BlockKind.PARAGRAPH,
        (
            "十月的一个早晨，镇上的码头重新开放。修缮用了两年，石阶照旧样一级一级补齐，"
            "青石从上游的采石场运来，每块都凿了编号。镇志里写作“𠀀渡”的古渡口，"
            "这次也立了碑。"
        ),
    ),
    (BlockKind.IMAGE, ""),
    (BlockKind.CAPTION, "重新开放的码头（资料图）"),
    (BlockKind.HEADING, "三代人的船"),
    (
        BlockKind.PARAGRAPH,
        (
            "老船工说，他祖父撑的是竹篙，父亲摇橹，到了他这一辈换成柴油机。“水还是那条水，"
            "船不一样了，人也不一样了。”他把旧橹挂在堂屋的墙上，逢人便讲橹柄上那道裂痕的来历。"
        ),
    ),
    (BlockKind.QUOTE, "渡口碑文：水深三尺，心宽一丈。"),
    (BlockKind.LIST_ITEM, "=SUM(A1:A9) 是工程表里漏删的一格，原样印在了公告上。"),
    (
        BlockKind.LIST_ITEM,
        "公告还有一行：**开放时间** <b>8:00</b> 至 18:00 &amp; 周一休息 [详见](附件) #1。",
    ),
    (BlockKind.HEADING, "水位与船期"),
    (
        BlockKind.PARAGRAPH,
        (
            "枯水期从十一月到次年三月，渡船减为每日四班；丰水期每日十二班，末班在傍晚六点。"
            "镇里打算明年春天把对岸的候船亭也修起来，预算是三十万元。"
        ),
    ),
    (BlockKind.BYLINE, "作者丨本镇通讯员　编辑丨码头小报"),
)


def blocks_of(lines: Sequence[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    text = ""
    for kind, line in lines:
        if kind is BlockKind.IMAGE:
            at = len(text) + bool(text)
            blocks.append(Block(kind, at, at, url="https://example.org/a picture.jpg"))
            continue
        start = len(text) + bool(text)
        text = f"{text}\n{line}" if text else line
        level = 2 if kind is BlockKind.HEADING else int(kind is BlockKind.LIST_ITEM)
        blocks.append(Block(kind, start, len(text), level=level))
    return text, tuple(blocks)


def annotated(
    number: int,
    article: Article,
    passage: str | Span,
    color: str,
    *bodies: Body,
    state: AnnotationState = AnnotationState.RESOLVED,
) -> Annotation:
    if isinstance(passage, str):
        start = article.text.index(passage)
        passage = Span(start, start + len(passage))
    quote = TextQuoteSelector(
        passage.of(article.text),
        article.text[max(0, passage.start - 32) : passage.start],
        article.text[passage.end : passage.end + 32],
    )
    position = TextPositionSelector(passage.start, passage.end)
    target = Target(article.id, position, quote)
    return Annotation(
        UUIDS[number], target, bodies, color, "读者甲", CREATED, MODIFIED, state=state
    )


def tag(path: str) -> Body:
    return Body(Purpose.TAGGING, path)


def note(text: str) -> Body:
    return Body(Purpose.COMMENTING, text)


def ordered(article: Article, *annotations: Annotation) -> AnnotatedArticle:
    by_place = sorted(annotations, key=lambda a: (a.span.start, a.span.end, a.id))
    return AnnotatedArticle(article, tuple(by_place))


@pytest.fixture
def bundle() -> list[AnnotatedArticle]:
    """Two articles and one without annotations: overlaps, a lost passage, text like markup."""
    text, blocks = blocks_of(LINES)
    strong = text.index("水还是那条水")
    link = text.index("采石场")
    pier = Article(
        id="a1b2c3d4e5f60718",
        title=LINES[0][1],
        text=text,
        blocks=blocks,
        source="码头小报",
        byline=(Credit("作者", "本镇通讯员"), Credit("编辑", "码头小报")),
        published=date(2026, 10, 18),
        styles=(
            InlineStyle(StyleKind.STRONG, strong, strong + 6),
            InlineStyle(StyleKind.LINK, link, link + 3, "https://example.org/quarry"),
        ),
        path="/home/reader/articles/码头.md",
        url="https://example.org/news/码头?id=1#top",
    )
    first = text.index("石阶照旧样")
    gone = TextQuoteSelector("渡口原有石狮一对", "据镇志记载，", "，今已不存。")
    lost = annotated(8, pier, Span(0, 5), "blue", note("查镇志"), state=AnnotationState.ORPHAN)
    lost = Annotation(
        lost.id,
        Target(pier.id, TextPositionSelector(0, 0), gone),
        lost.bodies,
        lost.color,
        "",
        lost.created,
        lost.modified,
        AnnotationState.ORPHAN,
    )
    plain = Article(
        id="0011223344556677",
        title="“=1+1” & <简讯> *第2号*",
        text="＝1＋1 是一道题。\n-- 末行没有标点",
        blocks=(),
        language="zh-Hant",
    )
    bare = Article(id="89abcdef01234567", title="没有批注的文章", text="一行正文。", blocks=())
    return [
        ordered(
            pier,
            annotated(
                0,
                pier,
                Span(first, first + 44),
                "yellow",
                tag("修缮/石作"),
                note("每块青石都有编号，可与采石场的账目对照。\n\n1. 先查账目\n2. 再问老人"),
            ),
            annotated(1, pier, "青石从上游的采石场运来", "green", tag("修缮/材料"), tag("运输")),
            annotated(2, pier, "“𠀀渡”的古渡口", "purple", note("𠀀：扩展B区的字。")),
            annotated(
                3,
                pier,
                Span(text.index("人也不一样了"), text.index("心宽一丈") + 4),
                "pink",
                tag("人物/船工"),
            ),
            annotated(4, pier, "水还是那条水，船不一样了", "blue", tag("引语")),
            annotated(5, pier, "=SUM(A1:A9)", "yellow", tag("=危险"), note("+这一格像公式")),
            annotated(6, pier, "**开放时间** <b>8:00</b>", "green", tag("a*b_c"), note("<script>")),
            annotated(7, pier, "渡船减为每日四班", "yellow", state=AnnotationState.MOVED),
            lost,
        ),
        AnnotatedArticle(bare, ()),
        ordered(
            plain,
            annotated(9, plain, "＝1＋1", "pink", tag("算式")),
            annotated(10, plain, "-- 末行", "green", note("- 不是列表\n# 不是标题")),
        ),
    ]


@pytest.fixture
def export_context() -> ExportContext:
    return ExportContext(
        generated=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        program="Zhupi 0.1.0",
        tags=(Tag("修缮/石作"), Tag("人物/船工")),
    )
