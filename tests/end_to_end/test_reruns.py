"""Jobs that run again after a change, and those that do not."""

from __future__ import annotations

import shutil
import time
from collections import Counter

import h5py

from support.projects import Project

SPREAD = ["transform__spread", "spread"]


def test_title__redraws_that_plot_only(finished: Project) -> None:
    finished.edit("config/plots.yaml", "Averaged Random", "Mean Random")
    assert finished.snakemake().jobs == Counter(["mean_random_walk"])


def test_swapped_arguments__redraw_that_plot(finished: Project) -> None:
    text = "  kind: line\n  x: iterations\n  hue: max_step_size\n"
    finished.edit(
        "config/plots.yaml",
        text,
        text.replace("x:", "X:").replace("hue:", "x:").replace("X:", "hue:"),
    )
    assert finished.snakemake().jobs == Counter(["mean_random_walk"])


def test_operation__changes_what_uses_it(finished: Project) -> None:
    finished.edit("config/operations.py", "(data**2).mean(over) ** 0.5", "abs(data).mean(over)")
    assert finished.snakemake().jobs == Counter(SPREAD)


def test_helper_of_an_operation__changes_what_uses_it(finished: Project) -> None:
    helper = finished.path / "config" / "powers.py"
    helper.write_text("def squared(x):\n    return x**2\n\ndef unused():\n    return 1\n")
    finished.edit(
        "config/operations.py", "import xarray", "from powers import squared\nimport xarray"
    )
    assert not finished.snakemake("--dry-run").jobs, "an import that no operation uses"
    finished.edit("config/operations.py", "(data**2)", "squared(data)")
    assert finished.snakemake().jobs == Counter(SPREAD)
    finished.edit("config/powers.py", "return 1", "return 2")
    assert not finished.snakemake("--dry-run").jobs
    finished.edit("config/powers.py", "x**2", "x**4")
    assert finished.snakemake().jobs == Counter(SPREAD)


def test_comment_or_docstring__changes_nothing(finished: Project) -> None:
    finished.edit("config/operations.py", '"""Return the root', '# why\n    """Give the root')
    finished.edit("config/plots.yaml", "# With an operation", "# By an operation")
    finished.edit("config/model.py", '"""Walk in one dimension', '"""Go in one dimension')
    assert not finished.snakemake("--dry-run").jobs


def test_one_universe__remakes_its_batch_and_what_uses_it(finished: Project) -> None:
    changed = "seed~0_max_step_size~0.3"
    store = finished.path / "results" / "universes"
    names = {path.stem: path for path in store.glob("*.nc")}
    assert len(names) > 1
    others = {
        path: path.stat().st_mtime_ns
        for path in (finished.path / "results" / "figures" / "random_walk").glob("*.pdf")
        if "1.0" in path.name
    }
    with h5py.File(finished.path / "data" / "example" / changed / "data.h5", "a") as file:
        file["random_walk"][5] += 1.0
    (shared,) = (f"node__{path.stem}" for path in store.parent.glob("nodes/*.nc"))
    jobs = finished.snakemake().jobs
    # abm_mean_energy shows only universes with max_step_size 1
    assert jobs == Counter(
        [
            "convert",
            "random_walk",
            shared,
            "transform__mean_random_walk",
            "mean_random_walk",
            *SPREAD,
        ]
    )
    assert all(path.stat().st_mtime_ns == before for path, before in others.items())


def test_same_bytes__change_nothing(finished: Project) -> None:
    path = finished.path / "data" / "example" / "seed~0_max_step_size~0.3" / "data.h5"
    content = path.read_bytes()
    time.sleep(0.1)
    path.write_bytes(content)
    assert not finished.snakemake("--dry-run").jobs


def test_one_more_value__simulates_only_the_new_points(finished: Project) -> None:
    finished.edit("config/parameter_space.yaml", "range: [3]", "range: [4]")
    before = {p: p.stat().st_mtime_ns for p in (finished.path / "data").rglob("data.h5")}
    assert finished.snakemake().jobs["simulate"] == 2
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())
    assert len(list((finished.path / "data").rglob("data.h5"))) == 8


def test_parameter_of_all__simulates_all_again(finished: Project) -> None:
    finished.edit("config/parameter_space.yaml", "p_eat: .1", "p_eat: .2")
    run = finished.snakemake("--dry-run")
    assert run.jobs["simulate"] == 6
    assert "abm.iterate.p_eat = 0.2" in run.output


def test_dry_run__says_why(finished: Project) -> None:
    finished.edit("config/plots.yaml", "Averaged Random", "Mean Random")
    output = finished.snakemake("--dry-run").output
    assert "helpers.set_title.title = 'Averaged Random Walk Trajectories'" in output
    assert "helpers.set_title.title = 'Mean Random Walk Trajectories'" in output


def test_removed_store__is_made_again(finished: Project) -> None:
    shutil.rmtree(finished.path / "results")
    assert finished.snakemake().jobs["simulate"] == 0
    assert (finished.path / "results" / "figures" / "spread.pdf").exists()
