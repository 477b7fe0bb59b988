"""The steps of the pipeline, to which jobs are assigned."""

from __future__ import annotations

from paraverse.workflow.display.steps import PipelineStep, RuleInfo, describe_rules
from support.plans import PLOTS_OF_BOTH_CREATORS, MakePlan


def test_describe_rules__assigns_each_rule_to_a_step(plan: MakePlan) -> None:
    rules = describe_rules(plan(PLOTS_OF_BOTH_CREATORS))
    assert rules["convert"] == RuleInfo(step=PipelineStep.CONVERT)
    assert rules["transform__mean"] == RuleInfo(step=PipelineStep.TRANSFORM, subject="mean")
    assert rules["mean"] == RuleInfo(step=PipelineStep.DRAW, subject="mean")
    assert rules["walk"] == RuleInfo(step=PipelineStep.DRAW, subject="walk")
