from __future__ import annotations

import pytest

from paraverse.transform.registration import register_operation
from support.transformations import Recorder


@pytest.fixture(autouse=True)
def recorder(own_registry: None) -> Recorder:
    """Operations that record what they are called with, for the time of a test."""
    recorder = Recorder()
    register_operation(recorder.note, "note")
    register_operation(recorder.large, "large")
    return recorder
