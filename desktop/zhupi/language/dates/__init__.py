"""Times: where they stand in a text, and their ISO 8601-2 values."""

from zhupi.language.dates.earlier import iso_value, iso_values
from zhupi.language.dates.values import is_value

__all__ = ["is_value", "iso_value", "iso_values"]
