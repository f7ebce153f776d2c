"""What every part of the window is given."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.messages import Translator
from zhupi.ui.preferences import Preferences
from zhupi.ui.tasks import Tasks
from zhupi.workspace import Workspace


@dataclass(frozen=True)
class Services:
    """The library, the lanes to it, the language, the preferences."""

    workspace: Workspace
    tasks: Tasks
    tr: Translator
    preferences: Preferences
