"""The keys of ``config/config.yaml``: what may stand there, what it means, defaults."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

FileFormat = Literal["pdf", "png", "svg"]


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


class LoadEntry(_Section):
    """Which files to load and where they go in the data tree (dantro's `load_cfg`)."""

    loader: Literal["hdf5", "yaml", "yml", "yaml_to_object", "yml_to_object", "text", "plain_text"]
    glob_str: StringList = Field(
        description="Patterns of files below `data_dir`; `**` for any depth."
    )
    required: bool = Field(
        False, description="Whether it is an error if a universe lacks the file."
    )
    path_regex: str | None = Field(
        None, description="Searched in the path below `data_dir`; its first group is `{match}`."
    )
    target_path: str | None = Field(
        None, description="Where in the data tree; `{match:}` stands for the universe."
    )
    load_as_attr: bool = Field(False, description="Store as an attribute of the target.")
    unpack_data: bool = Field(False, description="With `load_as_attr`: the object itself.")
    enable_mapping: bool = Field(False, description="hdf5: choose group types by an attribute.")
    map_from_attr: str | None = Field(None, description="hdf5: the name of that attribute.")
    enabled: bool = Field(True, description="Whether the entry is used.")


class Convert(_Section):
    """What is stored, and in which portions."""

    fields: Literal["used", "all"] | list[str] = Field(
        "used",
        description="`used`: what the plots select, parameters and logs; `all`; or paths "
        "and patterns such as `data/abm/*`.",
    )
    batch_size: int | Literal["auto"] = Field(
        "auto", description="Universes that one job converts or plots at most; `auto`: 20 to 128."
    )

    @model_validator(mode="after")
    def _positive(self) -> Convert:
        if isinstance(self.batch_size, int) and self.batch_size < 1:
            raise ValueError("'batch_size' must be 1 or more")
        return self


class PlotDefaults(_Section):
    """Defaults of all plots (dantro's `creator_init_kwargs`)."""

    default_ext: FileFormat = Field("pdf", description="File format of figures.")


class Config(_Section):
    """`config/config.yaml`."""

    data_dir: str = Field(description="Folder that holds the universes' folders.")
    simulate: Simulate | None = Field(
        None, description="How the folders are made; leave it out if they exist."
    )
    load: dict[str, LoadEntry] = Field(description="Files to load: dantro's `load_cfg`.")
    plots: str = Field("config/plots.yaml", description="File with the plots.")
    base_plots: StringList = Field([], description="Files with plots to base others on.")
    operations: StringList = Field([], description="Python files with your own operations.")
    plot_functions: StringList = Field([], description="Python files with your own plot functions.")
    plot_defaults: PlotDefaults = Field(PlotDefaults(), description="Defaults of all plots.")
    convert: Convert = Field(Convert(), description="What is stored, and in which portions.")
