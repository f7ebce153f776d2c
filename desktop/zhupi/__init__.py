"""Zhupi (朱批): read, search and annotate Chinese news offline."""

__version__ = "0.1.0"
