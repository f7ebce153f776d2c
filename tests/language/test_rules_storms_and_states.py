"""Storms, signs and states abroad that are easily taken for people, and what only looks alike."""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.model import Span
from zhupi.core.protocols import Recogniser

_TALKS = "声明说，沙特和伊朗同意复交。沙伊双方将互派大使。"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # storms
        ("第5号台风“杜苏芮”在福建登陆。", "EVENT:杜苏芮"),
        ("今年第6号台风“卡努”生成。卡努中心附近最大风力14级。", "EVENT:卡努"),
        ("“山竹”台风逼近广东。受“山竹”影响，学校停课。", "EVENT:山竹"),
        ("颱風「蘇拉」逼近。「蘇拉」環流為澎湖帶來強風。", "EVENT:蘇拉"),
        ("台风“利奇马”是浙江近年最强的，仅次于2006年的“桑美”。", "EVENT:利奇马"),
        ("飓风“艾琳”袭击了巴哈马。", "EVENT:艾琳"),
        ("热带风暴“天琴”在越南沿海登陆。", "EVENT:天琴"),
        ("台风“山竹”逼近，山竹登陆时风力很大。", "EVENT:山竹"),
        ("“玛莎”和“卡努”两个台风相继登陆。", "EVENT:卡努"),
        # somebody in marks is no storm
        ("台风“杜苏芮”登陆后，救援队里的“王建国”冒着暴雨救出三人。", "PERSON:王建国"),
        ("受台风“烟花”影响，上海暴雨。主播“李佳琦”推迟直播。", "PERSON:李佳琦"),
        ("台风“山竹”登陆那天，被称为“郑和”的船长仍在海上。", "PERSON:郑和"),
        ("台风“利奇马”带来强降雨，村民“张三”被困。", "PERSON:张三"),
        ("台风“韦帕”登陆时，博主“陈国栋”拍下大树倒下的影像。", "PERSON:陈国栋"),
        ("飓风“艾琳”袭击巴哈马，歌手“玛丽”取消演出。", "PERSON:玛丽"),
        # Israel
        ("以军空袭加沙，以方称目标是哈马斯。", "PLACE:以"),
        # pairs that the article explains
        (f"沙伊在北京握手。{_TALKS}", "PLACE:伊"),
        # states as Taiwan and Hong Kong write them
        ("總統五日到帛琉，六日返國。", "PLACE:帛琉"),
        ("外交部說，瓜地馬拉與巴拉圭都是友邦。", "PLACE:瓜地馬拉"),
        ("一行三日抵吐瓦魯，四日過境關島。", "PLACE:吐瓦魯"),
        ("馬紹爾總統海妮到機場迎接。", "PLACE:馬紹爾"),
        ("義大利總理梅洛尼訪問衣索比亞。", "PLACE:衣索比亞"),
        ("马绍尔群岛共和国来了人。马绍尔代表说，我们要生存。", "PLACE:马绍尔"),
        # whoever is called as they write a state
        ("美国国务卿马绍尔提出计划，马绍尔在哈佛大学演讲。", "PERSON:马绍尔"),
        ("教练贝里斯率队出征，贝里斯赛后表示满意。", "PERSON:贝里斯"),
        ("加彭先生是本店老板。", "PERSON:加彭"),
        # cities as they write them
        ("外長昨天抵達坎培拉，會見澳洲總理。", "PLACE:坎培拉"),
        ("法新社杜拜電，以軍空襲加薩走廊。", "PLACE:加薩走廊"),
        ("代表團經奈洛比轉往三蘭港。", "PLACE:奈洛比"),
        # a place in a body's name
        ("中国铁路南昌局集团有限公司宣布部分列车停运。", "PLACE:南昌"),
        ("杭深线部分列车停运。", "PLACE:杭深线"),
    ],
)
def test_a_rule_finds_what_it_is_for(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # a storm is nobody
        ("第5号台风“杜苏芮”在福建登陆。“杜苏芮”是今年最强的台风。", "PERSON:杜苏芮"),
        ("1990年台风“杨希”正面袭击晋江。", "PERSON:杨希"),
        # somebody called like a storm is none, nor is what is said of storms in marks
        ("台风“玛丽亚”登陆福州。总统玛丽亚致电慰问。", "EVENT:总统玛丽亚"),
        ("启动防台风“三停一休”措施。", "EVENT:三停一休"),
        ("记者说，演员海燕来了。", "EVENT:海燕"),
        ("防御台风“黄金十二小时”已经开始，台风“预警”发布。", "EVENT:预警"),
        ("台风“海葵”登陆时，“小李”也在堤上。", "EVENT:小李"),
        # 以 with what one does
        ("總統將以軍禮歡迎貴賓。", "PLACE:以"),
        ("他以军功升任少校，并以军人身份出席。", "PLACE:以"),
        ("会议以军队建设为主题，以军事手段为后盾。", "PLACE:以"),
        # signs in numbers of boats and cars
        ("渔船“闽晋渔05112”前天就回港避风了。", "PLACE:晋"),
        ("肇事的是一辆京A12345号轿车。", "PLACE:京"),
        # pairs
        (f"沙伊在北京握手。{_TALKS}", "PERSON:沙伊"),
        # states
        ("諾魯孜節是伊朗人的新年。", "PLACE:諾魯"),
        ("馬紹爾總統海妮到機場迎接。", "PERSON:馬紹爾"),
        ("馬紹爾將軍出任國務卿，馬紹爾計劃由此得名。", "PLACE:馬紹爾"),
        ("一行三日抵吐瓦魯，四日過境關島。", "PERSON:瓦魯"),
        ("哈萨克族和塔吉克族都是中国的民族。", "PLACE:哈萨克"),
        ("国务卿马绍尔到访，马绍尔代表美国政府调停。马绍尔群岛与此无关。", "PLACE:马绍尔"),
        # somebody called like a city
        ("演員李永珍昨天出席記者會。", "PLACE:永珍"),
        ("南丁格爾的名字是佛羅倫斯。", "PLACE:南丁格爾"),
        # a place across the border of a word
        ("中国铁路南昌局集团有限公司宣布部分列车停运。", "PLACE:路南"),
        # groups that sign
        ("文章写到这里。\n编辑丨朱批编写组", "PERSON:朱批"),
        ("来源：朱批示例文库", "PERSON:朱批"),
    ],
)
def test_what_only_looks_alike_is_left(recogniser: Recogniser, text: str, unwanted: str) -> None:
    assert unwanted not in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("杭深线部分列车停运。", "杭", "PLACE:杭州市"),
        ("總統五日到帛琉，六日返國。", "帛琉", "PLACE:帕劳"),
        ("義大利總理昨天到訪。", "義大利", "PLACE:意大利"),
        ("以軍空襲加薩走廊。", "加薩走廊", "PLACE:加沙"),
        ("他從杜拜飛往巴塞隆納。", "巴塞隆納", "PLACE:巴塞罗那"),
    ],
)
def test_a_place_is_what_it_is_called_elsewhere(
    recogniser: Recogniser, text: str, name: str, entity: str
) -> None:
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert {m.entity for m in mentions if text[m.start : m.end] == name} == {entity}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("台风“山竹”已远去。果农的山竹烂在地里。", 1),
        ("演员海燕和台风“海燕”没有关系，海燕说她不怕。", 1),
        ("台风“卡努”生成。卡努趋向琉球群岛，卡努环流很大。", 3),
    ],
)
def test_only_the_storm_is_an_event(recogniser: Recogniser, text: str, times: int) -> None:
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert sum(m.label == "EVENT" for m in mentions) == times
