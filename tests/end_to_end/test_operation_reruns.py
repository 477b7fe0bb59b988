"""Changes of Python files that make the data of a plot again, and those that do not."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator

import pytest

from support.projects import Project

OPERATIONS = '''\
import xarray as xr
from powers import squared

from paraverse import operation

OFFSET = 1.0


@operation(version=1, packages=("walking",))
def spread_of(data: xr.DataArray, *, over: str) -> xr.DataArray:
    """Return how far the walks get."""
    return (squared(data).mean(over) ** 0.5 + OFFSET).rename(dim_0="iterations")


@operation(depends_on=["config/line.csv"])
def line_through(data):
    return Line(data)


class Line:
    def __init__(self, data):
        self.values = data.values * 2


@operation
def unused(data):
    return data + 1
'''
POWERS = "from numbers_ import two\n\n\ndef squared(x):\n    return x ** two()\n"
NUMBERS = "def two():\n    return 2\n"
FUNCTIONS = """\
from paraverse import plot_function


@plot_function
def draw_line(*, data, hlpr):
    hlpr.ax.plot(data["line"].values)
    hlpr.ax.set_title(f"{type(data['line']).__name__} up to {data['line'].values.max()}")
"""
PLOTS = """\
spread:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  file_ext: svg
  select_and_combine: {fields: {walk: data/random_walk}}
  transform:
    - {spread_of: [!dag_tag walk], kwargs: {over: seed}, tag: data}
  kind: line
  x: iterations
  hue: max_step_size
line:
  creator: pyplot
  plot_func: draw_line
  file_ext: svg
  style: {svg.fonttype: none}
  transform:
    - {np.arange: [3]}
    - xr.DataArray
    - {line_through: !dag_prev , tag: line}
"""
SPREAD = Counter(["transform__spread", "spread"])
LINE = Counter(["transform__line", "line"])


def set_version(project: Project, version: str) -> None:
    """Install a version of a package that the operation declares."""
    site = project.path / "site"
    for old in site.glob("walking-*/METADATA"):
        old.unlink()
    found = site / f"walking-{version}.dist-info"
    found.mkdir(parents=True, exist_ok=True)
    (found / "METADATA").write_text(f"Metadata-Version: 2.1\nName: walking\nVersion: {version}\n")


@pytest.fixture(scope="module")
def drawn(_finished: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with operations of its own, run to its end."""
    project = _finished.copy_to(tmp_path_factory.mktemp("operations") / "project")
    for name, text in {
        "operations.py": OPERATIONS,
        "powers.py": POWERS,
        "numbers_.py": NUMBERS,
        "line.csv": "1,2",
        "plot_functions.py": FUNCTIONS,
        "plots.yaml": PLOTS,
    }.items():
        (project.path / "config" / name).write_text(text)
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write("\nplot_functions: config/plot_functions.py\n")
    set_version(project, "1.0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(project.path / "site"))
        assert project.snakemake().jobs > SPREAD + LINE
        yield project


@contextlib.contextmanager
def edited(project: Project, file: str, *changes: tuple[str, str]) -> Iterator[None]:
    """Change a file for a while."""
    path = project.path / "config" / file
    before = path.read_text()
    try:
        for old, new in changes:
            project.edit(f"config/{file}", old, new)
        yield
    finally:
        path.write_text(before)


@pytest.mark.parametrize(
    ("file", "old", "new", "jobs"),
    [
        ("operations.py", "** 0.5", "** 0.25", SPREAD),
        ("numbers_.py", "return 2", "return 4", SPREAD),
        ("operations.py", "OFFSET = 1.0", "OFFSET = 2.0", SPREAD),
        ("operations.py", "version=1", "version=2", SPREAD),
        ("operations.py", "data.values * 2", "data.values * 3", LINE),
        ("line.csv", "1,2", "1,3", LINE),
        ("powers.py", "\n\n\n", "\n\nimport sys\nsys.setrecursionlimit(900)\n", SPREAD + LINE),
    ],
    ids=[
        "operation",
        "helper of a helper",
        "constant",
        "version",
        "class of an object",
        "file",
        "effect",
    ],
)
def test_change__is_a_reason(
    drawn: Project, file: str, old: str, new: str, jobs: Counter[str]
) -> None:
    with edited(drawn, file, (old, new)):
        assert drawn.snakemake("--dry-run").jobs == jobs


def test_comments_formatting_docstrings_and_other_operations__are_none(drawn: Project) -> None:
    changes = [
        ("OFFSET = 1.0", "OFFSET = 1.0  # meters"),
        ("squared(data).mean(over)", "squared(\n        data,\n    ).mean( over )"),
        ("how far the walks get", "the spread"),
        ("return data + 1", "return data - 1"),
    ]
    with edited(drawn, "operations.py", *changes):
        assert not drawn.snakemake("--dry-run").jobs


def test_upgraded_library__is_a_reason_where_it_is_declared(drawn: Project) -> None:
    set_version(drawn, "1.1")
    assert drawn.snakemake("--dry-run").jobs == SPREAD
    set_version(drawn, "1.0")


def test_object_that_no_file_holds__is_made_again_for_the_figure(drawn: Project) -> None:
    figure = drawn.path / "results" / "figures" / "line.svg"
    assert "Line up to 4" in figure.read_text()
    drawn.edit("config/operations.py", "data.values * 2", "data.values * 3")
    assert drawn.snakemake("line").jobs == LINE
    assert "Line up to 6" in figure.read_text()
