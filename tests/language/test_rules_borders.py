"""Rules for where a name ends: names that the article has in full elsewhere, signs of countries it
names, places with a stray character, two places in one and one made of two, words for a kind.

Each with what it finds and what only looks alike; whole sentences go through the recogniser.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.protocols import Recogniser


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # cut short or run on, where the article has the name by itself
        ("国务总理张绍曾表示抱歉。6日，张绍曾内阁总辞，张绍曾离京。", "PERSON:张绍曾"),
        ("普里斯特利是地质学家。雷蒙德·普里斯特利有一段评语。", "PERSON:雷蒙德·普里斯特利"),
        ("沙特国家银行董事长阿马尔·胡代里在记者会上否认了。次日，胡代里辞职。", "PERSON:胡代里"),
        ("拉明·亚马尔十七岁。上半场，拉明·亚马尔内切分球。", "PERSON:拉明·亚马尔"),
        ("尼科·威廉斯入选。第47分钟，尼科·威廉斯推射破门。", "PERSON:尼科·威廉斯"),
        ("9日，卡诺前埃米尔拉米多·萨努西见到了将军。", "PERSON:拉米多·萨努西"),
        ("前总理伊姆兰·汗出庭。下午，伊姆兰·汗获释。", "PERSON:伊姆兰·汗"),
        ("穆罕默德·萨拉赫出场。下半场，穆罕默德·萨拉赫梅开二度。", "PERSON:穆罕默德·萨拉赫"),
        ("张绍曾任总理。张绍曾内阁6日总辞。", "ORG:张绍曾内阁"),
        ("岸田文雄内阁支持率下跌。", "PERSON:岸田文雄"),
        ("学生何塞·路易斯·雷斯特雷波正和同学住在旅馆里。", "PERSON:何塞·路易斯·雷斯特雷波"),
        ("家居的前江苏巡抚丁日昌也递了条陈。", "PLACE:江苏"),
        # the beginning of a known place is nobody
        ("科特迪瓦总统瓦塔拉回到阿比让后透露，行动将尽快开始。", "PLACE:阿比让"),
        ("总统离开金沙萨后，局势平静。", "PLACE:金沙萨"),
        # signs of countries named in full
        ("尼日尔军人扣押总统。法国在尼驻有约1500名官兵。", "PLACE:尼"),
        ("尼日尔政变后，西共体冻结了尼国的资产。", "PLACE:尼"),
        ("尼日尔政变后，非盟闭门商议尼局势。", "PLACE:尼"),
        ("阿尔及利亚反对出兵，称这是对阿国的威胁。", "PLACE:阿"),
        ("科特迪瓦总统说，科方会出一个营。", "PLACE:科"),
        ("布基纳法索和马里声明，这将被视为向布、马两国宣战。", "PLACE:布"),
        ("布基纳法索和马里声明，这将被视为向布、马两国宣战。", "PLACE:马"),
        ("英、美、法、意、比五国公使8日提出抗议。", "PLACE:比"),
        ("卢旺达否认出兵。卢方表示愿意谈判。", "PLACE:卢"),
        ("乍得总统遇袭身亡。反对派要求法国从乍国撤军。", "PLACE:乍"),
        ("莫桑比克和津巴布韦签署协议。莫、津两国将合建铁路。", "PLACE:津"),
        ("厄瓜多尔警察冲入使馆。墨方谴责厄方。", "PLACE:厄"),
        # known places and what is stuck on
        ("能派兵的只有尼日利亚。可尼日利亚自己也犯难。", "PLACE:尼日利亚"),
        ("凯比、扎姆法拉、约贝、博尔诺七州与尼日尔接壤。", "PLACE:博尔诺"),
        ("犹他、内华达、亚利桑那三州大旱。", "PLACE:亚利桑那"),
        # one of two, two of one
        ("迈阿密-戴德县警察局通报，共逮捕27人。", "PLACE:迈阿密-戴德县"),
        ("诺尔-加来海峡大区和巴登-符腾堡州结为友好。", "PLACE:巴登-符腾堡州"),
        ("动武会令撒哈拉—萨赫勒地区急剧动荡。", "PLACE:撒哈拉"),
        ("两家银行在伦敦特拉法加广场比邻而居。", "PLACE:伦敦"),
        ("两家银行在伦敦特拉法加广场比邻而居。", "PLACE:特拉法加广场"),
        ("上海-杭州段列车停运。", "PLACE:杭州"),
        ("深圳-惠州高速公路通车。", "PLACE:深圳"),
        ("纽约-广州航线开通。", "PLACE:广州"),
        ("巴黎—兰州航班恢复。", "PLACE:兰州"),
        ("英国-加州贸易代表团到访。", "PLACE:英国"),
        ("英国-加州贸易代表团到访。", "PLACE:加州"),
        ("北京-张家口市公路修通。", "PLACE:张家口市"),
        ("前苏联解体了。前南斯拉夫分裂了。前东德人回忆。", "PLACE:苏联"),
        ("前苏联解体了。前南斯拉夫分裂了。前东德人回忆。", "PLACE:南斯拉夫"),
        ("前苏联解体了。前南斯拉夫分裂了。前东德人回忆。", "PLACE:东德"),
        # words for a kind
        ("合并对整个瑞士金融中心是巨大机遇。", "PLACE:瑞士"),
        ("美国资产管理公司贝莱德正拟定方案。", "PLACE:美国"),
        ("欧洲银行管理局发表声明。", "ORG:欧洲银行管理局"),
        # foreign places that a reader takes for people
        ("3日，船泊绍森德，沙克尔顿从早报上读到消息。", "PLACE:绍森德"),
        ("船停泊在古利德维肯，人上了岸。他在南乔治亚岛的古利德维肯下葬。", "PLACE:古利德维肯"),
        ("挪威人的船停靠在斯特罗姆内斯捕鲸站，船长上岸。", "PLACE:斯特罗姆内斯捕鲸站"),
    ],
)  # fmt: skip
def test_a_name_ends_where_it_should(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("拉明·亚马尔十七岁。上半场，拉明·亚马尔内切分球。", "PERSON:拉明·亚马尔内切"),
        ("彼得·安德烈到场。彼得·安德烈耶夫也到场。", "PERSON:彼得·安德烈耶"),
        ("国务总理张绍曾表示抱歉。6日，张绍曾内阁总辞，张绍曾离京。", "PERSON:张绍"),
        ("多哥总统到访，多方都表示欢迎，多国代表到场。", "PLACE:多"),
        ("阿比让他先走，自己留下。", "PLACE:阿比让"),
        ("上海-杭州段列车停运。", "PLACE:上海-杭州"),
        ("深圳-惠州高速公路通车。", "PLACE:深圳-惠州"),
        ("纽约-广州航线开通。", "PLACE:纽约-广州"),
        ("巴黎—兰州航班恢复。", "PLACE:巴黎—兰州"),
        ("英国-加州贸易代表团到访。", "PLACE:英国-加州"),
        ("前苏联解体了。前南斯拉夫分裂了。", "PLACE:前苏联"),
        ("以色列称，以国为重是应有之义。", "PLACE:以"),
        ("以色列士兵来了。以国之名，他们宣誓。", "PLACE:以"),
        ("几内亚与几国领导人会谈，几方都满意。", "PLACE:几"),
        ("利比亚总统说，这是利国利民的好事。", "PLACE:利"),
        ("卡塔尔学者用卡方检验分析数据。", "PLACE:卡"),
        ("委内瑞拉代表到会，受委方没有说话。", "PLACE:委"),
        ("大阪府政府说，松本市政府也宣布赈灾。", "PERSON:松本市"),
        ("爱尔兰队到了。爱国人士来迎。", "PLACE:爱"),
        ("秘鲁产药。秘方、土方都试过，土耳其也不例外。", "PLACE:秘"),
        ("老挝代表团抵达。大国与小国一律平等。", "PLACE:大"),
        ("比利时首相到访。比方说，啤酒就很有名。", "PLACE:比"),
        ("立陶宛总统说，一立方米天然气要一欧元。", "PLACE:立"),
        ("科威特总理到访。科方法师也来了，科局势不明。", "PLACE:科方"),
        ("他去过大、中、小三国。", "PLACE:小"),
        ("古巴医生到达。这座文明古国历史悠久。", "PLACE:古"),
        ("会议谈到产、学、研三方合作。", "PLACE:研"),
        ("皇马在圣地亚哥·伯纳乌球场举行仪式。", "PLACE:圣地亚哥·伯纳乌"),
        ("两人在罗兰·加洛斯球场搭档双打。", "PLACE:罗兰·加洛斯"),
        ("国际清算银行和欧洲银行管理局联合声明。", "ORG:欧洲银行"),
        ("易边再战不到两分钟，比分改写。", "PERSON:易边"),
        ("陆空边境就此关闭。把动武作为最后手段。", "PERSON:陆空"),
        ("陆空边境就此关闭。把动武作为最后手段。", "PERSON:动武"),
        ("7月，侨居蓬塔阿雷纳斯的英国人凑钱租下一艘船。", "PLACE:侨居"),
        ("余波未了，列国共管铁路。", "PERSON:余波"),
        ("余波未了，列国共管铁路。", "PERSON:列国"),
    ],
)
def test_what_only_looks_alike_stays(recogniser: Recogniser, text: str, unwanted: str) -> None:
    assert unwanted not in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("彼得·安德烈到场。彼得·安德烈耶夫也到场。", "PERSON:彼得·安德烈耶夫"),
        ("王毅到会。王毅夫也到会。", "PERSON:王毅夫"),
        ("张三丰讲话，张三来了。张三也走了。", "PERSON:张三丰"),
        ("他住在梅克伦堡-前波美拉尼亚州。", "PLACE:梅克伦堡-前波美拉尼亚州"),
        ("州长来自石勒苏益格-荷尔斯泰因州。", "PLACE:石勒苏益格-荷尔斯泰因州"),
        ("尼日尔政变后，尼国为此付出代价。", "PLACE:尼"),
        ("委内瑞拉发出邀请。受委方邀请，代表团到访。", "PLACE:委"),
        ("卡塔尔斡旋，卡方说谈判顺利。", "PLACE:卡"),
        ("莫斯科—北京航线恢复。", "PLACE:莫斯科"),
        ("北京-上海高铁开通。", "PLACE:上海"),
        ("记者李阿比来了。", "PERSON:李阿比"),
        ("人群涌向德国的波茨坦广场。", "PLACE:波茨坦广场"),
        ("谢赫·哈西娜总理下台。埃米尔·库斯图里察导演来了。", "PERSON:谢赫·哈西娜"),
        ("谢赫·哈西娜总理下台。埃米尔·库斯图里察导演来了。", "PERSON:埃米尔·库斯图里察"),
        ("大穆夫提阿卜杜勒-阿齐兹·阿勒谢赫讲话。", "PERSON:阿卜杜勒-阿齐兹·阿勒谢赫"),
        ("如东县、若羌县和即墨区都下了雨。", "PLACE:若羌县"),
        ("郑州二七区和中原区都下了雨。", "PLACE:二七区"),
        ("上海国际航运中心落成。", "PLACE:上海"),
        ("中国银行上海分行和美国银行都来了。", "ORG:美国银行"),
        ("日本银行维持利率。", "ORG:日本银行"),
        ("中国华融资产管理公司发债。", "ORG:中国华融资产管理公司"),
        ("飞机停在洛杉矶国际机场。", "PLACE:洛杉矶"),
        ("比赛在伦敦的温布利球场举行。", "PLACE:温布利球场"),
    ],
)
def test_what_is_right_stays(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)
