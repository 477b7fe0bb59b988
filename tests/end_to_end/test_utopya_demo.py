"""Plots as utopya's models have them are drawn; only the import lines of functions are others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from support import utopya_demo
from support.projects import Project

UNIVERSES = ("uni04", "uni05", "uni07", "uni08")
IN_PNG = (
    "grass_cover", "phase_diagram", "patch_sizes", "ca/kinds", "custom_plot", "height_distribution",
)  # fmt: skip
IN_PDF = (
    "ca/kinds_final", "ca/combined_final", "mean_height", "cover_at_steps/step~0",
    "cover_at_steps/step~3",
)  # fmt: skip


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of `utopya_demo`, run to its end."""
    folder = tmp_path_factory.mktemp("utopya")
    utopya_demo.write_run(folder / "run")
    project = Project(utopya_demo.write_project(folder / "project"))
    project.snakemake()
    return project


def _pixels(file: Path) -> np.ndarray:
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"), dtype=int)


def _count(pixels: np.ndarray, color: tuple[int, int, int]) -> int:
    return int((np.abs(pixels - color).sum(axis=-1) < 12).sum())


def test_plots__are_all_drawn(drawn: Project) -> None:
    figures = drawn.path / "results" / "figures"
    expected = {f"{plot}/{name}.png" for plot in IN_PNG for name in UNIVERSES}
    expected |= {f"{plot}.png" for plot in ("overview", "over_growth", "densities", "late_cover")}
    expected |= {f"{plot}/{name}.pdf" for plot in IN_PDF for name in UNIVERSES}
    found = (p.relative_to(figures) for p in figures.rglob("*.p[nd][gf]"))
    assert {p.as_posix() for p in found if not p.parent.name.endswith(".frames")} == expected
    for name in expected:
        if name.endswith(".png"):
            assert (np.ptp(_pixels(figures / name), axis=-1) > 40).mean() > 0.0005, name


def test_animation__has_the_cells_of_each_time(drawn: Project) -> None:
    frames = sorted((drawn.path / "results/figures/ca/kinds/uni04.png.frames").glob("*.png"))
    assert len({frame.read_bytes() for frame in frames}) == len(frames) == 4
    colors = ((189, 183, 107), (34, 139, 34), (218, 112, 214))
    areas = np.array([[_count(_pixels(frame), color) for color in colors] for frame in frames])
    kinds = np.random.default_rng(0).integers(0, 3, (4, 12))
    cells = np.array([[(state == kind).sum() for kind in range(3)] for state in kinds])
    # The color bar is the same in all frames
    changes, expected = np.diff(areas, axis=0), np.diff(cells, axis=0)
    cell = np.abs(changes).sum() / np.abs(expected).sum()
    np.testing.assert_allclose(changes / cell, expected, atol=0.3)


def test_animation__is_over_a_parameter(drawn: Project) -> None:
    frames = list((drawn.path / "results/figures/over_growth.png.frames").glob("*.png"))
    assert len({frame.read_bytes() for frame in frames}) == 2


def test_function__gets_what_dantros_do(drawn: Project) -> None:
    frames = drawn.path / "results/figures/height_distribution/uni04.png.frames"
    assert len(list(frames.glob("*.png"))) == 2  # `animation_update_kwargs: {stepsize: 2}` of 4
    one = drawn.path / "results/figures/cover_at_steps/step~0/uni04.pdf"
    other = drawn.path / "results/figures/cover_at_steps/step~3/uni04.pdf"
    assert one.read_bytes()[:5] == b"%PDF-"
    assert one.read_bytes() != other.read_bytes()


def test_plots__change_with_what_they_import(drawn: Project, tmp_path: Path) -> None:
    copy = drawn.copy_to(tmp_path / "project")
    (tmp_path / "run").symlink_to(drawn.path.parent / "run")
    copy.edit("model_plots/tools.py", "plt.savefig(", "plt.title('new')\n    plt.savefig(")
    changed = set(copy.snakemake("--dry-run").jobs)
    assert changed == {f"cover_at_steps__step~{n}" for n in (0, 3)}


def test_imports__are_all_that_changes(drawn: Project) -> None:
    for name, before in utopya_demo.MODEL_PLOTS.items():
        after = (drawn.path / "model_plots" / name).read_text()
        changed = [
            (one, other)
            for one, other in zip(before.splitlines(), after.splitlines(), strict=True)
            if one != other
        ]
        assert all(one.startswith("from utopya.eval import ") for one, _ in changed)
        assert all(other.startswith("from paraverse.compat import ") for _, other in changed)
