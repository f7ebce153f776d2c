"""Closed lists of words that rules ask for. General knowledge, not a dictionary of names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMERALS = "〇零一二三四五六七八九十百\\d"  #: for a class of a regular expression
#: One character that news writes for a country or region.
ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "中": "中国", "华": "中国", "美": "美国", "英": "英国", "法": "法国", "德": "德国",
        "俄": "俄罗斯", "日": "日本", "韩": "韩国", "朝": "朝鲜", "印": "印度", "越": "越南",
        "澳": "澳大利亚", "加": "加拿大", "欧": "欧洲", "乌": "乌克兰", "菲": "菲律宾",
        "苏": "苏联",
        "以": "以色列", "台": "台湾", "港": "香港", "疆": "新疆", "藏": "西藏",
    }
)  # fmt: skip
#: Full and short names of the same country.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **ABBREVIATIONS,
        "中华人民共和国": "中国", "美利坚合众国": "美国", "俄罗斯联邦": "俄罗斯",
        "大韩民国": "韩国", "印尼": "印度尼西亚", "沙特": "沙特阿拉伯", "蒙古": "蒙古国",
    }
)  # fmt: skip

_COUNTRIES = """
中华人民共和国 美利坚合众国 俄罗斯联邦 大韩民国
中国 美国 英国 法国 德国 俄罗斯 日本 韩国 朝鲜 印度尼西亚 印尼 印度 越南 老挝 柬埔寨 泰国 缅甸
马来西亚 新加坡 文莱 菲律宾 东帝汶 蒙古国 蒙古 尼泊尔 不丹 孟加拉国 斯里兰卡 马尔代夫 巴基斯坦
阿富汗 伊朗 伊拉克 叙利亚 约旦 黎巴嫩 以色列 巴勒斯坦 沙特阿拉伯 沙特 阿联酋 卡塔尔 科威特 巴林
阿曼 也门 土耳其 塞浦路斯 格鲁吉亚 亚美尼亚 阿塞拜疆 哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦
乌兹别克斯坦 土库曼斯坦 乌克兰 白俄罗斯 摩尔多瓦 波兰 捷克斯洛伐克 捷克 斯洛伐克 匈牙利 罗马尼亚
保加利亚 南斯拉夫 塞尔维亚 克罗地亚 斯洛文尼亚 波黑 黑山 北马其顿 阿尔巴尼亚 希腊 意大利 梵蒂冈
马耳他 西班牙 葡萄牙 荷兰 比利时 卢森堡 瑞士 奥地利 爱尔兰 冰岛 丹麦 挪威 瑞典 芬兰 爱沙尼亚
拉脱维亚 立陶宛 埃及 利比亚 突尼斯 阿尔及利亚 摩洛哥 苏丹 南苏丹 埃塞俄比亚 厄立特里亚 索马里
吉布提 肯尼亚 乌干达 坦桑尼亚 卢旺达 布隆迪 刚果 加蓬 喀麦隆 乍得 尼日利亚 尼日尔 马里
布基纳法索 加纳 多哥 贝宁 科特迪瓦 利比里亚 塞拉利昂 几内亚 塞内加尔 冈比亚 毛里塔尼亚 佛得角
安哥拉 赞比亚 津巴布韦 马拉维 莫桑比克 博茨瓦纳 纳米比亚 南非 莱索托 马达加斯加 毛里求斯 塞舌尔
加拿大 墨西哥 危地马拉 洪都拉斯 萨尔瓦多 尼加拉瓜 哥斯达黎加 巴拿马 古巴 海地 多米尼加 牙买加
委内瑞拉 哥伦比亚 厄瓜多尔 秘鲁 玻利维亚 智利 阿根廷 乌拉圭 巴拉圭 巴西 圭亚那 苏里南 澳大利亚
新西兰 斐济 巴布亚新几内亚 所罗门群岛 瓦努阿图 萨摩亚 汤加 基里巴斯 密克罗尼西亚 帕劳 瑙鲁 图瓦卢
苏联 东德 西德
"""
COUNTRIES = _words(_COUNTRIES)
CONTINENTS = ("亚洲", "欧洲", "非洲", "美洲", "大洋洲", "拉美", "东亚", "南亚", "西亚", "中东")

_REGIONS = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东
海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 广州
"""
#: Places whose name opens the names of many organisations. 哥伦比亚 mostly opens those of a
#: university and a broadcaster in the United States.
PLACES = (COUNTRIES - {"哥伦比亚"}) | _words(_REGIONS)

#: Words after which a person's name stands, and which are never names themselves.
TITLES = _words("""
    总统 副总统 总理 副总理 首相 副首相 主席 副主席 国家主席 总书记 书记 国务卿 副国务卿 助理国务卿
    务卿 国务 国务委员 部长 副部长 外长 防长 财长 外交部长 国防部长 财政部长 商务部长 司长 副司长
    局长
    副局长 厅长 省长 市长 州长 县长 议长 议员 参议员 众议员 领袖 大使 公使 参赞 总领事 领事 特使
    代表
    特别代表 发言人 秘书长 助理 顾问 院长 副院长 校长 教授 副教授 研究员 专家 学者 博士 院士 主任
    副主任 董事长 总裁 首席执行官 总经理 记者 主编 编辑 作者 导演 教练 队长 司令 将军 上将 中将 少将
    党首 党魁 国王 女王 王储 皇帝 委员长 外相 防相 大法官 庭长 理事长
    """)

#: What LAC sometimes takes for a name or a time.
NO_NAMES = TITLES | _words("""
    后来 随后 从此 两国 三国 四国 各国 多国 我国 本国 该国 双方 各方 多方
    东道国 缔约国 成员国 会员国 内陆国 沿海国 邻国 北路 南路 中路 东路 西路
    劳方 资方 劳资 校方 院方 店方 厂方 控方 辩方 买方 卖方 蒲式耳 加仑 盎司 英亩 公顷 英里 海里
    空中 海上 沉管 界河 界山 界碑 内河 外海 公海 领海 领空 领水 河口 海底 水下 地下 岸边 河边 湖边
    """)

#: Titles that nobody bears for an organisation: a name before them is a person's.
PERSONAL_TITLES = ("总统", "首相", "国王", "女王", "先生", "女士", "夫人", "博士", "元帅")


#: Bodies that belong to the country named before them.
STATE_BODIES = (
    "国务院", "国务委员会", "外交部", "外务省", "国防部", "防卫省", "财政部", "财务省", "商务部",
    "司法部", "能源部", "农业部", "教育部", "内政部", "劳工部", "国会", "参议院", "众议院", "议会",
    "最高法院", "政府", "央行", "军方", "国土安全部", "邮政局", "海军", "空军", "陆军",
)  # fmt: skip
#: What is named after a country's character: 美参院, 俄国家杜马.
SIGN_BODIES = (
    *STATE_BODIES, "宇航局", "航天局", "参院", "众院", "国家杜马", "联储", "白宫", "海警",
    "海岸警卫队", "中央银行", "检方", "法院", "使馆", "大使馆", "领馆", "总领馆",
    "共", "自民党", "保守党",
)  # fmt: skip
#: Those of them, and others, that name an organisation even where nothing stands before them.
SOLE_BODIES = (
    "国务院", "外交部", "外务省", "国防部", "防卫省", "财政部", "财务省", "商务部", "司法部",
    "国会", "参议院", "众议院", "立法会", "欧洲理事会", "欧洲议会", "欧洲央行", "安理会",
    "最高法院",
)  # fmt: skip

#: Short names of state bodies whose last character LAC may leave to the next word.
STATE_COMMITTEES = (
    "国安会", "安理会", "发改委", "国资委", "证监会", "银监会", "中央军委", "人大常委会", "政协",
    "美联储", "欧盟委员会",
)  # fmt: skip

#: Endings that make even a hesitant organisation believable.
ORG_ENDINGS = (
    "部", "局", "署", "厅", "院", "委", "委员会", "大学", "学院", "公司", "集团", "银行", "协会",
    "学会", "联合会", "基金会", "商会", "法院", "政府", "大使馆", "领事馆", "总领馆", "代表团",
    "研究所", "研究院", "中心", "组织", "联盟", "党", "军", "队", "会议", "大会", "理事会",
)  # fmt: skip

MEDIA_ENDINGS = (
    "日报", "晚报", "早报", "晨报", "时报", "邮报", "商报", "周报", "快报", "都市报", "导报",
    "新报",
    "周刊", "月刊", "杂志", "通讯社", "电视台", "广播电台", "电台", "卫视", "广播公司", "电视网",
    "新闻网", "新闻社", "新闻", "评论报",
)  # fmt: skip
#: Endings that name a medium only inside 《》.
TITLE_MEDIA_ENDINGS = (*MEDIA_ENDINGS, "报", "周末", "纪事", "画报", "先驱", "电讯", "学人")
MEDIA_NAMES = _words("""
    新华社 中新社 路透社 美联社 法新社 德新社 塔斯社 俄新社 共同社 时事社 韩联社 朝中社 彭博社
    安莎社
    埃菲社 今日俄罗斯 美国之音 半岛电视台 央视 央视新闻 央广 人民网 新华网 中新网 环球网 澎湃新闻
    界面新闻 财新网 凤凰网 观察者网 红星新闻 封面新闻 路透 彭博 CNN BBC NHK 参考消息 经济学人
    外交事务
    人民日报 光明日报 环球时报 华尔街日报 纽约时报 华盛顿邮报 金融时报 泰晤士报 卫报 世界报 联合早报
    南华早报 朝日新闻 读卖新闻 日本经济新闻 每日新闻 产经新闻 费加罗报 明镜 时代周刊 新闻周刊
    """)
#: Names that are words of the language too: media only inside 《》.
AMBIGUOUS_MEDIA = _words("外交事务 参考消息 世界报 明镜 路透 彭博 每日新闻")

LAW_ENDINGS = (
    "法案", "公报", "协定", "条约", "公约", "协议", "协议书", "议定书", "宪法", "宪章", "条例",
    "盟约", "和约", "密约", "法典",
    "办法", "规定", "规则", "细则", "章程", "法令", "法规", "宣言", "备忘录", "行政令", "决议",
    "的决定", "倡议", "联合声明", "草案", "公告", "专条", "纲要", "的意见", "议程", "总则",
    "法",
)  # fmt: skip
#: 《…》 that end like a law and are none.
NO_LAWS = ("方法", "看法", "说法", "做法", "想法", "书法", "语法", "用法", "兵法", "魔法", "算法")

#: Characters that foreign names are written with.
SOUNDS = (
    "厄佛阿埃艾安昂奥巴白班邦保鲍贝本比彼宾波伯博卜布查达戴丹当道德登邓迪蒂丁东杜敦多恩尔法菲费芬丰"
    "冯弗福富夫盖甘冈高戈格葛根贡古瓜哈海汉豪"
    "赫亨侯胡华怀惠霍基吉季加贾杰金津久卡凯坎康考科克肯孔库夸奎拉腊莱赖兰朗劳勒雷黎里利理莉丽林"
    "琳刘留龙卢鲁路伦罗洛玛马麦迈曼芒梅门蒙米"
    "密明缪摩莫默姆木穆纳娜奈南瑙内尼涅妮努诺欧帕派潘庞佩彭皮平珀朴普齐奇契恰钱乔切琴丘屈让热日"
    "荣茹儒瑞若萨塞赛桑森沙珊尚绍舍申圣施什史士"
    "舒斯丝司松苏索所塔台泰坦唐陶特腾提田汀图屠托瓦万汪旺威韦维魏温文翁沃乌武西希锡夏香肖歇谢辛"
    "欣休修许雅亚延扬耶叶伊依因英雍尤约"
    "云扎泽曾詹占珍芝治茨朱卓兹宗祖佐姬娅婭钦顿赞贡崔涅菈妲绮斐旦班列辽廖柯莎喀什察策楚赤"
)
