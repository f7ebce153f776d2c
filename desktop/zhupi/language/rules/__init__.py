"""What LAC does not see, as small rules with one concern each.

A rule takes the passage and what was found so far, and returns what is found now. Rules know
the language, never an article: none of them names a person or an event. Raise
`recogniser.RULES_VERSION` with every change that may alter a mention.
"""

from __future__ import annotations

from collections.abc import Callable

from zhupi.language.passage import Found, Passage
from zhupi.language.rules.assembling import (
    abroad,
    assembled,
    by_ending,
    committees,
    described,
    embassies,
    of_its_kind,
    parted,
)
from zhupi.language.rules.bylines import bylines, houses, not_in_houses
from zhupi.language.rules.consistency import agree, spread
from zhupi.language.rules.events import events, unquoted_laws
from zhupi.language.rules.japanese import japanese
from zhupi.language.rules.known import (
    cities,
    facilities,
    known,
    levels,
    of_the_clock,
    opening_words,
    trimmed,
)
from zhupi.language.rules.lists import alike
from zhupi.language.rules.mentions import discard
from zhupi.language.rules.named_pairs import named_pairs
from zhupi.language.rules.nesting import names_within
from zhupi.language.rules.organisations import (
    abbreviated,
    complete,
    departments,
    seats,
    sole,
    stations,
    whole,
    with_country,
)
from zhupi.language.rules.own_bodies import broadcasters, guards, known_whole, own_bodies
from zhupi.language.rules.people import (
    after_title,
    before_title,
    dotted_names,
    governments,
    joined_names,
    short_firms,
    storms,
    titled,
    without_title,
)
from zhupi.language.rules.roles import roles
from zhupi.language.rules.short_forms import (
    armies,
    bodies,
    listed,
    pairs,
    sides,
    signs_only,
    subjects,
    towards,
)
from zhupi.language.rules.sites import (
    called_after,
    first_signs,
    lines,
    named_after,
    side_by_side,
    sites,
)
from zhupi.language.rules.stuck import alone, courtesy, left_over, rulers, stuck
from zhupi.language.rules.surnames import familiar, surnames
from zhupi.language.rules.taught import craft, not_of_bodies, taught, unbracketed
from zhupi.language.rules.times import times
from zhupi.language.rules.works import laws, media, media_in_titles

Rule = Callable[[Passage, list[Found]], list[Found]]

#: What LAC's words need before they are worth as much as another reader's mentions.
MENDING: tuple[Rule, ...] = (bodies, complete, whole, without_title, discard)
RULES: tuple[Rule, ...] = (
    unbracketed,
    times,
    laws,
    media_in_titles,
    media,
    signs_only,
    pairs,
    listed,
    sides,
    armies,
    subjects,
    towards,
    sole,
    own_bodies,
    guards,
    with_country,
    stations,
    broadcasters,
    seats,
    known,
    known_whole,
    cities,
    departments,
    levels,
    side_by_side,
    trimmed,
    committees,
    parted,
    embassies,
    by_ending,
    assembled,
    described,
    abroad,
    events,
    unquoted_laws,
    opening_words,
    facilities,
    first_signs,
    sites,
    lines,
    named_after,
    of_its_kind,
    of_the_clock,
    named_pairs,
    joined_names,
    dotted_names,
    storms,
    titled,
    before_title,
    after_title,
    surnames,
    familiar,
    japanese,
    left_over,
    alike,
    stuck,
    rulers,
    courtesy,
    roles,
    alone,
    bylines,
    houses,
    agree,
    governments,
    short_firms,
    spread,
    abbreviated,
    taught,
    not_of_bodies,
    craft,
    not_in_houses,
    names_within,
    called_after,
)
