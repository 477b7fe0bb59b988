"""The values that the tags of YAML stand for, in the configuration and in data of simulations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import Any, ClassVar

import paramspace.yaml  # noqa: F401 (registers !pspace and !pdim on the constructor below)
import ruamel.yaml
from paramspace.paramdim import ParamDimBase
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yayaml.yaml import yaml as _yayaml

from paraverse.yaml_io.core_schema import MAX_DIGITS
from paraverse.yaml_io.placeholders import (
    Argument,
    Colormap,
    Keyword,
    NodeHash,
    NodeIndex,
    Norm,
    Previous,
    Result,
    Tag,
)


class _ErrorsWithLines:
    """A constructor whose errors have the line of the value, whatever the tag raises."""

    def construct_object(self, node: Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)  # type: ignore[misc]
        except ruamel.yaml.error.YAMLError:
            raise
        except Exception as error:
            problem = " ".join(f"{node.tag}: {_describe(error)}".split()).rstrip(".")
            raise ruamel.yaml.constructor.ConstructorError(
                None, None, problem, node.start_mark
            ) from error


def _describe(error: Exception) -> str:
    # The message of a KeyError is nothing but the key
    return f"there is no {error}" if isinstance(error, KeyError) else str(error)


class ConfigConstructor(_ErrorsWithLines, _yayaml.Constructor):  # type: ignore[name-defined, misc]
    """Constructor of configuration files: tags of paramspace, yayaml and transformations.

    Tags are registered on this class and not on its base class, which is shared by all programs
    that use yayaml, including dantro.
    """


def _set_values(
    dimension: ParamDimBase, values: Sized, *, assert_unique: bool, as_type: str | None = None
) -> None:
    """Set the values of a dimension, and compare them by their hashes."""
    _set_any_values(dimension, values, assert_unique=False, as_type=as_type)
    if assert_unique and not _are_unique(dimension._vals):
        raise ValueError(f"Values need to be unique, but there were duplicates: {dimension._vals}")


def _are_unique(values: tuple[Any, ...]) -> bool:
    return len({_hashable(value) for value in values}) == len(values)


def _hashable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozenset((key, _hashable(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, value))
    return frozenset(value) if isinstance(value, set) else value


# paramspace compares each value with all others, so that 30 000 values would take ten seconds
_set_any_values = ParamDimBase._set_values
ParamDimBase._set_values = _set_values


_DIMENSION_TAGS = {
    "!pdim", "!sweep", "!pdim-default", "!sweep-default",
    "!coupled-pdim", "!coupled-sweep", "!coupled-pdim-default", "!coupled-sweep-default",
}  # fmt: skip

_PARAMSPACE_TAGS = {"!pspace", "!pspace-unsorted", "!Masked"} | _DIMENSION_TAGS


_MAX_DIMENSION = 1_000_000
"""Largest number of values of all dimensions in a document that is data."""


def _limited(construct: Callable[[Any, Node], Any]) -> Callable[[Any, Node], Any]:
    """Return a constructor of a dimension that refuses too many values without creating them."""

    def construct_if_small(constructor: DataConstructor, node: Node) -> Any:
        if isinstance(node, MappingNode):
            arguments = constructor.construct_mapping(node, deep=True)
            constructor.dimension_values += _number_of_values(arguments)
            if constructor.dimension_values > _MAX_DIMENSION:
                raise ValueError(f"has more than {_MAX_DIMENSION} values, too many to read here")
        return construct(constructor, node)

    return construct_if_small


def _number_of_values(arguments: Mapping[Any, Any]) -> int:
    """Return how many values a dimension has, from the arguments of `paramspace.ParamDim`."""
    if "range" in arguments:
        values = range(*arguments["range"])  # not expanded; `len` fails for very long ones
        return max(0, -((values.start - values.stop) // values.step))
    for key in ("linspace", "logspace"):
        if key in arguments:
            return int(arguments[key][2]) if len(arguments[key]) > 2 else 50
    values = arguments.get("values", ())
    return len(values) if isinstance(values, Sized) else 0


class DataConstructor(_ErrorsWithLines, ruamel.yaml.constructor.SafeConstructor):
    """Constructor of data of simulations: tags of paramspace only.

    Tags of yayaml can read environment variables, so data must not contain them.

    Attributes
    ----------
    dimension_values
        How many values the dimensions have that were constructed so far.
    """

    dimension_values = 0

    # A table of its own, as yayaml registers its tags on the base class
    yaml_constructors: ClassVar = {  # type: ignore[misc]
        tag: _limited(construct) if tag in _DIMENSION_TAGS else construct
        for tag, construct in _yayaml.Constructor.yaml_constructors.items()
        if tag is None or tag.startswith("tag:") or tag in _PARAMSPACE_TAGS
    }

    def construct_yaml_int(self, node: Any) -> int:
        """Return the value of an integer, unless it has more digits than Python can print."""
        if len(node.value) > MAX_DIGITS:
            raise ValueError(f"an integer with more than {MAX_DIGITS} digits")
        return int(super().construct_yaml_int(node))


DataConstructor.add_constructor("tag:yaml.org,2002:int", DataConstructor.construct_yaml_int)


def _construct_scalar(constructor: Any, node: Node) -> Any:
    if not isinstance(node, ScalarNode):
        raise ruamel.yaml.constructor.ConstructorError(
            None, None, f"{node.tag} takes a single name", node.start_mark
        )
    return constructor.construct_scalar(node)


def _construct_with_default(constructor: Any, node: Node) -> tuple[Any, tuple[Any, ...]]:
    """Return a value and its default, which is an empty tuple if the value stands alone."""
    if not isinstance(node, SequenceNode):
        return _construct_scalar(constructor, node), ()
    name, *default = constructor.construct_sequence(node, deep=True)
    if len(default) != 1:
        raise ValueError("takes one value, or a list of it and its default")
    return name, tuple(default)


def _construct_argument(constructor: Any, node: Node) -> Argument:
    position, default = _construct_with_default(constructor, node)
    if int(position) < 0:
        raise ValueError(f"takes a position, counted from 0; found {position}")
    return Argument(int(position), default)


def _construct_keyword(constructor: Any, node: Node) -> Keyword:
    name, default = _construct_with_default(constructor, node)
    return Keyword(str(name), default)


def _construct_description(constructor: Any, node: Node) -> Any:
    """Return a description of colors: a name, a list, or a mapping with any content."""
    if isinstance(node, ScalarNode):
        return constructor.construct_scalar(node)
    if isinstance(node, SequenceNode):
        return constructor.construct_sequence(node, deep=True)
    return dict(constructor.construct_mapping(node, deep=True))


for _tag, _construct in {
    "!arg": _construct_argument,
    "!kwarg": _construct_keyword,
    "!dag_ref": lambda c, n: NodeHash(str(_construct_scalar(c, n))),
    "!dag_tag": lambda c, n: Tag(str(_construct_scalar(c, n))),
    "!dag_prev": lambda c, n: Previous(),
    "!dag_node": lambda c, n: NodeIndex(int(_construct_scalar(c, n))),
    "!dag_result": lambda c, n: Result(str(_construct_scalar(c, n))),
    "!cmap": lambda c, n: Colormap(_construct_description(c, n)),
    "!colormap": lambda c, n: Colormap(_construct_description(c, n)),
    "!cmap-norm": lambda c, n: Norm(_construct_description(c, n)),
    "!cmap_norm": lambda c, n: Norm(_construct_description(c, n)),
}.items():
    ConfigConstructor.add_constructor(_tag, _construct)
