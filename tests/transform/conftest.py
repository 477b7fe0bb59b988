from __future__ import annotations

import pytest

from paraverse.transform import registry


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back what a test registers."""
    monkeypatch.setattr(registry, "_OPERATIONS", dict(registry._OPERATIONS))
