"""The keys of ``config/config.yaml``, with their types, defaults and descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from paraverse.config.labels import Labels
from paraverse.config.string_list import StringList
from paraverse.jobs.convert import Compression

FileFormat = Literal["pdf", "png", "svg"]
_Formats = Annotated[
    list[FileFormat] | None,
    BeforeValidator(
        lambda value: [value] if isinstance(value, str) else value,
        json_schema_input_type=FileFormat | list[FileFormat] | None,
    ),
]
Creator = Literal["universe", "multiverse", "pyplot", "external", "base"]


MIN_BATCH_SIZE = 20
MAX_BATCH_SIZE = 256
"""Limits of the number of universes in a batch, if the workflow chooses it."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Simulate(_Section):
    """The simulation of the universes. Leave the section out if their folders exist."""

    parameter_space: str = Field(
        description="YAML file that is a `!pspace`, or has one under the key `parameter_space`."
    )
    script: str | None = Field(
        None,
        description="Python program, called as `script PARAMETER_FILE FOLDER` in the interpreter "
        "of the job.",
    )
    command: str | None = Field(
        None,
        description="Command line of a program in any language; `{params}` is the parameter file "
        "of the universe, `{folder}` the empty folder to write to, `{universe}` its name.",
    )
    rule: str | None = Field(
        None,
        description="Instead of a program, in a module of another workflow: the rule of that "
        "workflow which makes the outputs of each universe.",
    )
    outputs: StringList = Field(
        ["data.h5", "params.yml", "sim.log"],
        description="Files that the folder of each universe contains afterwards. `params.yml` and "
        "`sim.log` (what the program printed) are added if the program does not write them.",
    )
    depends_on: StringList = Field(
        [],
        description="Files, such as a binary, on which all universes depend: when one changes, "
        "they are simulated again.",
    )
    batch_size: int = Field(
        1,
        description="Largest number of universes that one job simulates, one after the other.",
    )
    on_error: Literal["fail", "skip"] = Field(
        "fail",
        description="What happens if the program fails for a universe: `fail` stops all jobs that "
        "need the universe, `skip` leaves it out and reports it.",
    )

    @field_validator("batch_size")
    @classmethod
    def _positive(cls, size: int) -> int:
        if size < 1:
            raise ValueError(f"must be 1 or more; found {size}")
        return size

    @model_validator(mode="after")
    def _one_program(self) -> Simulate:
        if [self.script, self.command, self.rule].count(None) != 2:
            raise ValueError("needs exactly one of 'script', 'command' and 'rule'")
        for name in ("depends_on", "batch_size", "on_error"):
            if self.rule is not None and name in self.model_fields_set:
                raise ValueError(f"takes no {name!r} with 'rule', which is not part of the project")
        return self

    @property
    def program(self) -> str:
        """The program that simulates universes, for messages."""
        return self.script or self.command or f"the rule {self.rule}"


class LoadEntry(BaseModel):
    """Files to load, and where their content goes in the data tree (dantro's `load_cfg`).

    All other keys are options of the loader.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    loader: str = Field(
        description="Loader of the files: `hdf5`, `yaml`, `text`, `pandas_csv`, …",
    )
    enabled: bool = Field(True, description="Whether the entry is used.")
    glob_str: StringList = Field(
        description="Patterns of files below `data_dir`; `**` stands for any depth."
    )
    base_path: str | None = Field(
        None, description="Folder in which to look for files instead of `data_dir`."
    )
    ignore: StringList = Field([], description="Patterns of files to ignore.")
    include_files: bool = Field(True, description="Whether the patterns match files.")
    include_directories: bool | None = Field(
        None,
        description="Whether the patterns match folders; by default for `fspath` and `fstree`.",
    )
    required: bool = Field(False, description="Whether a missing or broken file is an error.")
    on_error: Literal["fail", "skip"] | None = Field(
        None,
        description="What happens if a file of a universe is missing or broken: `fail` stops all "
        "jobs that need it, `skip` leaves the universe out and reports it. By default `fail` if "
        "`required`.",
    )
    path_regex: str | None = Field(
        None, description="Regular expression to search in the path; its first group is `{match}`."
    )
    target_path: str | None = Field(
        None, description="Path in the data tree; `{match:}` stands for the universe."
    )
    target_path_kwargs: dict[str, Any] = Field({}, description="Further keys of `target_path`.")
    target_group: str | None = Field(
        None, description="Instead of `target_path`: the group in which the file keeps its name."
    )
    load_as_attr: bool = Field(
        False, description="Whether to store the content as an attribute of the target."
    )
    unpack_data: bool = Field(
        False, description="With `load_as_attr`: whether to store the object itself."
    )
    exists_action: Literal["raise", "skip", "skip_nowarn", "overwrite", "overwrite_nowarn"] = Field(
        "raise", description="What to do with another file for the same path in the data tree."
    )
    parallel: Any = Field(None, description="Ignored: Snakemake runs jobs in parallel.")
    progress_indicator: Any = Field(None, description="Ignored.")
    print_tree: Any = Field(None, description="Ignored: `paraverse tree` prints the tree.")

    @model_validator(mode="after")
    def _one_target(self) -> LoadEntry:
        if not self.glob_str:
            raise ValueError("'glob_str' has no pattern")
        if self.target_path is not None and self.target_group is not None:
            raise ValueError("'target_path' and 'target_group' exclude each other")
        return self

    @cached_property
    def options(self) -> Mapping[str, Any]:
        """Options of the loader, by name: one object, which all files of the entry share."""
        return dict(self.model_extra or {})

    @property
    def takes_folders(self) -> bool:
        """True if the patterns match folders."""
        if self.include_directories is None:
            return self.loader in ("fspath", "fstree")
        return self.include_directories

    @property
    def fails(self) -> bool:
        """True if a missing or broken file is an error."""
        return self.on_error == "fail" if self.on_error else self.required


class SweepSettings(_Section):
    """The parameter space of universes that exist, if no file describes it."""

    dimensions: StringList = Field(
        [],
        description="Parameters that are dimensions, in their order; by default, they are inferred "
        "from the parameters of the universes. `point` stands for a list of all other parameters.",
    )
    ignore: StringList = Field(
        [],
        description="Names or patterns of parameters that are not swept although they differ, such "
        "as `output_*`.",
    )


class Convert(_Section):
    """The fields to store, and the size of batches."""

    fields: Literal["used", "all"] | list[str] = Field(
        "used",
        description="`used`: the fields that plots select, parameters and logs; `all`; or, besides "
        "`used`, paths and patterns such as `data/abm/*`.",
    )
    compression: Compression = Field(
        "auto",
        description="Compression of the stored arrays: `auto` (as in their files), `none`, `zlib` "
        "or `zstd`.",
    )
    batch_size: int | Literal["auto"] = Field(
        "auto",
        description="Largest number of universes that one job converts or plots; `auto`: "
        f"{MIN_BATCH_SIZE} to {MAX_BATCH_SIZE}, depending on their number; fewer if they "
        "are large.",
    )

    @model_validator(mode="after")
    def _positive(self) -> Convert:
        if isinstance(self.batch_size, int) and self.batch_size < 1:
            raise ValueError(f"'batch_size' must be 1 or more; found {self.batch_size}")
        return self


class CreatorDefaults(_Section):
    """Defaults of the plots of one creator."""

    default_ext: _Formats = Field(None, description="File format of figures, or a list of formats.")
    style: dict[str, Any] = Field(
        {}, description="Parameters of matplotlib, which the `style` of a plot updates."
    )
    raise_exc: bool | None = Field(
        None, description="Whether a figure that cannot be drawn makes the run fail."
    )
    exist_ok: Any = Field(None, description="Ignored: figures that are outdated are replaced.")
    psgrp_path: Any = Field(None, description="Ignored: `load` says where the universes are.")


class PlotDefaults(CreatorDefaults):
    """Defaults of all plots."""

    default_creator: Creator | None = Field(
        None, description="Creator of plots for which neither they nor their function name one."
    )
    creator_init_kwargs: Mapping[Creator, CreatorDefaults] = Field(
        {}, description="Defaults of the plots of each creator, which update those of all plots."
    )
    universe_label: bool = Field(
        True, description="Whether the figures of single universes say which one they show."
    )
    base_module_file_dir: str | None = Field(
        None, description="Folder to which `module_file` of plots is relative."
    )
    auto_detect_creator: Any = Field(
        None, description="Ignored: the creator of a plot function is always detected."
    )


class Config(_Section):
    """`config/config.yaml`."""

    data_dir: str = Field(description="Folder that contains the folders of the universes.")
    simulate: Simulate | None = Field(
        None, description="How to simulate the universes; leave it out if their folders exist."
    )
    preset: Literal["dantro", "simulate", "utopya"] | None = Field(
        None,
        description="What wrote the folders; provides a `load` section to update. By default "
        "`simulate` if there is a section of this name and no `load`.",
    )
    load: dict[str, LoadEntry] = Field(
        description="Files to load: dantro's `load_cfg`. Not needed with `preset` or `simulate`."
    )
    sweep: SweepSettings = Field(
        SweepSettings(),
        description="How to infer the parameter space of universes if no file describes it.",
    )
    loaders: StringList = Field([], description="Python files with your own loaders.")
    labels: Labels = Field(
        Labels(),
        description="Names of the attributes that label datasets; labels of fields by path or "
        "pattern, such as `data/epidemic/**`.",
    )
    scalars: StringList = Field(
        [],
        description="Fields with one value in each universe, such as `data/total` or "
        "`params/model/dt`, that `results/parameters.csv` lists beside the swept parameters.",
    )
    plots: str = Field("config/plots.yaml", description="File with the plots.")
    base_plots: StringList = Field([], description="Files with plots on which others are based.")
    operations: StringList = Field([], description="Python files with your own operations.")
    plot_functions: StringList = Field([], description="Python files with your own plot functions.")
    only: StringList = Field(
        [],
        description="Names or patterns of the only plots to draw, such as `mean_*`, whether they "
        "are enabled or not.",
    )
    max_mem_mb: int = Field(
        4000,
        description="Largest memory that a job requests, in MB. Combined fields that do not fit "
        "into it are evaluated lazily, in chunks.",
    )
    provenance: Literal["full", "facts", "none"] = Field(
        "full",
        description="What figures carry about their origin: `full`, with the code, from which they "
        "can be made again; `facts`; or `none`.",
    )
    plot_defaults: PlotDefaults = Field(PlotDefaults(), description="Defaults of all plots.")
    convert: Convert = Field(Convert(), description="The fields to store, and the size of batches.")
