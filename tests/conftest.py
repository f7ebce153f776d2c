"""What all tests share: Qt draws into memory, unless somebody asks to watch; one numpy thread."""

from __future__ import annotations

import os

from zhupi.language import single_thread_environment

# Before any test imports numpy: with several threads reading names takes five times as long.
os.environ.update(single_thread_environment())
# Before any test imports Qt. `QT_QPA_PLATFORM=xcb make test` shows the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
