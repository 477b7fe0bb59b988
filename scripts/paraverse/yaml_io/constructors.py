"""The values that the tags of YAML stand for, in the configuration and in data of simulations."""

from __future__ import annotations

from typing import Any, ClassVar

import paramspace.yaml  # noqa: F401 (registers !pspace and !pdim on the constructor below)
import ruamel.yaml
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode
from yayaml.yaml import yaml as _yayaml

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
            problem = " ".join(f"{node.tag}: {error}".split()).rstrip(".")
            raise ruamel.yaml.constructor.ConstructorError(
                None, None, problem, node.start_mark
            ) from error


class ConfigConstructor(_ErrorsWithLines, _yayaml.Constructor):  # type: ignore[name-defined, misc]
    """Constructor of configuration files: tags of paramspace, yayaml and transformations.

    Tags are registered on this class and not on its base class, which is shared by all programs
    that use yayaml, including dantro.
    """


_PARAMSPACE_TAGS = {
    "!pspace", "!pspace-unsorted", "!Masked", "!pdim", "!sweep", "!pdim-default", "!sweep-default",
    "!coupled-pdim", "!coupled-sweep", "!coupled-pdim-default", "!coupled-sweep-default",
}  # fmt: skip


class DataConstructor(_ErrorsWithLines, ruamel.yaml.constructor.SafeConstructor):
    """Constructor of data of simulations: tags of paramspace only.

    Tags of yayaml can read environment variables, so data must not contain them.
    """

    # A table of its own, as yayaml registers its tags on the base class
    yaml_constructors: ClassVar = {  # type: ignore[misc]
        tag: construct
        for tag, construct in _yayaml.Constructor.yaml_constructors.items()
        if tag is None or tag.startswith("tag:") or tag in _PARAMSPACE_TAGS
    }


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
