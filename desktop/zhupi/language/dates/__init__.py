"""Times: where they stand in a text, and their ISO 8601-2 values with the reason for each.

`find` is the way in, `Times` where an article is read more than once; `is_value`
tells whether what a person typed is a value.
"""

from zhupi.language.dates.finding import Timed, Times, find
from zhupi.language.dates.points import Hints
from zhupi.language.dates.values import is_value

__all__ = ["Hints", "Timed", "Times", "find", "is_value"]
