"""What LAC does not see, as small rules with one concern each.

A rule takes the passage and what was found so far, and returns what is found now. Rules know
the language, never an article: none of them names a person or an event. Raise `RULES_VERSION`
with every change that may alter a mention: cached mentions are found anew then.
"""

from __future__ import annotations

from collections.abc import Callable

from zhupi.language.passage import Found, Passage
from zhupi.language.rules.consistency import agree, spread
from zhupi.language.rules.mentions import discard
from zhupi.language.rules.nesting import places_within
from zhupi.language.rules.organisations import complete, seats, stations, with_country
from zhupi.language.rules.people import bylines, dotted_names, governments, titled
from zhupi.language.rules.short_forms import bodies, pairs, sides, towards
from zhupi.language.rules.times import dates, joined, prefixed, spans_after
from zhupi.language.rules.works import laws, media, media_in_titles

Rule = Callable[[Passage, list[Found]], list[Found]]

RULES_VERSION = 1
RULES: tuple[Rule, ...] = (
    bodies,
    discard,
    dates,
    joined,
    prefixed,
    spans_after,
    laws,
    media_in_titles,
    media,
    pairs,
    sides,
    towards,
    with_country,
    complete,
    stations,
    seats,
    dotted_names,
    titled,
    bylines,
    agree,
    governments,
    spread,
    places_within,
)
