"""Names whole and by themselves: people that cities are called like, what holds a place and what
does not, what a title, a coined word or a thing only shares with a name.

Each with what it finds and what only looks alike; whole sentences go through the recogniser.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.protocols import Recogniser


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # people that cities are called like
        ("国防部长奥斯汀到了金边。随后奥斯汀与首相会谈。", "PERSON:奥斯汀"),
        ("劳埃德·奥斯汀上午演讲。明天，奥斯汀将到金边。", "PERSON:奥斯汀"),
        ("达尔文随船航行五年，回国后写成了书。", "PERSON:达尔文"),
        ("夏洛特比弟弟小一岁，上学却早。", "PERSON:夏洛特"),
        ("阿里·哈梅内伊20日下令哀悼。据说他一直被视为哈梅内伊的接班人。", "PERSON:哈梅内伊"),
        ("公司把总部迁到得克萨斯州奥斯汀市。", "PLACE:奥斯汀市"),
        ("飞机降落在奥斯汀机场。", "PLACE:奥斯汀机场"),
        # something stuck on, something missing
        ("易卜拉欣·莱希乘机失事。遗体运回后，再将莱希安葬于故乡。", "PERSON:莱希"),
        ("党魁梁家杰说，这不是公民党的官司。", "PERSON:梁家杰"),
        ("主管港澳事务的副总理韩正在台上说，工程已经完成。", "PERSON:韩正"),
        # treaties hold the states at their beginning
        ("他为《美菲共同防御条约》作保。", "PLACE:菲"),
        ("《美菲共同防御条约》签于1951年。", "PLACE:美"),
        ("《美韩共同防御条约》第三条没有改。", "PLACE:韩"),
        ("《俄朝全面战略伙伴关系条约》生效。", "PLACE:朝"),
        ("《黑海谷物倡议》停摆了。", "LAW:黑海谷物倡议"),
        ("《全球数据安全倡议》发表三年。", "LAW:全球数据安全倡议"),
        # bodies with all that belongs to them
        ("当天早晨，伊朗红新月会派出了救援队。", "ORG:伊朗红新月会"),
        ("中国驻敖德萨总领馆的玻璃碎了。", "ORG:中国驻敖德萨总领馆"),
        ("日本驻泗水总领事馆闭馆一天。", "ORG:日本驻泗水总领事馆"),
        ("特种作战司令部司令出席作证。", "ORG:特种作战司令部"),
        ("世界自然基金会香港分会很痛心。", "ORG:世界自然基金会香港分会"),
        ("最大在野党共同民主党的党首来了。", "ORG:共同民主党"),
        ("案子到了高等法院上诉庭。", "ORG:高等法院上诉庭"),
        ("白俄罗斯第一方面军强渡奥得河。", "ORG:白俄罗斯第一方面军"),
        # meetings and landing places as their reader saw them
        ("第二届俄罗斯—非洲峰会27日在圣彼得堡开幕。", "EVENT:第二届俄罗斯—非洲峰会"),
        ("由珠海到香港国际机场的车程缩短了。", "PLACE:香港国际机场"),
        ("会议在莫斯科世界贸易中心举行。", "PLACE:莫斯科世界贸易中心"),
        ("请朝阳门外大街一带的居民准备。", "PLACE:朝阳门外大街"),
        # signs beside signs and in lists
        ("他父亲是江浙名律师。", "PLACE:江"),
        ("古城没于漳、卫洪水。", "PLACE:漳"),
        # manoeuvres, tournaments, articles of laws, decrees
        ("韩美商定今年夏天举行“自由之刃”演习。", "EVENT:自由之刃"),
        ("她在法网夺冠。", "PLACE:法"),
        ("这与宪法第22条保障的权利有关。", "LAW:宪法"),
        ("总理签署国务院令第668号。", "LAW:国务院令第668号"),
        ("司令10日在国会国防委员会作证。", "ORG:国会"),
        # departments by their regions
        ("中国外交部北美洲和大洋洲事务司司长到场。", "ORG:中国外交部北美洲和大洋洲事务司"),
        ("美国国务院欧洲和欧亚事务局发言人说。", "ORG:美国国务院欧洲和欧亚事务局"),
        ("《十一版》印过十一版，巴格达电台当天广播说。", "MEDIA:巴格达电台"),
        # committees of parties
        ("中共湖南省委书记前往看望。", "PLACE:湖南"),
        ("江苏省沛县委、沛县人民政府发文。", "PLACE:沛县"),
    ],
)
def test_a_name_is_found_whole(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # bridges and temples hold no place
        ("港珠澳大桥今早通车。", "PLACE:珠"),
        ("当天凌晨，克里米亚大桥被炸。", "PLACE:克里米亚"),
        ("再驶过青州航道桥、九洲航道桥。", "PLACE:青州"),
        ("伶仃洋大桥合龙了。", "PLACE:伶仃洋"),
        ("他早年就读于西南联合大学。", "PLACE:西南"),
        # trades and firms are no parts
        ("银行重新接入环球银行金融电信协会。", "ORG:环球银行"),
        ("中国银行业协会发布报告。", "ORG:中国银行"),
        ("巴西国家石油公司公布财报。", "ORG:巴西国家石油"),
        ("《中美日内瓦经贸会谈联合声明》公布。", "PLACE:日"),
        # titles as a whole, words coined, works
        ("内阁官房长官主持会议。", "ORG:内阁官房"),
        ("财政司司长和律政司司长随后到场。", "ORG:律政司"),
        ("欧盟正走向一场“经济冷战”。", "EVENT:冷战"),
        ("他以《冷战》得最佳导演。", "EVENT:冷战"),
        ("文莱苏丹博尔基亚乘专机抵达。", "PLACE:苏丹"),
        # what many have, and what any one of its kind is called
        ("边界的划分交给两国国会。", "ORG:国会"),
        ("各国央行都在观望。", "ORG:央行"),
        ("昨天，新一届专家会议开幕。", "EVENT:一届专家会议"),
        ("他上午主持了第一次内阁会议。", "EVENT:第一次内阁会议"),
        ("全国下令实行伊斯兰教法。", "LAW:伊斯兰教法"),
        # ordinary words
        ("总统在界河边为新坝剪彩。", "PLACE:界河"),
        ("小麦期货涨了8.5%，报每蒲式耳7.2775美元。", "ORG:蒲式耳"),
        ("工人把沉管隧道的最终接头放进海底。", "PLACE:沉管隧道"),
        ("空中客车公司拿到了订单。", "PLACE:空中"),
        ("周一，劳方代表提高了要求。", "PERSON:劳方"),
        ("市场上充斥着更便宜的中国电动汽车。", "ORG:中国电动汽车"),
        ("村口的樟树上贴着账单。", "PLACE:樟树"),
        ("珠江西岸的房价没有动。", "PLACE:西岸"),
        ("老师用蒙汉两种语言授课。", "PLACE:汉"),
        ("他居中调度，两人分守两侧。", "PLACE:中"),
        # and people that are none
        ("会计从一张字迹稍淡的汇票上看出破绽。", "PERSON:张字迹"),
        ("从车站走到中山五路要十分钟。", "PERSON:中山五路"),
        ("全总副主席出席。", "PERSON:全"),
        ("国王和王储兼首相撤往邻国。", "PERSON:王"),
    ],
)
def test_a_name_is_not_found_in_what_only_holds_its_words(
    recogniser: Recogniser, text: str, unwanted: str
) -> None:
    assert unwanted not in found(recogniser, text)
