"""The words that tell that somebody speaks, and what each of them needs.

Closed lists of general words in folded characters (`core.folding`), names of nobody.
"""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """An alternation of `words`, the longest first."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


def words_of(words: str) -> frozenset[str]:
    """A set of `words`."""
    return frozenset(words.split())


#: Followed by a comma, a colon or quotation marks, and by a clause without either: 称将访华.
_FREE = """
宣告 申令 诏令 训令 表示 称 说 透露 指出 认为 宣布 强调 宣称 声称 坚称 承认 否认 警告 证实 披露
重申 坦承 辩称 谎称 扬言 誓言 断言 告诉 直言 坦言 直说 猜测 预测 规定 写明 载明 言明 指明 声言 直指
放话 奏称
"""
#: Only with a comma, a colon or quotation marks: 公报规定，…; otherwise they have mere objects.
_MARKED = """
载称 声辩 指责 斥责 痛斥 抨击 埋怨 讥讽 嘲讽 讽刺 赞扬 称赞 夸 夸赞 赞道 断定 料定 预见 预料 警示
请求 诉说 谈起 相告 告白 诏曰 令曰 通电 主张 写道 写下 写到 写着 写 显示 记载 载 报道 报导 提到
提及 谈到 谈及 介绍 解释 补充 回忆 回应 回答 答 答道 答复 问 问道 反问 追问 喊 喊道 高喊 高呼 叫道
要求 建议 敦促 提议 保证 承诺 希望 期待 预计 估计 推测 感叹 感慨 叹道 判断 分析 评论 评价 评论道
抱怨 批评 谴责 抗议 威胁 发誓 确认 通报 公布 宣告 告知 提醒 质疑 反驳 回击 驳斥 怒斥 云 曰 道 讲
谈 讲述 自述 讲道 说道 发文 发帖 留言 致辞 表明 推算 测定 测算 裁定 判决 认定 裁决 判定 调侃 打趣
笑言 笑道 说明 声明 发布 倡议 相信 坚信 觉得 统计 约定 明确 总结 归纳 指控 控诉 声讨 申明 公告
评述 论述 描述 形容 爆料 转述 点评 回顾 寄语 赞叹 惊呼 戏言 告诫 嘱咐 叮嘱 忠告 推断 推论 汇报
报告 阐述 阐释 表态 透漏 陈述 供述 作证 证明 主张道 传话 念道 念 读道 吟道 唱道 高唱 呼喊
慨叹 叹息 批道 批示 批复 批 朱批 谕 谕令 奏 奏道 奏称 奏报 题写 题词 刻着 刻有 印着 电告 复电 回电
口授 口述 回忆道 解释道 评价道 总结道 预言 论证 争辩 辩解 喊话 宣誓 宣读 追忆 记述 记道 记下 记着
记录道 通告 自嘲 自问 坦白 交代 下令 劝告 恳求 祝愿 祈祷 骂道 质问 责问 诘问 吩咐 训斥 议定 订明
载入 正告 重申道 答应 坚持 深信 争论 开玩笑 打趣道 提出 澄清 担心
宣示 阐明 呼吁 预报 指示 谓 布告 题着 反驳道 劝道 心想 想道 回复
"""
WORD = any_of(_FREE + _MARKED)
#: Cues only with the name of what is made known: 发布公告：, 发表声明：.
#: As papers in Hong Kong write: 又指会检讨.
_POINTS = "(?<=[又亦并也])指(?![出责控挥定示导向望数明引])"
#: And behind somebody: 发言人指，….
_SAYS = "(?<=[POLM人员者长会署局处府方师家])指(?=[，：])"
_ISSUED = "(?:发布|发表|发出|公布)(?=(?:公告|声明|通告|通报|公报|消息|社论|评论)：)"
#: A cue, with what may hang on it: 表示过, 说道, 说了一句, 回应如下.
#: What studies do.
_FOUND = "(?<=研究|调查|报告)发现"
CUE = re.compile(
    rf"(?P<word>{_ISSUED}|{_FOUND}|{_POINTS}|{_SAYS}|{WORD})(?P<tail>过|(?:公告|声明|通告|通报|公报|消息)(?=：)|了一句(?:话)?|了一声|着|道|到|一句|如下|得好)?"
)
#: Cues that another one may follow: 提醒说, 回忆称.
DOUBLE = any_of(" ".join(word for word in (_FREE + _MARKED).split() if len(word) > 1))
#: Of these only before a colon or marks: what stands behind their comma is another act.
COLON = words_of("""
道 宣誓 题词 题写 祈祷 念 批 奏 谕 载 写 写着 印着 刻着 刻有 议定 载入 订明 发布 交代 争论 心想 宣读
""")
#: Before whom it is said to, and a mark: 问村民：…
ASKING = words_of("问 反问 追问 质问 责问")
#: Before whom it is said to, with or without a mark: 提醒乘客，…
TELLING = ASKING | words_of("告诉 提醒 告诫 嘱咐 叮嘱 警告 劝告 告知 正告")
FREE = frozenset([*_FREE.split(), "指"])

#: Words that end like a cue and are none; matched up to the cue's end.
NO_CUE = re.compile(
    r"""(?:
    (?:据|小|学|传|来|再|所|虽|听|可以|应该|应当|不用|换句话|换言之|就是|比如|例如|按理|可|常理|严格地|坦率地
      |老实|一般|总的|具体|不得不|或者|怎么|这么|那么|难|胡|游|演|劝|解|(?<!批)评|邪|瞎|没|好|界|难道|如此|谁|被|别|甭|照理|不
      |简单|宽泛地|客观地|准确地|准确|确切地|大体上|不)说
    |(?:名|简|全|俗|自|通|号|统|世|职|堪|匀|合|尊|昵|戏|别|谦|旧|史|代|改|被|宜|泛|专|雅|又|亦|均|也|原|谑|敬|爱|贬|总|指|声名)称
    |(?:^|，)时称
    |(?:未|没有|没|拒绝|尚未|从未|并未|不愿|不肯|难以|无法|不便|何曾)(?:明确|公开|正面|再次|再|具体|进一步|对此|详细|直接)*(?:表示|透露|说明|证实|回应|回答|指出|披露|宣布|承认|提及|提到|公布|表态|评论|认定|介绍|强调|解释|确认)
    |[，、](?:人|世人|后人|人们)称|(?:之|着|以|自)称
    |(?:接到|收到|得到|发布|发表|发出|公布|提交|提出|宣读|听取|作|起草|通过|签署|做)[^，：]{0,6}?(?:报告|公告|声明|通报|评论|建议|要求|说明|公报|承诺|答复|介绍|评价|分析|判断|倡议|质疑|批评|抗议|警告)
    |记者(?:[P、\s]|通讯员|实习生|记者)*报道
    |(?:旅游|旅行|天气|台风|风暴|书面|口头)警告|(?:被|公)认为|(?:令人|难以|不可)相信|不被承认|(?:没有|未)(?:明确)?规定
    |(?:据|有|该|此|这|一|篇|则|条|新闻|电视|独家|跟踪|现场|相关|有关)(?:报道|报导)
    |(?:不言|自|无需|毋庸)说明|(?:味|知|人|街|频|轨|管|渠|跑|通|隧|大|车|柔|难|航|河|铁|赤|不|厚|味|地|公)道
    |(?:[的了新老旧该此项些和与及份]|这一|有关|相关|一系列|政府|财务|年度|工作|调查|评估|研究|统计|分析|最新)
      (?:报告|公告|规定|要求|建议|声明|评论|承诺|介绍|判决|裁决|统计|评价|分析|说明|约定|倡议|估计|指示|预报|批评|指示|预报
      |质疑|谴责|回应|答复|解释|通报|描述|陈述|判断|主张|猜测|预测|提议|报道|记载|裁定|证明|指控|警告|认定)
    |(?:多|大|重|轻|点|书|改|编|撰|听|手|描|抄|速|续)写|(?:学|询|疑|顾|访|慰|请|过|提|查|盘|非所)问|(?:报|解|对|应)答
    |(?:满|装|运|连|转|刊|登|下|承|负|搭|千|半)载|(?:言|交|会|洽|面|商|访|笑|座)谈
    |(?:演|听|主|宣|开|授)讲|(?:星|风|白|乌|人)云|(?:所|何|可|称|之)谓
    )$""",
    re.VERBOSE,
)
_FEELING = any_of("""
欢迎 祝贺 感谢 支持 反对 遗憾 关切 哀悼 慰问 同情 满意 赞赏 理解 尊重 担忧 谴责 敬意 歉意 不满
抗议 愤慨 赞同 同意 认可 肯定 怀疑 质疑 忧虑 震惊 悲痛 谢意 敬佩 钦佩 问候 赞成 不解 乐观 失望
愤怒 惊讶 高兴 关注 声援 致敬 异议 决心 诚意 善意 拒绝 道歉 赞许 悼念 抱歉 不安 尊敬 友好 羡慕
接受 祝福 贺意 态度 立场 反感 深信 敬重 喜爱
""")
_DEGREE = any_of("""
强烈 衷心 热烈 诚挚 深切 高度 坚决 严重 极大 十分 非常 最 由衷 亲切 崇高 一致 充分 完全 深深 特别
诚恳 真诚 沉痛 极为 不 很 深 更 大力 明确 普遍 的 了 出 过 地
""")
#: 表示欢迎, 表示强烈不满: what somebody did with words, none of which are told.
ACT = rf"(?:表示|表达|致以)(?:{_DEGREE})*(?:{_FEELING})"
FEELING = re.compile(rf"(?:{_DEGREE})*(?:{_FEELING})|[了的着出]")
#: What follows a cue that is a part of another word or has a mere object.
NO_CLAUSE = {
    "称": re.compile(
        r"(?:为|之|其为|赞|呼|号|霸|王|职|作|得|不|道|病|重|谢|颂|雄|奇|快|心|量|[他她它]为|[^，：]{1,8}为[QBW])"
    ),
    "说": re.compile(r"一口|[明法服起到出话不得过了的着辞谎教唱和客情理破穿定媒亲项词完好错]"),
    "认为": re.compile(r"的"),
    "规定": re.compile(r"[了的过和与及、中上内外等]|[^，：]{0,7}(?:，|$)"),
    "宣布": re.compile(r"(?:了|的|过|这|该|此|一|其|结果|名单|[PO]为)"),
    "告诉": re.compile(r"的"),
    "表示": FEELING,
}
#: What a clause has and a mere object mostly lacks.
VERBAL = re.compile(
    r"是|有|将|会|要|应|能|可|不|没|无|未|需|须|已|正|被|把|使|让|令|得|在|成|为|与|对|愿|了|过|希望|支持|反对|存在|面临|继续"
    r"|可能|必须|达|超|增|降|升|取|做|作|进|发|举行|访|参|加|提|推|保|尊重|来|去|给|向|到|以|着|处于|属|负|带|引|打|开|停|结束|同意"
)
#: An object that ends so is none: 强调了合作的重要性.
THING = re.compile(r"的[^，：的]{1,6}$|[性度感力率量]$")

#: What joins a second predicate to the first: 并, 同时还.
JOIN = (
    r"(?:并且|并|同时|而且|且|还|也|但是|但|不过|然而|而|此外|又|更|却|则|亦|随后|随即|接着|之后|最后|再次|再度|一再|再|继续|进一步|特别|"
    r"首次|明确|公开|反复|多次|坚定|坦率地|坦率|直接|强烈|严正|坚决|郑重|尤其|另外|转而|同样|甚至|仍|依然|只是|只|均|都|曾|已|就此|对此|借此|以此|从而|爱|总爱|喜欢)"
)
_STRONG = any_of("表示 称 说 指出 强调 认为 透露 宣布 补充 坦言 直言 写道 重申 承认 否认")
_JOINED = any_of("""
呼吁 警告 承诺 要求 敦促 希望 提醒 建议 誓言 谴责 批评 感谢 祝贺 赞扬 邀请 保证 提出 介绍 解释
回顾 谈到 提到 肯定 拒绝 证实 披露 声称 宣称 主张 质疑 反驳 指责 抱怨 威胁 询问 询 问 告诉 转达
阐述 表达 对 就 向 将其
""")
#: Where a person speaks after a body or a text did.
OTHER = re.compile(rf"，(?=[^，：Q]{{0,16}}P[^，：Q]{{0,12}}(?:{WORD})[，：])")
#: Where the narrator goes on with how it was taken: 宣布开幕，全场掌声雷动.
SCENE = re.compile(
    r"，(?=(?:会场|全场|现场|台下|场内|场外|台上|掌声|欢呼声|人群|人们|观众|全城|举国|股市|[数成上几]?[十百千万]+(?:人|名))"
    r"[^，]{0,12}(?:$|，))"
)
#: Where the narrator goes on after what was reported, with the same subject unnamed.
CHAIN = re.compile(
    rf"，(?={JOIN}*(?:{_STRONG})(?!的|明|法|服|为|之|起|到|得|不|了|[^，]{{0,3}}$)"
    rf"|{JOIN}*(?:未|没有|并未|并没有|尚未|拒绝|没|不愿){JOIN}*(?:{_STRONG}|说明|回应|回答|提及|提到|证实|评论|置评|详细|具体)"
    rf"|(?:并且|并|同时还|同时也|还|随后|但|不过|但是){JOIN}*(?:{_JOINED}|{_STRONG}|{ACT})"
    rf"|(?:下令|其中|这是|这一|这也|此举|其中包括|以上)"
    rf"|{JOIN}*{ACT}"
    r"|(?:又|亦|并|也)指(?![出责控挥定示导向望数明引])"
    r"|(?:也有人|有人|有的|有些人|一些人|另一些人|另有人)[^，]{0,4}(?:说|认为|称|主张|表示|觉得)"
    rf"|(?:报道|声明|公告|文章|公报|文件|报告|评论|社论|该报|该台|该社|该网|他|她){JOIN}*(?:{_STRONG})[，：])"
)
