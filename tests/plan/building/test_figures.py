"""Settings of figures, and what figures depend on."""

from __future__ import annotations

import textwrap

import pytest

from support.plans import EXISTING, MakePlan

PLOT = """\
p:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
"""


def with_keys(keys: str) -> str:
    return PLOT + textwrap.indent(keys, "  ")


SWEPT = """\
p:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine: {fields: {data: params/seed}}
"""


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("hue: seed", ["seed"]),
        ("kind: pcolormesh\nx: seed\ny: other", ["seed"]),
        ("auto_encoding: true\nhue: other", ["size", "seed"]),
        ("kind: line", ["size", "seed"]),
    ],
)
def test_figure_settings__values_of_parameters_that_may_have_colors_or_ticks(
    plan: MakePlan, keys: str, names: list[str]
) -> None:
    planned = plan(SWEPT + textwrap.indent(keys, "  "), EXISTING)
    (plot,) = planned.multiverse_plots
    assert planned.space is not None
    expected = {name: planned.space.dimensions[name] for name in names}
    assert dict(plot.drawing.parameters) == expected
    lines = [line for line in plot.depends_on.configuration if line.startswith("values of")]
    assert len(lines) == len(names)


def test_plot_defaults__of_all_plots_of_a_creator_and_of_one_plot(plan: MakePlan) -> None:
    config = f"""{EXISTING}
plot_defaults:
  style: {{font.size: 7, figure.dpi: 50}}
  raise_exc: false
  base_module_file_dir: folder
  creator_init_kwargs:
    multiverse: {{default_ext: svg, style: {{font.size: 8}}}}
"""
    plots = """
a: {creator: universe, universes: first, plot_func: facet_grid, select: {data: params}}
b: {creator: multiverse, plot_func: mine, module_file: draw.py, select_and_combine: &fields
  {fields: {data: params/seed}}, creator_init_kwargs: {style: {figure.dpi: 60}}}
c: {creator: multiverse, plot_func: facet_grid, raise_exc: true, select_and_combine: *fields}
"""
    function = (
        "from paraverse import plot_function\n\n@plot_function\ndef mine(*, data, hlpr): pass\n"
    )
    planned = plan(plots, config, more={"folder/draw.py": function})
    drawings = [planned.universe_plots[0].settings.drawing]
    drawings += [plot.drawing for plot in planned.multiverse_plots]
    assert [(d.default_style["font.size"], d.default_style["figure.dpi"]) for d in drawings] == [
        (7, 50), (8, 60), (8, 50)
    ]  # fmt: skip
    assert [d.raise_exc for d in drawings] == [False, False, True]
    assert planned.targets == [
        "results/figures/b.svg", "results/figures/c.svg", "results/drawn/universes/a/sim_5.json"
    ]  # fmt: skip
    assert planned.universe_plots[0].figures("sim_5") == ("results/figures/a/sim_5.pdf",)


@pytest.mark.parametrize(
    ("keys", "config", "labelled"),
    [
        ("", "", True),
        ("universe_label: false", "", False),
        ("", "plot_defaults: {universe_label: false}", False),
        ("universe_label: true", "plot_defaults: {universe_label: false}", True),
        ("helpers: {set_title: {title: A}}", "", False),
        ("helpers: {set_title: {title: A, enabled: false}, set_suptitle: {title: ~}}", "", True),
        ("helpers: {axis_specific: {a: {axis: [0, 0], set_title: {title: A}}}}", "", False),
        ("frames: seed\nsuptitle_kwargs: {title: A}", "", False),
    ],
)
def test_universe_label__unless_there_is_a_title(
    plan: MakePlan, keys: str, config: str, labelled: bool
) -> None:
    (plot,) = plan(with_keys(keys), f"{EXISTING}\n{config}\n").universe_plots
    assert plot.settings.drawing.universe_label is labelled
    assert ("universe_label = True" in plot.depends_on.configuration) is labelled
