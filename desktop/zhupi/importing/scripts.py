"""Which language and script a text is in, by characters that only one script has."""

from __future__ import annotations

import re

from zhupi.importing.characters import count_han

# Frequent characters of news that the other script writes otherwise, in corresponding order.
_SIMPLIFIED = (
    "国们这说时会来对为发经见长动现实进过还关开问与门间总战争东车马华业务议员报"
    "纪级统结给约红纳让认识设访评论证词该调谈请谁谢达运连选边远适钱银错阳陆队际随难领"
    "题飞馆鱼鲁麦黄龙义习乡书买亲产亿从仅价众优传体个万两严举权条极标机桥样后术无旧"
)
_TRADITIONAL = (
    "國們這說時會來對為發經見長動現實進過還關開問與門間總戰爭東車馬華業務議員報"
    "紀級統結給約紅納讓認識設訪評論證詞該調談請誰謝達運連選邊遠適錢銀錯陽陸隊際隨難領"
    "題飛館魚魯麥黃龍義習鄉書買親產億從僅價眾優傳體個萬兩嚴舉權條極標機橋樣後術無舊"
)
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED)

#: Characters that make up about half of any Chinese text, in both scripts.
FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家"
    "学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经"
    "头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者"
    "向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气"
    "信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活"
    "難與為這個來們說時會過學對後國發開無經頭長動兩樣現將實進點種聲話問機給幾業間電門東總場師書"
    "員華報張處體氣爾讓從關內軍產萬並還麼裡當見"
)
_SAMPLE = 100_000  #: characters that are looked at
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def guess_language(text: str) -> str:
    """BCP 47: `zh-Hans`, `zh-Hant`, `ja`, `ko`, `en` for other text in Latin letters, or `und`."""
    text = text[:_SAMPLE]
    han = count_han(text)
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    latin = len(_LATIN.findall(text))
    if hangul > han + kana and hangul > latin / 4:
        return "ko"
    if kana > 0.1 * (han + kana) and kana > latin / 8:
        return "ja"
    if han == 0 or han < latin / 8:
        return "en" if latin else "und"
    simplified = sum(1 for c in text if c in _ONLY_SIMPLIFIED)
    traditional = sum(1 for c in text if c in _ONLY_TRADITIONAL)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
