"""Options of transformations."""

from __future__ import annotations

from paraverse.plan.checks.options import dag_option_problems
from support.plans import read_plot


def test_dag_option_problems__sections_and_keys_of_dantro_pass() -> None:
    options = "{select: {}, meta_operations: {}, verbosity: 1, cache_dir: x}"
    assert list(dag_option_problems(read_plot(f"p: {{dag_options: {options}}}"))) == []
    assert list(dag_option_problems(read_plot("p: {}"))) == []


def test_dag_option_problems__unknown_key() -> None:
    (problem,) = dag_option_problems(read_plot("p: {dag_options: {verbose: 1}}"))
    assert str(problem) == (
        "plots.yaml:1: p.dag_options.verbose\n    Unknown key 'verbose'. Did you mean 'verbosity'?"
    )
