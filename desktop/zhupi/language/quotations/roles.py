"""Words for those who speak without a name.

Closed lists of general words in folded characters, and patterns over lines of signs (`masking`)
made of them.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations.cues import any_of

#: People by what they do or are, and bodies that are called so.
_PERSON = """
目击者 被告人 老板娘 警官 警长 探长 少校 中校 上校 少尉 中尉 上尉 少将 中将 上将 元帅 专家 学者
分析师 分析人士 消息人士 知情人士 知情者 业内人士 观察人士 相关人士 有关人士 人士 官员 发言人
负责人 代表 律师 检察官 法官 教授 副教授 研究员 研究人员 科学家 科研人员 医生 警察 警方 军方 院方
校方 厂方 店方 检方 控方 辩方 原告 被告 证人 受害者 幸存者 居民 市民 村民 网友 网民 球迷 观众 读者
游客 乘客 司机 店主 店员 员工 工人 农民 学生 家长 老师 教师 母亲 父亲 妻子 丈夫 儿子 女儿 家属
亲属 邻居 同事 朋友 记者 主持人 评论员 评论家 作家 作者 编剧 导演 演员 教练 主教练 队长 球员 队员
选手 裁判 主席 总统 副总统 总理 首相 外长 防长 财长 部长 副部长 大臣 国务卿 议员 参议员 众议员
市长 州长 省长 县长 镇长 村长 局长 院长 校长 馆长 会长 总裁 董事长 经理 总经理 秘书长 总干事 大使
领事 国王 女王 教皇 司令 将军 书记 主任 所长 站长 船长 机长 队友 同伴 民众 老人 男子 女子 男孩
女孩 青年 孩子 当事人 同学 老板 船员 志愿者 护士 患者 病人 嫌疑人 批评者 支持者 反对者 反对派
反对党 执政党 候选人 继任者 前任 对手 冠军 总指挥 指挥官 士兵 军官 经济学家 历史学家 气象学家
地质学家 评委 解说员 投资者 交易员 股东 债权人 客户 买家 卖家 供应商 东道主 主办方 有人 一些人
许多人 不少人 人们 大家 外界 舆论 媒体 当局 官方 机构 组织 部门 委员会 组委会 评委会 工会 公司
政府 法院 报纸 法庭 陪审团 警员 消防员 航天员 宇航员 公民 消费者 双方 三方 四方 各方 两国 三国
四国 各国 多国 公众 业界 学界 医院 学校 国际社会 社会各界 各界 老百姓 百姓 群众 乡亲 侨胞 旅客
元首 领导人 首脑 领袖 工作人员 本院 本会 市场 投行 代表团 团长 组长 班长 连长 营长 师长 军长 旅长
处长 科长 司长 厅长 署长 行长 社长 台长 庭长 审判长 检察长 议长 酋长 舰长 参谋长 理事长 委员长
董事 委员 理事 院士 特使 专员 干事 秘书 助理 助手 顾问 主编 总编辑 编辑 主帅 领队 队医 车长 列车长
乘务员 售货员 服务员 管理员 讲解员 保安 店长 摊主 车主 业主 房东 租客 住户 农户 渔民 牧民 矿工
清洁工 快递员 外卖员 司仪 法医 药师 工程师 设计师 建筑师 厨师 摄影师 会计师 画家 诗人 歌手 音乐家
艺术家 收藏家 企业家 银行家 政治家 外交官 外交家 观察家 评论人士 活动人士 维权人士 遗孀 祖父 祖母
爷爷 奶奶 哥哥 弟弟 姐姐 妹妹 侄子 孙子 孙女 亲友 亲戚 恩师 弟子 徒弟 师傅 同乡 战友 室友 球童
教头 门将 前锋 巡抚 总督 知府 知县 县令 太守 御史 尚书 都督 督军 使臣 公使 参赞 武官 领事官 皇帝
天皇 太后 皇后 王储 亲王 公主 王子 主教 牧师 神父 修女 和尚 方丈 住持 编辑部 办公室 总统府 首相府
总理府 要员 高官 幕僚 阁员 内阁
协会 商会 学会 联合会 基金会 秘书处 俱乐部 董事会 理事会 监事会 合议庭 团队
成员 课题组 专家组 调查组 工作组 教练组 智库 代理人 提案人 申请人 上诉人 审判员 仲裁员 商户
商家 货主 船东 物业 居委会 村委会 业委会 合作社 创始人
国会 议会 参议院 众议院 警察局 消防队 消防部门 辩护人 辩护律师 公诉人 陪审员 书记员 官兵 联军
年轻人 青年人 中年人 老人家 老太太 老大爷 老汉 老伴 老妇 老妇人 老者 大娘 大妈 大婶 大伯 大爷
大叔 大姐 大哥 小伙子 小伙 姑娘 小姑娘 女孩子 男孩子 客人 顾客 食客 路人 行人 旁人 众人 主人 同僚
伙计 掌柜 老乡 儿媳 女婿 婆婆 公公 岳父 岳母 嫂子 姑姑 舅舅 叔叔 阿姨 伯伯 外公 外婆 姥姥 姥爷 爸爸
妈妈 养父 养母 爱人 未婚妻 未婚夫 女友 男友 前妻 前夫 伤者 死者 逝者 与会者 参会者 参赛者 组织者
求助者 报案人 举报人 工友 农妇 渔夫 猎人 船夫 车夫 门卫 保姆 护工 救援人员 救援队 救援队员 驾驶员
飞行员 译者 向导 棋手 骑手 登山者 潜水员 救生员 稽查员 调解员 检查员 售票员 制片人 开发商 承包商
经销商 施工方 施工单位 肇事者 班主任 辅导员 导师 研究生 大学生 中学生 小学生 毕业生 老兵 大副 水手
民警 交警 刑警 医护人员 摊贩 小贩 商贩 统计师 策略师 观测员 预报员 测量员 值班员 话务员 引航员
外孙 外孙女 侄女 外甥 外甥女 表哥 表姐 表弟 表妹 堂兄 堂弟 堂姐 堂妹 姨妈 舅妈 继父 继母 闺女
政府军 叛军 驻军 守军 民兵 游击队 起义军 反政府武装 反对派武装 武装分子 武装组织
考生 发帖人 养路工 护林员 巡护员 市政府 县政府 省政府 区政府 州政府 镇政府 市府 街道办 街道办事处
办事处 出版社 制药公司 航空公司 自治会
高管 总监 投资人 合伙人 经纪人 监护人 长老 学员 教官 特首 教宗 技师 气象台 气象局 公安局
派出所 检察院 使团 使者 使节 使馆 大使馆 领事馆 央行 车企 房企 药企 油企 研究机构 调查机构 研究团队
研究小组 统计部门 调查公司
"""
PEOPLE = any_of(_PERSON)
#: What speaks by being read.
TEXTS = any_of("""
报道 报导 声明 公告 公报 文件 通报 通知 评论 社论 文章 报告 授奖词 颁奖词 判决书 起诉书 裁定书
判决 裁决 决议 案文 文本 通告 来电 史料 古籍 县志 建议书 白皮书 蓝皮书
意见书 备忘录 协议 协定 条约 议定书 宣言 宪法 法律 条例 法案
法令 诏书 奏折 碑文 铭文 史书 古书 来信 信函 电报 电文 贺电 唁电 日记 公函 社评 数据 统计 调查
研究 论文 资料 材料 记录 档案 民调 消息 鉴定书 鉴定意见 报告书 联合公报 联合声明 章程 规则 议案
提案 序言 前言 回答 答复 原话 看法 遗言 名言 批语 朱批 自述 诗句 书信 回忆录 自传 后记 演讲 讲话
致辞 证词 纸条 墓志铭 颁奖辞 说明书 新闻稿 帖子 推文 简报 公约
章节 标牌 招牌 网站 官网 官微 微博 公众号 题词 上谕 谕旨 圣旨 密谕 标题 祭文 奏疏 奏章 奏书
宪章 守则 誓文 敕文 檄文 布告 告示 解释文 遗嘱 遗书 月报 年报 季报 周报 通电 请愿书 异议书 万言书
研报 财报 讣告 通函 招股书 家书 便条 公示 口供 供词 判词
邮件 短信 公文 批文 函件 内文 原文 手稿 札记 笔记 纪要 合同 清单 账本 笔录 手册 指南 细则
""")
_SAYINGS = any_of("老话 古话 俗话 谚语 古语 成语 古人 古诗 俗语")
SAYING = Pattern(_SAYINGS)
ROLES = f"{PEOPLE}|{TEXTS}|{_SAYINGS}"

_NUMERAL = "[一二两三四五六七八九十百多几数某余来]{1,4}|另外?一|另|其中一|[0-9]+多?"
_MEASURE = "[名位个份篇家些群封批项则部]"
#: 一名目击者, 多位专家.
ROLE = Pattern(
    rf"(?<!没)(?:(?:{_NUMERAL}){_MEASURE}(?:老|年轻|资深|当地|女|男|前)?|有关|相关)?"
    rf"(?:(?:(?:副|总|府|办公室)?(?:{PEOPLE})(?!官邸|制[^片]|奖)){{1,3}}|(?:(?:{TEXTS}|{_SAYINGS})(?![所院员室馆库]|中心|会[议长]?)){{1,2}})(?:们)?"
    r"|其中一[位名人](?!姓|[^，：]{0,8}的)"
)
#: 一名卡车[司机]
COUNT = Pattern(rf"(?:{_NUMERAL})[名位][^，：_的]{{0,6}}$", needs="名 位")
#: 一位落榜两次的考生, 该校一位高二学生: people, for so these are counted, whatever they are called.
COUNTED = Pattern(
    rf"(?<!没)(?:{_NUMERAL})(?:[名位]|个(?=[^，：]{{0,12}}的))(?:[^，：_的POLMWBETQ]{{1,12}}的)?"
    rf"[^，：_的POLMWBETQ]{{0,8}}?(?:{PEOPLE}|[者员人士家官师长生工匠民友客手商])(?:们)?"
    r"(?=$|[_T]|在|于|[也却都正已曾就才便只仍还又先则]|[向对给为把被])",
    needs="名 位 个",
)
#: Bodies by their kind, as 该 or 这家 points to them.
_BODIES = any_of("""
集团 中心 联盟 组织 机构 企业 银行 协会 学会 商会 联合会 基金会 委员会 研究所 研究院 实验室 大学
学院
医院 学校 小学 中学 电视台 电台 气象台 天文台 博物馆 图书馆 出版社 通讯社 俱乐部 球队 工会 政党 智库
平台 券商 投行 酒店
""")
_THIS = any_of("该 这位 这名 这个 上述 这家 这一 这份 那位 这篇 该份 该名 该位 这些")
PRONOUN = Pattern(
    rf"""(?x)
    (?P<this>(?:{_THIS})(?:{ROLES}|[\u4e00-\u9fff]{{0,3}}?(?:{_BODIES})|(?:通讯|电视|广播|出版)?[报台社网校国党院书文刊片人部局署会所行厂厅处店家案馆队库]))
    |(?P<one>(?:这位|这名|那位|该名|该位)(?:[^，：_的PQE]{{1,14}}的)?[^，：_的PQE]{{1,14}})
    |他们|她们|它们|两人|二人|他|她|它|其(?![中实他余它])|本人|前者|后者
    """,
    needs="该 这 那 上述 他 她 它 两人 二人 其 本人 前者 后者",
)
_DIGITS = "[一二三四五六七八九十百千零〇0-9]"
#: A part of a law that is named elsewhere.
ARTICLE = Pattern(
    rf"(?:该|本|这[部项份])?(?:法案?|法律|条例|公约|条约|协[定议]|规定|办法|章程)?第{_DIGITS}+[条款章节](?:之[一二三四五])?(?:第{_DIGITS}+[款项])?|[该本此这]一?(?:条款?|款)(?![例约文件项子])",
    needs="条 款 章 节",
)
#: A part of what is named before it: 序言, 第三条.
PART = Pattern(
    r"""(?x)
    的?(?:末条|同一?[条款]|序言|前言|引言|导言|开头|开篇|结尾|末尾|扉页|首句|尾声|正文|最后一条
    |第[^，：的]{1,10}(?:[条款章节句]|修正案))
    """,
)
#: 中方, 美国方面: the place before it speaks.
SIDE = Pattern(r"(?:方面|官方|政府|方|当局)(?![案法向式针程])")
#: 美媒: all these words speak.
OUTLETS = Pattern(r"媒体|媒|联社")
#: How words for people and bodies end.
SOMEBODY = Pattern(
    r"""(?x)
    (?:[者员人士家官师长生工匠民友客商臣界方团队党派会院部局署司厅处室社组站所庭府军族层圈迷眷们东]
    |[贩农警兵僧翁童徒王娘爷奶伯叔婶嫂姐哥弟妹母父妻女]
    |(?<![举握挥招拍摆伸])手|代表|部门|团体|领袖|首脑|高层|秘书|助理|顾问|主管|总监|主编|老板|媒体|海关|大使馆|网站|平台|杂志|专栏|法典|词|书
    |单位|企业|集团|机关|巨头|龙头|东家|[资支分投总]行)$
    """,
)
#: The same before what only verbs have before them: 农夫并不知道.
ACTOR = Pattern(
    r"(?:[一两三几多][名位个])?[\u4e00-\u9fff]{0,4}?(?:[者员士师长工匠民客夫贩农兵僧童徒娘爷奶伯叔婶嫂妇]|[老女男友亲证商病客路]人)"
    r"(?=并?[不没未]|[也却都正已曾就才便只仍还又先]|站|走|坐|跑|把|被|摇|点|拿|看|听|伸|抬|低|举|笑|叹|皱|望|盯|翻|掏|递|放|推|拉|挥|拍|擦|揉|捧|抱|弯|蹲|停|愣)",
    needs="者 员 士 师 长 工 匠 民 客 夫 贩 农 兵 僧 童 徒 娘 爷 奶 伯 叔 婶 嫂 妇 人",
)
#: 省交通厅通报: whoever issued it.
ISSUED = Pattern(
    "(?P<body>[\u4e00-\u9fff]{2,9}[厅局部院会府委处署])(?:通报|公告|声明|通告|公报|报告)$",
    needs="通报 公告 声明 通告 公报 报告",
)
#: The same before any two characters: 拍卖师环顾全场.
DOER = Pattern(
    "[\u4e00-\u9fff]{1,4}?[员师匠](?=[\u4e00-\u9fff]{2,8}$)(?![\u4e00-\u9fff]{0,6}[者员人士家官师长生工匠民属们])",
    needs="员 师 匠",
)
#: How what is written is called.
WRITTEN = Pattern(r"(?:书|报告|词|文|榜|年鉴|统计)$")
#: How words end that hardly are a deed, but what can be read.
PAPERS = Pattern(
    "(?:决定|命令|规划|纲要|草案|方案|意见|计划|标准|办法|[书词文榜令信碑石牌签稿图表册单据票证匾联字鉴法规]|统计)$"
)
#: What speaks for itself, whoever made it: 国际足联的竞赛规则.
LAWS = Pattern(
    r"(?:规则|章程|条例|法案|法令|宪法|法律|协议|协定|条约|议定书|公约|宪章|守则|办法|[校家队行厂]规|法)$"
)
WRITINGS = Pattern(rf"(?:{TEXTS})$")
_PERSONS = tuple(_PERSON.split())
#: After a person's name: 撒切尔夫人, 李总理.
HONORIFIC = Pattern(
    rf"先生|女士|夫人|小姐|公|老|氏|爵士|[勋伯公侯男]爵|[一二三四五六七八九]段|博士|同志|太太|阁下|殿下|陛下|们|{ROLES}"
)
#: How words for bodies end.
_BODY = Pattern(
    r"(?:公司|集团|机构|组织|部门|团体|委员会|协会|商会|学会|联合会|基金会|联盟|团队|小组|大学|学院|医院|学校|法院|法庭"
    r"|检察院|银行|央行|政府|俱乐部|球队|董事会|工会|政党|智库|中心|平台|企业|委|[局署厅处])$"
)


#: How names end of bodies of the kind that 该行 or 球队 means, where not with that word.
_KINDS = {
    "行": "银行|行|商行",
    "银行": "银行|行",
    "校": "大学|学院|中学|小学|学校|校|学堂|书院|幼儿园",
    "学校": "大学|学院|中学|小学|学校|校|学堂|书院|幼儿园",
    "院": "院",
    "医院": "医院|院",
    "所": "所|研究院",
    "研究所": "所|研究院",
    "党": "党|阵线|联盟|同盟",
    "政党": "党|阵线|联盟|同盟",
    "公司": "公司|集团|实业|科技|重工|汽车|航空|电力|矿业|药业|股份|银行|证券|传媒",
    "企业": "公司|集团|实业|科技|重工|汽车|航空|电力|矿业|药业|股份|厂",
    "集团": "集团|公司",
    "会": "会|协",
    "协会": "协会|协|学会|会",
    "委员会": "委员会|委",
    "联盟": "联盟|同盟|盟|联合会",
    "球队": "队|俱乐部",
    "俱乐部": "俱乐部|队",
    "店": "店|酒店|饭店|书店",
}
_ENDS = {kind: Pattern(f"(?:{ends})$") for kind, ends in _KINDS.items()}
#: Words that any body may be called by.
_ANY_BODY = frozenset({"机构", "组织", "部门", "单位", "公司", "企业"})


def is_of_kind(name: str, kind: str) -> bool:
    """Whether the name of a body says that it is such a one as `kind`, a word like 行 or 中心."""
    ends = _ENDS.get(kind)
    return ends.search(name) is not None if ends else name.endswith(kind)


def may_be_any(kind: str) -> bool:
    """Whether bodies may be called `kind` whatever their names are."""
    return kind in _ANY_BODY


def is_body(words: str) -> bool:
    """Whether words are for a body."""
    return _BODY.search(words) is not None


_SEVERAL = Pattern(
    "^(?:[两几数多二三四五六七八九十百千]|[0-9]|许多|不少|一些|部分|若干|大批|众|各|双|人们|大家|外界|舆论|双方)|(?:们|民众|群众|公众|众人)$"
)


_MANY = Pattern("(?:界|媒体|[警校院军官]方|政府|代表团|议会|国会|球队|当局)$")


def are_several(words: str) -> bool:
    """Whether words are for more than one."""
    return _SEVERAL.search(words) is not None


def is_one(words: str) -> bool:
    """Whether words may be for a single person."""
    return not (are_several(words) or is_body(words) or _MANY.search(words))


def is_person(words: str) -> bool:
    """Whether words are for people, not for a text, a book or a body."""
    return words.removesuffix("们").endswith(_PERSONS) or (
        bool(SOMEBODY.search(words)) and not WRITINGS.search(words) and not WRITTEN.search(words)
    )
