"""Words that names of organisations end with, and such as they do not.

General knowledge of how bodies, firms, schools and clubs are called; no name of one of them.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, with white space between them."""
    return frozenset(text.split())


#: What makes a name of the place directly before it.
AFTER_PLACE = words("""
    救援队 监狱 高中 一中 二中 造船厂 百货商店 百货公司 政府 人民政府 市政府 省政府 县政府
    议会 国会 众议院 参议院 国民议会 军队 海军 空军 陆军 海警 海关 上议院 下议院 参众两院 法院
    人民法院 最高法院 高等法院 地方法院 中级人民法院 高级人民法院 检察院 人民检察院 公安局
    公安厅 人大 政协 党委 党支部 村委会 村党支部 行署 纪委 军区 武警 共产党 社会党 劳动党 工党
    民主党 共和党 人民党 外交部 国防部 财政部 教育部 卫生部 央行 中央银行 足协 足球协会 奥委会
    红十字会 科技大学 师范大学 农业大学 医学院 工学院 师范学院 日报社 电视台 图书馆 博物馆
    话剧院 歌舞团 京剧院 京剧团 大使馆 使馆 总领馆 总领事馆 领事馆 队 国家队 代表队 男篮 女篮
    男排 女排 男足 女足 国青队 国奥队 新华书店 百货大楼 供销社 税务局 工商局 教育局 卫生局
    财政局 水利局 农业局 民政局 公安分局 派出所 街道办事处 总工会 团委 妇联 残联 侨联 工商联
    作协 文联 科协 记协 商会 总商会 红新月会 经济部 总务省 气象局 电力局 供电局 警务处 民航处 天文台
    """)
#: What ends a name that has more than the place before it.
_LONGER = words("""
    委员会 大学 学院 中学 小学 学校 幼儿园 医院 公司 集团 银行 分行 支行 协会 学会 联合会 总会
    工会 公会 校友会 联谊会 同乡会 会馆 研究所 研究院 研究中心 中心 机构 组织 厂 工厂 矿务局
    农场 林场 书店 纪念馆 剧院 剧团 乐团 艺术团 出版社 报社 电台 警察局 部队 阵线 同盟 联盟
    同盟军 武装 基金会 俱乐部 办公室 总局 分局 支队 总队 大队 中队 旅行社 律师事务所 事务所
    工程处 管理局 管理处 开发局 理事会 总部 分部 司令部 指挥部 领导小组 督察组 历史系 党团
    航空 汽车 法庭 合作社 党组 编辑部 实验室 工程学院 控股 股份 有限公司 师团 舰队 工作站
    电力公司 天文台
    """)
HEADS = AFTER_PLACE | _LONGER
#: What has a name of its own only where a place stands before it.
NOT_AFTER_BODY = words("""
    代表队 党委 党支部 党组 公司 医院 团委 学校 工会 总部 政府 纪委 组织 队 集团 武装
    """)
#: Parts of a body by their last character, in words of three and more: 历史系, 统计司.
PARTS = frozenset("系厅局署司处部")
#: Words that only end so.
NO_PARTS = (
    "大厅", "餐厅", "客厅", "关系", "体系", "总部", "全部", "结局", "格局", "布局",
    "公司", "俱乐部", "干部", "到处", "好处", "之处", "入口处", "出口处",
    "东部", "西部", "南部", "北部",
    "中部", "内部",
)  # fmt: skip
#: What stands between a place and a body that is none of its own.
NO_PART = words("""
    内 间 有关 下 本地 记者 多家 其他 市场 知名 里 部门 企业 人民 合资 农村 领导 职工 直属
    外资 所属 市民 大型 老 小 各 反对 外 公司 球迷 当地 群众 主要 代表 执政 学生 大 两个 下属
    部分 新 著名 中 上 客户 城市 农民 民营 一些 干部 地方 游客 一家 驻地 境内 全体 重点 上市
    中小 社会 所有 居民 国有 最大 在野党 执政党 反对党 朝野 旗下 下辖 参股
    """)
