"""Files that the configuration of a plot names count with their content."""

from __future__ import annotations

from paraverse.plan.building.named_files import named_file_lines
from support.plans import EXISTING, MakePlan
from support.projects import MakeFiles

PLOT = """\
p:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine: {fields: {seed: params/seed}}
  transform:
    - {np.loadtxt: [table.csv], tag: data}
  helpers: {set_title: {title: notes.txt}}
"""


def test_named_file_lines__of_existing_files(files: MakeFiles) -> None:
    files({"maps/a.png": "1", "results/a.csv": "", "logs/b.txt": ""})
    values = {"a": [1, {"b": "maps/a.png"}], "c": ("results/a.csv", "logs/b.txt", "maps", "none")}
    (before,) = named_file_lines(values)
    assert before.startswith("file maps/a.png ")
    files({"maps/a.png": "2"})
    (after,) = named_file_lines(values)
    assert before != after


def test_named_file_lines__no_text_is_too_odd(files: MakeFiles) -> None:
    files({})
    assert named_file_lines(["", "x" * 5000, "a\0b", "a\nb", "~nobody-here/x", {"k": None}]) == []


def test_plan__files_in_arguments_of_operations_and_helpers(plan: MakePlan) -> None:
    more = {"table.csv": "1", "notes.txt": "1"}
    one = plan(PLOT, EXISTING, more=more)
    other = plan(PLOT, EXISTING, more={"table.csv": "2", "notes.txt": "2"})
    (data,), (changed_data,) = one.transformations, other.transformations
    (figure,), (changed_figure,) = one.multiverse_plots, other.multiverse_plots
    (line,) = set(data.depends_on.configuration) - set(changed_data.depends_on.configuration)
    assert line.startswith("file table.csv ")
    (line,) = set(figure.depends_on.configuration) - set(changed_figure.depends_on.configuration)
    assert line.startswith("file notes.txt ")
