"""Constructors: what the tags of YAML stand for."""

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


class _Placing:
    """Says where a value stands that cannot be made, whatever went wrong."""

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


class ConfigConstructor(_Placing, _yayaml.Constructor):  # type: ignore[name-defined, misc]
    """paramspace's and yayaml's tags and those of transformations.

    A class of its own: the one it derives from is shared by every program that uses
    yayaml, dantro among them.
    """


def _scalar(constructor: Any, node: Node) -> Any:
    if not isinstance(node, ScalarNode):
        raise ruamel.yaml.constructor.ConstructorError(
            None, None, f"{node.tag} takes a single name", node.start_mark
        )
    return constructor.construct_scalar(node)


def _with_default(constructor: Any, node: Node) -> tuple[Any, tuple[Any, ...]]:
    """What stands alone, or in a list with a default."""
    if not isinstance(node, SequenceNode):
        return _scalar(constructor, node), ()
    name, *default = constructor.construct_sequence(node, deep=True)
    if len(default) != 1:
        raise ValueError("takes one value, or a list of it and its default")
    return name, tuple(default)


def _argument(constructor: Any, node: Node) -> Argument:
    position, default = _with_default(constructor, node)
    if int(position) < 0:
        raise ValueError(f"takes a position, counted from 0; found {position}")
    return Argument(int(position), default)


def _keyword(constructor: Any, node: Node) -> Keyword:
    name, default = _with_default(constructor, node)
    return Keyword(str(name), default)


ConfigConstructor.add_constructor("!arg", _argument)
ConfigConstructor.add_constructor("!kwarg", _keyword)
ConfigConstructor.add_constructor("!dag_ref", lambda c, n: NodeHash(str(_scalar(c, n))))
ConfigConstructor.add_constructor("!dag_tag", lambda c, n: Tag(str(_scalar(c, n))))
ConfigConstructor.add_constructor("!dag_prev", lambda c, n: Previous())
ConfigConstructor.add_constructor("!dag_node", lambda c, n: NodeIndex(int(_scalar(c, n))))
ConfigConstructor.add_constructor("!dag_result", lambda c, n: Result(str(_scalar(c, n))))


def _described(constructor: Any, node: Node) -> Any:
    """A description of colours: a name, a list, or a mapping with whatever in it."""
    if isinstance(node, ScalarNode):
        return constructor.construct_scalar(node)
    if isinstance(node, SequenceNode):
        return constructor.construct_sequence(node, deep=True)
    return dict(constructor.construct_mapping(node, deep=True))


for _tag in ("!cmap", "!colormap"):
    ConfigConstructor.add_constructor(_tag, lambda c, n: Colormap(_described(c, n)))
for _tag in ("!cmap-norm", "!cmap_norm"):
    ConfigConstructor.add_constructor(_tag, lambda c, n: Norm(_described(c, n)))


_PARAMSPACE_TAGS = {
    "!pspace", "!pspace-unsorted", "!Masked", "!pdim", "!sweep", "!pdim-default", "!sweep-default",
    "!coupled-pdim", "!coupled-sweep", "!coupled-pdim-default", "!coupled-sweep-default",
}  # fmt: skip


class DataConstructor(_Placing, ruamel.yaml.constructor.SafeConstructor):
    """paramspace's tags alone: what simulations wrote must not read the environment."""

    # yayaml registers its tags on the class that this one derives from
    yaml_constructors: ClassVar = {  # type: ignore[misc]
        tag: construct
        for tag, construct in _yayaml.Constructor.yaml_constructors.items()
        if tag is None or tag.startswith("tag:") or tag in _PARAMSPACE_TAGS
    }
