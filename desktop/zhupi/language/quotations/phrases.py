"""What stands in a clause beside its subject and its verb, as patterns over lines of signs.

Every repetition is bounded, so that no text takes longer than its length explains.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations.cues import DOUBLE, JOIN, any_of
from zhupi.language.quotations.roles import PEOPLE, ROLES, TEXTS

NAME = "[POLMWB]"
_ABOUT = any_of("就 针对 围绕 关于 鉴于 随着 根据 依照 按照 通过 透过 经由 作为 以 用 凭")
_DOING = any_of("""
被问及 被问到 谈到 谈及 说到 提到 提及 会见 会晤 接见 出席 参加 访问 评价 评论 回应 回忆 回顾 介绍
抵达 离开 致辞 讲话 演讲 作证 陪同 视察 考察 走访 做
""")
_ISSUING = any_of(
    "发表 发布 发出 刊发 刊登 刊出 撰写 公布 召开 举行 贴出 张贴 印发 散发 寄出 写出 转发"
)
_ISSUED = any_of("""
声明 公告 公报 讲话 谈话 演讲 演说 文章 社论 评论 通报 消息 报告 贺电 推文 视频 记者会 发布会
新闻稿 通稿 通知 通告 告示 启事 帖子 公开信 致歉信 感谢信 短文 长文 博文 微博 短片 简报 函件 便笺
快讯 通电 宣言
""")
_WRITING = any_of(
    "书 函 折 奏折 密折 复折 奏疏 疏 电 电文 来电 复电 通电 来函 复函 唁函 祭文 呈文 "
    "序 跋 诗 词 后记 信 来信 贺电 唁电 电报 致辞 讲话 演讲 发言 演说 感言 日记"
)
_SENDING = any_of("""
致信 致电 致函 去信 来信 发文 撰文 刊文 发推 发帖 讲话 致辞 回忆 爆料 回应 联合 随后
上疏 上书 上折 上奏 具折 具呈
""")
#: Verbs that go on with 上 or 下: 在家中的某人录下一段话 is no place.
_TAKING = (
    "(?<![戴爬搬穿赶追锁踏扑坐录登走])上"
    "|(?<![录写留坐签买拿记脱撂立倒躺跪扔丢咽放摘夺攒])(?<!(?<!调)停)下"
)
#: After 在, of what somebody or something is, not where: 在野党, 在逃人员.
_BEING = (
    "野党|职[员人教研女]|任(?:总统|总理|首相|主席)|押|逃|岗|编|读[研博硕本大]|线(?![上下])"
    "|建(?![国设筑校])|册"
)
#: Phrases beside the subject, from the preposition or the verb to their last word; and a verb
#: before the cue itself: 回忆说.
FRAMES = Pattern(
    rf"""(?x)
    (?:在(?!{_BEING})|于|自|从|(?<!应)当)[^，：在于]{{0,45}}?
      (?:时候|之际|期间|之后|之前|过程中|会上|书中|文中|信中|声明中|公告中|问题上
      |[时中后前里内间外]|{_TAKING})起?(?!的|国)
    |在[LOBEMW]+(?!的)(?=[^，：的]{{0,12}}$)
    |^_*[^，：_Q他她]{{2,16}}?(?:后|前|时|中|上|里|间|之际|之余|间隙|[当那]天|当晚|[次翌]日|第二天|前夕|T)(?=[他她](?![的自])[^，：]{{0,8}}$)
    |^_*[\u4e00-\u9fff]{{2,10}}?(?:[赛谈训休习会课]后|之后|时)(?=(?:{PEOPLE})[^，：]{{0,6}}$)
    |(?:{_ABOUT})[^，：]{{1,30}}?
      (?:问题|一事|此事|事宜|情况|身份|方式|语|话|电视|平台|媒体|视频)(?!的)
    |(?:接受|回答|答复|回复|回应|应|答)[^，：]{{0,25}}?
      (?:专访|采访|访问|访谈|提问|问题|问询|询问|查询|记者问)[时中后]?(?!的)
    |(?:{_DOING}|发言(?!人)|作(?![者家品战为物案业坊]))[^，：]{{0,40}}?(?:时|后|中|期间)(?!的|国)
    |(?:{_ISSUING})(?![的之])(?:[^，：P]|P的){{0,16}}?(?:{_ISSUED})[时后中]?(?![的之])
    |(?:(?<=_)|^)(?:{_WRITING})[中里内]
    |(?:{_SENDING})$
    |(?<![的有])(?!{TEXTS}|(?:(?<=^)|(?<=^[T_]))分析$)(?:{DOUBLE})$
    |(?<![的有])(?:称赞|赞扬|夸赞|夸奖|夸|批评|安慰|劝说|劝|反驳|骂|催促|嘲笑|鼓励|勉励|训斥|斥责|怒斥|调侃|打趣|感谢|祝贺)
      (?:[他她]|{PEOPLE}|队友|自己|对方)$
    |^_*(?:回答|答复)$
    |(?<![\u4e00-\u9fff])(?:[才却又也就便还则再]|随[后即]|立[即刻]|当[即场]|[这方]才)+(?:回答|答复|评论|通报|报告|声明|通告)$
    """,
)
_THEM = rf"(?:{NAME}|{ROLES}|同事|人们|队友|他们|她们|他|她|我们|我|[该本][报台刊社网])"
#: Behind 告诉 and before a comma: who is not in the lists, by how such words end.
_ANYBODY = (
    r"[\u4e00-\u9fff]{0,6}?(?:[者员士师友客们众臣]|[部局院校会议船队团组镇市县省州]长|总[统理裁]|主席|首相|[别路家老旁众来他]人|同行|街坊|自己|各位|对方|邻里|双方|对手|同胞"
    r"|同学|同窗|大?本营|总部|指挥部|塔台|基地|东家|亲家|后代|后辈|晚辈|长辈|小辈|下属|上司|上级|部下)(?=[，：])"
)
#: Whom the clause speaks to.
WHOM = Pattern(
    rf"""(?x)
    (?:向(?!导)|对着|(?<![反面应相绝校核比派配敌])对(?![方手岸面])|跟|告诉|告知|致信|致电|致函|接受
      |(?:(?<=[PO])[呈函咨]|(?<=P)电)(?=[OPLM][^，：]{{0,12}}$)
      |(?<=[PO])[呈函咨](?=[\u4e00-\u9fff]{{1,8}}[部院会署厅局府处议]$)
      |(?<![\u4e00-\u9fffLMWBE])语(?=[^，：]{{0,8}}(?:[OPLM]|记者|[客友众人]|左右|部下|诸将)$)
      |(?<=[P名急])电(?=[OP][\u4e00-\u9fff]{{0,4}}，?$)
      |(?:(?<=[他她P])|(?<![\u4e00-\u9fff]))(?:冲(?![突击绳浪锋刷])|朝(?![鲜阳廷代野]))(?=[^，：]{{1,16}}$))
    (?P<of>[^，：对向的_]{{1,16}}[的之])?
    (?P<who>
      [OLM]?[^，：的了着过在_POLM]{{0,6}}?P
      |(?!此|外|内|其|这|于)[\u4e00-\u9fff]{{2,8}}?(?=(?:倾诉|诉苦|吐露|抱怨)?$|作|发表)
      |(?<=接受)[OLM]?[^，：的_了POLM]{{1,12}}?(?:报|(?<![舞平阳讲擂柜站月])台|社|网|周刊|杂志|频道|客户端|新闻)
        (?=(?:记者)?的?(?:独家|电话|书面|联合)?(?:采访|专访|访问|访谈))
      |(?:[OLM][^，：在对向]{{0,8}}?)??{_THEM}(?:记者|们|客户端|网站)?
    )
    """,
    needs="向 对 跟 告诉 告知 致信 致电 致函 接受 冲 朝 呈 函 咨 电 语",
)
#: Whom 告诉 is followed by.
TOLD = Pattern(
    rf"(?P<who>[OLM](?:{PEOPLE})(?!P)|[OLM]{{0,2}}(?:{PEOPLE})P|(?:[OLM][^，：在对向]{{0,8}}?)??{_THEM}(?:记者|们)?"
    rf"|{_ANYBODY})(?:[、和与及][^，：、和与P]{{0,10}}P){{0,5}}(?:等[^，：]{{0,6}})?[，：]?"
)
INTERVIEW = Pattern(r"(?:记者)?的?(?:独家|电话|书面|联合)?(?:采访|专访|访问|访谈)")
#: After 对 and a name: of what the clause speaks, not to whom.
NO_ADDRESS = Pattern(
    r"[的和与、]|进行|方面|问题|关系|政策|提出|发动|采取|实施|加征|制裁|造成|强硬|友好"
)
#: Companions and agents, up to their name.
WITH = Pattern(
    rf"""(?x)
    (?:(?:(?<![\u4e00-\u9fff])|(?<=[他她方后天]))(?:与(?!会)|同(?![一样为属名龄事学伴行乡伙僚胞窗时意校村县城厂班镇组济])|跟(?!前)|和(?![平解谐睦尚]))
      |给(?!事)|替(?![补身])|为|受(?![害访益伤托聘雇])|经(?![理济营纪销办])|由|把(?![关总手])|(?<![门部主老小名大干健])将(?![军领士])|让|托(?![管儿幼])|通过(?!的)|(?<=[\u4e00-\u9fffPO])被(?![告害]))
    [^，：在_]{{0,8}}?(?:{NAME}{{1,9}}|[他她])
    |(?:通过|托|经由?)(?:{PEOPLE})(?![的的])
    |(?<![\u4e00-\u9fffPO])被(?![告害])[^，：在的_]{{0,8}}?(?:{NAME}{{1,9}}|[他她])
    """,
    needs="与 同 跟 和 给 替 为 受 经 由 把 将 让 托 通过 被",
)
_ONSET = any_of("""
对此 此前 日前 近日 目前 与此同时 因此 因而 所以 于是 因为 由于 如果 虽然 尽管 即使 例如 比如
事实上 值得一提的是 据悉 据了解 另据 据 当时 当被 之前 早些时候 稍早前 稍早 上午 下午 晚间 昨 今天
昨天 不久前 最近 会后 会前 会上 赛后 赛前 席间 当地 连日来 一直以来
事后 多年后 多年以后 此刻 彼时 当年 起初 最终 晚些时候 凌晨 清晨 傍晚 夜里 深夜
当场 对于 首先 原来 至于
第二天 次日 翌日 后来 当晚 这时 那时 忽然 突然 随后
不久 有一天
""")
#: With what a clause may begin before its subject comes; the head of an agency's report too.
LEADING = Pattern(
    rf"""(?x)
    (?:[T_，、：—“\s-]|{JOIN}|{_ONSET}|Q(?!的)|有(?=[^，：_POLMWBETQ人关]{{2,10}}$)|[却又也更还竟另]?有(?=L(?:{PEOPLE})(?:$|[^，：]{{1,4}}$))|其[一二三]|[一二三四]是
      |(?:(?:M|本报|本台)L{{0,3}}|L{{1,3}})T?电\s*(?:M?记者(?:P、?){{1,5}})?(?![称说道]|$))*
    """,
)
#: Between the parts of one name and its titles: no verb, no preposition.
_GAP = (
    r"(?:(?<![POLMWB])和"
    r"|[^，：、_POLMWBETQ和与同跟及在于向对就则也还都却又再曾已将并随接被把是称说不的])"
)
#: A name, with those before it that belong to its title: 外交部发言人某某.
RUN = Pattern(
    rf"""(?x)
    (?:[OLMWB](?:{_GAP}{{0,14}}?|[^，：_POLMWBETQ了着过称说的]{{0,24}}?(?:{ROLES})(?=P)))*(?:P(?=P))?{NAME}
    """,
)
#: Before 据 in nouns, where it names no source: 证据, 数据.
EVIDENCE = "[证数论单票收]"
#: What is written and speaks for the body before it: 中央银行的公告, 外交部消息; not what the body
#: goes by, 依据报告, but 证据材料 and 按揭材料.
DOCUMENT = Pattern(
    rf"""(?x)
    (?:T?(?:发表|发布|发出|公布|出版|提交)?的)?(?:[^，：。的_在对向称说援依据按POLMETQ]|(?<={EVIDENCE})据|按(?=揭)){{0,8}}?(?:{TEXTS}|B|W|(?<=的)[诗词信话歌书文])
    (?:末条|序言|前言|最后一条|第[^，：]{{1,8}}[条款章])?
    (?=$|是$|[_T，称也还就早则中里却都又亦更仅只]|去年|今年)
    """,
)
#: 《…学报》刊出的论文: others wrote what a journal prints.
PRINTED = Pattern(
    r"T?(?:刊[出登发载]|登[出载]|发表|连载|转载)的(?:[^，：_POLMWBETQ的]{1,8}的)?"
    r"(?P<what>[^，：_POLMWBETQ的]{0,4}?(?:论文|研究|来信|公开信|手记|札记|回忆录))"
    r"(?=$|[_T称也还就早则却都又亦更仅只指写认])",
    needs="刊 登 发表 连载 转载",
)
#: 双方发表的《…声明》: what was made so speaks, whoever made it.
MADE = Pattern(
    r"""(?x)
    [^，：_POLMWBETQ的]{1,12}?(?:共同|联合|一致)?
    (?:发表|发布|发出|签署|签订|公布|通过|达成|出版|提交|起草|制定|制订|缔结|颁布|订立|商定|拟定|批准|撰写|编写|编纂)的
    [^，：_POLMWBETQ]{0,6}(?P<what>[WB])
    (?:末条|序言|前言|最后一条|第[^，：]{1,8}[条款章])?
    (?=$|[_T，称也还就早则中里却都又亦更仅只])
    """,
    needs="W B",
)
#: A name that only says of whom or what the next one is: 某人领导的机构.
RELATIVE = Pattern(
    rf"""(?x)
    [^，：_POLMWBETQ的着]{{1,10}}(?<!自己)(?<![他她它们我其])的
    (?=[^，：_的了着过POLMWBETQ]{{0,10}}?(?:{NAME}|(?:{PEOPLE})(?!会)|[\u4e00-\u9fff]{{1,3}}(?:小组|委员会|实验室|项目组|专案组|剧组|乐团)))
    """,
    needs="的",
)
#: The others of a list, whose people speak: 甲、乙的分析师.
LISTED = Pattern(r"(?:[、和与及][POLM]{1,3})+(?:等[^，的]{0,4})?的", needs="的")
#: How somebody speaks: 哽咽着说, 笑答.
MOOD = (
    r"[\u4e00-\u9fff]{1,3}着|(?:苦|冷|大|微|憨|讪|干|陪|哈哈大)?笑|含泪|哽咽|噙泪|流泪|红着[脸眼]|[摇点]了?[摇点]?头|耸了?耸?肩|[笑想顿愣]了[笑想顿愣]|[顿愣]了[一片][^，：]{1,3}|叹了?一?口气|清了?清嗓子|[摆挥]了?[摆挥]?手|怒|急忙?|连忙|赶[紧忙]"
    r"|一边[^，：]{1,8}?一边|边[^，：边]{1,5}边|(?:总|老|还|倒|只)是|起初|最初|一开始|终于|立刻|马上|忽然|干脆|索性|始终|一直|屡次|数次|倒|反倒|(?:第一|头一|头|最后一|开口第一|见面第一)句话?(?:就|便|总)?是|半开玩笑|一本正经|改口|转头|转而|冷冷"
)
_BESIDE = any_of("""
次日 翌日 第二天 当晚 当日 同日 隔天 随即 昨晚 今晨 今早 晚间
低声 轻声 小声 大声 高声 悄声 厉声 柔声 沉声 朗声 齐声 连声 失声 同声 随口 脱口 顺口 张口 一路
一口气 边走边 当庭 当面 当众 私下 举手 点头 摇头 摆手 挥手 苦笑 抢先 率先
此前 此后 当场 当天 最近 不久前 早些时候 稍早 稍后 日后 后来 会后 赛后 会上 已经 早就 早已 曾经
一致 联合 普遍 共同 对外 当即 立即 如是 这样 笑着 哭着 日前 近日 昨天 今天 事后 当时 一度 由此
据此 为此 因此 就 便 才 总 常 常常 往往 经常 略 大意 初步
""")
_ADVERBS = rf"(?:[T_\s]|{JOIN}|{_BESIDE}|[^，：的]{{1,4}}地|{MOOD})*$"
#: With what a clause begins that only tells of what is spoken: 对于旧部，….
TOPIC = Pattern(r"(?:对于|关于|至于|有关)_*")
#: After an office, the next one of the same person: 兼总经理、商会会长某某.
OFFICES = Pattern(
    r"(?:兼[^，：_、]{1,12})?、(?=[^，：_]{0,40}P)|兼(?=[^，：_、]{1,20}P)", needs="、 兼"
)
#: The same after a name, whatever the office is called: 甲部部长、乙会会长某某.
HELD = Pattern(rf"[^，：_、POLMWBETQ的]{{1,10}}、(?=[^，：_]{{0,40}}P(?:{_ADVERBS}))", needs="、")
#: After a name, a longer title and the name that it belongs to: 负责某地事务的助理国务卿某某.
HEADED = Pattern(
    rf"[^，：P]{{0,30}}的(?P<title>[^，：_的了着过P]{{0,10}})P(?={_ADVERBS})", needs="的"
)
#: A sheet or a stone that a clause ends with: 墙上贴着一张纸条，上面写着….
SHEET = Pattern(
    r"[一两三几半十数那这](?:张|块|封|份|条|面|本|行|幅|枚|只|个|页|座|副|则|段)(?:[^，：_]{1,8}的)?"
    r"(?P<what>[\u4e00-\u9fff]{1,8})$",
    needs="张 块 封 份 条 面 本 行 幅 枚 只 个 页 座 副 则 段",
)
#: What stands before 写着 instead of the sheet.
ON_IT = Pattern(
    r"(?:(?:上|里|下|背|正|反)[面头边]|封面|扉页|末尾|封底|其中)?(?:还|也|只|就|都|赫然|分明|[^，：的]{1,5}地)?$"
)
#: After a pronoun: the title of whoever follows, or what somebody did to them.
WHOSE = Pattern(
    rf"""(?x)
    (?=[\u4e00-\u9fff、]{{2,12}}P)(?:(?![了着过说称是请问对向与和同给被把让])[\u4e00-\u9fff、]){{1,11}}
      (?:[者员人士家官师长生工匠民友]|{PEOPLE}|主管|总监|代表|顾问|秘书|助理|主编|教授|博士|所有|总裁|经理|主席)(?=P)
    |[\u4e00-\u9fff]{{1,6}}?的(?=[\u4e00-\u9fff]{{0,8}}P{_ADVERBS}|[老小]?(?:{PEOPLE}){_ADVERBS})
    """,
    needs="P 的",
)
#: The head of a report: 新华社北京10月22日电.
DATELINE = Pattern(r"[T日]?[专急]?电")
_ACTING = any_of("""
批评 指责 支持 感谢 祝贺 击败 战胜 起诉 制裁 强调 陪同 接替 邀请 援助 攻击 袭击 进入 登上 帮助
领导 率领 成为 担任 当选 选举 任命 授予 颁给 包括 来自 位于 属于 通过 签署 公布 发表 出席 参加
举行 援 依据 根据 依照 按照 违反 退出 加入 批准
""")
#: Verbs between two names, the second of which is their object: 会见某人.
ACTION = Pattern(rf"(?:[了着过访晤见请给往到达离至自向对与同跟]|(?<!顾)问|{_ACTING})$")
#: Such verbs before the only name.
OBJECT = Pattern(rf"(?:[了着过访晤见请给往到达离至自向对与同跟赴抵]|(?<!顾)问|{_ACTING})$")
#: Where a text cites another one.
OTHERS = Pattern(r"援引|引述|引用|转述|转引|引(?=[PB])|(?:记得|想起|忆起)(?=[^，：]{1,12}$)")
OF_OTHERS = Pattern(r"的(?:话|诗句|名句|消息|说法|言论|讲话|声明|数据|报道|分析|观点)$")
#: Somebody by what they do: 掌勺的, 看门的.
CALLED = Pattern(r"(?P<words>[\u4e00-\u9fff]{1,6}的)", needs="的")
#: What is left of a clause, its adverbs apart.
RESIDUE = Pattern(rf"(?:[^，：]{{0,20}}的)?(?P<words>[\u4e00-\u9fff·]{{2,12}}?){_ADVERBS}")
#: The same behind a name.
TAIL = Pattern(rf"(?!{_ADVERBS})(?P<words>[\u4e00-\u9fff·]{{1,12}}?){_ADVERBS}")
#: Of a clause whose words are a predicate, not somebody.
PREDICATE = Pattern(r"要(?![员人])|[了着过不没有是使用让被把在也都为此这那]")
