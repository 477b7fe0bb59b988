"""The steps of the pipeline, to which the output of a run assigns its jobs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from paraverse.plan.plan import Plan


class PipelineStep(Enum):
    """A step of the pipeline, in the order of a run; the value is its title."""

    SIMULATE = "Simulating universes"
    CONVERT = "Converting universes"
    TRANSFORM = "Transforming data"
    DRAW = "Drawing plots"
    OTHER = "Other jobs"

    @property
    def verb(self) -> str:
        """The word for its jobs in a list of counts, such as ``30 simulate``."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class RuleInfo:
    """A rule of the workflow.

    Attributes
    ----------
    step
        The step to which its jobs belong.
    subject
        The plot or the node that it is for; empty if it is for none.
    size
        The number of universes that one of its jobs simulates; 1 in all other steps.
    """

    step: PipelineStep
    subject: str = ""
    size: int = 1


def describe_rules(plan: Plan) -> dict[str, RuleInfo]:
    """Return the rules of a plan that belong to a step, by name.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict of str to RuleInfo
        The rules. All others belong to `PipelineStep.OTHER`.
    """
    rules = {
        "simulate": RuleInfo(step=PipelineStep.SIMULATE),
        "convert": RuleInfo(step=PipelineStep.CONVERT),
        "convert_sweep": RuleInfo(step=PipelineStep.CONVERT),
    }
    for batch in plan.simulation_batches:
        rules[batch.rule] = RuleInfo(step=PipelineStep.SIMULATE, size=len(batch.universes))
    for job in plan.transformations:
        rules[job.rule] = RuleInfo(step=PipelineStep.TRANSFORM, subject=job.name)
    names = {plot.rule: plot.name for plot in plan.multiverse_plots}
    names |= {plot.rule: plot.name for plot in plan.universe_plots}
    rules |= {rule: RuleInfo(step=PipelineStep.DRAW, subject=name) for rule, name in names.items()}
    return rules
