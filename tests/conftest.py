"""What all tests share: Qt draws into memory, unless somebody asks to watch."""

from __future__ import annotations

import os

# Before any test imports Qt. `QT_QPA_PLATFORM=xcb make test` shows the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
