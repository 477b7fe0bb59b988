"""The origin of results, which is determined when a job gets it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

from paraverse.base.output_record import stated_dependencies
from paraverse.provenance.origin import Origin, facts_of


def test_origin__is_determined_when_it_is_pickled() -> None:
    calls = []

    def determine() -> Mapping[str, Any]:
        calls.append("determined")
        return {"a": 1}

    origin = Origin(determine)
    assert repr(origin) == "Origin"
    assert calls == []
    content = pickle.dumps(origin)
    assert calls == ["determined"]
    assert pickle.loads(content).facts() == {"a": 1}
    assert facts_of(pickle.loads(pickle.dumps(pickle.loads(content)))) == {"a": 1}
    assert calls == ["determined"]


def test_origin__is_no_reason_for_snakemake_to_run_anything() -> None:
    from snakemake.persistence import UNREPRESENTABLE, PersistenceBase

    origin: Any = Origin(lambda: {"a": 1})
    assert PersistenceBase._serialize_param_builtin(origin, origin) is UNREPRESENTABLE
    assert stated_dependencies([origin, "a"]) == {"a"}


def test_facts_of__nothing() -> None:
    assert facts_of(None) is None
    assert facts_of(pickle.loads(pickle.dumps(Origin(lambda: None)))) is None
