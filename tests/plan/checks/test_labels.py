"""Labels of what no universe has are found before anything runs."""

from __future__ import annotations

import pytest

from support.plans import EXISTING, FindProblems, MakePlan


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        (
            "dat/**: {dims: time}",
            "config/config.yaml:14: labels.dat/**\n    Nothing in a universe matches 'dat/**': "
            "`load` puts nothing there. Allowed: params.",
        ),
        (
            "data/x: {dims: time}",
            "config/config.yaml:14: labels.data/x\n    No universe has 'data/x': `load` puts "
            "nothing there. Allowed: params.",
        ),
        (
            "params/**: {coords: {time: {start_and_step: [0, parms/dt]}}}",
            "config/config.yaml:14: labels.params/**.coords.time\n    No universe has 'parms/dt': "
            "`load` puts nothing there. Did you mean 'params'?",
        ),
        (
            "params/**: {coords: {time: {start_and_step: [0, {parameter: sed}]}}}",
            "config/config.yaml:14: labels.params/**.coords.time\n    There is no swept parameter "
            "'sed'. Did you mean 'seed'? Values that are the same in all universes have a path, "
            "such as `params/model/dt`.",
        ),
    ],
)
def test_label_problems__have_their_line(problems: FindProblems, labels: str, problem: str) -> None:
    assert problems(config=f"{EXISTING}labels:\n  {labels}\n") == [problem]


def test_label_problems__what_may_exist_passes(plan: MakePlan) -> None:
    labels = "  '*/x': {coords: {time: {start_and_step: [0, {parameter: seed}]}}}\n"
    assert plan(config=f"{EXISTING}labels:\n{labels}").batches
