"""Runs one other package over articles, in the environment made for it; see `understanding_peers`.

    python understanding_peer.py NAME < questions.json > answers.json

Questions: `[{"blocks": [[start, text], …], "published": "2023-10-05" or null, "times": [words,
…]}, …]`. Answers: `{"load": seconds, "seconds": …, "peak": MB, "articles": [{"mentions": [[start,
end, label, [value, …]], …], "values": [[value, …], …]}, …]}`; values are ISO 8601, several where
the package offers several, and `2023-09-16/?` where it says when something begins and no more.
Standard library and the one package alone: nothing of Zhupi is importable there.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

Words = Iterable[tuple[str, str]]
"""Words with their tags, in order; together they are the text, white space apart."""
Values = list[str]
Found = list[tuple[int, int, str, Values]]

#: Tags of the People's Daily scheme and of the packages' own; all else is no name.
_LABELS = {
    "nr": "PERSON", "nrt": "PERSON", "nrfg": "PERSON", "nrf": "PERSON", "np": "PERSON",
    "per": "PERSON", "PER": "PERSON",
    "ns": "PLACE", "LOC": "PLACE", "nt": "ORG", "ni": "ORG", "ORG": "ORG",
    "t": "TIME", "TIME": "TIME",
}  # fmt: skip


def by_words(cut: Callable[[str], Words]) -> Callable[[str, date | None], Found]:
    """Finds names in what cuts text into tagged words."""

    def find(text: str, _published: date | None) -> Found:
        found: Found = []
        at = 0
        for word, tag in cut(text):
            start = text.find(word, at) if word.strip() else -1
            if start < 0:
                continue
            at = start + len(word)
            if label := _LABELS.get(tag):
                found.append((start, at, label, []))
        return found

    return find


def _nothing(_text: str, _published: date | None) -> Found:
    return []


# --- names ------------------------------------------------------------------------------------


def jieba(module: Any) -> Callable[[str, date | None], Found]:
    module.initialize()
    posseg = importlib.import_module("jieba.posseg")
    return by_words(lambda text: ((pair.word, pair.flag) for pair in posseg.cut(text)))


def rjieba(module: Any) -> Callable[[str, date | None], Found]:
    return by_words(module.tag)


def jiojio(module: Any) -> Callable[[str, date | None], Found]:
    module.init(pos=True)
    return by_words(module.cut)


def thulac(module: Any) -> Callable[[str, date | None], Found]:
    return by_words(module.thulac().cut)


def snownlp(module: Any) -> Callable[[str, date | None], Found]:
    return by_words(lambda text: module.SnowNLP(text).tags)


def monpa(module: Any) -> Callable[[str, date | None], Found]:
    utils = importlib.import_module("monpa.utils")

    def cut(text: str) -> Iterator[tuple[str, str]]:
        for piece in utils.short_sentence(text):
            yield from module.pseg(piece)

    return by_words(cut)


def jiagu(module: Any) -> Callable[[str, date | None], Found]:
    """Its names may go over several of its words: B-ORG, I-ORG."""

    def cut(text: str) -> Iterator[tuple[str, str]]:
        words = module.seg(text)
        whole, label = "", ""
        for word, tag in zip(words, module.ner(words), strict=True):
            if not tag.startswith("I-") and whole:
                yield whole, label
                whole = ""
            whole, label = whole + word, tag.partition("-")[2]
        if whole:
            yield whole, label

    return by_words(cut)


# --- times ------------------------------------------------------------------------------------


def _base(published: date | None) -> datetime:
    day = published or date.today()  # noqa: DTZ011 -- what each would take without being told
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- as they want it


def _span(first: str, last: str) -> str:
    """An interval of days from `2023-09-16 00:00:00` and the like."""
    ends = [("" if "inf" in end else end)[:10] or ".." for end in (first, last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def _jionlp_values(told: Any) -> Values:
    times = told.get("time") if isinstance(told, dict) else None
    if not isinstance(times, list) or not all(isinstance(end, str) for end in times):
        return []
    return [_span(times[0], times[-1])]


def jionlp_value(module: Any) -> Callable[[str, date | None], Values]:
    def value(words: str, published: date | None) -> Values:
        base = _base(published).timestamp()
        return _jionlp_values(module.parse_time(words, time_base=base))

    return value


def jionlp(module: Any) -> Callable[[str, date | None], Found]:
    def find(text: str, published: date | None) -> Found:
        base = _base(published).timestamp()
        told = module.ner.extract_time(text, time_base=base, with_parsing=True)
        return [
            (*item["offset"], "TIME", _jionlp_values(item["detail"]))
            for item in told
            if item["type"] in {"time_point", "time_span"}
        ]

    return find


def _recognised(values: Iterable[Any]) -> Values:
    result = []
    for item in values:
        if item["type"] in {"date", "datetime"}:
            result.append(item["value"][:10])
        elif item["type"] in {"daterange", "datetimerange"} and "start" in item:
            # Their ends are exclusive.
            last = datetime.fromisoformat(item["end"][:10]) if "end" in item else None
            end = (last - timedelta(days=1)).date().isoformat() if last else ".."
            result.append(_span(item["start"], end))
    return result


def _recognize(module: Any, text: str, published: date | None) -> Any:
    return module.recognize_datetime(text, module.Culture.Chinese, reference=_base(published))


def recognizers_value(module: Any) -> Callable[[str, date | None], Values]:
    def value(words: str, published: date | None) -> Values:
        told = _recognize(module, words, published)
        return _recognised(v for item in told for v in (item.resolution or {}).get("values", ()))

    return value


def recognizers(module: Any) -> Callable[[str, date | None], Found]:
    def find(text: str, published: date | None) -> Found:
        return [
            (item.start, item.end + 1, "TIME", _recognised(item.resolution["values"]))
            for item in _recognize(module, text, published)
            if item.resolution
        ]

    return find


def time_parser_zh(module: Any) -> Callable[[str, date | None], Values]:
    def value(words: str, published: date | None) -> Values:
        told = module.extract_date_range_v2(words, today=_base(published))
        if told.start and told.end:
            return [_span(told.start, told.end)]
        return [told.point] if isinstance(getattr(told, "point", None), str) else []

    return value


def cntime(module: Any) -> Callable[[str, date | None], Values]:
    arrow = importlib.import_module("arrow")
    importlib.import_module("loguru").logger.remove()

    def value(words: str, published: date | None) -> Values:
        parser = module.TimeNormalizer(isPreferFuture=False)
        told = parser.parse(words, baseTime=arrow.get(_base(published)))
        if told.get("timestamp"):
            return [told["timestamp"][:10] + "/?"]
        return [_span(*told["timespan"])] if told.get("timespan") else []

    return value


def dateparser(module: Any) -> Callable[[str, date | None], Values]:
    lengths = {"year": 4, "month": 7}

    def value(words: str, published: date | None) -> Values:
        settings = {"RELATIVE_BASE": _base(published), "PREFER_DATES_FROM": "past"}
        parser = module.date.DateDataParser(languages=["zh"], settings=settings)
        told = parser.get_date_data(words)
        if told.date_obj is None:
            return []
        return [told.date_obj.date().isoformat()[: lengths.get(told.period, 10)]]

    return value


#: Name → the module to import, what makes its finder, what makes its reader of values.
_PEERS: dict[str, tuple[str, Callable[[Any], Any] | None, Callable[[Any], Any] | None]] = {
    "jieba": ("jieba", jieba, None),
    "rjieba": ("rjieba", rjieba, None),
    "jiojio": ("jiojio", jiojio, None),
    "thulac": ("thulac", thulac, None),
    "snownlp": ("snownlp", snownlp, None),
    "jiagu": ("jiagu", jiagu, None),
    "monpa": ("monpa", monpa, None),
    "jionlp": ("jionlp", jionlp, jionlp_value),
    "recognizers-text": ("recognizers_date_time", recognizers, recognizers_value),
    "time-parser-zh": ("time_parser_zh", None, time_parser_zh),
    "cntime-nlp": ("cntimenlp", None, cntime),
    "dateparser": ("dateparser", None, dateparser),
}


def answer(question: Any, find: Any, value: Any) -> dict[str, Any]:
    """What is found in one article, and the values of its times."""
    published = date.fromisoformat(question["published"]) if question["published"] else None
    mentions = []
    for start, text in question["blocks"]:
        for first, last, label, told in _tried(find, text, published):
            mentions.append((start + first, start + last, label, told))
    values = [_tried(value, words, published) if value else [] for words in question["times"]]
    return {"mentions": mentions, "values": values}


def _tried(function: Any, text: str, published: date | None) -> Any:
    """What it answers; nothing where it breaks, which several do on what they don't know."""
    with contextlib.suppress(Exception):
        return function(text, published)
    return []


def _peak() -> float:
    """MB that this process ever had; 0 where the system is none of Linux."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    module, make_finder, make_value = _PEERS[sys.argv[1]]
    questions = json.load(sys.stdin)
    answers = sys.stdout
    began = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        package = importlib.import_module(module)
        find = make_finder(package) if make_finder else _nothing
        value = make_value(package) if make_value else None
        # Several load their models at the first call.
        answer({"published": None, "blocks": [[0, "昨天在北京"]], "times": ["昨天"]}, find, value)
        load = time.perf_counter() - began
        began = time.perf_counter()
        articles = [answer(question, find, value) for question in questions]
        seconds = time.perf_counter() - began
    result = {"load": load, "seconds": seconds, "peak": _peak(), "articles": articles}
    json.dump(result, answers, ensure_ascii=False)


if __name__ == "__main__":
    main()
