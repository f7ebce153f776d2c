"""Rules for what stands in news of any kind: names with something stuck on, bodies without a
place, sites, short names in brackets, people and places told apart by what the sentence says.

Each with what it finds and what only looks alike; whole sentences go through the recogniser.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.protocols import Recogniser


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # something stuck on
        ("王晓明败给了李小兰。王也红了眼眶。", "PERSON:王"),
        ("温家宝同刚刚着陆的杨利伟通了电话。", "PERSON:温家宝"),
        ("联合国秘书长安南也向中国表示祝贺。", "PERSON:安南"),
        ("杨利伟走出舱门。卢杰用汉语致意，祝杨利伟一路平安。", "PERSON:杨利伟"),
        ("蔡锷率军入川。泸州一带，蔡部以数千之众作战。", "PERSON:蔡"),
        # titles of rulers, courtesy names, Japanese names
        ("埃米尔贾比尔撤往沙特阿拉伯，埃米尔的弟弟留在王宫。", "PERSON:贾比尔"),
        ("蔡锷，字松坡，湖南邵阳人。", "PERSON:松坡"),
        ("李烈钧（字协和）率军出征。段祺瑞（芝泉）托病观望。", "PERSON:芝泉"),
        ("松冈洋右、永野修身审讯期间病死，东乡茂德判刑。", "PERSON:永野修身"),
        ("松冈洋右、永野修身审讯期间病死，东乡茂德判刑。", "PERSON:东乡茂德"),
        ("板垣征四郎、木村兵太郎都到了。", "PERSON:板垣征四郎"),
        ("委员长栗战书宣布会议开始。", "PERSON:栗战书"),
        ("庭长韦伯将判决书宣读完毕。", "PERSON:韦伯"),
        # people and places
        ("他2日飞抵科罗拉多州阿斯彭，会见英国首相撒切尔夫人。", "PLACE:阿斯彭"),
        ("松井时任司令官，广田时任外相。", "PERSON:广田"),
        ("同站的还有俄方的马连琴科。", "PERSON:马连琴科"),
        ("伊拉克军队开进科威特。会议决定冻结伊科两国的资产。", "PLACE:科"),
        ("科考队抵达南极。", "PLACE:南极"),
        # bodies
        ("独立选举委员会宣布了结果。", "ORG:独立选举委员会"),
        ("机场管理局称，系统运作正常。", "ORG:机场管理局"),
        ("香港民航处的官员说，航班正常。", "ORG:香港民航处"),
        ("蔡锷率第一军入川。", "ORG:第一军"),
        ("国民党和因卡塔自由党分居二、三位。", "ORG:因卡塔自由党"),
        ("伊拉克应“自由临时政府”的请求出兵。", "ORG:自由临时政府"),
        ("打头阵的是伊军精锐共和国卫队的三个师。", "ORG:共和国卫队"),
        ("尼克松政府的官员也来了。", "ORG:尼克松政府"),
        ("尼克松政府的官员也来了。", "PERSON:尼克松"),
        ("国际天文学联合会通过了第5A号决议。", "LAW:第5A号决议"),
        ("独立革命阵线宣告成立。", "ORG:独立革命阵线"),
        ("将军拒绝了，特纳上校不理会。", "PERSON:特纳"),
        # short names in brackets
        ("德国统一社会党（统社党）政治局委员到会。", "ORG:统社党"),
        ("德国统一社会党（统社党）政治局委员到会。", "ORG:德国统一社会党"),
        # sites
        ("铁丝网封住了波茨坦广场。", "PLACE:波茨坦广场"),
        ("比赛在伦敦的温布利球场举行。", "PLACE:温布利球场"),
        ("火箭从岛上的萨迪什·达万航天中心升空。", "PLACE:萨迪什·达万航天中心"),
        ("火箭从安得拉邦斯里赫里戈达岛升空。", "PLACE:安得拉邦"),
        ("广州地铁一号线开通，二号线也已开工。", "PLACE:二号线"),
        ("越野车上了405号公路。", "PLACE:405号公路"),
        ("体育西路站今天启用。", "PLACE:体育西路"),
        ("人群涌向博恩霍尔默大街、因瓦利登大街和查理检查站。", "PLACE:因瓦利登大街"),
        # laws, media and events
        ("全国人大常委会发表《告台湾同胞书》。", "LAW:告台湾同胞书"),
        ("司法院宣读释字第748号解释。", "LAW:释字第748号解释"),
        ("次年，《日美和亲条约》订立。", "PLACE:美"),
        ("巴格达电台当天广播说，战斗已经结束。", "MEDIA:巴格达电台"),
        ("西德的德国电视一台说，边界已经开放。", "MEDIA:德国电视一台"),
        ("影片在第92届奥斯卡金像奖颁奖典礼上获奖。", "EVENT:第92届奥斯卡金像奖颁奖典礼"),
    ],
)
def test_a_rule_finds_what_it_is_for(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # nothing is cut off where it belongs to the name
        ("演员宋康昊与李善均、赵汝贞都来了。", "PERSON:李善"),
        ("王志向记者介绍了情况。", "PERSON:王"),
        ("埃米尔·左拉写了这封信。", "PERSON:左拉"),
        ("张明（中）和同事走出大厅。", "PERSON:中"),
        ("福田区的居民参加了活动。", "PERSON:福田区"),
        # places stay places
        ("代表团飞抵曼谷，会见了客人。", "PERSON:曼谷"),
        ("伊科两个字很少见。", "PLACE:科"),
        # what any one of its kind is called
        ("公司成立了调查委员会。", "ORG:调查委员会"),
        ("两国关系委员会议定了日程。", "ORG:关系委员会"),
        ("这是第一军医大学。", "ORG:第一军"),
        ("他们成立了临时政府。", "ORG:临时政府"),
        ("英国博彩公司公布了赔率。", "ORG:英国博彩公司"),
        ("最早抵达的是日本救援队。", "ORG:日本救援队"),
        ("银行间市场的交易价没有变。", "ORG:银行间市场"),
        ("程序“阿尔法围棋”四胜一负。", "LAW:阿尔法"),
        # letters and names of craft
        ("近月原油期货（WTI）跌了，WTI收于低位。", "ORG:WTI"),
        ("太阳探测器“阿迪蒂亚”可望在9月初发射。", "EVENT:阿迪蒂亚"),
        ("人造卫星“东方红”一号上天了。", "PERSON:东方红"),
        # not sites, not lines, not languages
        ("中国高速公路总里程增加了。", "PLACE:中国高速公路"),
        ("这是一号线索。", "PLACE:一号线"),
        ("她自学西班牙语。", "PLACE:西班牙"),
        ("着陆器在月球南极附近站稳。", "PLACE:南极"),
        ("铁丝网封住了波茨坦广场。", "PLACE:波茨坦"),
        # a bracket is in no name
        ("德国统一社会党（统社党）政治局委员到会。", "ORG:德国统一社会党（统社党"),
    ],
)
def test_a_rule_leaves_alone_what_only_looks_alike(
    recogniser: Recogniser, text: str, unwanted: str
) -> None:
    assert unwanted not in found(recogniser, text)
