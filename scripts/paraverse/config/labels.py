"""The section `labels` of ``config/config.yaml``: dimensions, coordinates, attributes of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from paraverse.base.field_labels import CoordinateSource, FieldLabels, ValueSource
from paraverse.config.string_list import StringList
from paraverse.errors import suggest

DType = Literal[
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float32", "float64", "complex64", "complex128", "str",
]  # fmt: skip

Attributes = dict[str, str | bool | int | float | list[bool | int | float] | list[str]]

_NUMBERS_OF_ARGUMENTS = {
    "range": (1, 3),
    "arange": (1, 3),
    "linspace": (2, 3),
    "logspace": (2, 3),
    "start_and_step": (2, 2),
}
"""Functions that compute coordinates, with the least and largest number of their arguments."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeldValue(_Section):
    """A value that a universe holds: an attribute, or a swept parameter."""

    path: str = Field(
        "", description="Path of the dataset or group with the attribute; by default the dataset."
    )
    attribute: str | None = Field(None, description="Name of an attribute.")
    parameter: str | None = Field(None, description="Name of a swept parameter.")

    @model_validator(mode="after")
    def _one_source(self) -> HeldValue:
        if (self.attribute is None) == (self.parameter is None):
            raise ValueError("needs 'attribute' (with or without 'path') or 'parameter'")
        if self.parameter is not None and self.path:
            raise ValueError("'path' and 'parameter' exclude each other")
        return self

    @property
    def source(self) -> ValueSource:
        """The source of the value."""
        return ValueSource(path=self.path, attribute=self.attribute, parameter=self.parameter)


Arguments = list[int | float | str | HeldValue]
"""Numbers, paths of numbers in a universe, attributes and parameters."""


class Coordinate(_Section):
    """The coordinates of a dimension: one source, and attributes."""

    path: str | None = Field(
        None,
        description="Path of the dataset with the coordinates; with `attribute`, of the dataset or "
        "group that has the attribute. Relative to the group of the dataset with `./` or `../`.",
    )
    attribute: str | None = Field(None, description="Name of the attribute with the coordinates.")
    parameter: str | None = Field(
        None, description="Name of the swept parameter that is a list of coordinates."
    )
    values: list[Any] | None = Field(None, description="The coordinates.")
    range: Arguments | None = Field(None, description="Arguments of Python's `range`.")
    arange: Arguments | None = Field(None, description="Arguments of `numpy.arange`.")
    linspace: Arguments | None = Field(
        None,
        description="Arguments of `numpy.linspace`; the number of values is by default the length "
        "of the dimension.",
    )
    logspace: Arguments | None = Field(
        None, description="Arguments of `numpy.logspace`, as for `linspace`."
    )
    start_and_step: Arguments | None = Field(
        None, description="The first coordinate and the distance of two coordinates."
    )
    attrs: Attributes = Field({}, description="Attributes of the coordinates, such as `units`.")

    @model_validator(mode="after")
    def _one_source(self) -> Coordinate:
        names = ("path", "attribute", "parameter", "values", *_NUMBERS_OF_ARGUMENTS)
        present = {name for name in names if getattr(self, name) is not None}
        if len(present) != 1 and present != {"path", "attribute"}:
            raise ValueError(f"needs exactly one of {', '.join(names)}")
        for name, (least, most) in _NUMBERS_OF_ARGUMENTS.items():
            arguments = getattr(self, name)
            if arguments is not None and not least <= len(arguments) <= most:
                numbers = str(most) if least == most else f"{least} to {most}"
                raise ValueError(f"{name!r} takes {numbers} arguments; found {len(arguments)}")
        return self

    @property
    def source(self) -> CoordinateSource:
        """The source of the coordinates."""
        if self.values is not None:
            return CoordinateSource(mode="values", argument=tuple(self.values), attrs=self.attrs)
        for name in _NUMBERS_OF_ARGUMENTS:
            arguments = getattr(self, name)
            if arguments is not None:
                items = tuple(map(_argument, arguments))
                return CoordinateSource(mode=name, argument=items, attrs=self.attrs)
        source = ValueSource(
            path=self.path or "", attribute=self.attribute, parameter=self.parameter
        )
        return CoordinateSource(mode="linked", argument=source, attrs=self.attrs)


def _argument(argument: float | str | HeldValue) -> float | ValueSource:
    match argument:
        case HeldValue():
            return argument.source
        case str(path):
            return ValueSource(path=path)
    return argument


def _as_coordinate(value: Any) -> Any:
    match value:
        case str(path):
            return {"path": path}
        case list(values):
            return {"values": values}
        case Mapping() | Coordinate():
            return value
    raise ValueError(f"takes the path of a dataset, a list of values or a mapping; found {value!r}")


def _as_dims(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class LabelsOfFields(_Section):
    """Dimensions, coordinates, attributes and type of the fields that match a path or pattern."""

    dims: Annotated[
        list[str] | dict[int, str] | None,
        BeforeValidator(_as_dims, json_schema_input_type=str | list[str] | dict[int, str] | None),
    ] = Field(
        None,
        description="Names of all dimensions, or of some by their number, which is negative if "
        "counted from the last one.",
    )
    coords: dict[
        str,
        Annotated[
            Coordinate,
            BeforeValidator(_as_coordinate, json_schema_input_type=str | list[Any] | Coordinate),
        ],
    ] = Field(
        {},
        description="Coordinates of dimensions: the path of a dataset, a list of values, or a "
        "mapping with another source.",
    )
    attrs: Attributes = Field({}, description="Attributes of the fields, such as `units`.")
    dtype: DType | None = Field(None, description="Type to convert the values to.")

    @field_validator("dims")
    @classmethod
    def _different_names(cls, dims: Any) -> Any:
        names = list(dims.values()) if isinstance(dims, dict) else dims or []
        if len(set(names)) < len(names):
            raise ValueError(f"dimensions cannot have the same name: {', '.join(names)}")
        return dims

    @model_validator(mode="after")
    def _coordinates_of_dimensions(self) -> LabelsOfFields:
        if isinstance(self.dims, list):
            for dim in self.coords:
                if dim not in self.dims:
                    hint = suggest(dim, self.dims)
                    raise ValueError(f"'coords' of {dim!r}, which is not in 'dims'. {hint}")
        return self

    @property
    def values(self) -> dict[str, Any]:
        """The values that are set, as nested mappings."""
        return self.model_dump(exclude_defaults=True)

    @property
    def labels(self) -> FieldLabels:
        """The labels as data classes."""
        return FieldLabels(
            dims=tuple(self.dims) if isinstance(self.dims, list) else self.dims,
            coords={dim: coordinate.source for dim, coordinate in self.coords.items()},
            attrs=self.attrs,
            dtype=self.dtype,
        )


def _check_mapping(value: Any) -> Any:
    if isinstance(value, Mapping | LabelsOfFields):
        return value
    names = ", ".join(f"`{name}`" for name in Labels.model_fields)
    raise ValueError(
        f"is neither one of {names}, which name attributes, nor a path or pattern of fields, which "
        f"takes a mapping with `dims`, `coords`, `attrs` or `dtype`; found {value!r}"
    )


class Labels(BaseModel):
    """Names of the attributes that label datasets, and labels of fields by path or pattern."""

    model_config = ConfigDict(extra="allow", frozen=True)

    __pydantic_extra__: dict[str, Annotated[LabelsOfFields, BeforeValidator(_check_mapping)]] = (
        Field(init=False)
    )

    dims: StringList = Field(
        ["dims", "dim_names"], description="Attributes with the names of all dimensions."
    )
    dim_name_prefix: str = Field(
        "dim_name__",
        description="Prefix of attributes with the name of one dimension, before its number.",
    )
    coords_prefix: str = Field(
        "coords__", description="Prefix of attributes with coordinates, before the dimension."
    )
    coords_mode_prefix: str = Field(
        "coords_mode__", description="Prefix of attributes with the mode of coordinates."
    )
    coords_mode_default: str = Field(
        "values", description="Mode of coordinates for which no attribute gives one."
    )
    content: str = Field("content", description="The attribute that is `grid` for grids of cells.")

    @property
    def attribute_names(self) -> dict[str, Any]:
        """The names of the attributes that label datasets."""
        return self.model_dump(include=set(type(self).model_fields))

    @property
    def fields(self) -> dict[str, LabelsOfFields]:
        """The labels of fields by path or pattern, in the order of the configuration."""
        extra = self.__pydantic_extra__ or {}
        return {pattern.strip("/"): of_fields for pattern, of_fields in extra.items()}

    @property
    def settings(self) -> dict[str, Any]:
        """Arguments of `paraverse.load.labeling.label_settings.LabelSettings`."""
        fields = {pattern: of_fields.labels for pattern, of_fields in self.fields.items()}
        return {**self.attribute_names, "fields": fields}
