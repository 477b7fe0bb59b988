"""Names that are accepted in plots besides those of registered functions.

They are used to check the plan before anything is drawn.
"""

from __future__ import annotations

FIGURE_FORMATS = ("avif", "eps", "gif", "jpg", "pdf", "png", "svg", "tif", "webp")
"""File formats of figures that are not animations."""

STYLE_KEYS = ("base_style", "rc_file", "ignore_defaults")
"""Keys of `style` that are not parameters of matplotlib."""

INVOCATION_OPTIONS = ("pass_dag_object_along", "unpack_dag_results")
"""Options of `is_plot_func` that a plot can override with `invocation_options`."""

COMBINED_DATA = "mv_data"
"""The argument of a plot function that receives all combined fields as one dataset."""

PASSED_ARGUMENTS = ("data", "hlpr", "dag", "uni", "out_path", COMBINED_DATA)
"""Arguments that a plot function receives in addition to those in the plot."""

SPECIAL_KEYS = ("setup_figure", "save_figure")
"""Keys of the section `helpers` that are options of the figure rather than helpers."""

HELPER_OPTIONS = ("enabled", "skip_empty_axes")
"""Arguments that each helper accepts in addition to its own."""
