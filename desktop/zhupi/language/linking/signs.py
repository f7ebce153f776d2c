"""Single characters that news writes for states, provinces and cities, and what else they may be.

The usual meaning comes first; where an article names only one of the others, that is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from zhupi.language.lexicon import ABBREVIATIONS

_MORE = """
京 北京 东京 京都
津 天津
沪 上海
渝 重庆
冀 河北
晋 山西
辽 辽宁
吉 吉林 吉尔吉斯斯坦
黑 黑龙江 黑山
浙 浙江
皖 安徽
闽 福建
赣 江西
鲁 山东
豫 河南
鄂 湖北
湘 湖南
粤 广东
桂 广西
琼 海南
川 四川
黔 贵州
滇 云南
陕 陕西
甘 甘肃
青 青海
宁 宁夏 南京 宁波
蒙 蒙古国 内蒙古
穗 广州
深 深圳
平 北平
热 热河
保 保定
察 察哈尔
绥 绥远
沈 沈阳
锦 锦州
榆 榆关
爱 爱尔兰 爱沙尼亚
蓉 成都
汉 武汉 汉口
杭 杭州
甬 宁波
阪 大阪
苏 苏联 江苏 苏州 苏丹
澳 澳大利亚 澳门
台 台湾 台州
港 香港
印 印度 印度尼西亚
朝 朝鲜
亚 亚洲
非 非洲
泰 泰国
柬 柬埔寨
缅 缅甸
老 老挝
荷 荷兰
葡 葡萄牙
意 意大利
西 西班牙
希 希腊
匈 匈牙利
波 波兰
捷 捷克
挪 挪威
芬 芬兰
丹 丹麦
埃 埃及 埃塞俄比亚
伊 伊朗 伊拉克
叙 叙利亚
沙 沙特阿拉伯
土 土耳其
巴 巴基斯坦 巴西 巴勒斯坦 巴拿马 巴林
阿 阿富汗 阿根廷 阿联酋 阿尔巴尼亚
新 新加坡 新西兰 新疆
马 马来西亚 马里 马耳他
哈 哈萨克斯坦
白 白俄罗斯
智 智利
墨 墨西哥
古 古巴
秘 秘鲁
"""


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Sign → the places it may stand for, the usual one first."""
    table = {sign: (place,) for sign, place in ABBREVIATIONS.items()}
    for line in _MORE.split("\n"):
        if line:
            sign, *places = line.split()
            table[sign] = tuple(dict.fromkeys((*table.get(sign, ()), *places)))
    return MappingProxyType(table)


def usual(sign: str) -> str:
    """What the sign mostly stands for; the sign itself where it is none."""
    return meanings().get(sign, (sign,))[0]
