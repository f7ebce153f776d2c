"""Finds people, organisations, places, media, laws and times in Chinese news.

`default_recogniser()` is cheap: numpy and the weights are loaded when `recognise` is first
called. A process that recognises should first put `single_thread_environment()` into its
environment, before anything imports numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhupi.language.recogniser import LacRecogniser, single_thread_environment

if TYPE_CHECKING:
    from zhupi.core.protocols import Recogniser

__all__ = ["LacRecogniser", "default_recogniser", "single_thread_environment"]


def default_recogniser() -> Recogniser:
    """LAC's tagger with our rules."""
    return LacRecogniser()
