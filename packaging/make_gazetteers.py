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
#: Cities whose name is first of all a person's, or a word.
PEOPLE = {"基洛夫", "威克", "斯坦利", "林德曼", "圣文森特", "可可斯", "未知城市", "法罗", "开曼"}
#: States that are no more.
FORMER = ("苏联 苏维埃社会主义共和国联盟 前苏联", "南斯拉夫 南联盟 前南斯拉夫", "捷克斯洛伐克",
          "民主德国 东德 德意志民主共和国", "西德", "塞黑", "锡兰", "暹罗", "南越", "北越",
          "罗得西亚", "上沃尔特", "普鲁士", "奥匈帝国", "奥斯曼帝国")  # fmt: skip


def countries(locale: Locale) -> list[list[str]]:
    """Usual name and aliases of every territory, by its code."""
    rows = []
    for code, name in sorted(locale.territories.items()):
        if code.isdigit() or code in LEFT_OUT:
            continue
        names = OTHER_NAMES.get(code, "").split() or [name]
        if name not in names and "特别行政区" not in name and "领土" not in name:
            names.append(name)
        names += (other for other in ELSEWHERE.get(code, "").split() if other not in names)
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
