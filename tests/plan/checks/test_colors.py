"""Color maps and norms; what is said of wrong ones is in `commands/broken_projects.yaml`."""

from __future__ import annotations

import pytest

from paraverse.plan.checks.colors import color_problems
from support.plans import builtin_code, plot_function, read_plot


@pytest.mark.parametrize(
    ("plot", "keys"),
    [
        ("plot_func: facet_grid, norm: Log", ["norm"]),
        ("plot_func: facet_grid, plot_func_kwargs: {cmap: virids}", ["plot_func_kwargs", "cmap"]),
        ("plot_func: facet_grid, cmap: {from_values: 3}", ["cmap"]),
        ("plot_func: caplot, to_plot: {a: {cmap: virids}}", ["to_plot", "a", "cmap"]),
        (
            "plot_func: multiplot, to_plot: [{function: plt.imshow, cmap: !cmap virids}]",
            ["to_plot"],
        ),
        ("plot_func: facet_grid, norm: {name: LogNorm, vmin: !dag_result low}", None),
        ("plot_func: facet_grid, cmap: {low: blue, high: red}, norm: SymLogNorm", ["norm"]),
        ("plot_func: facet_grid, cmap: viridis, norm: {name: PowerNorm, gamma: 2}", None),
        ("plot_func: mine, cmap: virids", None),
    ],
)
def test_color_problems__are_at_their_keys(plot: str, keys: list[str] | None) -> None:
    code = builtin_code(mine=plot_function("mine"))
    problems = list(color_problems(read_plot(f"p: {{{plot}}}"), code))
    assert [list(problem.location.path[1:]) for problem in problems] == ([keys] if keys else [])
