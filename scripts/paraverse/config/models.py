"""The keys of ``config/config.yaml``: what may stand there, what it means, defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from paraverse.jobs import Compression

FileFormat = Literal["pdf", "png", "svg"]
Creator = Literal["universe", "multiverse", "pyplot", "external", "base"]


def _as_list(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, list) else [value]


StringList = Annotated[
    list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str] | None)
]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Simulate(_Section):
    """How a universe's folder is made. Leave the section out if the folders exist."""

    parameter_space: str = Field(
        description="YAML file with a `!pspace`, or with one under the key `parameter_space`."
    )
    script: str | None = Field(
        None,
        description="Python program called as `script PARAMETER_FILE FOLDER`, "
        "without starting another interpreter.",
    )
    command: str | None = Field(
        None,
        description="Command line in any language; `{params}` is the universe's parameter "
        "file, `{folder}` the empty folder to write to, `{universe}` its name.",
    )
    outputs: StringList = Field(
        ["data.h5", "params.yml", "sim.log"],
        description="Files that are in each universe's folder afterwards. `params.yml` and "
        "`sim.log` (what the program printed) are added if the program does not write them.",
    )
    depends_on: StringList = Field(
        [],
        description="Files, such as a binary: when one changes, all universes are simulated again.",
    )

    @model_validator(mode="after")
    def _one_program(self) -> Simulate:
        if (self.script is None) == (self.command is None):
            raise ValueError("needs exactly one of 'script' and 'command'")
        return self


class LoadEntry(BaseModel):
    """Which files to load and where they go in the data tree (dantro's `load_cfg`).

    Keys that are not here are options of the loader.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    loader: str = Field(
        description="Turns a file into data: `hdf5`, `yaml`, `text`, `pandas_csv`, …",
    )
    enabled: bool = Field(True, description="Whether the entry is used.")
    glob_str: StringList = Field(
        description="Patterns of files below `data_dir`; `**` for any depth."
    )
    base_path: str | None = Field(
        None, description="Another folder for the patterns than `data_dir`."
    )
    ignore: StringList = Field([], description="Patterns of files to leave out.")
    include_files: bool = Field(True, description="Whether the patterns find files.")
    include_directories: bool | None = Field(
        None, description="Whether they find folders; by default for `fspath` and `fstree`."
    )
    required: bool = Field(
        False, description="Whether it is an error if there is no such file or one is broken."
    )
    on_error: Literal["fail", "skip"] | None = Field(
        None,
        description="What a universe does whose file is missing or broken: `fail` stops what "
        "needs it, `skip` leaves it out and says so. By default `fail` if `required`.",
    )
    path_regex: str | None = Field(
        None, description="Searched in the path; its first group is `{match}`."
    )
    target_path: str | None = Field(
        None, description="Where in the data tree; `{match:}` stands for the universe."
    )
    target_path_kwargs: dict[str, Any] = Field({}, description="More keys for `target_path`.")
    target_group: str | None = Field(
        None, description="Instead: the group to put the file into, under its own name."
    )
    load_as_attr: bool = Field(False, description="Store as an attribute of the target.")
    unpack_data: bool = Field(False, description="With `load_as_attr`: the object itself.")
    exists_action: Literal["raise", "skip", "skip_nowarn", "overwrite", "overwrite_nowarn"] = Field(
        "raise", description="What to do with a second file for the same place in the tree."
    )
    parallel: Any = Field(None, description="Without effect: Snakemake runs jobs in parallel.")
    progress_indicator: Any = Field(None, description="Without effect.")
    print_tree: Any = Field(None, description="Without effect: `snakemake tree` prints it.")

    @model_validator(mode="after")
    def _one_target(self) -> LoadEntry:
        if not self.glob_str:
            raise ValueError("'glob_str' has no pattern")
        if self.target_path is not None and self.target_group is not None:
            raise ValueError("'target_path' and 'target_group' exclude each other")
        return self

    @property
    def options(self) -> dict[str, Any]:
        """Arguments of the loader."""
        return dict(self.model_extra or {})

    @property
    def takes_folders(self) -> bool:
        """Whether its patterns find folders."""
        if self.include_directories is None:
            return self.loader in ("fspath", "fstree")
        return self.include_directories

    @property
    def fails(self) -> bool:
        """Whether a missing or broken file is an error."""
        return self.on_error == "fail" if self.on_error else self.required


class Labels(_Section):
    """Names of the attributes that label a dataset's dimensions."""

    dims: StringList = Field(
        ["dims", "dim_names"], description="Attributes with the names of all dimensions."
    )
    dim_name_prefix: str = Field("dim_name__", description="Before a dimension's number.")
    coords_prefix: str = Field("coords__", description="Before a dimension's name.")
    coords_mode_prefix: str = Field("coords_mode__", description="Before a dimension's name.")
    coords_mode_default: str = Field(
        "values", description="How to understand coordinates if no attribute says it."
    )
    content: str = Field("content", description="The attribute that is `grid` for grids.")


class Convert(_Section):
    """What is stored, and in which portions."""

    fields: Literal["used", "all"] | list[str] = Field(
        "used",
        description="`used`: what the plots select, parameters and logs; `all`; or paths "
        "and patterns such as `data/abm/*`.",
    )
    compression: Compression = Field("none", description="Compression of the stored arrays.")
    batch_size: int | Literal["auto"] = Field(
        "auto", description="Universes that one job converts or plots at most; `auto`: 20 to 128."
    )

    @model_validator(mode="after")
    def _positive(self) -> Convert:
        if isinstance(self.batch_size, int) and self.batch_size < 1:
            raise ValueError("'batch_size' must be 1 or more")
        return self


class CreatorDefaults(_Section):
    """Defaults of the plots of one creator."""

    default_ext: FileFormat | None = Field(None, description="File format of figures.")
    style: dict[str, Any] = Field(
        {}, description="matplotlib's parameters, as in a plot's `style`, which updates them."
    )
    raise_exc: bool | None = Field(
        None, description="Whether a figure that cannot be drawn is a failure."
    )


class PlotDefaults(CreatorDefaults):
    """Defaults of all plots."""

    default_creator: Creator | None = Field(
        None, description="Creator of plots that name none, and whose function names none."
    )
    creator_init_kwargs: Mapping[Creator, CreatorDefaults] = Field(
        {}, description="Defaults of the plots of one creator, which update those of all."
    )
    base_module_file_dir: str | None = Field(
        None, description="Folder that `module_file` in plots starts from."
    )


class Config(_Section):
    """`config/config.yaml`."""

    data_dir: str = Field(description="Folder that holds the universes' folders.")
    simulate: Simulate | None = Field(
        None, description="How the folders are made; leave it out if they exist."
    )
    preset: Literal["dantro", "utopya"] | None = Field(
        None, description="Whose folders they are: brings a `load` section, which yours updates."
    )
    load: dict[str, LoadEntry] = Field(description="Files to load: dantro's `load_cfg`.")
    loaders: StringList = Field([], description="Python files with your own loaders.")
    labels: Labels = Field(Labels(), description="Attributes that label datasets.")
    plots: str = Field("config/plots.yaml", description="File with the plots.")
    base_plots: StringList = Field([], description="Files with plots to base others on.")
    operations: StringList = Field([], description="Python files with your own operations.")
    plot_functions: StringList = Field([], description="Python files with your own plot functions.")
    only: StringList = Field(
        [],
        description="Names or patterns of plots, such as `mean_*`: only these are drawn, also "
        "if they are not enabled.",
    )
    max_mem_mb: int = Field(
        4000,
        description="Memory that a job asks for at most, in MB. A combination of universes that "
        "does not fit in is evaluated lazily, portion by portion.",
    )
    plot_defaults: PlotDefaults = Field(PlotDefaults(), description="Defaults of all plots.")
    convert: Convert = Field(Convert(), description="What is stored, and in which portions.")
