"""Private parts of Snakemake: which there are, and how they are replaced."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import partial
from types import SimpleNamespace

import pytest
from snakemake.cli import parse_args  # noqa: F401 (imports what others import in a circle)
from snakemake.logging import LoggerManager

from paraverse.workflow.snakemake_internals import (
    EVALUATE,
    INTERNALS,
    PREPARE_DAG,
    Internal,
    prepare_dag_with,
    wrap,
)
from support.paths import ROOT

WORKFLOW = ROOT / "scripts" / "paraverse" / "workflow"


@pytest.mark.parametrize("internal", INTERNALS, ids=lambda internal: internal.name)
def test_internals__exist_in_this_version_of_snakemake(internal: Internal) -> None:
    module, _, owner = internal.owner.partition(":")
    assert callable(getattr(getattr(importlib.import_module(module), owner), internal.name))


def test_internals__name_the_handler_that_the_output_replaces() -> None:
    assert '"DefaultStreamHandler"' in inspect.getsource(LoggerManager)


def test_internals__are_all_that_is_replaced() -> None:
    """No other module of the package assigns to attributes of Snakemake's classes."""
    text = "\n".join(
        path.read_text() for path in WORKFLOW.rglob("*.py") if path.name != "snakemake_internals.py"
    )
    used = {internal.name for internal in INTERNALS if internal.name.startswith("_")}
    private = set(re.findall(r"\b(?:workflow|dag|Job|persistence)\.(_\w+)", text))
    assert private - used == {"_serialize_param_builtin", "_executor_plugin"}
    assert "functools.wraps" not in text


class Script:
    """A class of Snakemake with a private method."""

    def evaluate(self) -> str:
        return "evaluated"


def test_wrap__calls_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Script, "evaluate", Script.evaluate)  # restores it
    for once in (False, True):
        wrap(Script, EVALUATE, lambda method: lambda self: f"({method(self)})", once=once)
    assert Script().evaluate() == "(evaluated)"
    wrap(Script, EVALUATE, lambda method: lambda self: f"({method(self)})")
    assert Script().evaluate() == "((evaluated))"


def test_wrap__does_nothing_without_the_method() -> None:
    wrap(object(), EVALUATE, lambda method: method)


def test_prepare_dag_with__calls_functions_before_and_after() -> None:
    calls: list[str] = []
    workflow = SimpleNamespace(_prepare_dag=lambda **kwargs: calls.append(f"prepare {kwargs}"))
    for name in ("inner", "outer"):
        prepare_dag_with(
            workflow,
            before=[partial(calls.append, f"before {name}")],
            after=[partial(calls.append, f"after {name}")],
        )
    getattr(workflow, PREPARE_DAG.name)(forceall=True)
    assert calls == [
        "before outer",
        "before inner",
        "prepare {'forceall': True}",
        "after inner",
        "after outer",
    ]
