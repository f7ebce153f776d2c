"""What LAC does not see, as small rules with one concern each.

A rule takes the passage and what was found so far, and returns what is found now. Rules know
the language, never an article: none of them names a person or an event. Raise
`recogniser.RULES_VERSION` with every change that may alter a mention.
"""

from __future__ import annotations

from collections.abc import Callable

from zhupi.language.passage import Found, Passage
from zhupi.language.rules.assembling import assembled, of_its_kind
from zhupi.language.rules.bylines import bylines, houses, not_in_houses
from zhupi.language.rules.consistency import agree, spread
from zhupi.language.rules.creatures import creatures
from zhupi.language.rules.events import events, unquoted_laws
from zhupi.language.rules.families import households
from zhupi.language.rules.islands import islands
from zhupi.language.rules.japanese import japanese
from zhupi.language.rules.known import (
    cities,
    facilities,
    known,
    of_the_clock,
    opening_words,
)
from zhupi.language.rules.levels import dashed, levels, trimmed
from zhupi.language.rules.mentions import discard
from zhupi.language.rules.named_pairs import named_pairs, named_towns
from zhupi.language.rules.named_signs import named_signs
from zhupi.language.rules.nesting import names_within
from zhupi.language.rules.officials import governors
from zhupi.language.rules.organisations import abbreviated, complete, of_many_states, sole, whole
from zhupi.language.rules.own_bodies import broadcasters, own_bodies
from zhupi.language.rules.parents import cabinets, halls
from zhupi.language.rules.people import dotted_names, joined_names, titled, without_title
from zhupi.language.rules.roles import roles
from zhupi.language.rules.run_on import run_on
from zhupi.language.rules.ships import ships
from zhupi.language.rules.short_forms import bodies, listed, pairs, sides, signs_only, towards
from zhupi.language.rules.sites import called_after, named_after, sites
from zhupi.language.rules.states import states
from zhupi.language.rules.storms import storms
from zhupi.language.rules.stuck import courtesy, left_over, stuck
from zhupi.language.rules.surnames import surnames
from zhupi.language.rules.taught import craft, taught
from zhupi.language.rules.times import times
from zhupi.language.rules.works import laws, media, media_in_titles

Rule = Callable[[Passage, list[Found]], list[Found]]

#: What LAC's words need before they are worth as much as another reader's mentions.
MENDING: tuple[Rule, ...] = (bodies, complete, whole, without_title, discard)
RULES: tuple[Rule, ...] = (
    times,
    laws,
    media_in_titles,
    media,
    signs_only,
    pairs,
    sides,
    towards,
    listed,
    sole,
    own_bodies,
    known,
    broadcasters,
    complete,
    of_many_states,
    states,
    cities,
    levels,
    trimmed,
    dashed,
    assembled,
    events,
    unquoted_laws,
    opening_words,
    facilities,
    halls,
    sites,
    named_after,
    of_its_kind,
    of_the_clock,
    named_pairs,
    named_signs,
    named_towns,
    joined_names,
    dotted_names,
    storms,
    titled,
    surnames,
    governors,
    japanese,
    run_on,
    left_over,
    households,
    stuck,
    courtesy,
    roles,
    bylines,
    houses,
    agree,
    islands,
    spread,
    cabinets,
    abbreviated,
    taught,
    craft,
    creatures,
    ships,
    not_in_houses,
    names_within,
    called_after,
)
