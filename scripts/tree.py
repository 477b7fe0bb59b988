"""Print the data tree."""

from typing import TYPE_CHECKING

from paraverse.logs import job_log
from paraverse.plan.plan import Plan
from paraverse.tree import data_tree, render

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(plan: Plan, log: str) -> None:
    with job_log(log):
        for line in render(data_tree(plan)):
            print(line)


if __name__ == "__main__":
    main(plan=snakemake.params.plan, log=snakemake.log[0])
