"""Words for those who speak without a name, and for what stands beside a subject.

Closed lists of general words in folded characters, as patterns over lines of signs (`masking`).
"""

from __future__ import annotations

import re

from zhupi.language.quotations.cues import DOUBLE, JOIN, any_of

#: People by what they do or are.
_PEOPLE = """
目击者 专家 学者 分析师 分析人士 消息人士 知情人士 知情者 业内人士 观察人士 相关人士 有关人士 人士 官员 发言人 负责人 代表 律师
检察官 法官 教授 副教授 研究员 研究人员 科学家 科研人员 医生 警察 警方 军方 院方 校方 厂方 店方 检方 控方 辩方 原告 被告 证人 受害者
幸存者 居民 市民 村民 网友 网民 球迷 观众 读者 游客 乘客 司机 店主 店员 员工 工人 农民 学生 家长 老师 教师 母亲 父亲 妻子 丈夫
儿子 女儿 家属 亲属 邻居 同事 朋友 记者 主持人 评论员 评论家 作家 作者 编剧 导演 演员 教练 主教练 队长 球员 队员 选手 裁判 主席
总统 副总统 总理 首相 外长 防长 财长 部长 副部长 大臣 国务卿 议员 参议员 众议员 市长 州长 省长 县长 镇长 村长 局长 院长 校长 馆长
会长 总裁 董事长 经理 总经理 秘书长 总干事 大使 领事 国王 女王 教皇 司令 将军 书记 主任 所长 站长 船长 机长 队友 同伴 民众 老人
男子 女子 男孩 女孩 青年 孩子 当事人 同学 老板 船员 志愿者 护士 患者 病人 嫌疑人 批评者 支持者 反对者 反对派 反对党 执政党 候选人
继任者 前任 对手 冠军 总指挥 指挥官 士兵 军官 经济学家 历史学家 气象学家 地质学家 评委 解说员 投资者 交易员 股东 债权人 客户
买家 卖家 供应商 东道主 主办方 有人 一些人 许多人 不少人 人们 大家 外界 舆论 媒体 当局 官方 机构 组织 部门 委员会 组委会
评委会 工会 公司 政府 法院 报纸 法庭 陪审团 警员 消防员 航天员 宇航员 双方 各方 两国 三国 四国 各国 多国 公众 业界 学界 医院 学校 国际社会 社会各界 各界 老百姓 百姓 群众 乡亲 侨胞 元首 领导人 首脑 领袖 工作人员 本院 本会
"""
#: What speaks by being read.
_TEXTS = """
报道 报导 声明 公告 公报 文件 通报 通知 评论 社论 文章 报告 授奖词 颁奖词 判决书 起诉书 裁定书 判决 裁决 决议 建议书 白皮书 蓝皮书
意见书 备忘录 协议 协定 条约 议定书 宣言 宪法 法律 条例 法案 法令 诏书 奏折 碑文 铭文 史书 古书 来信 信函 电报 电文 贺电 唁电 日记
公函 社评 数据 统计 调查 研究 论文 资料 材料 记录 档案 民调 消息 鉴定书 鉴定意见 报告书 联合公报 联合声明 章程 规则 议案 提案 序言 前言
"""
_SAYINGS = "老话 古话 俗话 谚语 古语 成语 古人 古诗 俗语"

PEOPLE = any_of(_PEOPLE)
TEXTS = any_of(_TEXTS)
SAYING = re.compile(any_of(_SAYINGS))
ROLES = any_of(f"{_PEOPLE} {_TEXTS} {_SAYINGS}")
#: 一名, 多位, 另一份.
COUNTED = "(?:(?:[一二两三四五六七八九十多几数某]|另一|另|其中一|[0-9]+)(?:名|位|个|份|篇|家|些|群|封|批|项|则|部))"
ROLE = re.compile(rf"{COUNTED}?(?:(?:{PEOPLE}){{1,3}}|(?:{ROLES}))(?:们)?")
_THIS = "该|这位|这名|这个|上述|这家|这一|这份|那位|这篇|该份|该名|该位|这些"
PRONOUN = re.compile(
    rf"(?P<this>(?:{_THIS})(?:{ROLES}|[报台社网校国党院书文刊片人部局署会所行厂店家案]))"
    "|(?P<one>(?:这位|这名|那位|该名|该位)[^，：_的PQE]{1,14})"
    "|他们|她们|它们|两人|二人|他|她|它|其(?![中实他余它])|本人|前者|后者"
)
#: A part of a law that is named elsewhere.
ARTICLE = re.compile(
    r"第[一二三四五六七八九十百千零〇0-9]+[条款章节](?:之[一二三四五])?(?:第[一二三四五六七八九十0-9]+[款项])?"
)
NAME = "[POLMWB]"
#: Phrases beside the subject, from the preposition or the verb to their last word.
FRAMES = re.compile(
    r"""
    (?:在|于|自|从|当)[^，：在于]{0,45}?(?:时候|之际|期间|之后|之前|过程中|会上|书中|文中|信中|声明中|公告中|问题上
      |时|中|上|后|前|里|内|下|间|外)(?!的|国)
    |在[LOBEMW]+(?!的)(?=[^，：的]{0,12}$)
    |(?:就|针对|围绕|关于|鉴于|随着|根据|依照|按照|通过|透过|经由|作为|以|用|凭)[^，：]{1,30}?
      (?:问题|一事|此事|事宜|情况|身份|方式|语|话|电视|平台|媒体|视频)(?!的)
    |(?:接受|回答|回应|应)[^，：]{0,25}?(?:专访|采访|访问|访谈|提问|问题|问询|询问)(?:时|中|后)?(?!的)
    |(?:被问及|被问到|谈到|谈及|说到|提到|提及|会见|会晤|接见|出席|参加|访问|评价|评论|回应|回忆|回顾|介绍|抵达|离开|致辞|讲话
      |演讲|发言|作证|陪同|视察|考察|走访|作|做)[^，：]{0,40}?(?:时|后|中|期间)(?!的|国)
    |(?:发表|发布|发出|刊发|刊登|刊出|撰写|公布|召开|举行)[^，：]{0,16}?
      (?:声明|公告|公报|讲话|谈话|演讲|演说|文章|社论|评论|通报|消息|报告|贺电|推文|视频|记者会|发布会)(?:时|后|中)?(?!的)
    |(?:(?<=_)|^)(?:信|来信|贺电|唁电|电报|致辞|讲话|演讲|发言|演说|感言|日记)[中里]
    |(?:致信|致电|致函|去信|来信|发文|撰文|刊文|发推|发帖|讲话|致辞|回忆|爆料|回应|联合|随后)$
    """
    rf"|(?<!的)(?!{TEXTS})(?:{DOUBLE})$",
    re.VERBOSE,
)
WHOM = re.compile(
    rf"(?:向|对着|(?<![反面应相绝])对|跟|告诉|告知|致信|致电|致函|接受)(?:[^，：在对向的_POLM]{{1,8}}的)?"
    rf"(?P<who>[OLM]?[^，：的了着过在_POLM]{{0,6}}?P|(?!此|外|内|其|这|于)[\u4e00-\u9fff]{{2,8}}?(?=$|作|发表)|(?:[OLM][^，：在对向]{{0,8}}?)??(?:{NAME}|(?:{ROLES}|同事|人们|队友)|他们|她们|他|她)(?:记者|们)?)"
)
WITH = re.compile(
    rf"(?:(?:(?<![\u4e00-\u9fff])|(?<=[他她方后天]))[与同跟和]|给|替|为|受(?![害访])|经(?![理济营])|由|把|将(?!军)|让|被)[^，：在_]{{0,8}}?(?:{NAME}(?:{NAME})*|[他她])"
)
LEADING = re.compile(
    rf"(?:T|_|\s|{JOIN}|(?:M|本报|本台)L*T?电\s*(?:M?记者(?:P、?)+)?(?![称说道]|$)|对此|此前|日前|近日|目前|与此同时|因此|因而|所以|于是|因为|由于|如果|虽然|尽管|即使|例如|比如|事实上|"
    r"值得一提的是|据悉|据了解|另据|据|当时|当被|之前|早些时候|稍早前|稍早|上午|下午|晚间|昨|今天|昨天|不久前|最近|会后|会前|会上|"
    r"赛后|赛前|席间|当地|连日来|一直以来|当场|对于|首先|Q(?!的)|其[一二三]|[一二三四]是|原来|至于|，|、|：|—|-|“)*"
)
#: Between the parts of one name and its titles: no verb, no preposition.
_GAP = r"(?:(?<![POLMWB])和|[^，：、_POLMWBETQ和与同跟及在于向对就则也还都却又再曾已将并随接被把是称说不的])"
RUN = re.compile(
    rf"(?:[OLMWB](?:{_GAP}{{0,14}}?|[^，：_POLMWBETQ了着过称说的]{{0,24}}?(?:{ROLES})(?=P)))*{NAME}"
)
#: What is written and speaks for the body before it: 中央银行的公告, 外交部消息.
DOCUMENT = re.compile(
    rf"(?:的|T的|T)?[^，：。的_在对向称说{'POLMETQ'}]{{0,8}}?(?:{TEXTS}|B|W)"
    r"(?:末条|序言|前言|最后一条|第[^，：]{1,8}[条款章])?(?=$|[_T，称也还就早则中里]|去年|今年)"
)
CLAUSE_OF_LAW = re.compile(r"(?:的)?(?:末条|序言|前言|开头|最后一条|第[^，：的]{1,10}[条款章节])")
SIDE = re.compile(r"(?:方面|官方|政府|方|当局)(?![案法向式针程])")
OUTLETS = re.compile(r"媒体|媒|联社")
#: Verbs whose object is no subject: 会见某人, 击败对手.
OBJECT = re.compile(
    r"(?:[了着过访晤见请问给往到达离至自向对与同跟赴抵]|批评|指责|支持|感谢|祝贺|击败|战胜|起诉|制裁|强调|陪同|接替|邀请|援助|攻击"
    r"|袭击|进入|登上|帮助|领导|率领|成为|担任|当选|选举|任命|授予|颁给|包括|来自|位于|属于|通过|签署|公布|发表|出席|参加|举行)$"
)
#: Such verbs between two names.
ACTION = re.compile(OBJECT.pattern.replace("赴抵", ""))
#: What of another's is cited.
OF_OTHERS = re.compile(r"的(?:话|消息|说法|言论|讲话|声明|数据|报道|分析|观点)$")
OTHERS = re.compile(r"援引|引述|引用|转述|转引")
_ADVERBS = (
    rf"(?:T|_|\s|{JOIN}|早就|早已|曾经|一致|联合|普遍|共同|对外|当即|立即|如是|这样|笑着|哭着|[^，：的]{{1,4}}地|日前|近日|昨天|今天|"
    r"事后|当时|一度|由此|据此|为此|因此|就|便|才|总|常|常常|往往|经常)"
)
RESIDUE = re.compile(rf"(?:[^，：]{{0,20}}的)?(?P<words>[\u4e00-\u9fff·]{{2,12}}?){_ADVERBS}*$")
#: Of a clause whose words are a predicate, not somebody.
PREDICATE = re.compile(r"[了着过不没有是要使用让被把在也都为此这那]")
HAN = re.compile("[\u4e00-\u9fff]+")
#: How words for people and bodies end.
SOMEBODY = re.compile(
    r"(?:[者员人士家官师长手生工匠民友客商界方团队党派会院部局署司厅处室社组站所庭府军族层圈迷眷们贩农警兵僧翁童徒王娘爷奶伯叔婶嫂姐哥弟妹母父妻女]"
    r"|代表|领袖|首脑|高层|秘书|助理|顾问|主管|总监|主编|老板|媒体|海关|大使馆|网站|平台|杂志|专栏|法典|词|书|单位|企业|集团)$"
)
#: How what is written is called.
WRITTEN = re.compile(r"(?:书|报告|词|文|榜|年鉴|统计)$")
WRITINGS = re.compile(rf"(?:{TEXTS})$")
#: The head of a report: 新华社北京10月22日电.
DATELINE = re.compile(r"(?:T|日)?(?:专|急)?电")
#: After a person's name: 撒切尔夫人, 李总理.
HONORIFIC = re.compile(
    rf"(?:先生|女士|夫人|小姐|公|老|氏|爵士|博士|同志|太太|阁下|殿下|陛下|们|{ROLES})"
)
#: A name that only says of whom or what the next one is: 某人领导的机构.
RELATIVE = re.compile(
    rf"[^，：_POLMWBETQ的]{{1,10}}的(?=[^，：_的了着过POLMWBETQ]{{0,10}}?(?:{NAME}|(?:{PEOPLE})))"
)
INTERVIEW = re.compile(r"(?:记者)?(?:的)?(?:独家|电话|书面|联合)?(?:采访|专访|访问|访谈)")
#: After 对 and a name: of what the clause speaks, not to whom.
NO_ADDRESS = re.compile(r"的|和|与|、|进行|方面|问题|关系|政策|提出|发动|采取|实施|加征|制裁|造成")
#: Whom 告诉 is followed by.
TOLD = re.compile(
    rf"(?P<who>(?:[OLM][^，：在对向]{{0,8}}?)??(?:{NAME}|(?:{ROLES}|同事|人们|队友)|他们|她们|他|她|我们|我)(?:记者|们)?)[，：]?"
)
