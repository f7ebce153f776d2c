"""Makes `resources/gazetteers/countries.tsv` and `zones.tsv` from CLDR, as Babel brings it.

    python packaging/make_gazetteers.py

Run once by a maintainer, with `prepare_gazetteers.py` after it. The same Babel always gives the
same files. Countries and territories come with the other names that news writes for them, which
CLDR does not know and which stand here; cities are those that time zones are named after.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import babel
from babel import Locale

TARGET = Path(__file__).resolve().parent.parent / "resources" / "gazetteers"

#: No places: unions, pseudo locales and what nobody calls by this name.
LEFT_OUT = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UM", "BQ", "GS", "AQ"}
#: What news calls a territory instead of what CLDR calls it; the first is the usual name.
OTHER_NAMES = {
    "AE": "阿联酋 阿拉伯联合酋长国", "AR": "阿根廷 阿根廷共和国", "AU": "澳大利亚 澳洲",
    "BA": "波黑 波斯尼亚和黑塞哥维那 波斯尼亚", "BO": "玻利维亚", "BY": "白俄罗斯",
    "CD": "刚果（金） 刚果民主共和国 扎伊尔", "CF": "中非共和国",
    "CG": "刚果（布） 刚果共和国 刚果",
    "CI": "科特迪瓦 象牙海岸", "CN": "中国 中华人民共和国", "CZ": "捷克 捷克共和国",
    "DE": "德国 德意志联邦共和国 联邦德国", "DO": "多米尼加 多米尼加共和国",
    "EG": "埃及 阿拉伯埃及共和国", "FK": "福克兰群岛", "FM": "密克罗尼西亚 密克罗尼西亚联邦",
    "FR": "法国 法兰西共和国 法兰西", "GB": "英国 大不列颠及北爱尔兰联合王国 大不列颠",
    "GD": "格林纳达", "GR": "希腊 希腊共和国", "HK": "香港 香港特别行政区 香港特区",
    "ID": "印度尼西亚 印尼", "IN": "印度 印度共和国", "IR": "伊朗 伊朗伊斯兰共和国",
    "IQ": "伊拉克 伊拉克共和国", "IT": "意大利 意大利共和国", "JP": "日本 日本国",
    "KH": "柬埔寨 柬埔寨王国", "KP": "朝鲜 朝鲜民主主义人民共和国 北韩",
    "KR": "韩国 大韩民国 南朝鲜",
    "KZ": "哈萨克斯坦 哈萨克斯坦共和国", "LA": "老挝 老挝人民民主共和国",
    "MK": "北马其顿 马其顿", "MM": "缅甸 缅甸联邦", "MN": "蒙古国 蒙古",
    "MO": "澳门 澳门特别行政区 澳门特区", "MY": "马来西亚 大马", "NL": "荷兰 荷兰王国",
    "NZ": "新西兰 纽西兰", "PH": "菲律宾 菲律宾共和国",
    "PK": "巴基斯坦 巴基斯坦伊斯兰共和国", "PS": "巴勒斯坦 巴勒斯坦国", "PT": "葡萄牙 葡萄牙共和国",
    "RU": "俄罗斯 俄罗斯联邦", "SA": "沙特阿拉伯 沙特 沙特阿拉伯王国", "SG": "新加坡 新加坡共和国",
    "SY": "叙利亚 阿拉伯叙利亚共和国", "SZ": "斯威士兰", "TH": "泰国 泰王国",
    "TR": "土耳其 土耳其共和国", "TW": "台湾 台湾省", "TZ": "坦桑尼亚 坦桑尼亚联合共和国",
    "UA": "乌克兰", "US": "美国 美利坚合众国", "UZ": "乌兹别克斯坦 乌兹别克斯坦共和国",
    "VA": "梵蒂冈 梵蒂冈城国", "VE": "委内瑞拉", "VN": "越南 越南社会主义共和国",
    "ZA": "南非 南非共和国",
}  # fmt: skip
#: How Taiwan and Hong Kong write a territory, in simplified characters; without what is first of
#: all a person's name (马绍尔), a people's or a word (查德, 哈萨克, 狮子山), or another territory's
#: (尼日).
ELSEWHERE = {
    "AE": "阿拉伯联合大公国", "AG": "安地卡及巴布达 安地卡", "AZ": "亚塞拜然 亚塞拜疆",
    "BA": "波士尼亚与赫塞哥维纳 波士尼亚与赫塞哥维那 波士尼亚", "BB": "巴贝多",
    "BF": "布吉纳法索", "BI": "蒲隆地", "BM": "百慕达", "BN": "汶莱", "BW": "波札那",
    "CR": "哥斯大黎加", "CV": "维德角", "CY": "赛普勒斯",
    "DJ": "吉布地", "DO": "多明尼加共和国 多明尼加", "EC": "厄瓜多", "ER": "厄利垂亚",
    "ET": "衣索比亚", "GD": "格瑞那达", "GE": "乔治亚共和国 佐治亚共和国",
    "GH": "迦纳", "GM": "甘比亚", "GP": "瓜地洛普", "GT": "瓜地马拉", "GW": "几内亚比索",
    "GY": "盖亚那", "HN": "宏都拉斯", "HR": "克罗埃西亚", "IT": "义大利", "KE": "肯亚 肯雅",
    "KI": "吉里巴斯", "KM": "葛摩", "KN": "圣克里斯多福及尼维斯",
    "KR": "南韩", "LA": "寮国", "LC": "圣露西亚", "LI": "列支敦斯登",
    "LR": "赖比瑞亚", "LS": "赖索托", "ME": "蒙特内哥罗", "ML": "马利共和国",
    "MQ": "马丁尼克", "MR": "茅利塔尼亚", "MT": "马尔他", "MU": "模里西斯 毛里裘斯",
    "MV": "马尔地夫", "MW": "马拉威", "MZ": "莫三比克", "NE": "尼日共和国",
    "NG": "奈及利亚", "NR": "诺鲁", "PF": "法属玻里尼西亚",
    "PG": "巴布亚纽几内亚 巴布亚新畿内亚 巴纽", "PW": "帛琉", "QA": "卡达", "RE": "留尼旺",
    "RW": "卢安达", "SA": "沙乌地阿拉伯 沙乌地 沙地阿拉伯", "SB": "索罗门群岛",
    "SC": "塞席尔", "SI": "斯洛维尼亚", "SM": "圣马利诺", "SO": "索马利亚", "SR": "苏利南",
    "ST": "圣多美普林西比", "SZ": "史瓦帝尼 史瓦济兰", "TD": "查德共和国",
    "TN": "突尼西亚", "TO": "东加王国",
    "TT": "千里达及托巴哥 千里达和多巴哥 千里达", "TV": "吐瓦鲁", "TZ": "坦尚尼亚",
    "VC": "圣文森及格瑞那丁", "VU": "万那杜", "YE": "叶门",
    "ZM": "尚比亚", "ZW": "辛巴威",
}  # fmt: skip
#: How Chinese papers and books wrote a territory before 1949, and what it was called then.
OLDER = {
    "AF": "爱乌罕 阿富汗斯坦 阿付颜尼 阿富汗王国",
    "AL": "亚尔巴尼亚 阿班尼亚 阿尔班尼亚 阿尔巴尼亚王国 阿尔巴尼亚人民共和国",
    "AO": "葡属安哥拉 葡属西非",
    "AR": "亚尔然丁 阿根廷合众国 阿金廷",
    "AT": "奥地利亚 奥大利亚 奥大利 欧塞特里",
    "AU": "澳斯达拉里亚 奥斯特拉里亚 澳斯特拉利亚",
    "BD": "东巴基斯坦",
    "BE": "比利时王国 比尔日加 比勒治 北勒珠 比利闪 比利西国",
    "BG": "布加利亚 勃尔加利亚 勃加利亚 布尔加里亚 保加利亚王国 蒲加利亚",
    "BJ": "达荷美 达荷美王国",
    "BN": "浡泥 渤泥国 婆罗乃 浡泥国 汶莱王国",
    "BO": "玻利非亚 波利维亚 玻利维亚共和国 波利非亚",
    "BR": "伯西尔 巴西帝国 伯西儿 巴西合众国 布喇西尔",
    "BT": "布鲁克巴 布鲁克巴国 布丹国",
    "BW": "贝专纳 贝专纳兰",
    "BZ": "英属洪都拉斯",
    "CA": "坎拿大 卡拿大 加那大",
    "CD": "刚果自由邦 刚果自由国 比属刚果 刚果利奥波德维尔",
    "CH": "瑞西国 瑞西联邦 苏益萨国",
    "CL": "智利共和国",
    "CO": "可仑比亚 可伦比亚 哥仑比亚",
    "CR": "哥斯达理加 哥斯德黎加 可斯塔里加",
    "CU": "古巴共和国",
    "CY": "居伯罗岛 塞浦鲁斯 塞浦路斯岛",
    "DE": "独逸 德意志民国 德意志共和国",
    "DK": "嗹国 嗹马 丹麦王国 丹墨国",
    "DZ": "阿尔日利亚 亚尔日尔 法属阿尔及利亚",
    "EC": "厄瓜多共和国 厄瓜朵",
    "EE": "爱斯多尼亚 爱斯托尼亚 爱沙尼亚共和国 爱史多尼亚",
    "EG": "厄日多 麦西国 埃及王国",
    "ER": "意属厄立特里亚",
    "ES": "日斯巴尼亚 日斯巴尼亚国 以西把尼亚 日斯班尼亚",
    "ET": "阿比西尼亚 亚比西尼亚 阿皮西尼亚 埃塞俄比亚帝国 阿比西尼亚国",
    "FI": "芬兰大公国 芬兰共和国",
    "FR": "佛兰西 佛郎西 佛朗西 佛兰西国 咈囒哂 佛囒西 发郎西",
    "GB": "英吉利 暎咭唎 英咭利 谙厄利亚 不列颠王国 英圭黎",
    "GH": "英属黄金海岸",
    "GI": "日巴拉大 奇布罗他 及布罗陀 支布洛陀",
    "GR": "希利尼 额利西 厄勒祭 额里士",
    "GT": "瓜地马剌 瓜他马拉 危地马拉共和国",
    "GY": "英属圭亚那 英属圭阿那",
    "HN": "闳都拉斯 鸿都拉斯",
    "HT": "海地共和国",
    "HU": "匈加利 匈加利亚 翁给里亚 匈牙利王国 匈牙利人民共和国 寒牙里",
    "ID": "荷属东印度 荷属东印度群岛 荷兰东印度 荷属印度 印度尼西亚合众国 荷属南洋群岛",
    "IE": "爱尔兰自由邦 爱尔兰共和国",
    "IN": "温都斯坦",
    "IQ": "伊拉克王国",
    "IR": "波斯国 百尔西亚 白尔西亚",
    "IS": "冰岛共和国 冰岛王国",
    "IT": "意大利王国 意大里亚 伊大里 伊达里 伊大利",
    "JO": "外约旦酋长国 约旦哈希姆王国",
    "JP": "大日本帝国 倭国 东瀛",
    "KH": "真腊国 高棉共和国 高棉王国",
    "KP": "高丽国 朝鲜王国 李氏朝鲜",
    "LA": "南掌国 老挝王国",
    "LI": "列支登士敦",
    "LR": "利卑利亚 来比利亚 里比利亚",
    "LS": "巴苏陀兰",
    "LT": "里多尼亚 立陶宛共和国 利杜阿尼亚 列陶宛",
    "LU": "卢森堡大公国 陆克森堡",
    "LV": "拉特维亚 拉脱维亚共和国 赖多维亚",
    "MA": "摩洛哥王国 马罗哥",
    "MC": "蒙纳哥 摩那哥 摩纳哥公国",
    "ME": "门的内哥罗 蒙特尼格罗 孟的内葛罗 满得尼各罗",
    "MG": "马达加斯加王国 马达嘎斯嘎",
    "ML": "法属苏丹",
    "MM": "缅甸王国 缅甸联邦共和国",
    "MN": "蒙古人民共和国 外蒙古",
    "MT": "马尔他岛 毛尔他 马耳他岛",
    "MU": "毛里西亚 茅里西亚 磨厘斯 模里士 毛里西岛",
    "MW": "尼亚萨兰",
    "MX": "墨西哥合众国 默西可 麦西哥 墨西哥帝国 墨息哥",
    "MY": "马来亚联合邦 马来亚联邦",
    "MZ": "葡属东非 葡属莫桑比克",
    "NA": "德属西南非洲",
    "NI": "尼加拉加 尼喀拉瓜 尼加拉瓜共和国",
    "NL": "贺兰国 红毛国 尼德兰 尼德兰王国",
    "NO": "那威国 诺威国 诺威王国 挪威王国 瑙威国",
    "NP": "尼波罗 泥泊尔 尼泊尔王国",
    "NZ": "纽丝纶 纽西伦 鸟施伦 新锡兰 纽丝兰 纽锡兰",
    "PE": "秘鲁共和国 庇鲁国",
    "PH": "斐律宾 非律宾 飞猎滨 菲列滨 斐利滨 菲律滨 飞律滨 非利滨 斐列滨",
    "PL": "波兰人民共和国 波兰王国 波兰第二共和国",
    "PT": "博尔都噶尔亚 葡萄亚 葡萄雅 布路亚国",
    "PY": "巴拉乖 巴拉圭共和国",
    "RE": "布尔邦岛 留尼旺岛",
    "RO": "罗马尼亚王国 鲁玛尼亚 罗美尼亚 鲁马尼亚",
    "RS": "赛尔维亚 塞尔维亚王国 塞尔比亚",
    "RU": "鄂罗斯 峨罗斯 斡罗思 俄罗刹",
    "SA": "沙地亚拉伯",
    "SE": "瑞典王国 绥典",
    "SG": "星嘉坡 星加坡 新嘉坡 石叻 叻埠 石叻埠 昭南岛 新嘉坡埠 星架坡",
    "SR": "荷属圭亚那 荷属圭阿那",
    "ST": "葡属圣多美",
    "SV": "萨尔瓦多尔 沙尔瓦多",
    "SY": "西里亚国 叙里亚",
    "TN": "都尼斯 突尼西亚王国",
    "TR": "土耳基 都鲁机 都鲁机国 都鲁几 土尔其 土耳几",
    "US": "美利坚 米利坚 弥利坚 咪唎坚 米利坚国 花旗国 亚美利加合众国 北美合众国 亚美理驾 "
    "育奈士迭国 亚墨利加合众国 美利驾",
    "UY": "乌拉乖 乌路圭 乌拉圭共和国",
    "VA": "教廷国 华谛冈",
    "VE": "委内瑞辣 维尼瑞拉 委内瑞拉共和国",
    "VN": "安南国 安南王国 越南民主共和国 越南帝国",
    "VU": "新赫布里底",
    "WS": "三毛亚 沙磨岛 萨摩阿",
    "ZA": "南非联邦 南斐联邦 南菲联邦 南斐洲联邦",
    "ZM": "北罗得西亚 北罗德西亚",
}  # fmt: skip
#: Cities whose name is first of all a person's, or a word.
PEOPLE = {"基洛夫", "威克", "斯坦利", "林德曼", "圣文森特", "可可斯", "未知城市", "法罗", "开曼"}
#: States and colonies that are no more.
FORMER = (
    ("苏联 苏维埃社会主义共和国联盟 前苏联 苏维埃联邦 苏俄联邦 苏维埃社会主义共和国联邦 "
     "苏维埃联盟 苏维埃社会主义联邦"),
    ("南斯拉夫 南联盟 前南斯拉夫 巨哥斯拉夫 巨哥斯拉夫国 犹哥斯拉夫 南斯拉夫王国 "
     "南斯拉夫社会主义联邦共和国 塞尔维亚人、克罗地亚人和斯洛文尼亚人王国 于哥斯拉夫"),
    "捷克斯洛伐克 捷克斯拉夫 捷克斯拉夫国 捷克斯洛伐克共和国",
    "民主德国 东德 德意志民主共和国",
    "西德",
    "塞黑",
    "锡兰 锡兰国 锡兰岛",
    "暹罗 暹罗国 暹逻 暹逻国",
    "南越",
    "北越",
    "罗得西亚 南罗得西亚",
    "上沃尔特",
    "普鲁士 布鲁斯国 布路斯 布路斯国 普鲁社 陂路斯 单鹰国 普鲁士王国 布鲁士国 孛漏生",
    "奥匈帝国 奥斯马加 奥斯马加国 澳斯马加 奥斯玛加 奥匈国 奥匈二元帝国",
    ("奥斯曼帝国 奥斯曼土耳其 奥斯曼土耳其帝国 奥托曼帝国 鄂图曼帝国 鄂斯曼帝国 鄂图曼土耳其 "
     "土耳其帝国"),
    "大清国 大清帝国 满清帝国",
    "沙皇俄国 沙俄 俄罗斯帝国",
    ("苏俄 苏维埃俄国 俄罗斯苏维埃联邦社会主义共和国 俄罗斯社会主义联邦苏维埃共和国 "
     "俄罗斯苏维埃共和国"),
    "大英帝国 不列颠帝国",
    "德意志帝国 德意志第二帝国",
    "魏玛共和国 威玛共和国 威马共和国",
    "纳粹德国 德意志第三帝国",
    "法兰西第一帝国",
    "法兰西第二帝国",
    "法兰西第二共和国",
    "法兰西第三共和国 法国第三共和国",
    "法兰西第四共和国 法国第四共和国",
    "维希法国",
    "北德意志邦联 北德意志联邦",
    "德意志邦联",
    "撒丁王国 萨丁尼亚王国 撒地尼亚王国 萨尔的尼亚",
    "两西西里王国",
    "巴伐利亚王国 拜恩王国",
    "萨克森王国",
    "汉诺威王国",
    "符腾堡王国",
    "波希米亚王国",
    "神圣罗马帝国",
    "拜占庭帝国 东罗马帝国",
    "莫卧儿帝国 莫卧尔帝国",
    "英属印度 英印帝国 印度帝国",
    "英属马来亚 英属马来 马来属邦",
    "马来联邦 马来四州府",
    "海峡殖民地",
    "马来亚",
    "北婆罗洲 英属北婆罗洲 北般鸟",
    "法属印度支那 法属安南 印度支那联邦",
    "交趾支那 南圻 下交趾",
    "荷属婆罗洲",
    "葡属帝汶",
    "伪满洲国 满洲国 满洲帝国",
    "大韩帝国",
    "琉球王国 琉球国 流虬",
    "夏威夷王国 檀香山王国",
    "德兰士瓦共和国 特兰斯瓦尔 脱兰斯瓦 杜兰斯哇 德兰士瓦",
    "奥兰治自由邦 奥伦治自由邦 阿连治自由邦",
    "锡金王国 哲孟雄",
    "浩罕汗国 浩罕 敖罕",
    "布哈拉汗国 布哈尔汗国 布哈拉埃米尔国",
    "希瓦汗国 机窪汗国 基华汗国",
    "苏禄王国 苏禄国 苏禄苏丹国",
    "兰芳共和国 兰芳大总制",
    "亚齐王国 亚齐苏丹国",
    "波兰立陶宛联邦 波兰-立陶宛联邦",
    "大哥伦比亚共和国",
    "美利坚联盟国",
    "德克萨斯共和国 得克萨斯共和国",
    "但泽自由市 但泽自由邦",
    "萨尔区 萨尔盆地",
    "远东共和国",
    "唐努乌梁海 唐努图瓦 图瓦人民共和国",
    "东突厥斯坦伊斯兰共和国",
    "台湾民主国",
    "中华民国",
    "中华苏维埃共和国",
)  # fmt: skip


def countries(locale: Locale) -> list[list[str]]:
    """Usual name and aliases of every territory, by its code."""
    rows = []
    for code, name in sorted(locale.territories.items()):
        if code.isdigit() or code in LEFT_OUT:
            continue
        names = OTHER_NAMES.get(code, "").split() or [name]
        if name not in names and "特别行政区" not in name and "领土" not in name:
            names.append(name)
        for others in (ELSEWHERE, OLDER):
            names += (other for other in others.get(code, "").split() if other not in names)
        rows.append(names)
    return rows + [row.split() for row in FORMER]


def zone_cities(locale: Locale, known: set[str]) -> list[list[str]]:
    """Names of at least two Chinese characters that time zones go by, without `known` ones."""
    cities = {
        str(zone["city"])
        for key, zone in locale.time_zones.items()
        if zone.get("city") and not key.startswith("Antarctica/")
    }
    return [
        [city]
        for city in sorted(cities - known - PEOPLE)
        if len(city) > 1 and "州" not in city and all("\u4e00" <= c <= "\u9fff" for c in city)
    ]


def write(name: str, title: str, rows: Iterable[list[str]]) -> None:
    """One name a line, its aliases behind it."""
    source = f"# {title}: CLDR by Babel {babel.__version__}, packaging/make_gazetteers.py\n"
    lines = "".join("\t".join(row) + "\n" for row in rows)
    (TARGET / name).write_text(source + lines, "utf-8")


def main() -> None:
    """Writes both files."""
    locale = Locale("zh")
    rows = countries(locale)
    write("countries.tsv", "Countries and territories, and states that are no more", rows)
    known = {name for row in rows for name in row}
    write("zones.tsv", "Cities that time zones are named after", zone_cities(locale, known))


if __name__ == "__main__":
    main()
