"""Every test that asks for a backend runs with each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.search.contract import FACTORIES, Factory

from zhupi.core.protocols import SearchBackend


@pytest.fixture(params=FACTORIES)
def factory(request: pytest.FixtureRequest) -> Factory:
    made: Factory = request.param
    return made


@pytest.fixture
def backend(factory: Factory, tmp_path: Path) -> Iterator[SearchBackend]:
    backend = factory(tmp_path / "index")
    yield backend
    backend.close()
