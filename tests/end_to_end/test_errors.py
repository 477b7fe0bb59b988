"""Mistakes in the configuration are found before any job, all at once."""

from __future__ import annotations

from support.projects import Project


def test_mistakes__are_all_named_with_file_line_and_suggestion(existing: Project) -> None:
    existing.edit("config/plots.yaml", ".mean: [!dag_tag", ".meen: [!dag_tag")
    existing.edit("config/plots.yaml", "data/abm/mean_energy", "data/abm/mean_enrgy")
    existing.edit("config/plots.yaml", "max_step_size: [1.]", "max_step_size: [2.]")
    with (existing.path / "config" / "config.yaml").open("a") as file:
        file.write("plotz: config/plots.yaml\nbase_plots: config/base.yaml\n")
    run = existing.snakemake(check=False)
    assert run.code == 1
    assert "Traceback" not in run.output
    assert not run.jobs
    message = run.output[run.output.index("5 problems") :].strip()
    assert (
        message
        == """\
5 problems in the configuration; nothing was run.

config/config.yaml:33: plotz
    Unknown key 'plotz'. Did you mean 'plots'?
config/config.yaml:34: base_plots
    config/base.yaml: This file does not exist.
config/plots.yaml:44: mean_random_walk.transform[0]
    Unknown operation '.meen'. Did you mean '.mean'?
config/plots.yaml:75: abm_mean_energy.select_and_combine.fields.mean_energy.path
    No universe has 'data/abm/mean_enrgy'. Did you mean 'data/abm/mean_energy' or \
'data/abm/energy' or 'data/abm/energy/9'?
config/plots.yaml:85: abm_mean_energy.select_and_combine.subspace.max_step_size
    2.0 is not a value of the dimension 'max_step_size'. Its values: 0.1, 0.3, 1.0."""
    )


def test_missing_plots_file__is_named_where_it_is_named(existing: Project) -> None:
    (existing.path / "config" / "plots.yaml").unlink()
    with (existing.path / "config" / "config.yaml").open("a") as file:
        file.write("plots: config/plots.yaml\n")
    run = existing.snakemake(check=False)
    assert (
        "config/config.yaml:33: plots\n    config/plots.yaml: This file does not exist."
        in run.output
    )


def test_failing_operation__names_the_node_and_spares_other_plots(existing: Project) -> None:
    existing.edit(
        "config/plots.yaml",
        ".mean: [!dag_tag random_walk, seed]",
        ".mean: [!dag_tag random_walk, sead]",
    )
    run = existing.snakemake("mean_random_walk", "abm_mean_energy", check=False)
    assert run.code == 1
    assert (
        "config/plots.yaml:44: mean_random_walk.transform[0]: operation '.mean' failed"
        in run.output
    )
    assert "Traceback" not in run.output
    assert run.jobs["abm_mean_energy"] == 1
    assert not (existing.path / "results" / "data" / "mean_random_walk.nc").exists()


def test_failing_helper__names_plot_and_helper(existing: Project) -> None:
    existing.edit("config/plots.yaml", "y: [0, ~]", "y: [0, 1, 2]")
    run = existing.snakemake("abm_mean_energy", check=False)
    assert "abm_mean_energy.helpers.set_limits.y\n        set_limits on the axes" in run.output
    assert "found [0, 1, 2]" in run.output
    assert not (existing.path / "results" / "figures" / "abm_mean_energy.pdf").exists()


def test_broken_configuration__is_named_with_its_line(existing: Project) -> None:
    existing.edit("config/config.yaml", "load:", "load: [")
    run = existing.snakemake(check=False)
    assert run.code == 1
    assert "Traceback" not in run.output
    assert "\n\nconfig/config.yaml:" in run.output
    assert "Not valid YAML: [ begins here" in run.output


def test_figure_without_anything_visible__is_named_in_the_summary(existing: Project) -> None:
    existing.edit(
        "config/plots.yaml",
        ".mean: [!dag_tag random_walk, seed]",
        ".where: [!dag_tag random_walk, false]",
    )
    existing.edit("config/plots.yaml", "hue: max_step_size", "sel: {seed: 0}")
    run = existing.snakemake("mean_random_walk")
    assert "mean_random_walk: there is nothing to see: all values are missing" in run.output
